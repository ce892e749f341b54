"""The lines of text of a page, found in one walk over its tree.

A line is the words that one block holds itself, links and emphasis included: a paragraph,
a heading, a cell, or what stands loose in a box. What parts of a page are not the article's
text is told here by the tags and classes of the boxes. The words are those that themes and
systems use all over the web; some name the text as often as what is beside it, so that they
count only where no word for the text stands with them ("comment-content", "sidebar-main").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from digest.extract.elements import INLINE
from digest.extract.regions import SILENT
from digest.extract.wording import weight

DEEPEST = 40
"""Boxes around a line that are looked at."""
MOST_LINES = 20_000
"""Of a page; what follows is not read."""
_NAMES = 400
"""Characters of the names of a box that are read."""
MUTE = SILENT | frozenset(str.split("textarea annotation iframe object video audio canvas"))
"""Elements whose text is never read: also the sources of formulas and what films fall back to."""
_PASSED = MUTE | frozenset(str.split("img picture source track param embed input map"))
_APART = frozenset(str.split("nav footer aside header dialog button figcaption"))
_NEUTRAL = frozenset(str.split("html body article main"))
"""Boxes whose classes describe the page, not what is in them."""
_OTHER = re.compile(
    r"-ad-|ai2html|banner|breadcrumb|combx|comment|community|cover-wrap|disqus|extra|footer|gdpr"
    r"|legends|menu|related|remark|replies|rss|shoutbox|sidebar|skyscraper|social|sponsor"
    r"|supplemental|ad-break|agegate|pagination|pager|popup|yom-remote|cookie|consent|modal"
    r"|subscribe|recommend|popular|trending|newsletter",
)
_TEXT = re.compile(r"and|article|body|column|content|main|shadow|entry|story|post|text")
_NEVER = re.compile(
    r"related[_-]?\w{0,20}post|related[_-]?(?:articles?|content|stor|links|news)"
    r"|post\w{0,20}[_-]related|(?:^|[\s_-])cards?(?:$|[\s_-])|slider|carousel|swiper|excerpt"
    r"|(?:^|[\s_-])caption|captionbox|transcript"
    r"|(?:^|[\s_-])(?:sharedaddy|shariff|addtoany|ratings?|postmeta\w*|meta(?:data)?"
    r"|topics|print|copyright|credits?|toolbar|author-?(?:box|info)|bio)(?:$|[\s_-])",
)
"""Boxes of teasers, of words under pictures, of what a film says, and around the article."""


@dataclass(frozen=True, slots=True)
class Line:
    """The words that one block of the page holds itself, up to the next block in it."""

    element: HtmlElement
    text: str
    """In one line, with single spaces."""
    length: int
    """Letters and spaces; one of Chinese, Japanese or Korean says as much as three."""
    linked: float
    """Share of its characters that are links, from 0.0 to 1.0."""
    foreign: bool
    """It stands in a part of the page that is not the article's text."""
    boxes: tuple[HtmlElement, ...]
    """The boxes around the element, the nearest first; `DEEPEST` at most."""
    lead: str
    """The words before the first inline element, as the page has them."""
    inline: tuple[HtmlElement, ...]
    """The elements of the line, each with the words after it as its tail."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A block that is still to be walked."""

    element: HtmlElement
    foreign: bool
    in_link: bool


def lines_of(root: HtmlElement, heading: HtmlElement | None = None) -> list[Line]:
    """Return the lines of a page, in its order.

    `heading` is the element of the title: what holds it is never foreign.
    """
    own = set() if heading is None else {heading, *heading.iterancestors()}
    found: list[Line] = []
    waiting: list[_Box | Line] = [_Box(next(root.iter("body"), root), foreign=False, in_link=False)]
    while waiting and len(found) < MOST_LINES:
        one = waiting.pop()
        if isinstance(one, Line):
            found.append(one)
            continue
        foreign = one.foreign or (one.element not in own and _is_foreign(one.element))
        in_link = one.in_link or one.element.tag == "a"
        waiting += reversed(list(_parts(_Box(one.element, foreign, in_link))))
    return found


def _parts(box: _Box) -> Iterator[Line | _Box]:
    """The lines and the blocks of a box, in order."""
    boxes = tuple(islice(box.element.iterancestors(), DEEPEST))
    lead, inline = box.element.text or "", []
    for child in box.element:
        if is_inline(child):
            inline.append(child)
            continue
        yield from _line(box, boxes, lead, inline)
        yield _Box(child, box.foreign, box.in_link)
        lead, inline = child.tail or "", []
    yield from _line(box, boxes, lead, inline)


def _line(
    box: _Box, boxes: tuple[HtmlElement, ...], lead: str, inline: list[HtmlElement]
) -> Iterator[Line]:
    """The line of some words and elements; none when nothing can be read in it."""
    words, linked = [lead], 0
    for child in inline:
        piece = "".join(_words(child))
        words += (piece, child.tail or "")
        if child.tag == "a":
            linked += len(piece)
        elif len(child):
            linked += sum(len("".join(_words(link))) for link in child.iter("a"))
    text = " ".join("".join(words).split())
    if text:
        share = 1.0 if box.in_link else min(1.0, linked / len(text))
        yield Line(box.element, text, weight(text), share, box.foreign, boxes, lead, tuple(inline))


def is_inline(element: HtmlElement) -> bool:
    """Return whether an element stands within a line, with all that is in it.

    So does one that shows no words, such as a picture or a script: it parts no sentence.
    """
    tag = str(element.tag)
    if tag in _PASSED:
        return True
    return (tag in INLINE or "-" in tag) and all(map(is_inline, element))


def _words(element: HtmlElement) -> Iterator[str]:
    """The words of an inline element that readers see."""
    if element.tag in MUTE:
        return
    if element.text:
        yield element.text
    for child in element:
        yield from _words(child)
        if child.tail:
            yield child.tail


def _is_foreign(element: HtmlElement) -> bool:
    if element.tag in _APART:
        return True
    if element.tag in _NEUTRAL:
        return False
    names = element.get("class", ""), element.get("id", "")
    return any(names) and _names_other(" ".join(names)[:_NAMES].lower())


@lru_cache(maxsize=4096)
def _names_other(names: str) -> bool:
    """Whether the classes and the id of a box say that it is something else than the text.

    `names` in lower case. Kept for those seen last: the boxes of a site are named alike.
    """
    if _OTHER.search(names) and not _TEXT.search(names):
        return True
    return bool(_NEVER.search(names))
