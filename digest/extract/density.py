"""Finds the text of an article by where the page is densest in running text.

Lines of running text speak for the boxes around them, the near ones most; links, labels and
short lines speak against them. The box that most speaks for is the article's. It is the idea
of Arc90's Readability (2009, https://code.google.com/archive/p/arc90labs-readability/) and of
"CETR" (Weninger, Hsu, Han: Content extraction via tag ratios, WWW 2010) with one sum for all.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from digest.extract.outline import Line

LONG = 80
"""Letters that make a line a text; labels, links and teasers have fewer."""
_FADING = 0.9
"""What a line says of a box, of what it says of the box inside that one."""
_LABEL = -10
"""What a short line says."""
_MOST_LINK = 60
"""Letters of a link that speak against a box; a long one is a headline, not twice as bad."""
_ALL_LINK = 0.9
_SENTENCE = re.compile("[.!?。！？؟।…၊။]|[\u0e00-\u0e7f]")
"""Thai writes no full stops."""
_HEADINGS = frozenset(str.split("h1 h2 h3 h4 h5 h6"))
_PARTS = frozenset(str.split("li dt dd td th"))


def runs(line: Line) -> bool:
    """Return whether a line is running text of the page's own: long, with a sentence, no link."""
    return (
        not line.foreign
        and line.length >= LONG
        and line.linked <= 0.5
        and line.element.tag not in _HEADINGS
        and _SENTENCE.search(line.text) is not None
    )


def densest(lines: Sequence[Line], heading: HtmlElement | None = None) -> list[Line]:
    """Return the lines of the densest box, after the title, without foreign lines and links.

    Empty when nothing on the page is running text. `heading` is the element of the title.
    """
    box = _box(lines)
    if box is None:
        return []
    inside = [line for line in lines if box in line.boxes or line.element is box]
    for place, line in enumerate(inside):
        if heading is not None and (line.element is heading or heading in line.boxes):
            inside = inside[place + 1 :]
            break
    return [line for line in inside if not line.foreign and line.linked < _ALL_LINK]


def _box(lines: Sequence[Line]) -> HtmlElement | None:
    """The box for which most speaks; None when nothing speaks for any."""
    sums: dict[HtmlElement, float] = {}
    for line in lines:
        value = float(_value(line))
        if value:
            for box in line.boxes:
                sums[box] = sums.get(box, 0.0) + value
                value *= _FADING
    best = max(sums, key=sums.__getitem__, default=None)
    return best if best is not None and sums[best] > 0 else None


def _value(line: Line) -> int:
    """What a line says for the boxes around it, in letters; below zero against them."""
    if line.foreign:
        return 0
    if line.linked > 0.5:
        return -min(line.length, _MOST_LINK)
    if runs(line):
        return line.length
    return 0 if line.element.tag in _HEADINGS or line.element.tag in _PARTS else _LABEL
