"""Puts the page's own elements in the place of the blocks that were chosen from them.

The program that chooses blocks gives their words, asked for links and emphasis it chooses
worse (snippets F1 .920 instead of .923 on a set of 248 pages) and loses the space around
some of them ("the <a>topic</a>before"). So it is asked for words alone, and each block that
has the same letters as an element of the page is replaced by a copy of that element, with
its links, emphasis, line breaks and code as the page has them. A block that has no such
element, as something in it was left out, stays as it is.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import islice

from lxml import etree, html
from lxml.html import HtmlElement

from digest.extract.elements import INLINE
from digest.extract.outline import Line
from digest.extract.regions import SILENT

_START = 40
"""Letters by which an element is looked up, before all are compared."""
_PIECES = 40
"""Of text, that are read for a start."""
_MOST_ALIKE = 4
"""Elements with the same start that are compared whole."""
_BLOCKS = frozenset(str.split("p h1 h2 h3 h4 h5 h6 li dt dd ul ol dl blockquote pre table"))
_AROUND = 4
"""Boxes around a line that may be its list, its table or its quotation."""
_HEADINGS = frozenset(str.split("h1 h2 h3 h4 h5 h6"))
_LISTS = frozenset({"ul", "ol", "dl"})


def restore(blocks: HtmlElement, lines: Iterable[Line]) -> None:
    """Replace blocks by copies of the page's elements; `blocks` is changed in place.

    `lines` are those of the page. Lists that differ from the page's as a whole are looked
    up item by item.
    """
    wanted = list(_pieces_of(blocks))
    starts = {_start(block) for block in wanted}
    starts.discard("")
    found: dict[str, list[HtmlElement]] = {}
    for element, start in _elements(lines):
        if start in starts:
            alike = found.setdefault(start, [])
            if len(alike) < _MOST_ALIKE:
                alike.append(element)
    for block in wanted:
        parent = block.getparent()
        if parent is not blocks and parent.getparent() is None:
            continue  # an item of a list that was replaced whole
        letters = _letters(block)
        for element in found.get(_start(block), ()):
            if _fits(block, element) and _letters(element) == letters:
                parent.replace(block, _copy(element, block))
                break


def _elements(lines: Iterable[Line]) -> Iterator[tuple[HtmlElement, str]]:
    """The elements that a block may be a copy of, with the letters that they begin with."""
    seen: set[HtmlElement] = set()
    for line in lines:
        for box in line.boxes[:_AROUND]:
            if box in seen:
                break
            seen.add(box)
            if box.tag in _BLOCKS:
                yield box, _start(box)
        if line.element not in seen:
            seen.add(line.element)
            yield line.element, "".join(line.text[: 2 * _START].split())[:_START]


def split_lines(blocks: HtmlElement) -> None:
    """Make paragraphs of what two or more `<br>` part within a paragraph, in place."""
    for block in list(blocks):
        if block.tag == "p" and next(block.iter("br"), None) is not None:
            _split(block)


def _split(block: HtmlElement) -> None:
    """Move what follows a double `<br>` to paragraphs of their own, child by child."""
    last = block
    waiting = list(reversed(block))
    while waiting:
        child = waiting.pop()
        if child.tag == "br" and _is_doubled(child):
            after = html.Element("p")
            following = waiting.pop()
            after.text = following.tail
            block.remove(following)
            block.remove(child)
            last.addnext(after)
            last = after
        elif last is not block:
            last.append(child)


def _is_doubled(line_end: HtmlElement) -> bool:
    following = line_end.getnext()
    return following is not None and following.tag == "br" and not (line_end.tail or "").strip()


def _pieces_of(blocks: HtmlElement) -> Iterator[HtmlElement]:
    for block in blocks:
        yield block
        if block.tag in _LISTS:
            yield from block.iterchildren("li")


def _fits(block: HtmlElement, element: HtmlElement) -> bool:
    """Whether an element may stand where the block does."""
    tag, wanted = str(element.tag), str(block.tag)
    if wanted == "li":
        return tag in ("li", "dt", "dd")
    if wanted in _LISTS or wanted in ("table", "blockquote", "pre"):
        return tag == wanted
    if wanted in _HEADINGS:
        return tag in _HEADINGS
    return tag == "p" or all(child.tag in INLINE for child in element.iterdescendants())


def _copy(element: HtmlElement, block: HtmlElement) -> HtmlElement:
    copied = deepcopy(element)
    copied.tail = block.tail
    etree.strip_elements(copied, "img", "picture", "source", "svg", with_tail=False)
    copied.tag = block.tag  # a page's own h1 is the title; a box of words is a paragraph
    return copied


def _start(element: HtmlElement) -> str:
    return "".join("".join(islice(element.itertext(), _PIECES)).split())[:_START]


def _letters(element: HtmlElement) -> str:
    pieces = [element.text or ""]
    for inner in element.iterdescendants():
        if inner.tag not in SILENT:
            pieces.append(inner.text or "")
        pieces.append(inner.tail or "")
    return "".join("".join(pieces).split())
