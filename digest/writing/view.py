"""What an edition says, line by line, before it has a format.

All that is the same in Markdown, HTML and plain text is decided once: the words and their
language, the order, what is counted and what is named. A format only lays out and escapes.
So nothing here is escaped, and each run of words tells whose it is: a stranger's text is
never mistaken for ours, and its direction and language are known where it is set in.
"""

from dataclasses import dataclass
from typing import Literal

from digest.writing.words import Direction

Kind = Literal["top", "section", "late", "revised", "missing", "changes", "trouble"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words of one origin."""

    text: str
    """Not empty; may hold anything, unless it is ours."""
    url: str = ""
    """Where it leads, as it was stored; a format takes http(s) only. "" for nowhere."""
    language: str = ""
    """BCP 47 tag, where it is known and another than the outline's; it may stand in `lang`."""
    direction: Direction | None = None
    """Where letters of another direction than the outline's are in it: its own, in which it
    must be isolated from what stands beside it. None where nothing is to be done."""
    ours: bool = False
    """Words of the edition itself: nothing in them means anything in Markdown."""


Line = tuple[Piece, ...]
"""Pieces in the order of reading, with the spaces and commas between them; () for no line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One story."""

    title: Piece
    """Linked to the article, if its address is known."""
    facts: Line
    """Who tells it, and when: "The Post, 06:58"."""
    summary: Piece | None = None
    mark: Piece | None = None
    """Says that a language model wrote the summary; None where none did."""
    others: tuple[Line, ...] = ()
    """The other articles that tell it, each linked: "Ships come, Times, 05:00"."""
    also: Line = ()
    """The copies of all of them, each linked: "Also in: A, B"."""
    reporters: Line = ()
    """The same as `others` and `also` in one line, for where the titles take too much room:
    "Also reported by: Times, A, B", each name linked. () where nobody else has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading and what is under it: items, or lines."""

    kind: Kind
    heading: Piece
    items: tuple[Item, ...] = ()
    lines: tuple[Line, ...] = ()
    """Of what is no story; each an item of a list."""
    rest: tuple[Line, ...] = ()
    """The articles beyond the limits, a line each: for the file that holds everything."""
    left: int = 0
    """How many articles those are."""
    more: Line = ()
    """In place of them: "and 23 more", linked to that file where its address is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """An edition in words."""

    language: str
    """BCP 47 tag of its own words."""
    direction: Direction
    title: Piece
    day: Piece
    """With weekday and year."""
    counts: Line
    """How many articles from how many sources, from when to when; or that there are none."""
    note: Piece | None = None
    """That nothing could be read."""
    parts: tuple[Part, ...] = ()
    """In their order; none is empty."""
