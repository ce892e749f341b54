"""RSS and Atom, both by feedgen, from one description of a feed and of an item.

feedgen writes each item alone, in a feed of one whose beginning and end are known, and
the head of a feed without items; what lies between is taken out of its bytes. So an
item's bytes can be kept, and no document is ever edited.
"""

from datetime import timedelta
from functools import cache, partial
from html import escape
from uuid import NAMESPACE_URL, uuid5

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from digest.feeds import shape
from digest.feeds.extension import NAME, FeedExtension, ItemExtension
from digest.feeds.format import FULL, ICON_FILE, TITLE, Format, How
from digest.markup import plain
from digest.model import Feed, Stored

_NOWHERE = "http://localhost/"
"""A channel must have an address; stands where none is known."""
_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
_SUFFIXES = {"rss": "xml", "atom": "atom"}
_TAILS = {"rss": b"  </channel>\n</rss>\n", "atom": b"</feed>\n"}
_PERIODS = (("hourly", 60), ("daily", 1440), ("weekly", 10080))


def _head(name: str, feed: Feed) -> bytes:
    return _cut(name, _written(name, _channel(name, feed)))


def _item(name: str, stored: Stored, how: How) -> bytes:
    channel, before = _alone(name)
    entry = FeedEntry()
    channel.entry([entry], replace=True)
    _fill(entry, name, stored, how)
    return _cut(name, _written(name, channel))[before:]


@cache
def _alone(name: str) -> tuple[FeedGenerator, int]:
    """A feed for one item at a time, and how many bytes stand before the item."""
    channel = _channel(name, Feed(title="-", url=_NOWHERE))
    return channel, len(_cut(name, _written(name, channel)))


def _written(name: str, channel: FeedGenerator) -> bytes:
    write = channel.rss_str if name == "rss" else channel.atom_str
    return bytes(write(pretty=True))


def _cut(name: str, document: bytes) -> bytes:
    if not document.endswith(_TAILS[name]):
        raise AssertionError(f"feedgen ends {name} otherwise: {document[-60:]!r}")
    return document[: -len(_TAILS[name])]


def _channel(name: str, feed: Feed) -> FeedGenerator:
    channel = FeedGenerator()
    title = plain(feed.title) or "digest"
    channel.title(title)
    # `subtitle` is the description, in both.
    channel.subtitle(_described(name, plain(feed.description, limit=1000) or title))
    channel.id(uuid5(NAMESPACE_URL, f"digest {plain(feed.path)} {title}").urn)
    channel.author(name=title)
    own = shape.address_of(f"{feed.base_url}{feed.path}.{_SUFFIXES[name]}") if feed.base_url else ""
    if own:
        channel.link(href=own, rel="self", type=_TYPES[name])
    # Last, since feedgen writes the last of them as the channel's own.
    channel.link(
        href=shape.address_of(feed.url) or own or _NOWHERE, rel="alternate", type="text/html"
    )
    channel.generator("digest")
    if language := shape.language_of(feed.language):
        channel.language(language)
    icon = shape.address_of(f"{feed.base_url}{ICON_FILE}") if feed.base_url else ""
    if icon:
        channel.image(icon)
        channel.icon(icon)
    channel.register_extension(NAME, FeedExtension, ItemExtension)
    more = getattr(channel, NAME)
    more.built = feed.updated or max((one.updated for one in feed.articles), default=None)
    if feed.every:
        channel.ttl(max(1, round(feed.every.total_seconds() / 60)))
        more.period, more.frequency = _period(feed.every)
    return channel


def _period(every: timedelta) -> tuple[str, int]:
    """Return how often a feed changes, as the Syndication module says it."""
    minutes = every.total_seconds() / 60
    fitting = ((period, long) for period, long in _PERIODS if minutes <= long)
    period, long = next(fitting, _PERIODS[-1])
    return period, max(1, round(long / minutes))


def _fill(entry: FeedEntry, name: str, stored: Stored, how: How) -> None:
    """Say of an article what it is, in an entry that belongs to a channel."""
    article, url = stored.article, shape.address_of(stored.article.url)
    title, description = shape.title_of(article), shape.description_of(article)
    entry.title(title)
    entry.guid(plain(stored.id), permalink=False)
    if url:
        entry.link(href=url)
    if how != TITLE:
        # Sets the description of RSS too.
        entry.summary(_described(name, description), type="text")
    body = shape.body_of(article) if how == FULL else ""
    if body:
        entry.content(body, type="html")
    elif name == "atom" and (how == FULL or not url):  # it has an address or a content
        entry.content(title if how == TITLE else description, type="text")
    for category in shape.categories_of(article):
        entry.category(term=category)
    more: ItemExtension = getattr(entry, NAME)
    more.link = url
    more.creators = shape.names_of(article.authors)
    if name == "atom":
        more.distinct_update = shape.distinct_update(stored)
        for author in more.creators:
            entry.author(name=author)
    _extend(more, stored)


def _described(name: str, text: str) -> str:
    """A description; readers of RSS take it for HTML, in which "3 < 4" would end the text."""
    return escape(text, quote=False) if name == "rss" else text


def _extend(more: ItemExtension, stored: Stored) -> None:
    article = stored.article
    more.published = shape.published(stored)
    more.updated = stored.updated if stored.updated > stored.first_seen else None
    more.language = shape.language_of(article.language)
    more.enclosures = shape.enclosures_of(article)
    if article.image:
        more.image = shape.image_of(article)
        more.width, more.height = article.image.width, article.image.height


def _format(name: str, label: str) -> Format:
    return Format(
        name=name,
        label=label,
        suffix=_SUFFIXES[name],
        type=_TYPES[name],
        head=partial(_head, name),
        item=partial(_item, name),
        between=b"",
        tail=_TAILS[name],
    )


RSS = _format("rss", "RSS")
ATOM = _format("atom", "Atom")
