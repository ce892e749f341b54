"""Articles to RSS 2.0, Atom 1.0 and JSON Feed 1.1 that every reader takes.

Readers agree on little: on plain titles in which nothing is left to decode, on opaque
guids that never change, and on a date, always. One value that XML forbids would cost
the whole feed, so every value is cleaned again on its way out, although it was cleaned
on its way in; a body that cannot stand in XML is cleaned anew, never patched.

A file is a head, its items, and a tail. An item follows from its article alone, so that
its bytes can be kept and are made once for each change of the article. The bytes follow
from the articles and the feed alone: no clock, no order of a set.
"""

from digest.feeds.fitting import LIMIT, Fitted, fitted
from digest.feeds.format import FAVICON_FILE, FULL, ICON_FILE, TEASER, TITLE, Format
from digest.feeds.jsonfeed import JSON
from digest.feeds.shape import published, summary_of, title_of, with_also
from digest.feeds.xml import ATOM, RSS
from digest.model import Feed

FORMATS = (RSS, ATOM, JSON)
"""Every feed is written in each of them, beside each other; in the order in which readers
should try them."""

WRITER = 2
"""Counts up whenever items of the same articles become other bytes, so that those that were
kept count no more; a test tells when that is so."""

__all__ = [
    "ATOM", "FAVICON_FILE", "FORMATS", "FULL", "ICON_FILE", "JSON", "LIMIT", "RSS", "TEASER",
    "TITLE", "WRITER", "Fitted", "Format", "atom", "fitted", "json_feed", "published", "rss",
    "summary_of", "title_of", "with_also",
]  # fmt: skip


def rss(feed: Feed, *, limit: int = LIMIT) -> bytes:
    """Return the feed as an RSS 2.0 document in UTF-8.

    Every article is in it, in the order given. Beyond `limit` bytes the last ones lose their
    text, and then their description. A date before 1990 or after the article was first seen
    becomes that moment; `lastBuildDate` is the last change of an article, and absent from a
    feed without articles. An article without title gets the first words of its text, or its
    address; one whose address is no http(s) address gets no `link`. Values are escaped, never
    trusted: no text in any field can stop a feed.
    Source: RSS 2.0 and the RSS Advisory Board's Best Practices Profile.
    """
    return _document(RSS, feed, limit)


def atom(feed: Feed, *, limit: int = LIMIT) -> bytes:
    """Return the feed as an Atom 1.0 document in UTF-8; for the rest see `rss`.

    No two entries have the same `updated`. An article without an address has its text, else
    its description, as content.
    Source: RFC 4287.
    """
    return _document(ATOM, feed, limit)


def json_feed(feed: Feed, *, limit: int = LIMIT) -> bytes:
    """Return the feed as a JSON Feed in UTF-8, an item a line; for the rest see `rss`.

    Source: JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/.
    """
    return _document(JSON, feed, limit)


def _document(form: Format, feed: Feed, limit: int) -> bytes:
    head = form.head(feed)
    made = fitted(
        range(len(feed.articles)),
        room=form.room(limit, head, len(feed.articles)),
        item=lambda places, how: {one: form.item(feed.articles[one], how) for one in places},
    )
    return form.document(head, made.items)
