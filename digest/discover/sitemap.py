"""Read a sitemap, or an index of sitemaps.

A news sitemap names the articles of the last two days with title and date, which is all
that is wanted. A plain one names everything that a site ever had, in no order, so only
addresses that look like articles count there, the last changed first; when an article
was changed does not say when it was published.
https://www.sitemaps.org/protocol.html,
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from lxml import etree

from digest import dates, markup
from digest.discover.prolog import Document
from digest.discover.shapes import shape_of
from digest.discover.targets import target
from digest.model import Link, Page, Published, Source, Survey

_MOST_ENTRIES = 50_000
"""As many as the protocol allows in one file."""

_MOST_LINKS = 1000
_MOST_CHILDREN = 4
_NEWEST_CHILDREN = 2
_MOST_FIELDS = 40
_NEWS = re.compile(
    r"news|nachricht|aktuell|noticia|actualit|notizi|nyhet|wiadomosc|haber", re.IGNORECASE
)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    address: str
    changed: str
    news: bool
    title: str
    published: str


def survey_of(document: Document, page: Page, source: Source) -> Survey:
    """Return the articles of a sitemap, newest first, or the children of an index."""
    entries = list(_entries(document.body, page.url))
    reading = _Reading(zone=ZoneInfo(source.timezone), latest=page.fetched_at)
    if document.root == "sitemapindex":
        return Survey(sitemaps=_children(entries, reading), kind="sitemap")
    news = [entry for entry in entries if entry.news]
    links = _news(news, reading) if news else _changed(entries, reading)
    once: dict[str, Link] = {}
    for link in links:
        once.setdefault(link.url, link)
    return Survey(links=tuple(once.values()), kind="sitemap")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What dates are read against."""

    zone: ZoneInfo
    latest: datetime

    def date(self, value: str) -> Published | None:
        return dates.read(value, zone=self.zone, latest=self.latest, provenance="sitemap")


def _entries(body: bytes, base: str) -> Iterator[_Entry]:
    """Return the entries up to where the file ends, is broken or has had enough."""
    walk = etree.iterparse(
        io.BytesIO(body),
        events=("end",),
        tag=("{*}url", "{*}sitemap"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    )
    try:
        for number, (_, element) in enumerate(walk):
            if number >= _MOST_ENTRIES:
                return
            entry = _entry(element, base)
            _forget(element)
            if entry.address:
                yield entry
    except etree.XMLSyntaxError:
        return


def _forget(element: etree._Element) -> None:
    """Free an element that was read, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _entry(element: etree._Element, base: str) -> _Entry:
    fields: dict[str, str] = {}
    for _, node in zip(range(_MOST_FIELDS), element.iterdescendants("{*}*"), strict=False):
        fields.setdefault(_local_name(node), (node.text or "").strip())
    return _Entry(
        address=target(fields.get("loc", ""), base),
        changed=fields.get("lastmod", ""),
        news="news" in fields,
        title=fields.get("title", "") if "news" in fields else "",
        published=fields.get("publication_date", ""),
    )


def _local_name(node: etree._Element) -> str:
    """Return the name without namespace, or without its prefix where that is undeclared."""
    return str(node.tag).rpartition("}")[2].rpartition(":")[2]


def _news(entries: list[_Entry], reading: _Reading) -> list[Link]:
    links = [
        Link(
            url=entry.address,
            title=markup.plain(entry.title),
            published=reading.date(entry.published),
        )
        for entry in entries[:_MOST_LINKS]
    ]
    return sorted(links, key=lambda link: _at(link.published), reverse=True)


def _changed(entries: list[_Entry], reading: _Reading) -> list[Link]:
    articles = [entry for entry in entries if _looks_like_article(entry.address)]
    return [Link(url=entry.address) for entry in _newest(articles, reading)[:_MOST_LINKS]]


def _children(entries: list[_Entry], reading: _Reading) -> tuple[str, ...]:
    newest = [entry.address for entry in _newest(entries, reading)]
    news = [
        address for address in newest if _NEWS.search(address.partition("://")[2].partition("/")[2])
    ]
    return tuple(dict.fromkeys(news or newest[:_NEWEST_CHILDREN]))[:_MOST_CHILDREN]


def _newest(entries: list[_Entry], reading: _Reading) -> list[_Entry]:
    return sorted(entries, key=lambda entry: _at(reading.date(entry.changed)), reverse=True)


def _at(published: Published | None) -> datetime:
    return published.at if published else _LONG_AGO


def _looks_like_article(address: str) -> bool:
    """Whether the address has a headline's words, a date or a number, and is no list."""
    shape = shape_of(address)
    said = shape.words >= 3 or shape.dated or shape.numbered
    return said and bool(shape.segments) and not shape.refused and not shape.office
