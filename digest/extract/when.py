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
from digest.extract.dateline import in_words, shown_in_words, update_in_words
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
    "published", "dc.date.published", "dc.date.available", "published_at", "cdc:first_published",
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


_MOST_MARKED = 40
_FARTHEST_H = 6
"""Of a site from Greenwich, where only a line on the page tells."""


def published(facts: Facts, layout: Layout, calendar: Calendar) -> Published | None:
    """Return the day of publication, the most trusted source first; None when none says.

    A page that only tells when it was last changed gets that day: it was published no
    later. Not so within an hour of the visit, when the time is that of the answer.
    """
    for value, provenance in _sources(facts, layout):
        if found := calendar.read(value, provenance):
            return _weighed(found, facts.url, layout, calendar)
    if found := in_words(facts.root, layout, calendar):
        return found
    if found := _only(facts, layout, calendar):
        return found
    changed = _changed(facts, calendar) or update_in_words(facts.root, layout, calendar)
    if changed and abs(calendar.latest - changed.at) > timedelta(hours=1):
        return changed
    return None


def _weighed(found: Published, url: str, layout: Layout, calendar: Calendar) -> Published:
    """The declared date against the days that the address and the line by the title show.

    Many sites write all times in UTC, which near midnight names another day than the
    one they published on; the line counts there for JSON-LD alone, as themes mark local
    clocks as UTC in meta elements. And systems that build their pages anew declare the
    day of the build, without a clock, while readers see the one before.
    """
    for value in _address(url):
        if (day := calendar.read(value, "address")) and (local := _local(found, day, 14)):
            return local
    late = not _FARTHEST_H <= found.at.hour < 24 - _FARTHEST_H
    slips = found.provenance == "json-ld" and late and not (found.day_only or found.at.utcoffset())
    built = found.day_only and found.provenance in ("json-ld", "meta")
    if not (slips or built) or (shown := shown_in_words(layout, calendar)) is None:
        return found
    if built and shown.at.date() < found.at.date():
        return shown
    return _local(found, shown, _FARTHEST_H) or found


def _local(found: Published, day: Published, most: int) -> Published | None:
    """The same instant with the least offset that gives the day; None if UTC is not at fault.

    `most` is the largest offset, in hours, that may be supposed.
    """
    days = (day.at.date() - found.at.date()).days
    if found.day_only or found.at.utcoffset() or abs(days) != 1:
        return None
    hours = 24 - found.at.hour if days == 1 else -found.at.hour - 1
    if abs(hours) > most:
        return None
    return replace(found, at=found.at.astimezone(timezone(timedelta(hours=hours))))


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


def _only(facts: Facts, layout: Layout, calendar: Calendar) -> Published | None:
    """The one day that all marked dates name, sidebars and the feet of articles included.

    Themes put the data of an article there too. The day of the visit is a masthead's.
    """
    marked = facts.root.xpath("//*[contains(@itemprop, 'datePublished')]")[:_MOST_MARKED]
    marked += [
        element
        for element in facts.root.xpath("//time[@datetime]")[:_MOST_MARKED]
        if not (_is_update(element) or layout.apart(element, beside_counts=False))
    ]
    found = [date for element in marked if (date := _read(element, calendar))]
    days = {date.at.date() for date in found}
    return found[0] if len(days) == 1 and not calendar.is_visit(found[0]) else None


def _read(element: HtmlElement, calendar: Calendar) -> Published | None:
    read = (calendar.read(value, "time") for value in _values(element))
    return next((date for date in read if date), None)


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
