"""Finds when an article was published.

A news page shows many dates: today's in the masthead, those of related articles,
and, once, its own. So only dates marked up as the article's own count: JSON-LD, then
meta elements (themes mark local clocks as UTC there), then microdata and `<time>`, then
the address, then words that stand by the title alone in their line. A page without one
gets None: a missing date is repaired downstream, a wrong one is not.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from lxml.html import HtmlElement

from digest.extract.calendar import Calendar
from digest.extract.dateline import in_words, update_in_words
from digest.extract.facts import Facts
from digest.extract.phrases import UPDATED
from digest.extract.regions import Layout, text_of
from digest.model import Published

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time",
    "rnews:datepublished",
    "article:published", "datepublished", "parsely-pub-date", "cxenseparse:recs:publishtime",
    "sailthru.date", "publish-date", "publish_date", "publishdate", "published_time_telegram",
    "publishtime", "published-date", "publication_date", "publicationdate", "pubdate",
    "article.published", "article_date_original", "originalpublicationdate", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date",
    "dc.created", "citation_publication_date", "citation_online_date", "citation_date",
    "datecreated", "date", "displaydate", "timestamp", "article:post_date", "eprints.datestamp",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "article.updated",
)  # fmt: skip

_PUBLICATION = re.compile(
    r"(?:publi(?:sh|c)|posted|issued|create).*(?:date|time|on$)|date.*publi(?:sh|c)"
)
"""Names of meta elements that some systems make up for it."""
_IN_ADDRESS = re.compile(
    r"/(?P<y>(?:19|20)\d\d)(?P<sep>[/_-])(?P<m>0?[1-9]|1[0-2]|[a-z]{3})(?P=sep)"
    r"(?P<d>0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
    r"|[-_/](?P<ymd>20\d\d(?:-(?:0[1-9]|1[0-2])-|(?:0[1-9]|1[0-2]))(?:0[1-9]|[12]\d|3[01]))(?=[/_.-]|$)",
    re.IGNORECASE,
)


def published(facts: Facts, layout: Layout, calendar: Calendar) -> Published | None:
    """Return the day of publication, the most trusted source first; None when none says.

    A page that only tells when it was last changed gets that day: it was published no
    later. Not so within an hour of the visit, when the time is that of the answer.
    """
    for value, provenance in _sources(facts, layout):
        if found := calendar.read(value, provenance):
            return _local(found, facts.url, calendar)
    if found := in_words(facts.root, layout, calendar):
        return found
    changed = _changed(facts, calendar) or update_in_words(layout, calendar)
    if changed and abs(calendar.latest - changed.at) > timedelta(hours=1):
        return changed
    return None


def _local(found: Published, url: str, calendar: Calendar) -> Published:
    """The same instant with an offset that agrees with the day in the page's address.

    Many sites write all times in UTC, which near midnight names another day than the
    one they published on. Where the address has that day, the least offset that gives
    it is the likeliest.
    """
    if found.day_only or found.at.utcoffset():
        return found
    for value in _address(url):
        day = calendar.read(value, "address")
        days = (day.at.date() - found.at.date()).days if day else 0
        if abs(days) == 1:
            hours = 24 - found.at.hour if days == 1 else -found.at.hour - 1
            if abs(hours) <= 14:
                return replace(found, at=found.at.astimezone(timezone(timedelta(hours=hours))))
    return found


def modified(facts: Facts, calendar: Calendar) -> datetime | None:
    """Return when the page says that it was last changed; None when it does not."""
    found = _changed(facts, calendar)
    return found.at if found else None


def _changed(facts: Facts, calendar: Calendar) -> Published | None:
    nodes = (facts.article, facts.page)
    declared = (value for node in nodes for value in facts.graph.texts(node.get("dateModified")))
    metas = (value for name in _MODIFIED for value in facts.metas.get(name, ()))
    sources = ((declared, "json-ld"), (metas, "meta"))
    read = (calendar.read(value, where) for values, where in sources for value in values)
    return next((date for date in read if date), None)


def _sources(facts: Facts, layout: Layout) -> Iterator[tuple[str, str]]:
    graph = facts.graph
    for node, name in (
        (facts.article, "datePublished"),
        (facts.page, "datePublished"),
        (facts.article, "uploadDate"),
        (facts.article, "dateCreated"),
    ):
        yield from ((value, "json-ld") for value in graph.texts(node.get(name)))
    for name in _PUBLISHED:
        yield from ((value, "meta") for value in facts.metas.get(name, ()))
    for name, values in facts.metas.items():
        if _PUBLICATION.search(name) and name not in _PUBLISHED:
            yield from ((value, "meta") for value in values)
    yield from _microdata(facts.root, layout)
    yield from _times(facts.root, layout)
    yield from ((value, "address") for value in _address(facts.url))


def _microdata(root: HtmlElement, layout: Layout) -> Iterator[tuple[str, str]]:
    for element in root.xpath("//*[contains(@itemprop, 'datePublished')]"):
        if not layout.apart(element):
            yield from ((value, "microdata") for value in _values(element))


def _times(root: HtmlElement, layout: Layout) -> Iterator[tuple[str, str]]:
    """`<time>` and its older kin, those said to be of publication first."""
    marked = root.xpath(
        "//time | //*[contains(@class, 'published') and (@title or @datetime or @content)]"
    )
    own = [element for element in marked if not _is_update(element) and not layout.apart(element)]
    own.sort(key=lambda element: not _is_publication(element))
    for element in own:
        yield from ((value, "time") for value in _values(element))


def _is_update(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    before = element.getprevious()
    label = (before.tail if before is not None else element.getparent().text) or ""
    return bool(UPDATED.search(f"{names} {label[-40:]} {text_of(element, 40)[:40]}"))


def _is_publication(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    return "publish" in names or "entry-date" in names or element.get("pubdate") is not None


def _values(element: HtmlElement) -> Iterator[str]:
    for name in ("content", "datetime", "title"):
        if value := (element.get(name) or "").strip():
            yield value
    if text := text_of(element, 100):
        yield text


def _address(url: str) -> Iterator[str]:
    path = url.partition("://")[2].partition("?")[0]
    for match in _IN_ADDRESS.finditer(path):
        if match["ymd"]:
            yield match["ymd"]
        elif match["m"].isdigit():
            yield f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"
        else:
            yield f"{match['d']} {match['m']} {match['y']}"
