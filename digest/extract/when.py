"""Finds when an article was published.

A news page shows many dates: today's in the masthead, those of related articles,
and, once, its own. So only dates marked up as the article's own count: JSON-LD, then
meta elements (themes mark local clocks as UTC there), then microdata, RDFa and `<time>`,
then the address, then words that stand by the title alone in their line. A page without
one gets None: a missing date is repaired downstream, a wrong one is not.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from lxml.html import HtmlElement

from digest.extract.calendar import Calendar
from digest.extract.dateline import in_words, shown_in_words, update_in_words
from digest.extract.declared import Declared, changes, publications
from digest.extract.facts import Facts
from digest.extract.permalink import days_of, month_of
from digest.extract.phrases import UPDATED
from digest.extract.regions import Layout, text_of
from digest.model import Published

_TERMS = ("datePublished", "issued", "created", "date")
"""Of schema.org and Dublin Core."""
_MOST_MARKED = 40
_FARTHEST_H = 6
"""Of a site from Greenwich, where only a line on the page tells."""
_ONE_INSTANT = timedelta(minutes=1)


def published(facts: Facts, layout: Layout, calendar: Calendar) -> Published | None:
    """Return the day of publication, the most trusted source first; None when none says.

    A page that tells readers no day but that of a change gets that: it was published no
    later. Not so within an hour of the visit, when the time is that of the answer.
    """
    calendar = replace(calendar, month=month_of(facts.url))
    declared = list(_declared(facts, calendar))
    if declared:
        return _weighed(declared, facts, layout, calendar)
    for value, provenance in _marked(facts, layout):
        if found := calendar.read(value, provenance):
            return _by_address(found, facts.url, calendar) or found
    if found := in_words(facts.root, layout, calendar):
        return found
    if found := _only(facts, layout, calendar):
        return found
    changed = update_in_words(facts.root, layout, calendar)
    if changed and abs(calendar.latest - changed.at) > timedelta(hours=1):
        return changed
    return None


def modified(facts: Facts, calendar: Calendar) -> datetime | None:
    """Return when the page says that it was last changed; None when it does not."""
    read = (calendar.read(one.value, one.where) for one in changes(facts))
    return next((found.at for found in read if found), None)


def _declared(facts: Facts, calendar: Calendar) -> Iterator[tuple[Declared, Published]]:
    for one in publications(facts):
        if found := calendar.read(one.value, one.where):
            yield one, found


def _weighed(
    declared: list[tuple[Declared, Published]], facts: Facts, layout: Layout, calendar: Calendar
) -> Published:
    """The first declared date against the others, the address and the line by the title."""
    first, found = declared[0]
    if local := _by_address(found, facts.url, calendar):
        return local
    others = [other for _, other in declared[1:]]
    found = _with_offset(found, others)
    disagree = any(other.at.date() != found.at.date() for other in others)
    if not (disagree or found.day_only or first.of_document or _slips(found)):
        return found
    shown = shown_in_words(layout, calendar)
    if shown is None or shown.at.date() == found.at.date():
        return found
    agreeing = (other for other in others if other.at.date() == shown.at.date())
    if other := next(agreeing, None):
        return other
    return _shown_before(found, shown, first, modified(facts, calendar))


def _shown_before(
    found: Published, shown: Published, first: Declared, changed: datetime | None
) -> Published:
    """The line by the title where it is to be trusted more than what is declared.

    Systems that build their pages anew declare the day of the build, without a clock,
    while readers see the one before; and a date of the document is not that of its
    publication, where readers see another one that is not that of a change.
    """
    if found.day_only and shown.at < found.at:
        return shown
    if first.of_document and (changed is None or changed.date() != shown.at.date()):
        return shown
    return (_local(found, shown, _FARTHEST_H) or found) if _slips(found) else found


def _slips(found: Published) -> bool:
    """Whether a time in UTC may name another day than the one that its site published on.

    Many sites write all times so, but themes mark local clocks as UTC in meta elements,
    which is why only JSON-LD is doubted.
    """
    late = not _FARTHEST_H <= found.at.hour < 24 - _FARTHEST_H
    return found.provenance == "json-ld" and late and not (found.day_only or found.at.utcoffset())


def _with_offset(found: Published, others: list[Published]) -> Published:
    """A time in UTC with the offset that another source of the page gives for that instant."""
    if found.day_only or found.at.utcoffset():
        return found
    for other in others:
        if other.at.utcoffset() and abs(other.at - found.at) < _ONE_INSTANT:
            return replace(found, at=found.at.astimezone(other.at.tzinfo))
    return found


def _by_address(found: Published, url: str, calendar: Calendar) -> Published | None:
    """The same instant on the day that the address gives; None where UTC is not at fault."""
    for value in days_of(url):
        if (day := calendar.read(value, "address")) and (local := _local(found, day, 14)):
            return local
    return None


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


def _marked(facts: Facts, layout: Layout) -> Iterator[tuple[str, str]]:
    """What is marked up in the page as its date, and then what its address says."""
    yield from _marked_up(facts, layout)
    yield from _times(facts.root, layout)
    yield from ((value, "address") for value in days_of(facts.url))


def _marked_up(facts: Facts, layout: Layout) -> Iterator[tuple[str, str]]:
    """The dates of microdata and RDFa, the sure ones first."""
    for term in _TERMS:
        for element in facts.marked.get(term, ()):
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
    marked = list(facts.marked.get("datePublished", ())[:_MOST_MARKED])
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
    """Whether its names or its label say so; hAtom calls what never changed both."""
    names = "" if _is_publication(element) else _names(element)
    before = element.getprevious()
    label = (before.tail if before is not None else element.getparent().text) or ""
    return bool(UPDATED.search(f"{names} {label[-40:]} {text_of(element, 40)[:40]}"))


def _is_publication(element: HtmlElement) -> bool:
    names = _names(element).lower()
    return "publish" in names or "entry-date" in names or element.get("pubdate") is not None


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''}"


def _values(element: HtmlElement) -> Iterator[str]:
    for name in ("content", "datetime", "title"):
        if value := (element.get(name) or "").strip():
            yield value
    if text := text_of(element, 100):
        yield text
