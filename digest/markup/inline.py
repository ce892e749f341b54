"""The inside of a paragraph to one piece of CommonMark.

HTML nests emphasis, links and line breaks in any order; Markdown does not: spaces may
not stand inside a delimiter, and whether `*` or `_` begins anything depends on the
characters beside it. So a paragraph is first laid out flat, as pieces that each know
their marks; white space is drawn out of the marks; then the marks are written from the
outermost in. Where no delimiter of Markdown can say it, its inline HTML does.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from typing import Literal

from digest.markup.escape import markdown_text

Kind = Literal["text", "code", "markdown", "gap"]

_OUTERMOST_FIRST = ("a", "strong", "em", "del", "sub", "sup")
_BACKTICKS = re.compile("`+")
_NUMBERED = re.compile(r"^(\s?\d{1,9})\\([.)])(?=\s|$)")
"""Escaped, which is needed only where a line begins that may begin a list."""
_LETTER, _SPACE, _PUNCTUATION, _OTHER = "letter", "space", "punctuation", "other"

SPACE = " "
LINE = "\\\n"
"""A hard break, which every renderer shows, and which editors do not trim as they do
two spaces. Source: CommonMark 0.31.2, section 6.7."""
_BREAK, _PARAGRAPH = "\n", "\n\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """What some words are: emphasised, struck out, a link."""

    name: str
    """One of a, strong, em, del, sub, sup."""
    address: str = ""
    """Of a link, escaped."""
    number: int = 0
    """Tells two links side by side apart."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words with the same marks, a picture, or a break."""

    text: str
    kind: Kind = "text"
    marks: tuple[Mark, ...] = ()
    """Outermost first."""


BREAK = Piece(_BREAK, "gap")


def marked(marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    """Return the marks with one more, outermost first; a name that is there stays."""
    if any(one.name == mark.name for one in marks):
        return marks
    return tuple(sorted((*marks, mark), key=lambda one: _OUTERMOST_FIRST.index(one.name)))


def paragraphs(pieces: Iterable[Piece]) -> list[str]:
    """Return CommonMark of the pieces: a paragraph, or more where two breaks stood together."""
    settled = _settled(pieces)
    parts = groupby(settled, key=lambda piece: piece.text == _PARAGRAPH)
    written = (_written(list(part), LINE, in_table=False) for split, part in parts if not split)
    return [paragraph for paragraph in written if paragraph]


def line(pieces: Iterable[Piece], *, between: str, in_table: bool = False) -> str:
    """Return CommonMark of the pieces in one line, with `between` in place of breaks.

    `in_table` keeps the pipes of code from ending a cell.
    """
    return _written(_settled(pieces), between, in_table=in_table)


def _settled(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces without white space at their ends, joined where their marks are the same."""
    atoms = _without_edges(_one_gap(list(_split(_joined(pieces)))))
    return _joined(_gaps_marked(atoms))


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Join neighbours of one kind and the same marks, and the spaces between words."""
    joined: list[Piece] = []
    for (kind, marks), group in groupby(pieces, key=_kin):
        texts = [piece.text for piece in group]
        if kind in ("text", "code"):
            joined.append(Piece("".join(texts), kind, marks))
        else:
            joined.extend(Piece(text, kind, marks) for text in texts)
    return joined


def _kin(piece: Piece) -> tuple[Kind, tuple[Mark, ...]]:
    return "text" if piece == Piece(SPACE, "gap", piece.marks) else piece.kind, piece.marks


def _split(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces with the white space at their ends as gaps of their own."""
    for piece in pieces:
        if piece.kind not in ("text", "code"):
            yield piece
            continue
        words = " ".join(piece.text.split())
        if not words:
            yield from [Piece(SPACE, "gap")] * bool(piece.text)
            continue
        if piece.text[0].isspace():
            yield Piece(SPACE, "gap")
        yield replace(piece, text=words)
        if piece.text[-1].isspace():
            yield Piece(SPACE, "gap")


def _one_gap(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces with one gap where several stood: a space, a break or a new paragraph."""
    for is_gap, group in groupby(pieces, key=lambda piece: piece.kind == "gap"):
        if not is_gap:
            yield from group
            continue
        breaks = sum(piece.text == _BREAK for piece in group)
        yield Piece((SPACE, _BREAK, _PARAGRAPH)[min(2, breaks)], "gap")


def _without_edges(pieces: Iterable[Piece]) -> list[Piece]:
    kept = list(pieces)
    if kept and kept[-1].kind == "gap":
        del kept[-1]
    return kept[1:] if kept and kept[0].kind == "gap" else kept


def _gaps_marked(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, gaps with the marks that both of their neighbours have."""
    for place, piece in enumerate(pieces):
        if piece.kind == "gap" and piece.text != _PARAGRAPH:
            marks = _in_both(pieces[place - 1].marks, pieces[place + 1].marks)
            yield replace(piece, marks=marks)
        else:
            yield piece


def _in_both(one: tuple[Mark, ...], other: tuple[Mark, ...]) -> tuple[Mark, ...]:
    pairs = zip(one, other, strict=False)
    return tuple(mark for mark, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@dataclass(frozen=True, slots=True)
class _Edges:
    """What kind of character stands before and after."""

    before: str = _SPACE
    after: str = _SPACE


def _written(pieces: Sequence[Piece], between: str, *, in_table: bool) -> str:
    texts = []
    for place, piece in enumerate(pieces):
        text = _leaf(piece, between, in_table=in_table)
        begins = between == LINE and (place == 0 or pieces[place - 1].text == _BREAK)
        texts.append(text if begins or piece.kind != "text" else _NUMBERED.sub(r"\1\2", text))
    return _nested(list(zip(pieces, texts, strict=True)), 0, _Edges())


def _leaf(piece: Piece, between: str, *, in_table: bool) -> str:
    match piece.kind:
        case "text":
            return _spaced(piece.text)
        case "code":
            return _code(piece.text.replace("|", "\\|") if in_table else piece.text)
        case "gap":
            return SPACE if piece.text == SPACE else between
        case _:
            return piece.text


def _spaced(text: str) -> str:
    before, after = (SPACE if end.isspace() else "" for end in (text[:1], text[-1:]))
    return f"{before}{words}{after}" if (words := markdown_text(text)) else SPACE


def _code(text: str) -> str:
    """Code between more backticks than stand in it. Source: CommonMark 0.31.2, section 6.1."""
    fence = "`" * (1 + longest_run(text))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def longest_run(text: str) -> int:
    """Return the length of the longest run of backticks in a text; 0 for none."""
    return max((len(run) for run in _BACKTICKS.findall(text)), default=0)


def _nested(atoms: list[tuple[Piece, str]], depth: int, edges: _Edges) -> str:
    """Write pieces whose first `depth` marks are the same and written around them."""
    groups = [
        (mark, list(group))
        for mark, group in groupby(
            atoms, key=lambda atom: atom[0].marks[depth] if len(atom[0].marks) > depth else None
        )
    ]
    flat = ["" if mark else "".join(text for _, text in group) for mark, group in groups]
    written = []
    for place, (mark, group) in enumerate(groups):
        if mark is None:
            follows = groups[place + 1][0] if place + 1 < len(groups) else None
            written.append(_before_link(flat[place]) if follows else flat[place])
            continue
        before = _class(flat[place - 1][-1:]) if place else edges.before
        after = _class(flat[place + 1][:1]) if place + 1 < len(flat) else edges.after
        inside = _nested(group, depth + 1, _Edges(_PUNCTUATION, _PUNCTUATION))
        written.append(_wrapped(mark, inside, _Edges(before, after)))
    return "".join(written)


def _before_link(text: str) -> str:
    """The text; a `!` at its end would make a picture of the link that follows."""
    return f"{text[:-1]}\\!" if text.endswith("!") else text


def _wrapped(mark: Mark, inside: str, edges: _Edges) -> str:
    if mark.name == "a":
        return f"[{inside}]({mark.address})"
    inner = _Edges(_class(inside[:1]), _class(inside[-1:]))
    if delimiter := _delimiter(mark.name, inner, edges):
        return f"{delimiter}{inside}{delimiter}"
    return f"<{mark.name}>{inside}</{mark.name}>"


def _delimiter(name: str, inner: _Edges, outer: _Edges) -> str:
    """Return what begins and ends the mark here; "" where nothing of Markdown would.

    Stricter than CommonMark 0.31.2, section 6.2, whose edition before took other
    characters for punctuation.
    """
    if name not in ("strong", "em", "del"):
        return ""
    if not (_flanks(outer.before, inner.before) and _flanks(outer.after, inner.after)):
        return ""
    if name != "em":
        return "**" if name == "strong" else "~~"
    if _LETTER not in (outer.before, outer.after):
        return "_"
    letters = inner.before == inner.after == _LETTER
    return "*" if letters and _PUNCTUATION not in (outer.before, outer.after) else ""


def _flanks(outside: str, inside: str) -> bool:
    return outside == _SPACE or (inside == _LETTER and outside in (_LETTER, _PUNCTUATION))


def _class(character: str) -> str:
    """Return which kind of character it is; none stands for a delimiter, a punctuation."""
    category = unicodedata.category(character) if character else "P"
    if character.isalnum() or category.startswith("M"):
        return _LETTER
    if character.isspace():
        return _SPACE
    if category.startswith("P") or (character.isascii() and character.isprintable()):
        return _PUNCTUATION
    return _OTHER
