"""What an item says of its article, whatever the format."""

import mimetypes
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from html import escape
from urllib.parse import quote

from digest.address import absolute
from digest.markup import clean, lead, plain
from digest.model import Article, Enclosure, Mention, Stored

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No page was published before; such a date is a default of some program."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_NO_URI = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
_NO_XML = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffc\U00010000-\U0010fffd]"
)
_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,60}")
_TYPES = mimetypes.MimeTypes()
"""Its own table: that of the machine would make the bytes another on each."""


def address_of(address: str) -> str:
    """Return the http(s) address in the characters of RFC 3986; "" for another.

    A browser takes more of them as they are, such as `|` and `{` in a query.
    """
    return _NO_URI.sub(lambda found: quote(found[0], safe=""), absolute(address))


def title_of(article: Article) -> str:
    """Return the title in plain text, or what stands for it; never ""."""
    return plain(article.title) or lead(article.text, limit=100) or plain(article.url) or "Untitled"


def summary_of(article: Article) -> str:
    """Return what the article is about, in plain text: a summary, or its lead; "" for neither."""
    return plain(article.summary, limit=1000) or lead(article.text, title=article.title)


def description_of(article: Article) -> str:
    """Return the same, or its title where there is neither; never ""."""
    return summary_of(article) or title_of(article)


def body_of(article: Article) -> str:
    """Return the body as HTML; "" where there is none."""
    if _NO_XML.search(article.html):
        return clean(article.html, article.url, direction=article.direction)
    return article.html


def with_also(stored: Stored, mentions: Sequence[Mention]) -> Stored:
    """Return the article with a line at its end: links to who else tells its story."""
    article = stored.article
    body = body_of(article) or f"<p>{escape(description_of(article))}</p>"
    links = (
        f'<a href="{escape(address)}">{escape(plain(one.title) or address)}</a>'
        for one in mentions
        if (address := address_of(one.url))
    )
    html = clean(
        f"{body}<p>Also in: {', '.join(links)}</p>", article.url, direction=article.direction
    )
    return replace(stored, article=replace(article, html=html))


def published(stored: Stored) -> datetime:
    """Return the moment that the feed shows as the article's own; never missing."""
    dated = stored.article.published
    if dated is None or not EARLIEST <= dated.at <= stored.first_seen:
        return stored.first_seen
    return dated.at


def distinct_update(stored: Stored) -> str:
    """Return when an article became what it is, as no other article has it: RFC 3339, UTC.

    Atom readers order by it, and a feed must not have one moment twice. So it is the second
    that ended then, and the article's number as its fraction.
    """
    moment = stored.updated.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=1)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{stored.number % 1_000_000:06}Z"


def instant(moment: datetime) -> str:
    """Return a moment in whole seconds, as RFC 3339 has it, in UTC."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def language_of(tag: str) -> str:
    """Return the language tag if it is one, else ""."""
    return tag if _LANGUAGE.fullmatch(tag) else ""


@lru_cache(maxsize=4096)
def _plain_name(name: str) -> str:
    """A name in plain text; a site has few authors and tags, and uses them again."""
    return plain(name, limit=100)


def names_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names in plain text, each once without regard to case, none empty."""
    kept: dict[str, str] = {}
    for name in names:
        if text := _plain_name(name):
            kept.setdefault(text.casefold(), text)
    return tuple(kept.values())


def categories_of(article: Article) -> tuple[str, ...]:
    """Return the section and the tags, likewise."""
    return names_of((article.section, *article.tags))


def image_of(article: Article) -> str:
    """Return the address of the picture that stands for the article; "" for none."""
    return address_of(article.image.url) if article.image else ""


def enclosures_of(article: Article) -> tuple[Enclosure, ...]:
    """Return the films and sounds that belong to it, each once, with a type and a length >= 0."""
    known: dict[str, Enclosure] = {}
    for one in article.enclosures:
        if url := address_of(one.url):
            type_ = one.type if _TYPE.fullmatch(one.type) else _guessed(url)
            known.setdefault(url, Enclosure(url=url, type=type_, length=max(0, one.length)))
    return tuple(known.values())


def _guessed(url: str) -> str:
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    return _TYPES.guess_type(path)[0] or "application/octet-stream"
