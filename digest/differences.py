"""What differs between two texts, word by word, for people to read.

Paragraphs are compared first, and words only in those that took another's place, so that
long texts take no long time; beyond a bound they stand whole beside each other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_MOST_PAIRS = 4_000_000
"""Pairs of words, in all paragraphs together, and of paragraphs, that are compared; what is
beyond is gone as it was and new as it is."""
_TOKEN = re.compile(r"\S+")

Kind = Literal["same", "gone", "new"]


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
    room = _MOST_PAIRS
    for kind, a, b in _matched(before, after):
        if kind == "same":
            found += [(Piece("same", paragraph),) for paragraph in a]
        else:
            pairs = min(len(a), len(b))
            for was, now in zip(a[:pairs], b[:pairs], strict=True):
                one, other = _TOKEN.findall(was), _TOKEN.findall(now)
                room -= len(one) * len(other)
                found.append(tuple(_words(one, other, whole=room < 0)))
            found += [(Piece("gone", paragraph),) for paragraph in a[pairs:]]
            found += [(Piece("new", paragraph),) for paragraph in b[pairs:]]
    return tuple(found)


def _words(old: Sequence[str], new: Sequence[str], *, whole: bool) -> Iterator[Piece]:
    for kind, a, b in [("other", old, new)] if whole else _matched(old, new):
        if kind == "same":
            yield Piece("same", " ".join(a))
        else:
            if a:
                yield Piece("gone", " ".join(a))
            if b:
                yield Piece("new", " ".join(b))


def _matched(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    if len(old) * len(new) > _MOST_PAIRS:
        yield "other", old, new
        return
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield "same" if tag == "equal" else "other", old[i:j], new[k:m]
