"""Reads the lines of the page around the title, where bylines and dates stand.

Nearness is counted in characters of visible text, since tags say little: a theme puts
the byline beside the heading, in a list, or three containers away. Lines of running
text are left out, as a day named in a sentence is what the article is about.
"""

from collections.abc import Callable, Iterable, Iterator

from lxml.html import HtmlElement

from digest.extract.regions import SILENT, Layout, text_of

_AFTER = 1500
"""Characters behind the title in which its byline stands; a summary fits between."""
_BEFORE = 250
"""Characters ahead of it: a line above the title, not a masthead with its menu."""
_NEAR_BOXES = 4
LONGEST_LINE = 160
"""A block with more text is a paragraph."""

_BLOCKS = frozenset(str.split("div dl figure h1 h2 h3 h4 h5 h6 ol p section table ul"))
_INLINE = frozenset(str.split("a abbr b bdi cite em font i small span strong sub sup time u"))


def blocks_behind(layout: Layout) -> tuple[HtmlElement, ...]:
    """Return the innermost blocks of the article from its title on, for a short way."""
    if "behind" not in layout.near:
        layout.near["behind"] = tuple(_blocks(layout, _following, _AFTER))
    return layout.near["behind"]


def blocks_ahead(layout: Layout) -> tuple[HtmlElement, ...]:
    """Return the innermost blocks of the article above its title, the nearest first.

    The first words of a page are its masthead's and are left out, unless a box that is
    smaller than the page holds them and the title.
    """
    if "ahead" not in layout.near:
        layout.near["ahead"] = tuple(
            block
            for block in _blocks(layout, _preceding, _BEFORE)
            if _is_close(block, layout) or not _is_first(block)
        )
    return layout.near["ahead"]


def lines_of(blocks: Iterable[HtmlElement]) -> Iterator[str]:
    """Yield the text of those blocks that are no paragraphs, one line each."""
    texts = (text_of(block, LONGEST_LINE + 1) for block in blocks)
    return (text for text in texts if len(text) <= LONGEST_LINE)


def paragraphs_of(blocks: Iterable[HtmlElement]) -> Iterator[str]:
    """Yield the beginnings of those blocks that are no lines."""
    texts = (text_of(block, LONGEST_LINE + 1) for block in blocks)
    return (text for text in texts if len(text) > LONGEST_LINE)


def _blocks(
    layout: Layout,
    way: Callable[[HtmlElement], Iterator[HtmlElement]],
    most: int,
) -> Iterator[HtmlElement]:
    heading = layout.heading
    if heading is None:
        return
    own = {heading, *heading.iterancestors()}
    seen: set[HtmlElement] = set()
    for element in _up_to(way(heading), most):
        block = _block(element, own)
        box = element if (element.text or "").strip() else element.getparent()
        if block not in seen and not layout.apart(box):
            seen.add(block)
            yield block


def _is_close(block: HtmlElement, layout: Layout) -> bool:
    """Whether one of the near boxes around the title holds a block too, short of the page."""
    if layout.heading is None:
        return False
    around = [box for box in layout.heading.iterancestors() if box.tag not in ("body", "html")]
    own = set(around[:-1][:_NEAR_BOXES])
    return any(box in own for box in block.iterancestors())


def _is_first(block: HtmlElement) -> bool:
    return not any(
        _length(element) for element in _preceding(block) if element.getparent().tag != "head"
    )


def _length(element: HtmlElement) -> int:
    """Characters of its own text and of what follows it."""
    text = "" if element.tag in SILENT else (element.text or "").strip()
    return len(text) + len((element.tail or "").strip())


def _block(element: HtmlElement, own: set[HtmlElement]) -> HtmlElement:
    """The block that an element's line belongs to, short of what holds the title too."""
    while element.tag in _INLINE or (element.tail or "").strip():
        above = element.getparent()
        if above is None or above in own or _is_line(element):
            return element
        element = above
    return element


def _is_line(element: HtmlElement) -> bool:
    """Whether an inline element stands between two blocks, and so alone in its line."""
    before, after, above = element.getprevious(), element.getnext(), element.getparent()
    ahead = before.tail if before is not None else above.text
    if (ahead or "").strip() or (element.tail or "").strip():
        return False
    return all(
        beside is not None and (beside.tag == "br" or beside.tag in _BLOCKS)
        for beside in (after, before if before is not None else after)
    )


def _up_to(elements: Iterator[HtmlElement], most: int) -> Iterator[HtmlElement]:
    """Those with text of their own, until so many characters have gone by."""
    for element in elements:
        length = _length(element)
        if length:
            yield element
        most -= length
        if most < 0:
            return


def _following(heading: HtmlElement) -> Iterator[HtmlElement]:
    for above in (heading, *heading.iterancestors()):
        for beside in above.itersiblings():
            yield from beside.iter()


def _preceding(heading: HtmlElement) -> Iterator[HtmlElement]:
    for above in (heading, *heading.iterancestors()):
        for beside in above.itersiblings(preceding=True):
            yield from reversed(list(beside.iter()))
