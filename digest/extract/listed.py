"""An article from its listing or feed alone, its page being out of reach.

It stands apart from the reading of pages, and imports nothing heavy: the program itself
needs it, while pages are read in processes of their own.
"""

import re
from urllib.parse import unquote, urlsplit

from digest.address import host_of
from digest.markup import plain, text_of
from digest.model import Article, Image, Link

NO_TEXT = "no text"
"""Why an article is partial whose page says that it is one, and has no text."""

_RTL_LETTERS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LETTERS = re.compile(r"[^\W\d_]")


def from_link(link: Link, reason: str) -> Article:
    """Return an article as its listing or feed gives it, its text being out of reach.

    `reason` says why and becomes `partial`: "403 Forbidden". Where the link has no
    title, the words of its address stand for it.
    """
    text = text_of(link.html)
    return Article(
        url=link.url,
        addresses=(link.url,),
        claims=guid_of(link),
        title=link.title or words_of_address(link.url),
        html=link.html,
        text=text,
        summary=link.teaser,
        published=link.published,
        authors=link.authors,
        image=Image(url=link.image) if link.image else None,
        enclosures=link.enclosures,
        direction=direction_by_letters(link.title + text) or "ltr",
        partial=reason,
        provenance=(("title", "link" if link.title else "address"),),
    )


def guid_of(link: Link) -> tuple[str, ...]:
    """Return what the feed calls an article, as its claims have it; nothing for none."""
    return (f"guid:{link.guid}",) if link.guid else ()


def words_of_address(url: str) -> str:
    """Return the words of an address: ".../2025/border-talks-end.html" gives "Border talks end"."""
    path = unquote(urlsplit(url).path).rstrip("/")
    words = re.sub(r"\.\w{2,5}$", "", path.rpartition("/")[2])
    words = plain(re.sub(r"[-_+\s]+", " ", words)).strip()
    return words[:1].upper() + words[1:] or host_of(url) or url


def direction_by_letters(text: str) -> str:
    """Return what most letters want, "rtl" or "ltr"; "" for fewer than ten letters."""
    letters = len(_LETTERS.findall(text[:4000]))
    if letters < 10:
        return ""
    return "rtl" if 2 * len(_RTL_LETTERS.findall(text[:4000])) > letters else "ltr"
