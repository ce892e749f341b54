"""Drops the lines of a page that stand in its text and are no part of it.

What is dropped is short, stands alone in its block, and says by its form what it is:
the title once more, a byline, a share label, an invitation to read another article.
A long block is never dropped, whatever it says.
"""

import re
from collections.abc import Callable, Sequence

from lxml.html import HtmlElement

from digest.extract.phrases import BY, COPYRIGHT, MINUTES, READ_MORE, SHARE, TAGS
from digest.extract.wording import key

_TOP = 6
"""Blocks from the start among which the title, a byline or a date may stand."""
_END = 4
"""Blocks up to the end among which a copyright line may stand."""

_LINKED = 0.9
"""Share of its text in links that makes a block a list of links."""

_DATED = re.compile(r"[^.!?]{0,60}(?:19|20)\d\d[^.!?]{0,40}$")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def without_furniture(
    blocks: HtmlElement, title: str, authors: Sequence[str], is_date: Callable[[str], bool]
) -> None:
    """Drop from the blocks what is not the article's text; the order stays.

    Args:
        blocks: an element with one child a block, changed in place.
        title: of the article; blocks that only repeat it go.
        authors: of the article; lines at the start that only name them go.
        is_date: whether a text is a date and nothing else.
    """
    names = [key(name) for name in authors]
    children = list(blocks)
    for place, block in enumerate(children):
        text = " ".join("".join(block.itertext()).split())
        if (
            (place < _TOP and _repeats(text, title))
            or _is_label(text)
            or (place < _TOP and _is_byline(text, names, is_date))
            or (place >= len(children) - _END and len(text) < 200 and COPYRIGHT.match(text))
        ):
            blocks.remove(block)
    while len(blocks) > 1 and (blocks[-1].tag in _HEADINGS or _is_linked(blocks[-1])):
        blocks.remove(blocks[-1])  # a heading at the end announced what was dropped


def _repeats(text: str, title: str) -> bool:
    return len(text) < 2 * len(title) + 20 and key(text) == key(title) != ""


def _is_linked(block: HtmlElement) -> bool:
    """Whether a block is links and nothing else: at the end, those to other articles."""
    linked = sum(_length(link) for link in block.iter("a"))
    return linked > 0 and linked >= _LINKED * _length(block)


def _length(element: HtmlElement) -> int:
    return sum(len(piece.strip()) for piece in element.itertext())


def _is_label(text: str) -> bool:
    if len(text) < 120 and (SHARE.match(text) or MINUTES.match(text)):
        return True
    return bool(
        (len(text) < 200 and READ_MORE.match(text)) or (len(text) < 400 and TAGS.match(text))
    )


def _is_byline(text: str, names: Sequence[str], is_date: Callable[[str], bool]) -> bool:
    if not text or len(text) > 120:
        return False
    rest = key(text)
    for name in names:
        rest = rest.replace(name, "")
    named = rest != key(text)
    if named and (not rest or (BY.match(text) and not text.endswith((".", "!", "?")))):
        return True
    return bool(_DATED.match(text)) and is_date(text)
