"""Decides whether a second way to find the text is tried, and which of two is taken.

Most articles lose text in one of two ways: a part of it is thought furniture, or all of it
but a teaser is. Then the page shows running text that was not taken, and it is worth the
time to look again. The second finding is taken where it holds the first and more running
text, or as much of it with far less else. Two that disagree say nothing, and the first,
which is the better on its own, stands.
"""

import re
from collections import Counter

from lxml.html import HtmlElement

from digest.extract.running import running_text

_MORE = 1.1
"""Times as much running text makes a finding the fuller one."""
_HELD = 0.6
"""Share of the first one's words in the second that is agreement."""
_NONE = 200
"""Characters of a finding that has found nothing, so that agreeing with it is no matter."""
_SHORT = 0.8
"""Share of its length that one without furniture may have of one with."""

_WORD = re.compile(r"\w+")


def is_doubtful(blocks: HtmlElement, root: HtmlElement) -> bool:
    """Return whether a page has much running text that is not among its blocks."""
    body = next(root.iter("body"), root)
    return running_text(body) > _MORE * running_text(blocks) or _length(blocks) < _NONE


def better(first: HtmlElement, second: HtmlElement) -> HtmlElement:
    """Return the second finding where it is fuller or cleaner than the first, else the first."""
    run_1, run_2 = running_text(first), running_text(second)
    words_1, words_2 = _words(first), _words(second)
    shared = (words_1 & words_2).total()
    if run_2 > _MORE * run_1:
        holds = shared > _HELD * words_1.total()
        return second if holds or _length(first) < _NONE else first
    shorter = _length(second) < _SHORT * _length(first)
    inside = shared > 0.9 * words_2.total()
    return second if run_2 >= run_1 > 0 and shorter and inside else first


def _words(blocks: HtmlElement) -> Counter[str]:
    return Counter(_WORD.findall(" ".join(blocks.itertext())))


def _length(blocks: HtmlElement) -> int:
    return sum(len(piece.strip()) for piece in blocks.itertext())
