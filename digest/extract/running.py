"""Measures how much running text a box of the page holds, apart from labels and lists of links."""

from lxml.html import HtmlElement

from digest.extract.elements import INLINE
from digest.extract.regions import SILENT

_LONG = 80
"""Characters that make a run of words a text; labels, links and teasers have fewer."""
_APART = SILENT | frozenset(str.split("nav footer aside header dialog button"))
"""Elements that hold no article. A form may: some systems wrap the whole page in one."""


def running_text(box: HtmlElement) -> int:
    """Return the characters of the long runs of words in a box, but not of links alone."""
    total = 0
    waiting = [box]
    while waiting:
        element = waiting.pop()
        own = len((element.text or "").strip())
        for child in element:
            if child.tag in INLINE:
                own += 0 if child.tag == "a" else len("".join(child.itertext()).strip())
            elif child.tag not in _APART:
                waiting.append(child)
            own += len((child.tail or "").strip())
        if own >= _LONG:
            total += own
    return total
