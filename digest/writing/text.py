"""An edition to plain text: for mail without HTML, and for those who read it aloud.

Lines have 72 columns, but an address stands on a line of its own and is never broken, so
that it can be opened wherever it is shown. Headings are underlined with hyphens; an equals
sign would take three characters each in the mail.
"""

from collections.abc import Iterator

from digest.address import absolute
from digest.model import Edition
from digest.writing.columns import COLUMNS, width, wrapped
from digest.writing.outline import outline
from digest.writing.pieces import isolated, marked
from digest.writing.view import Item, Line, Outline, Part
from digest.writing.words import Direction

_RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT MARK}"


def text(edition: Edition) -> str:
    """Return the edition as plain text that ends with a line end.

    What is beyond the limits is counted only, with the address of the whole edition where
    that is known.
    """
    view = outline(edition)
    return "\n".join([*_head(view), *(line for part in view.parts for line in _part(part, view))])


def _head(view: Outline) -> Iterator[str]:
    yield from wrapped(view.title.text)
    yield from _underlined(view.day.text, view.direction)
    yield ""
    yield from _lines(view.counts)
    if view.note:
        yield from wrapped(view.note.text)
    yield ""


def _part(part: Part, view: Outline) -> Iterator[str]:
    yield ""
    yield from _underlined(part.heading.text, view.direction)
    yield ""
    for item in part.items:
        yield from _item(item)
        yield ""
    for line in part.lines:
        yield from _lines(line, first="- ")
    if part.more:
        yield from _lines(part.more)
    if part.lines or part.more:
        yield ""


def _underlined(heading: str, direction: Direction) -> Iterator[str]:
    yield from wrapped(heading)
    mark = _RIGHT_TO_LEFT if direction == "rtl" else ""
    yield mark + "-" * min(width(heading), COLUMNS)


def _item(item: Item) -> Iterator[str]:
    yield from wrapped(item.title.text)
    yield from _addresses((item.title,))
    yield from _lines(item.facts)
    if item.summary:
        yield from _lines(marked(item.summary, item.mark))
    if item.reporters:
        label, *names = item.reporters
        yield from wrapped(label.text.rstrip())
        for name in names:
            if not name.ours:
                yield from _lines((name,), first="- ")


def _lines(line: Line, *, first: str = "") -> Iterator[str]:
    """Yield a line in 72 columns, and after it the addresses that it leads to."""
    indent = " " * len(first)
    yield from wrapped(_words(line), first=first, indent=indent)
    for address in _addresses(line):
        yield indent + address


def _words(line: Line) -> str:
    if len(line) == 1:
        return line[0].text
    return "".join(isolated(one.text, one) for one in line)


def _addresses(line: Line) -> Iterator[str]:
    return filter(None, (absolute(one.url) for one in line if one.url))
