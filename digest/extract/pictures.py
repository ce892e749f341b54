"""Puts the pictures of an article back between its blocks.

The extraction of text knows no pictures: asked for them it takes other blocks (body F1
.929 instead of .937 on a set of 198 pages). So they are found in the page afterwards: a
picture that stands between two kept blocks, with little other text around it, is the
article's. Those above the first block and below the last are not: there are the lead
image, which an article has anyway, and the teasers of others.
"""

from copy import deepcopy

from lxml.html import HtmlElement

from digest.extract.regions import SILENT, text_of

_BLOCKS = frozenset(str.split("p h2 h3 h4 h5 h6 li blockquote pre"))
_START = 60
"""Characters by which a block of the text is known again in the page."""
_FARTHEST = 300
"""Characters of other text between a picture and the kept block before it."""
_LEAST_PIXELS = 100
"""Smaller pictures are icons."""
MOST_PICTURES = 40


def with_pictures(blocks: HtmlElement, root: HtmlElement) -> None:
    """Put copies of the page's pictures between the blocks; `blocks` is changed in place."""
    if next(root.iter("img"), None) is None:
        return
    places = {_start(block): place for place, block in enumerate(blocks)}
    places.pop("", None)
    found: list[tuple[int, HtmlElement]] = []
    waiting: list[HtmlElement] = []
    here, away = -1, 0
    for element in root.iter():
        if element.tag == "img" and here >= 0 and away <= _FARTHEST and _is_picture(element):
            waiting.append(element)
        elif _is_block(element) and (there := places.get(_start(element), -1)) >= 0:
            if there > here >= 0:
                found += [(there, picture) for picture in waiting]
            here, away, waiting = max(here, there), 0, []
        elif element.tag not in SILENT:
            away += len((element.text or "").strip())
    children = list(blocks)
    for place, picture in found[:MOST_PICTURES]:
        children[place].addprevious(_copy(picture))


def _is_block(element: HtmlElement) -> bool:
    if element.tag in ("div", "td"):  # mostly boxes around others; a block has words of its own
        return bool((element.text or "").strip())
    return element.tag in _BLOCKS


def _start(element: HtmlElement) -> str:
    return text_of(element, _START)[:_START]


def _is_picture(element: HtmlElement) -> bool:
    sizes = (element.get("width") or "", element.get("height") or "")
    return all(int(size) >= _LEAST_PIXELS for size in sizes if size.isdecimal())


def _copy(picture: HtmlElement) -> HtmlElement:
    copied = deepcopy(picture)
    copied.tail = None
    return copied
