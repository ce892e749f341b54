"""Puts lines of a page together as blocks: copies of the page's own elements.

A list, a table, a quotation or a text with fixed spacing is one block when most of its text
was chosen; else its lines stand alone. A table that lays out the page is none: its lines
stand in paragraphs, not in cells.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from lxml import etree, html
from lxml.html import HtmlElement

from digest.extract.density import runs
from digest.extract.outline import MUTE, Line

_WHOLE = frozenset(str.split("ul ol dl table blockquote pre"))
_CELLS = frozenset(str.split("td th caption"))
_CELL = 600
"""Letters; a cell of data has fewer."""
_MOST = 0.7
"""Share of a block's text that must be chosen for the block to be taken whole."""
_UNSEEN = (*MUTE, "img", "picture", "source")
"""What is not words: pictures are put in later."""
_KEPT = frozenset(str.split("p h2 h3 h4 h5 h6 pre blockquote"))


def blocks_of(chosen: Sequence[Line], lines: Iterable[Line]) -> HtmlElement:
    """Return a `<div>` with the blocks of the chosen lines; `lines` are all of the page.

    The page's tree stays as it is.
    """
    blocks = html.Element("div")
    whole = _whole(chosen, lines)
    done: set[HtmlElement] = set()
    for line in chosen:
        box = next((box for box in _outward(line) if box in whole), None)
        if box is None:
            blocks.append(_paragraph(line))
        elif box not in done:
            done.add(box)
            blocks.append(_copy(box))
    return blocks


def _outward(line: Line) -> Iterator[HtmlElement]:
    """The boxes of a line, the outermost first."""
    yield from reversed(line.boxes)
    yield line.element


def _whole(chosen: Sequence[Line], lines: Iterable[Line]) -> set[HtmlElement]:
    """The lists, tables and quotations that are taken as they are."""
    taken: dict[HtmlElement, int] = {}
    cells: dict[HtmlElement, int] = {}
    for line in chosen:
        for box in _outward(line):
            if box.tag in _WHOLE:
                taken[box] = taken.get(box, 0) + line.length
                in_cell = box.tag != "table" or (line.element.tag in _CELLS and not _is_page(line))
                cells[box] = cells.get(box, 0) + in_cell * line.length
    total = dict.fromkeys(taken, 0)
    for line in lines:
        for box in _outward(line):
            if box in total:
                total[box] += line.length
    return {
        box
        for box, length in taken.items()
        if length >= _MOST * total[box] and cells[box] >= _MOST * length
    }


def _is_page(line: Line) -> bool:
    """Whether a cell holds so much text that the table lays out the page."""
    return line.length > _CELL and runs(line)


def _paragraph(line: Line) -> HtmlElement:
    """A copy of a line, in an element like its own."""
    tag = str(line.element.tag)
    tag = "h2" if tag == "h1" else tag  # the page's own h1 is the title
    made = html.Element(tag if tag in _KEPT else "p")
    made.text = line.lead
    for child in line.inline:
        made.append(_copy(child, tail=child.tail))
    etree.strip_elements(made, *_UNSEEN, with_tail=False)
    return made


def _copy(element: HtmlElement, tail: str | None = None) -> HtmlElement:
    copied = deepcopy(element)
    copied.tail = tail
    etree.strip_elements(copied, *_UNSEEN, with_tail=False)
    return copied
