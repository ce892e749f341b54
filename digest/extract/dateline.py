"""Finds the date that stands in words by the title of an article.

Only near the title, and only in a short line: elsewhere a date belongs to another
article, to a comment, or to what the article is about. Failing that, a line that is
named or labelled as a date counts wherever it stands in the article, if all such lines
name one day; where they name two, some are of other articles.
"""

import re
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from digest.dates import ascii_digits
from digest.extract.calendar import Calendar
from digest.extract.nearby import blocks_ahead, blocks_behind, lines_of
from digest.extract.phrases import DATE, PUBLISHED, UPDATED
from digest.extract.regions import Layout, text_of
from digest.model import Published

_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|datum|fecha|pubdate|published|timestamp)(?:$|[\s_-])", re.IGNORECASE
)
_LINES = tuple(str.split("time span p div li small em i b strong td dd"))


def in_words(root: HtmlElement, layout: Layout, calendar: Calendar) -> Published | None:
    """Return the date of publication that readers see; None when there is none to trust."""
    return (
        _first(lines_of(blocks_behind(layout)), _publications, calendar)
        or _above(layout, calendar)
        or _named(root, layout, calendar)
    )


def update_in_words(layout: Layout, calendar: Calendar) -> Published | None:
    """Return the date by the title that is labelled as that of a change; else None."""
    return _first(lines_of(blocks_behind(layout)), _updates, calendar)


def _first(
    lines: Iterator[str], dates_in: Callable[[str], Iterator[str]], calendar: Calendar
) -> Published | None:
    values = (value for line in lines for value in dates_in(line))
    return next((date for value in values if (date := calendar.read(value, "text"))), None)


def _above(layout: Layout, calendar: Calendar) -> Published | None:
    """The date above the title, unless it is the day of the visit: mastheads show that."""
    date = _first(lines_of(blocks_ahead(layout)), _publications, calendar)
    if date and abs((calendar.latest.astimezone(date.at.tzinfo).date() - date.at.date()).days) <= 1:
        return None
    return date


def _named(root: HtmlElement, layout: Layout, calendar: Calendar) -> Published | None:
    """The one day that the lines give which are named or labelled as dates."""
    found: list[Published] = []
    behind = False
    for element in root.iter():
        behind = behind or element is layout.heading
        if behind and _is_named(element) and not layout.apart(element, beside_counts=False):
            values = (element.get("datetime") or "", *_publications(text_of(element, 120)[:120]))
            found += [date for value in values if (date := calendar.read(value, "text"))][:1]
    return found[0] if found and len({date.at.date() for date in found}) == 1 else None


def _is_named(element: HtmlElement) -> bool:
    if element.tag not in _LINES:
        return False
    return (
        element.tag == "time"
        or bool(_DATE_CLASS.search(element.get("class") or ""))
        or bool(PUBLISHED.match((element.text or "").strip()))
    )


def _publications(line: str) -> Iterator[str]:
    """What looks like a date in a line, but for one that is labelled as an update."""
    line = ascii_digits(line)
    before = 0
    for match in DATE.finditer(line):
        if not UPDATED.search(line[before : match.start()]):
            yield match[0]
        before = match.end()


def _updates(line: str) -> Iterator[str]:
    line = ascii_digits(line)
    return (match[0] for match in DATE.finditer(line) if UPDATED.search(line))
