"""What an address alone says about the page behind it.

Publishers build the addresses of their articles by one pattern (a date, a number, the
words of the headline) and those of everything else by another, so the shape of an
address is worth much. But it is only evidence: what is refused here for good are
addresses that can be nothing but a form, a list or a legal page, in the words that
the big content systems and the big languages use.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

import can_ada

_LISTS = frozenset((
    "tag", "tags", "category", "categories", "cat", "author", "authors", "autor", "auteur",
    "autore", "kategorie", "kategorien", "kategori", "categoria", "categorie", "etiqueta",
    "etiquetas", "label", "labels", "rubrik", "schlagwort", "stichwort", "hashtag", "hashtags",
    "user", "users", "profile", "profiles", "u", "member", "members",
))  # fmt: skip
"""A segment that names a list or a person when it is the last or the last but one."""

_SUBJECTS = frozenset((
    "topic", "topics", "tema", "temas", "thema", "themen", "sujet", "sujets",
))  # fmt: skip
"""Likewise, unless a headline follows: some sites have their articles below these."""
_HEADLINE_WORDS = 3

_FORMS = frozenset((
    "about", "about-us", "aboutus", "contact", "contact-us", "contactus", "contacts",
    "privacy", "privacy-policy", "terms", "terms-of-service", "terms-of-use", "tos",
    "legal", "legal-notice", "imprint", "impressum", "kontakt", "datenschutz",
    "datenschutzerklaerung", "agb", "ueber-uns", "mentions-legales", "contacto", "contatti",
    "aviso-legal", "privacidad", "privacidade", "politica-de-privacidad", "cookies",
    "cookie-policy", "cookie-richtlinie", "accessibility", "disclaimer", "advertise",
    "advertising", "careers", "login", "log-in", "logout", "signin", "sign-in", "signup",
    "sign-up", "register", "registration", "subscribe", "subscription", "subscriptions",
    "newsletter", "newsletters", "unsubscribe", "search", "account", "my-account", "cart",
    "basket", "checkout", "donate", "faq", "help", "support", "sitemap", "feed", "rss",
    "atom", "share", "sharer", "share.php", "sharer.php", "print", "wp-login.php",
    "login.php", "archive", "archives", "submit",
))  # fmt: skip
"""A segment that names a form, a list of all or a legal page when it is the last."""

_ROOTS = frozenset(("", "index", "default", "home"))
"""Names of a site's root, which tells by its query alone what it shows."""

_SHARING = re.compile(r"(?:^|&)(?:url|u|uri|link|href|text)=https?(?::|%3a)", re.IGNORECASE)
"""A page's own address handed on in a query: sharing, printing, mailing."""

_ACTIONS = re.compile(
    r"(?:^|&)(?:replytocom|share|action|login|redirect|redirect_to|return|returnto|next|goto"
    r"|add-to-cart|hide|auth|vote)=",
    re.IGNORECASE,
)
_PAGED = re.compile(
    r"(?:^|&)(?:page|paged|pg|offset|start|p_start|cat|tag|author|sort|order)=", re.IGNORECASE
)
_PAGE_SEGMENT = re.compile(r"^(?:page|seite|pagina|p)[-_]?\d{0,4}$", re.IGNORECASE)
_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|avif|ico|mp[34]|m4a|ogg|webm|zip|gz|exe|dmg|apk|css|js|xml"
    r"|rss|atom|ics)$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:^|[/_.-])(?:19|20)\d\d[/_.-]?(?:0?[1-9]|1[0-2]|[a-z]{3})(?:[/_.-]|$|(?=[0-3]\d))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{4,}")
_ID_QUERY = re.compile(
    r"(?:^|&)(?:p|id|[a-z_]*id|article|story|news|post|item|no|nid)=[^&]*\d", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The evidence in one address."""

    pattern: str
    """Equal for addresses built by one rule: `host|segments|query keys`."""
    segments: int
    """Of the path; 0 for the root of a site."""
    words: int
    """In the segment that has most of them: a headline has more than a section's name."""
    dated: bool
    """The path holds a year with a month."""
    numbered: bool
    """The path or query holds a number of four digits or more, or an id."""
    refused: bool
    """It can be no article: a list, a file, a way to share."""
    office: bool
    """It is the root of a site, or named as a form or a legal page: no article of the
    page's own site, but another's may well be linked by such an address."""


@lru_cache(maxsize=8192)
def shape_of(address: str) -> Shape:
    """Return the shape of an absolute address."""
    url = can_ada.parse(address)
    path = unquote(str(url.pathname))
    query = str(url.search).removeprefix("?")
    segments = [segment for segment in path.split("/") if segment]
    return Shape(
        pattern=f"{url.hostname}|{'/'.join(_kinds(segments))}|{_keys(query)}",
        segments=len(segments),
        words=max((len(_WORD.findall(segment)) for segment in segments), default=0),
        dated=bool(_DATE.search(path)),
        numbered=bool(_NUMBER.search(_without_date(path)) or _ID_QUERY.search(query)),
        refused=_refused(segments, query),
        office=_office(segments, query),
    )


def _without_date(path: str) -> str:
    return _DATE.sub("/", path)


def _kinds(segments: list[str]) -> list[str]:
    """Write each segment as what it is made of; the first, if a mere word, as it stands."""
    kinds = []
    for place, segment in enumerate(segments):
        words = len(_WORD.findall(segment))
        if words >= 3:
            kinds.append("slug")
        elif any(letter.isdigit() for letter in segment):
            kinds.append("number" if words < 2 else "slug")
        elif place == 0 and len(segments) > 1:
            kinds.append(segment.lower())
        else:
            kinds.append("word")
    return kinds


def _keys(query: str) -> str:
    return "&".join(sorted(part.partition("=")[0] for part in query.split("&") if part))[:100]


def _refused(segments: list[str], query: str) -> bool:
    lowered = [segment.lower() for segment in segments[-2:]]
    last = lowered[-1] if lowered else ""
    return bool(
        _SHARING.search(query)
        or _ACTIONS.search(query)
        or _FILES.search(last)
        or _is_page_number(lowered)
        or (_PAGED.search(query) and not _ID_QUERY.search(query))
        or not _LISTS.isdisjoint(lowered)
        or (not _SUBJECTS.isdisjoint(lowered) and len(_WORD.findall(last)) < _HEADLINE_WORDS)
    )


def _is_page_number(lowered: list[str]) -> bool:
    """Whether the address ends in `page/3` or `page-3`."""
    if lowered[1:] and lowered[-1].isdigit():
        return bool(_PAGE_SEGMENT.match(lowered[-2]))
    return bool(lowered) and bool(_PAGE_SEGMENT.match(lowered[-1]))


def _office(segments: list[str], query: str) -> bool:
    last = segments[-1].lower() if segments else ""
    named = last.partition(".")[0]
    if named in _ROOTS:
        return not _ID_QUERY.search(query)
    return last in _FORMS or named in _FORMS
