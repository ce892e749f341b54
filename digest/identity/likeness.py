"""How alike two texts are, by their sketches, and what a source repeats.

Containment alone joins a quotation to what quotes it, and Jaccard alone loses a copy that
was cut; the root of their product does neither. What a source repeats on three days
(captions, lists of links) makes its articles alike and says nothing of them.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt

from digest.identity.sketch import MOST, folded

ACROSS = 0.4
"""Likeness from which an article of another source is a copy."""

TOLD = 0.33
"""The same where each of the titles stands in the other's text: both tell of one thing."""

WITHIN = 0.5
"""The same within one source, whose furniture and background are alike, and where a date is
missing, so that no window of days speaks against it, and the titles do not tell of one thing."""

LONG_TITLE = 80
"""Characters of a title that two articles share by no chance."""

FEWEST = 4
"""Hashes without which a likeness says nothing."""

SAME_NUMBERS = 0.3
"""Share of the numbers of the one text that must stand in the other."""

FEWEST_NUMBERS = 3
"""Numbers without which a text's say nothing."""

DAYS = 3
"""Days on which a source repeats a shingle that is its boilerplate."""

_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts share: each a share from 0 to 1."""

    mix: float
    """The root of containment times Jaccard."""
    containment: float


def likeness(one: frozenset[int], other: frozenset[int]) -> Likeness:
    """Compare two sketches, from which boilerplate was taken."""
    # A full sketch lacks the higher hashes of its text, so they count in neither.
    full = [max(some) for some in (one, other) if len(some) >= MOST]
    if full:
        top = min(full)
        one, other = (frozenset(h for h in some if h <= top) for some in (one, other))
    if min(len(one), len(other)) < FEWEST:
        return Likeness(0.0, 0.0)
    shared = len(one & other)
    containment = shared / min(len(one), len(other))
    return Likeness(sqrt(containment * shared / len(one | other)), containment)


def same_numbers(one: str, other: str) -> bool:
    """Whether the numbers of two texts agree: results and dividends differ in nothing else."""
    a, b = (frozenset(_NUMBER.findall(text)) for text in (one, other))
    fewer = min(len(a), len(b))
    return fewer < FEWEST_NUMBERS or len(a & b) >= SAME_NUMBERS * fewer


def stands_in(title: str, text: str) -> bool:
    """Whether half of a title's letters are in words of a text."""
    words = frozenset(_WORD.findall(folded(title)))
    there = frozenset(_WORD.findall(folded(text)))
    return 0 < sum(map(len, words)) <= 2 * sum(map(len, words & there))


def one_long_title(one: str, other: str) -> bool:
    """Whether two titles are equal and too long to be so by chance."""
    return len(one) >= LONG_TITLE and folded(one).split() == folded(other).split()


def repeated(
    mine: Collection[int], on: date, others: Iterable[tuple[str, date, frozenset[int]]]
) -> frozenset[int]:
    """Return which hashes of an article its source repeats on three distinct days.

    Args:
        mine: the hashes of the article.
        on: its day.
        others: group, day and hashes of articles of the same source, the articles of one
            group being copies, whose days count once.
    """
    days: dict[int, dict[str, date]] = {}
    for group, day, hashes in others:
        if day != on:
            for one in hashes.intersection(mine):
                days.setdefault(one, {}).setdefault(group, day)
    return frozenset(one for one, by in days.items() if len({on, *by.values()}) >= DAYS)
