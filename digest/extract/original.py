"""Puts the page's own elements in the place of the blocks that were chosen from them.

The program that chooses blocks gives their words, asked for links and emphasis it chooses
worse (snippets F1 .920 instead of .923 on a set of 248 pages) and loses the space around
some of them ("the <a>topic</a>before"). So it is asked for words alone, and each block that
has the same letters as an element of the page is replaced by a copy of that element, with
its links, emphasis, line breaks and code as the page has them. A block that has no such
element, as something in it was left out, stays as it is.
"""

from collections.abc import Iterator
from copy import deepcopy
from itertools import islice

from lxml import etree, html
from lxml.html import HtmlElement

from digest.extract.elements import INLINE
from digest.extract.regions import SILENT

_START = 40
"""Letters by which an element is looked up, before all are compared."""
_PIECES = 40
"""Of text, that are read for a start."""
_MOST_SPLITS = 300
"""Of one paragraph; each moves all that follows."""
_MOST_ALIKE = 4
"""Elements with the same start that are compared whole."""
_BLOCKS = frozenset(str.split("p h1 h2 h3 h4 h5 h6 li dt dd ul ol dl blockquote pre table"))
_BOXES = frozenset(str.split("div section article td span center font main"))
"""Blocks only when words stand in them, not in an element of theirs."""
_HEADINGS = frozenset(str.split("h1 h2 h3 h4 h5 h6"))
_LISTS = frozenset({"ul", "ol", "dl"})


def restore(blocks: HtmlElement, root: HtmlElement) -> None:
    """Replace blocks by copies of the page's elements; `blocks` is changed in place.

    Lists that differ from the page's as a whole are looked up item by item.
    """
    wanted = list(_pieces_of(blocks))
    starts = {_start(block) for block in wanted}
    starts.discard("")
    found: dict[str, list[HtmlElement]] = {}
    for element in root.iter(etree.Element):
        if _is_block(element) and (start := _start(element)) in starts:
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


def split_lines(blocks: HtmlElement) -> None:
    """Make paragraphs of what two or more `<br>` part within a paragraph, in place."""
    for block in list(blocks):
        if block.tag == "p" and next(block.iter("br"), None) is not None:
            _split(block)


def _split(block: HtmlElement) -> None:
    """Move what follows a double `<br>` to paragraphs of their own."""
    last = block
    left = _MOST_SPLITS
    for child in list(block):
        following = child.getnext()
        doubled = following is not None and following.tag == "br"
        if left and child.tag == "br" and doubled and not (child.tail or "").strip():
            after = html.Element("p")
            after.text = following.tail
            after.extend(list(following.itersiblings()))
            last.remove(following)
            last.remove(child)
            last.addnext(after)
            last, left = after, left - 1


def _pieces_of(blocks: HtmlElement) -> Iterator[HtmlElement]:
    for block in blocks:
        yield block
        if block.tag in _LISTS:
            yield from block.iterchildren("li")


def _is_block(element: HtmlElement) -> bool:
    if element.tag not in _BOXES:
        return str(element.tag) in _BLOCKS
    if (element.text or "").strip():
        return True
    return any((child.tail or "").strip() or child.tag in INLINE for child in element)


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
