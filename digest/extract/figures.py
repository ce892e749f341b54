"""Puts the pictures of an article, and what it embeds, back between its blocks.

The extraction of text knows no pictures: asked for them it takes other blocks (body F1
.929 instead of .937 on a set of 198 pages). So they are found in the page afterwards: a
picture that stands between two kept blocks, with little other text around it, is the
article's. Those above the first block and below the last are not: there are the lead
image, which an article has anyway, and the teasers of others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from digest.address import absolute
from digest.extract.embedded import EMBEDS, embedded, link_to
from digest.extract.facts import Facts
from digest.extract.pictures import (
    captions_of,
    figure_of,
    is_picture,
    name_of,
    stands_for,
    words_of,
)
from digest.extract.regions import SILENT, Layout, text_of
from digest.extract.title import Title
from digest.extract.wording import key

_BOXES = frozenset(("div", "td"))
"""Mostly around others; a block has words of its own."""
_BLOCKS = _BOXES | frozenset(str.split("p h2 h3 h4 h5 h6 li blockquote pre"))
_START = 60
"""Characters by which a block of the text is known again in the page."""
_FARTHEST = 300
"""Characters of other text between a picture and the kept block before it."""
_LONG = 20
"""Letters of a caption that does not stand within another text by chance."""
MOST_FIGURES = 40
_MOST_FOUND = 400
"""That are looked at, most of them copies or of other boxes."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A picture or an embedded thing between two kept blocks."""

    element: HtmlElement
    before: HtmlElement
    """What the page has of the block before it."""
    after: HtmlElement
    """Likewise of the block after it."""
    place: int
    """That of the block after it."""


@dataclass(frozen=True, slots=True)
class Caption:
    """Words for a figure, which are written last: no rule then takes them for a line of text."""

    element: HtmlElement
    words: str


def with_figures(blocks: HtmlElement, facts: Facts, title: Title) -> Sequence[Caption]:
    """Put what the page shows between the blocks; `blocks` is changed in place.

    Pictures become a `<figure>` where they have a caption, other things one with a link.
    Returns what `write` is to write under them.
    """
    children = list(blocks)
    places = {_start(block): place for place, block in enumerate(children)}
    places.pop("", None)
    chosen = _own(_between(facts.root, places)[:_MOST_FOUND])
    if not chosen:
        return ()
    shown = _Shown(facts.base, _addresses(blocks, facts.base), {key(title.text)})
    for one in _without_stand_ins(chosen):
        figure = shown.figure(one, children[max(0, one.place - 1) : one.place + 1])
        if figure is not None:
            children[one.place].addprevious(figure)
    for place in shown.moved:
        blocks.remove(children[place])
    return shown.written


def write(captions: Iterable[Caption]) -> None:
    """Write the words of figures, in place."""
    for caption in captions:
        caption.element.text = caption.words


def _between(root: HtmlElement, places: dict[str, int]) -> list[_Found]:
    """What stands between kept blocks, in one walk over the page."""
    found: list[_Found] = []
    waiting: list[HtmlElement] = []
    here, away = -1, 0
    before = root
    firsts = {start.partition(" ")[0] for start in places}
    for element in root.iter():
        tag = element.tag
        if (
            tag in _BLOCKS
            and _may_start(element, firsts)
            and (there := places.get(_start(element), -1)) >= 0
        ):
            if there > here >= 0:
                found += [_Found(one, before, element, there) for one in waiting]
            here, away, waiting = max(here, there), 0, []
            before = element
        if here < 0 or away > _FARTHEST:
            continue
        if tag in EMBEDS or (tag == "img" and is_picture(element)):
            waiting.append(element)
        elif tag not in SILENT:
            away += len((element.text or "").strip())
    return found


def _own(found: Iterable[_Found]) -> list[_Found]:
    """Those that stand in no other part of the page than the block before them."""
    layouts: dict[HtmlElement, Layout] = {}
    kept = []
    for one in found:
        layout = layouts.get(one.before) or layouts.setdefault(one.before, Layout(one.before))
        copy = next(one.element.iterancestors("noscript"), None)
        if not layout.apart(one.element if copy is None else copy.getparent()):
            kept.append(one)
    return kept


def _without_stand_ins(found: Iterable[_Found]) -> list[_Found]:
    """Leave out the pictures that a script replaces, where their copy follows."""
    kept: list[_Found] = []
    for one in found:
        if kept and one.element.tag == "img" and stands_for(one.element, kept[-1].element):
            kept.pop()
        kept.append(one)
    return kept


def _addresses(blocks: HtmlElement, base: str) -> set[str]:
    """Where the kept text leads, so that no post is linked twice."""
    links = (link.get("href") or "" for link in blocks.iter("a"))
    return {absolute(href, base).partition("?")[0] for href in links if href}


@dataclass(slots=True)
class _Shown:
    """What of a page is shown already."""

    base: str
    names: set[str]
    """Of pictures, and addresses of other things."""
    said: set[str]
    """Keys of texts that no caption says again."""
    captions: set[HtmlElement] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    """Places of blocks that are captions now."""
    written: list[Caption] = field(default_factory=list)
    left: int = MOST_FIGURES

    def figure(self, one: _Found, near: Sequence[HtmlElement]) -> HtmlElement | None:
        """Return what stands for an element; None for nothing new."""
        element = one.element
        is_image = element.tag == "img"
        thing = None if is_image else embedded(element, self.base)
        name = name_of(element, self.base) if is_image else thing.address if thing else ""
        if not name or name in self.names or not self.left:
            return None
        self.names.add(name)
        self.left -= 1
        words = thing.words if thing else self._caption(one, near)
        made = link_to(thing) if thing else figure_of(element, self.base, words)
        if words:
            self.written.append(Caption([*made.iter("figcaption", "a")][-1], words))
        return made

    def _caption(self, one: _Found, near: Sequence[HtmlElement]) -> str:
        found = [part for part in captions_of(one.element) if part not in self.captions]
        self.captions.update(found)
        words = words_of(found)
        said = key(words)
        if said and key(text_of(near[-1])) in said and _is_of(one.after, found):
            self.moved.add(one.place)
            return words
        again = said in self.said or any(_repeats(said, key(text_of(block))) for block in near)
        return "" if again else words


def _is_of(block: HtmlElement, captions: Sequence[HtmlElement]) -> bool:
    """Whether a kept block is, or stands in, a caption, and so was no text."""
    return any(part in captions for part in (block, *block.iterancestors()))


def _repeats(said: str, text: str) -> bool:
    return said == text or (len(said) >= _LONG and said in text)


def _may_start(element: HtmlElement, firsts: set[str]) -> bool:
    """Whether a block starts with one of these words, as far as is cheap to tell."""
    words = (element.text or "").split(None, 1)
    return words[0][:_START] in firsts if words else element.tag not in _BOXES


def _start(element: HtmlElement) -> str:
    return text_of(element, _START)[:_START]
