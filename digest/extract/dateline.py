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
from digest.extract.nearby import LONGEST_LINE, blocks_ahead, blocks_behind, lines_of, paragraphs_of
from digest.extract.phrases import BY, DATE, PUBLISHED, UPDATED
from digest.extract.regions import SILENT, Layout, text_of
from digest.model import Published

_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|datum|fecha|pubdate|published|timestamp)(?:$|[\s_-])", re.IGNORECASE
)
_LABELLED = re.compile(
    r"(?:date|datum|fecha|data|data di pubblicazione|erscheinungsdatum|erstellt(?: am)?|eingestellt"
    r"|publish(?:ed)? date|mise? en ligne|erschienen(?: am)?|verfasst(?: am)?"
    r"|発行日|公開日|发布时间)(?:\s*[:：]|$)",
    re.IGNORECASE,
)
"""Words that label a date, and nothing else where a colon or the end follows."""
_LEAD = re.compile(r"\W{0,3}(?:[^\W\d_]{2,20},?\s){0,3}\W{0,2}")
"""A place, or a day of the week."""
_CUT = re.compile(r"\W{0,2}\s?[–—|:•/)-]\s|\s[\"„“”«»]")
_LINES = tuple(str.split("time span p div li small em i b strong td dd font nobr center"))

_DATED = frozenset({*_LINES, "h2", "h3", "h4", "h5", "h6"})
_DIGIT = re.compile(r"\d")
_LONGEST_DATE = 85
_MASTHEAD = 20
"""Characters of text that are a masthead's at least, such as its date."""
_UNSEEN = SILENT | {"a", "title", "button"}
_MOST_BESIDE = 25
"""Characters beside the date in a line that is nothing but its date: a weekday, a section."""


def in_words(root: HtmlElement, layout: Layout, calendar: Calendar) -> Published | None:
    """Return the date of publication that readers see; None when there is none to trust."""
    return (
        _first(_within(layout.heading), _publications, calendar)
        or shown_in_words(layout, calendar)
        or _above(layout, calendar)
        or _first(paragraphs_of(blocks_behind(layout)), _leading, calendar)
        or _named(root, layout, calendar, _is_named)
        or _not_visit(_named(root, layout, calendar, _is_all_date), calendar)
    )


def shown_in_words(layout: Layout, calendar: Calendar) -> Published | None:
    """Return the first date in a line below the title that is not labelled as an update."""
    return _first(lines_of(blocks_behind(layout)), _publications, calendar)


def update_in_words(root: HtmlElement, layout: Layout, calendar: Calendar) -> Published | None:
    """Return the date that is labelled as that of a change, by the title or below; else None."""
    return _first(lines_of(blocks_behind(layout)), _updates, calendar) or _first(
        _labelled(root, layout), _updates, calendar
    )


def _labelled(root: HtmlElement, layout: Layout) -> Iterator[str]:
    """The lines all over the article that begin as the label of a change does."""
    behind = layout.heading is None
    for element in root.iter():
        behind = behind or element is layout.heading
        start = (element.text or "").strip()[:40] if behind and element.tag in _LINES else ""
        if start and UPDATED.search(start) and not layout.apart(element, beside_counts=False):
            line = text_of(element, LONGEST_LINE + 1)
            if len(line) <= LONGEST_LINE:
                yield line if DATE.search(ascii_digits(line)) else _beside(element)


def _beside(element: HtmlElement) -> str:
    """The line in which an element is only the label."""
    above = element.getparent()
    line = text_of(above, LONGEST_LINE + 1) if above is not None else ""
    return line if len(line) <= LONGEST_LINE else ""


def _leading(paragraph: str) -> Iterator[str]:
    """The date that a paragraph begins with, set apart from its text: "3.5.2025 - Bei der"."""
    paragraph = ascii_digits(paragraph[:80])
    match = DATE.search(paragraph)
    if (
        match
        and _LEAD.fullmatch(paragraph[: match.start()])
        and _CUT.match(paragraph[match.end() :])
    ):
        yield match[0]


def _first(
    lines: Iterator[str], dates_in: Callable[[str], Iterator[str]], calendar: Calendar
) -> Published | None:
    values = (value for line in lines for value in dates_in(line))
    return next((date for value in values if (date := calendar.read(value, "text"))), None)


def _within(heading: HtmlElement | None) -> Iterator[str]:
    """The lines that some themes put into the heading, beside the title: `<small>`."""
    if heading is not None:
        whole = text_of(heading)
        lines = (text_of(inner) for inner in heading.iterdescendants())
        yield from (line for line in lines if line != whole and _is_date_line(line))


def _not_visit(date: Published | None, calendar: Calendar) -> Published | None:
    return None if date and calendar.is_visit(date) else date


def _is_all_date(element: HtmlElement) -> bool:
    """Whether a line holds a date and hardly anything else."""
    text = element.text or ""
    if element.tag not in _DATED or not (6 < len(text) < _LONGEST_DATE and _DIGIT.search(text)):
        return False
    return _is_date_line(text_of(element, LONGEST_LINE)) and not UPDATED.search(_beside(element))


def _is_date_line(text: str) -> bool:
    line = ascii_digits(text)
    match = DATE.search(line)
    return match is not None and len(line) - len(match[0]) <= _MOST_BESIDE and "©" not in line


def _above(layout: Layout, calendar: Calendar) -> Published | None:
    """The date above the title, unless it is the day of the visit: mastheads show that."""
    return _not_visit(_first(lines_of(blocks_ahead(layout)), _publications, calendar), calendar)


def _named(
    root: HtmlElement,
    layout: Layout,
    calendar: Calendar,
    is_named: Callable[[HtmlElement], bool],
) -> Published | None:
    """The one day that the lines give which are named or labelled as dates."""
    found: list[Published] = []
    for element in _behind_title(root, layout):
        if is_named(element) and not layout.apart(element, beside_counts=False):
            line = text_of(element, 120)[:120]
            if not any(character.isdigit() for character in line):
                line = _beside(element)
            values = (element.get("datetime") or "", *_publications(line))
            found += [date for value in values if (date := calendar.read(value, "text"))][:1]
    return found[0] if found and len({date.at.date() for date in found}) == 1 else None


def _behind_title(root: HtmlElement, layout: Layout) -> Iterator[HtmlElement]:
    """The elements from the title on; where none is shown, from the end of the masthead on.

    That is the first words of the page that are no links.
    """
    behind, left = False, _MASTHEAD
    for element in root.iter():
        behind = behind or element is layout.heading
        if behind:
            yield element
        elif layout.heading is None and element.tag not in _UNSEEN:
            left -= len((element.text or "").strip())
            behind = left < 0


def _is_named(element: HtmlElement) -> bool:
    if element.tag not in _LINES:
        return False
    return (
        element.tag == "time"
        or bool(_DATE_CLASS.search(element.get("class") or ""))
        or bool(PUBLISHED.match(text := (element.text or "").strip()))
        or bool(_LABELLED.match(text))
        or bool(BY.match(f"{text} x"))
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
