"""What a feed of ours has shown, read back from its file.

A store that was put back to a copy of last week does not know what was found since; the
feeds do. Readers have those ids, so the store takes them back from there rather than
minting others.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from lxml import etree

from digest.address import absolute
from digest.markup import clean, plain, text_of
from digest.model import Article, Published

_DC = "{http://purl.org/dc/elements/1.1/}"
_BODY = "{http://purl.org/rss/1.0/modules/content/}encoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An item of a feed."""

    id: str
    article: Article
    """As far as the feed has it: some address, a title, and mostly a text."""


def ids(rss: bytes) -> tuple[str, ...]:
    """Return the ids of a feed's items in their order; none for what is no such feed."""
    return tuple(id_ for id_, _ in _items(rss))


def shown(rss: bytes, wanted: Collection[str]) -> tuple[Shown, ...]:
    """Return those items of a feed that have one of the wanted ids and an address.

    Args:
        rss: a document that `feeds.rss` returned; anything else, also one that was cut or
            edited, gives what can be read of it.
        wanted: ids as they stand in the feed.
    """
    return tuple(
        Shown(id=id_, article=_article(item, url))
        for id_, item in _items(rss)
        if id_ in wanted and (url := absolute(item.findtext("link") or ""))
    )


def _items(rss: bytes) -> Iterator[tuple[str, etree._Element]]:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(rss, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is not None:
        for item in root.iterfind("channel/item"):
            if id_ := item.findtext("guid"):
                yield id_, item


def _article(item: etree._Element, url: str) -> Article:
    body = item.findtext(_BODY) or ""
    direction = "rtl" if body.startswith('<div dir="rtl">') else "ltr"
    html = clean(body, url, direction=direction)
    published = _date(item.findtext("pubDate") or "")
    return Article(
        url=url,
        addresses=(url,),
        title=plain(item.findtext("title") or ""),
        html=html,
        text=text_of(html),
        summary=plain(item.findtext("description") or "", limit=1000),
        published=Published(at=published, provenance="feed") if published else None,
        authors=tuple(plain(one.text or "") for one in item.iterfind(f"{_DC}creator")),
        tags=tuple(plain(one.text or "") for one in item.iterfind("category")),
        direction=direction,
        language=item.findtext(f"{_DC}language") or "",
        partial="" if html else "no text",
    )


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
