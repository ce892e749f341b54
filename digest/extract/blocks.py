"""Drops the lines of a page that stand in its text and are no part of it.

What is dropped is short, stands alone in its block, and says by its form what it is:
the title once more, a byline, a share label, an invitation to read another article.
A long block is never dropped, whatever it says.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml.html import HtmlElement

from digest.extract.phrases import (
    ANNOUNCES,
    BY,
    COPYRIGHT,
    MINUTES,
    OFFER,
    PUBLISHED,
    READ_MORE,
    SHARE,
    TAGS,
    UPDATED,
    WIDGET,
)
from digest.extract.wording import key, weight
from digest.model import Dropped

_TOP = 6
"""Blocks from the start among which the title, a byline or a date may stand."""
_END = 4
"""Blocks up to the end among which a copyright line may stand."""

_ANNOUNCEMENT = 80
"""Characters of a line that announces other articles."""
_RUNNING = 150
"""Characters of a block that is the article's text again, after a list of others."""

_SENTENCE_AGAIN = 60
"""Likewise of one that ends like a sentence."""
_LABEL = 120
"""Characters of the longest label of a button, an advertisement or a picture."""
_SHORT = 220
"""Likewise of an invitation, or of a copyright line."""
_LONG = 400
"""Likewise of a list of tags."""
_SHOWN = 200
"""Of a dropped block that are told."""

_LINKED = 0.9
"""Share of its text in links that makes a block a list of links."""

_DATE_LINE = 60
"""Characters of a line that tells when a page was published or changed."""
_DIGIT = re.compile(r"\d")
_SIGNATURE = 12
"""Letters of the longest signature: "aja/PAP", "(dpa)"."""
_SENTENCE = 40
"""Letters of a sentence; "Read more." is none."""
_ENDS = re.compile(r"[.!?。！？؟।]\W{0,2}$")
_DATED = re.compile(r"[^.!?]{0,60}(?:19|20)\d\d[^.!?]{0,40}$")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def without_furniture(
    blocks: HtmlElement, title: str, authors: Sequence[str], is_date: Callable[[str], bool]
) -> tuple[Dropped, ...]:
    """Drop from the blocks what is not the article's text; return it. The order stays.

    Args:
        blocks: an element with one child a block, changed in place.
        title: of the article; blocks that only repeat it go.
        authors: of the article; lines at the start that only name them go.
        is_date: whether a text is a date and nothing else.
    """
    names = [key(name) for name in authors]
    gone = [(block, "list of other articles") for block in _lists(list(blocks))]
    _remove(blocks, gone)
    children = list(blocks)
    lines = []
    for place, block in enumerate(children):
        text = _text(block)
        reason = _is_label(block, text)
        if place < _TOP and _repeats(text, title):
            reason = "repeats the title"
        elif place < _TOP and _is_byline(text, names, is_date):
            reason = "byline or date"
        elif place >= len(children) - _END and (line := _is_imprint(text)):
            reason = line
        if reason:
            lines.append((block, reason))
    _remove(blocks, lines)
    ends = []
    while len(blocks) > 1 and (reason := _is_end(blocks[-1])):
        ends.append((blocks[-1], reason))
        blocks.remove(blocks[-1])
    return tuple(Dropped(text=_text(one)[:_SHOWN], reason=why) for one, why in gone + lines + ends)


def _is_imprint(text: str) -> str:
    """What a line near the end says of the page, as papers have it below their articles."""
    if len(text) < _SHORT and COPYRIGHT.match(text):
        return "copyright line"
    told = PUBLISHED.match(text) or UPDATED.match(text)
    return "date of the page" if told and len(text) < _DATE_LINE and _DIGIT.search(text) else ""


def _is_end(block: HtmlElement) -> str:
    """What a block is that ends a page and not its text; "" for one that is text.

    A heading at the end announced what was dropped; agencies sign with their letters.
    """
    if block.tag in _HEADINGS or _is_linked(block):
        return "heading or links at the end"
    text = _text(block)
    signs = block.tag == "p" and 0 < weight(text) <= _SIGNATURE and not _ENDS.search(text)
    return "signature" if signs else ""


def _remove(blocks: HtmlElement, gone: Iterable[tuple[HtmlElement, str]]) -> None:
    for block, _ in gone:
        blocks.remove(block)


def _lists(children: Sequence[HtmlElement]) -> Iterator[HtmlElement]:
    """The lists of other articles that a line announces, up to the next running text."""
    end = 0
    for place, block in enumerate(children):
        if place < end:
            yield block
        elif _length(block) < _ANNOUNCEMENT and ANNOUNCES.match(_text(block)):
            yield block
            later = range(place + 1, len(children))
            end = next((n for n in later if _is_running(children[n])), len(children))
            if end < len(children) and _is_heading(children[end - 1]):
                end -= 1


def _is_running(block: HtmlElement) -> bool:
    text = _text(block)
    length, linked = len(text), sum(_length(link) for link in block.iter("a"))
    least = _SENTENCE_AGAIN if _ENDS.search(text) else _RUNNING
    return weight(text) >= least and linked < length / 2


def _is_heading(block: HtmlElement) -> bool:
    return block.tag in _HEADINGS and next(block.iter("a"), None) is None


def _text(block: HtmlElement) -> str:
    return " ".join("".join(block.itertext()).split())


def _repeats(text: str, title: str) -> bool:
    return len(text) < 2 * len(title) + 20 and key(text) == key(title) != ""


def _is_linked(block: HtmlElement) -> bool:
    """Whether a block is links and nothing else: at the end, those to other articles."""
    linked = sum(_length(link) for link in block.iter("a"))
    return linked > 0 and linked >= _LINKED * _length(block)


def _length(element: HtmlElement) -> int:
    return sum(len(piece.strip()) for piece in element.itertext())


def _is_label(block: HtmlElement, text: str) -> str:
    """What a line is that is no text; "" for one that is."""
    if len(text) < _LABEL and (SHARE.match(text) or MINUTES.match(text)):
        return "label"
    if weight(text) < _SHORT and OFFER.match(text):
        return "offer"
    if _is_sentence(text) and not _is_linked(block):
        return ""
    if len(text) < _LABEL and WIDGET.match(text):
        return "label"
    if weight(text) < _SHORT and READ_MORE.match(text):
        return "link to another article"
    return "list of tags" if len(text) < _LONG and TAGS.match(text) else ""


def _is_sentence(text: str) -> bool:
    """Whether a line ends like a sentence and is longer than a label, before a colon or in all."""
    return _ENDS.search(text) is not None and weight(text.partition(":")[0]) > _SENTENCE


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
