"""Lines of bounded width, for mail that is read as it is.

A column is what a terminal takes it for: a Chinese or Japanese sign has two, a mark upon a
letter none. Such scripts write no spaces between words, so what does not fit into a line
is broken between any two signs, never before a mark.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex

from digest.writing.pieces import END_ISOLATE, ISOLATE

COLUMNS = 72
_SIGNS = regex.compile(r"\X")


def width(text: str) -> int:
    """Return how many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def wrapped(text: str, *, first: str = "", indent: str = "") -> list[str]:
    """Return a text in lines of at most 72 columns.

    Isolates that reach over the end of a line are closed there and opened again in the
    next, since a line end closes them: Unicode Standard Annex #9, BD 9.

    Args:
        text: one line, its words split by blanks.
        first: what the first line begins with; counts.
        indent: what each other line begins with; of the same width.
    """
    lines = list(_isolated(_filled(text.split(" "), COLUMNS - width(first))))
    return [(indent if place else first) + line for place, line in enumerate(lines)]


@lru_cache(maxsize=4096)  # a text has few different signs
def _columns(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _filled(words: Iterable[str], room: int) -> Iterator[str]:
    line, used = "", 0
    for word in words:
        for part in _parts(word, room):
            wide = width(part)
            if line and used + 1 + wide <= room:
                line, used = f"{line} {part}", used + 1 + wide
                continue
            if line:
                yield line
            line, used = part, wide
    yield line


def _parts(word: str, room: int) -> Iterator[str]:
    """Yield a word in parts that fit into a line."""
    part, used = "", 0
    for sign in _SIGNS.findall(word) if width(word) > room else [word]:
        wide = width(sign)
        if part and used + wide > room:
            yield part
            part, used = "", 0
        part, used = part + sign, used + wide
    yield part


def _isolated(lines: Iterable[str]) -> Iterator[str]:
    is_open = False
    for line in lines:
        whole = ISOLATE + line if is_open else line
        is_open = whole.rfind(ISOLATE) > whole.rfind(END_ISOLATE)
        yield whole + END_ISOLATE if is_open else whole
