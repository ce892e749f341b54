"""Finds the text of an article in the page, as blocks of the page's own HTML.

Two ways find it (`candidates`, `density`), what they agree on is taken (`choice`), and the
blocks are copies of the page's own elements (`original`, `assembly`).
"""

import logging
from collections.abc import Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from digest.extract.assembly import blocks_of
from digest.extract.candidates import by_rules
from digest.extract.choice import NONE, choose, is_certain
from digest.extract.density import densest
from digest.extract.original import restore, split_lines
from digest.extract.outline import Line, lines_of

# They write a line for each page that they can make nothing of, which is ours to say.
for _name in ("trafilatura", "justext"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


_KNOWN = 30
"""Letters by which a block is known again in the page."""
_FOREIGN_END = 0.15
"""Share of a text that may be dropped so; a box of so much is not beside the text."""
_MOST_LINES = 5_000
_MOST_ELEMENTS = 15_000
"""Of a page that is given to the slower way, which takes time by their square; the largest
real pages of our sets have ten thousand."""


def main_blocks(root: HtmlElement, heading: HtmlElement | None = None) -> HtmlElement:
    """Return a `<div>` with the blocks of the main text; empty when there is none.

    The tree stays as it is. Links keep their address as the page writes it. `heading` is
    the element of the title, after which the text begins.
    """
    lines = lines_of(root, heading)
    found = densest(lines, heading)
    blocks = (
        blocks_of(found, lines)
        if is_certain(found, lines, heading)
        else _chosen(root, found, lines)
    )
    split_lines(blocks)
    return blocks


def _chosen(root: HtmlElement, found: Sequence[Line], lines: Sequence[Line]) -> HtmlElement:
    """The blocks of the better of two findings."""
    if len(lines) > _MOST_LINES or root.xpath("count(.//*)") > _MOST_ELEMENTS:
        return blocks_of(found, lines)
    blocks = by_rules(root)
    text = " ".join(blocks.itertext())
    if not found and len(text) < NONE:
        # All of it stands in a box that is named like something else, or was never closed.
        found = densest([replace(line, foreign=False) for line in lines])
    chosen = choose(text, found)
    if chosen is not None:
        return blocks_of(chosen, lines)
    _drop_foreign_end(blocks, lines)
    restore(blocks, lines)
    return blocks


def _drop_foreign_end(blocks: HtmlElement, lines: Sequence[Line]) -> None:
    """Drop the last blocks that stand only in foreign parts of the page: who the author is."""
    own: dict[str, bool] = {}
    for line in lines:
        start = _start(line.text)
        own[start] = own.get(start, False) or not line.foreign
    total, gone = len("".join(blocks.itertext())), []
    for block in reversed(blocks):
        if own.get(_start("".join(block.itertext())), True):
            break
        gone.append(block)
    if sum(len("".join(block.itertext())) for block in gone) < _FOREIGN_END * total:
        for block in gone:
            blocks.remove(block)


def _start(text: str) -> str:
    return "".join(text[: 2 * _KNOWN].split())[:_KNOWN]
