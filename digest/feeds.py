"""Articles to an RSS 2.0 feed that every reader takes.

Readers agree on little: on plain titles in which nothing is left to decode, on opaque
guids that never change, and on a date, always. One value that XML forbids would cost
the whole feed, so every value is cleaned again on its way out, although it was cleaned
on its way in; a body that cannot stand in XML is cleaned anew, never patched.

The bytes follow from the articles alone: no clock, no order of a set.
"""

import html
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import quote

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from digest.address import absolute
from digest.feed_extension import NAME, FeedExtension, ItemExtension
from digest.markup import clean, lead, plain
from digest.model import Article, Feed, Stored

FULL_TEXT_BUDGET = 1_000_000
"""Bytes of bodies in one feed; readers refuse files of a few million."""

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No page was published before; such a date is a default of some program."""

_NOWHERE = "http://localhost/"
"""A channel must have an address; stands where none is known."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_NO_URI = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
_NO_XML = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]"
)


def rss(feed: Feed) -> bytes:
    """Return the feed as an RSS 2.0 document in UTF-8.

    Every article is in it, in the order given. Beyond `FULL_TEXT_BUDGET` bytes of bodies
    the later ones lose theirs and keep the description. A date before 1990 or after the
    article was first seen becomes that moment; `lastBuildDate` is the last change of an
    article, and absent from a feed without articles. An article without title gets the
    first words of its text, or its address; one whose address is no http(s) address gets
    no `link`. Values are escaped, never trusted: no text in any field can stop a feed.
    Source: RSS 2.0 and the RSS Advisory Board's Best Practices Profile.
    """
    channel = _channel(feed)
    for stored, body in _with_bodies(feed.articles):
        entry = FeedEntry()
        channel.add_entry(entry, order="append")
        _fill(entry, stored, body)
    return bytes(channel.rss_str(pretty=True))


def _channel(feed: Feed) -> FeedGenerator:
    channel = FeedGenerator()
    title = plain(feed.title) or "digest"
    channel.title(title)
    channel.description(html.escape(plain(feed.description, limit=1000) or title, quote=False))
    self_url = _uri(feed.self_url)
    if self_url:
        channel.link(href=self_url, rel="self", type="application/rss+xml")
    # Last, since feedgen writes the last of them as the channel's own.
    channel.link(href=_uri(feed.url) or self_url or _NOWHERE, rel="alternate")
    channel.generator("digest")
    if _LANGUAGE.fullmatch(feed.language):
        channel.language(feed.language)
    channel.register_extension(NAME, FeedExtension, ItemExtension, atom=False)
    getattr(channel, NAME).built = max((one.updated for one in feed.articles), default=None)
    return channel


def _with_bodies(articles: Iterable[Stored]) -> Iterator[tuple[Stored, str]]:
    room = FULL_TEXT_BUDGET
    for stored in articles:
        body = _body(stored.article)
        room -= len(html.escape(body, quote=False).encode())
        yield stored, body if room >= 0 else ""


def _body(article: Article) -> str:
    if _NO_XML.search(article.html):
        return clean(article.html, article.url, direction=article.direction)
    return article.html


def _fill(entry: FeedEntry, stored: Stored, body: str) -> None:
    article = stored.article
    title = _title(article)
    entry.title(title)
    if url := _uri(article.url):
        entry.link(href=url)
    # Readers take a description for HTML, in which a "3 < 4" would end the text.
    entry.description(html.escape(_description(article) or title, quote=False))
    if body:
        entry.content(body)
    entry.guid(plain(stored.id), permalink=False)
    for category in _distinct((article.section, *article.tags)):
        entry.category(term=category)
    _extend(getattr(entry, NAME), stored)


def _extend(more: ItemExtension, stored: Stored) -> None:
    article = stored.article
    more.published = published(stored)
    more.updated = stored.updated if stored.updated > stored.first_seen else None
    more.creators = _distinct(article.authors)
    if _LANGUAGE.fullmatch(article.language):
        more.language = article.language
    if article.image:
        more.image = _uri(article.image.url)
        more.width, more.height = article.image.width, article.image.height


def published(stored: Stored) -> datetime:
    """Return the moment that the feed shows as the article's own; never missing."""
    dated = stored.article.published
    if dated is None or not EARLIEST <= dated.at <= stored.first_seen:
        return stored.first_seen
    return dated.at


def _uri(address: str) -> str:
    """Return the address in the characters of RFC 3986, which are fewer than a browser takes."""
    return _NO_URI.sub(lambda found: quote(found[0], safe=""), absolute(address))


def _title(article: Article) -> str:
    return plain(article.title) or lead(article.text, limit=100) or plain(article.url) or "Untitled"


def _description(article: Article) -> str:
    return plain(article.summary, limit=1000) or lead(article.text, title=article.title)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names in plain text, each once without regard to case, none empty."""
    kept: dict[str, str] = {}
    for name in names:
        text = plain(name, limit=100)
        if text:
            kept.setdefault(text.casefold(), text)
    return tuple(kept.values())
