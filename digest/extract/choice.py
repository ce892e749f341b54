"""Chooses the text of an article from two findings that were made in different ways.

One is a program's that knows thousands of templates (`candidates`), the other the densest
box of the page (`density`). The first is the better one on its own, and errs on other pages:
it drops paragraphs and standfirsts, and takes in what follows an article. So what both agree
on is the text; of what only one has, what stands before the end of the other is text, and
what stands after it is not. Two that have little in common say nothing, and the first stands.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from digest.extract.density import LONG, runs
from digest.extract.outline import Line

NONE = 200
"""Characters of a finding that has found nothing, so that agreeing with it is no matter."""
_HELD = 0.8
"""Share of the first one's words in the second that is agreement."""
_MISSED = 0.07
"""Share of its length in paragraphs that the first one missed, for the second to be taken."""
_STANDFIRST = 150
"""Letters that it missed at the start for the same."""
_REPEATED = 1.5
"""Times as many words, in the same paragraphs, when the first one dropped what repeats."""
_OPENING = (0.3, 0.97)
"""Share of the first one's words in a second that is its beginning."""
_INSIDE = 0.9
"""Share of the second one's words in the first that makes it a part of it."""
_TAIL = 0.03
"""Share of the first that follows the end of such a beginning."""
_HEAD = 0.12
"""Share of the first that may stand before the second for it to be the beginning."""
_KNOWN = 30
"""Letters by which a line is found in a text."""
_HALF = 0.5
_LEAST = 25
"""Length of a line that is looked for; a shorter one may stand anywhere."""

_CERTAIN = 0.87
"""Share of all running text of the page, for a finding that needs no second opinion."""
_CERTAIN_LENGTH = 500
"""Letters of its running text."""
_CERTAIN_LABELS = 0.3
"""Share of it that may be short lines."""
_CERTAIN_OTHER = 0.05
"""Share of it that may stand among it and be foreign, or links."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Comparison:
    """How two findings lie to each other; shares are of the first."""

    length: int
    """Characters of the first."""
    held: float
    inside: float
    size: float
    """Words of the second, for one of the first."""
    head: float
    """Of the first, before the second's beginning."""
    tail: float
    """Of the first, after the second's end."""
    missed: int
    """Letters of running text that only the second has, before the first one's end."""
    standfirst: int
    """Those of them before the first one's beginning."""
    after: int
    """Those after the first one's end."""
    last: int
    """The place in the second of the last line that both have; -1 for none."""


def is_certain(found: Sequence[Line], lines: Sequence[Line], heading: HtmlElement | None) -> bool:
    """Return whether a finding is the text without a doubt, so that no other is needed.

    It is when it has nearly all the running text of the page, from the title on, with few
    labels in it and next to nothing of the page's other parts.

    Args:
        found: the lines of the finding.
        lines: those of the page.
        heading: the element of the title.
    """
    if not found:
        return False
    own = sum(line.length for line in found if runs(line))
    size = sum(line.length for line in found)
    start, end = lines.index(found[0]), lines.index(found[-1])
    other = sum(line.length for line in lines[start:end] if line.foreign or line.linked > _HALF)
    everything = sum(line.length for line in lines if line.length >= LONG and line.linked <= _HALF)
    return (
        own >= _CERTAIN_LENGTH
        and own >= _CERTAIN * everything
        and size - own <= _CERTAIN_LABELS * size
        and other <= _CERTAIN_OTHER * size
        and not any(map(runs, _between(lines[:start], heading)))
    )


def _between(lines: Sequence[Line], heading: HtmlElement | None) -> Sequence[Line]:
    """The lines after the title."""
    for place, line in enumerate(lines):
        if heading is not None and (line.element is heading or heading in line.boxes):
            return lines[place + 1 :]
    return lines if heading is None else ()


def choose(first: str, second: Sequence[Line]) -> Sequence[Line] | None:
    """Return the lines of the second finding that are the text; None where the first is it.

    `first` is the text of the first finding.
    """
    if not second:
        return None
    if len(first) < NONE:
        return second if sum(line.length for line in second) > len(first) else None
    one = _compare(first, second)
    if one.held > _HELD and (one.missed > _MISSED * one.length or one.standfirst > _STANDFIRST):
        return second[: one.last + 1]
    if one.size > _REPEATED and one.held > 0.95 and not one.missed + one.after:
        return second
    least, most = _OPENING
    opens = least <= one.size <= most and one.inside > _INSIDE
    return second if opens and one.tail > _TAIL and one.head < _HEAD else None


def _compare(first: str, second: Sequence[Line]) -> _Comparison:
    words_1 = Counter(_WORD.findall(first))
    words_2 = Counter(word for line in second for word in _WORD.findall(line.text))
    shared, size_1, size_2 = (words_1 & words_2).total(), words_1.total(), words_2.total()
    text = _letters(first)
    found = [line.length > _LEAST and _letters(line.text)[:_KNOWN] in text for line in second]
    places = [place for place, is_there in enumerate(found) if is_there]
    start, end = (places[0], places[-1]) if places else (0, -1)
    only = [
        (place, line.length)
        for place, (line, there) in enumerate(zip(second, found, strict=True))
        if not there and runs(line)
    ]
    head, tail = _ends(text, second)
    return _Comparison(
        length=len(first),
        held=shared / max(1, size_1),
        inside=shared / max(1, size_2),
        size=size_2 / max(1, size_1),
        head=head,
        tail=tail,
        missed=sum(length for place, length in only if place < end),
        standfirst=sum(length for place, length in only if place < start),
        after=sum(length for place, length in only if place >= end),
        last=end,
    )


def _ends(text: str, lines: Sequence[Line]) -> tuple[float, float]:
    """The shares of a text before the first of the lines and after the last."""
    long = [_letters(line.text) for line in lines if line.length >= 2 * _KNOWN]
    if not long:
        return 0.0, 0.0
    start, end = text.find(long[0][:_KNOWN]), text.rfind(long[-1][-_KNOWN:])
    return (
        max(0, start) / len(text),
        (len(text) - end - _KNOWN) / len(text) if end >= 0 else 0.0,
    )


def _letters(text: str) -> str:
    return "".join(text.split())
