"""What differs between two texts, word by word, for people to read.

Paragraphs are compared first, and words only in those that took another's place. How long
that takes depends on what repeats itself ("a a a"), so it is reckoned before, and what
would take too long stands whole beside each other.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_MOST_STEPS = 100_000_000
"""Steps of comparing, all paragraphs together, at the worst: two to three seconds. A
paragraph of 2,000 words, as often each as people use them, that were all written anew is
reckoned to need 60 million."""
_TOKEN = re.compile(r"\S+")

Kind = Literal["same", "gone", "new"]
_Match = tuple[bool, Sequence[str], Sequence[str]]
"""Whether they are the same; what was, what is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that follow each other and are all of one kind."""

    kind: Kind
    text: str


def differences(old: str, new: str) -> tuple[tuple[Piece, ...], ...]:
    """Return the paragraphs of both texts in order, each as its pieces.

    The texts of the pieces that are not new make up the old text, those that are not gone
    the new one, but for white space. A paragraph that stayed is one piece.
    """
    before, after = (text.split("\n\n") if text else [] for text in (old, new))
    found: list[tuple[Piece, ...]] = []
    matches, room = _matched(before, after, _MOST_STEPS)
    for same, a, b in matches:
        if same:
            found += [(Piece("same", paragraph),) for paragraph in a]
            continue
        pairs = min(len(a), len(b))
        for was, now in zip(a[:pairs], b[:pairs], strict=True):
            words, room = _matched(_TOKEN.findall(was), _TOKEN.findall(now), room)
            found.append(tuple(_pieces(words)))
        found += [(Piece("gone", paragraph),) for paragraph in a[pairs:]]
        found += [(Piece("new", paragraph),) for paragraph in b[pairs:]]
    return tuple(found)


def _pieces(words: Sequence[_Match]) -> Iterator[Piece]:
    for same, a, b in words:
        if same:
            yield Piece("same", " ".join(a))
            continue
        if a:
            yield Piece("gone", " ".join(a))
        if b:
            yield Piece("new", " ".join(b))


def _matched(old: Sequence[str], new: Sequence[str], room: int) -> tuple[list[_Match], int]:
    """Return what of two rows is the same and what is not, and the steps that are left.

    What they begin and end with alike costs nothing, and is most of it where little changed.
    """
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    shorter -= start
    end = next((n for n in range(shorter) if old[-1 - n] != new[-1 - n]), shorter)
    a, b = old[start : len(old) - end], new[start : len(new) - end]
    inner: list[_Match] = [(False, a, b)] if a or b else []
    if (steps := _steps(a, b)) <= room:
        room -= steps
        codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
        inner = [(tag == "equal", a[i:j], b[k:m]) for tag, i, j, k, m in codes]
    outer = [(True, row, row) for row in (old[:start], old[len(old) - end :])]
    return [one for one in (outer[0], *inner, outer[1]) if one[1] or one[2]], room


def _steps(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many steps `SequenceMatcher` takes at most.

    It looks at all pairs that are equal to find the longest run, then again on both sides
    of it, as often as there are runs.
    """
    many = Counter(new)
    pairs = sum(many[one] for one in old)
    return (pairs + len(old)) * (min(pairs, len(old), len(new)) + 1)
