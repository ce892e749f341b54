"""Blocks that fit into so many bytes.

Gmail shows no more than some 102 KB of a mail and hides the rest behind a link, so what a
mail holds must fit. Each entry can be written in several forms, the longest first. What is
least important, the last, is shortened first, and every entry is shortened before the first
one is shortened further: a mail rather has all titles than some summaries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_GONE = 4
"""In place of the number of a form: the block is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """An entry of a mail, in all of its forms."""

    forms: tuple[str, ...]
    """From the longest to the shortest; at least one, at most four."""
    articles: int = 0
    """How many articles it names, which are counted when it is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Blocks under a heading, which goes when the last of them does."""

    opening: str
    closing: str
    blocks: tuple[Block, ...]
    """At least one."""
    articles: int = 0
    """How many articles its closing counts."""
    matters: bool = False
    """None of its blocks is left out while another group has any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What is left of the groups."""

    groups: tuple[str, ...]
    """Each whole group; "" for one that is left out."""
    left: int = 0
    """How many articles were left out."""


def size(text: str) -> int:
    """Return how many bytes a text has in UTF-8."""
    return len(text.encode())


def fitted(groups: Sequence[Group], room: int) -> Fitted:
    """Return the groups, shortened to at most `room` bytes."""
    taken = [[0] * len(group.blocks) for group in groups]
    excess = sum(size(_written(group, forms)) for group, forms in zip(groups, taken, strict=True))
    excess -= room
    for step, at, place in _steps(groups):
        if excess <= 0:
            break
        group, forms = groups[at], taken[at]
        block = group.blocks[place]
        excess -= size(_form(block, forms[place])) - size(_form(block, step))
        forms[place] = step
        if min(forms) == _GONE:
            excess -= size(group.opening) + size(group.closing)
    pairs = list(zip(groups, taken, strict=True))
    return Fitted(
        groups=tuple(_written(group, forms) for group, forms in pairs),
        left=sum(_left(group, forms) for group, forms in pairs),
    )


def _steps(groups: Sequence[Group]) -> Iterator[tuple[int, int, int]]:
    """Yield which form comes next for which block of which group."""
    last_first = [
        (at, place)
        for at in sorted(range(len(groups)), key=lambda at: (groups[at].matters, -at))
        for place in reversed(range(len(groups[at].blocks)))
    ]
    for step in range(1, _GONE + 1):
        yield from ((step, at, place) for at, place in last_first)


def _form(block: Block, number: int) -> str:
    return "" if number == _GONE else block.forms[min(number, len(block.forms) - 1)]


def _written(group: Group, forms: Sequence[int]) -> str:
    if min(forms) == _GONE:
        return ""
    blocks = (_form(block, number) for block, number in zip(group.blocks, forms, strict=True))
    return "".join((group.opening, *blocks, group.closing))


def _left(group: Group, forms: Sequence[int]) -> int:
    gone = [n == _GONE for n in forms]
    left = sum(block.articles for block, is_gone in zip(group.blocks, gone, strict=True) if is_gone)
    return left + group.articles * all(gone)
