"""What differs between two texts, word by word, for people to read.

Paragraphs are compared first, and words only in those that took another's place, so that
long texts take no long time.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_MOST_PAIRS = 4_000_000
"""Pairs of words that are compared; beyond, all old words are gone and all new ones new."""
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
    for kind, a, b in _matched(before, after):
        if kind == "same":
            found += [(Piece("same", paragraph),) for paragraph in a]
        else:
            pairs = min(len(a), len(b))
            found += [tuple(_words(*pair)) for pair in zip(a[:pairs], b[:pairs], strict=True)]
            found += [(Piece("gone", paragraph),) for paragraph in a[pairs:]]
            found += [(Piece("new", paragraph),) for paragraph in b[pairs:]]
    return tuple(found)


def _words(old: str, new: str) -> Iterator[Piece]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > _MOST_PAIRS:
        yield from (Piece("gone", old), Piece("new", new))
        return
    for kind, a, b in _matched(before, after):
        if kind == "same":
            yield Piece("same", " ".join(a))
        else:
            if a:
                yield Piece("gone", " ".join(a))
            if b:
                yield Piece("new", " ".join(b))


def _matched(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[Literal["same", "other"], Sequence[str], Sequence[str]]]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield "same" if tag == "equal" else "other", old[i:j], new[k:m]
