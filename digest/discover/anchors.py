"""Read the links of a page, each with the place where it stands.

What tells an article's link from the rest is less the link than its place: the
headings, bars and columns above it, the other links that stand alike, and the block
that is its own. All of it comes from one walk up from each of the first anchors;
every element is visited once or twice, so that a page of a hundred thousand links or
of endless nesting takes no longer than any other.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from digest.address import same_site, without_fragment
from digest.discover.bars import TITLE_WORDS, bar_of, words_of
from digest.discover.shapes import shape_of
from digest.discover.targets import target
from digest.discover.texts import one_line, text_of

MOST_ANCHORS = 2000
"""Anchors looked at; a listing that has more holds its news among the first."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands."""

    path: int
    """Equal for elements with the same tags and usual classes from the root down."""
    tags: int
    """Equal for elements with the same tags from the root down."""
    bar: str = ""
    """nav, footer, aside, header, share or form: what it is part of; "" for content."""
    main: bool = False
    item: bool = False
    """Inside an article, a list item or a table row."""
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Anchor:
    """One `<a href>` of a page."""

    element: HtmlElement
    address: str
    """Absolute, without fragment."""
    text: str
    """Of its heading, if it holds one; else all of it, else its image's; one line."""
    place: Place
    heading: bool
    """It stands in a heading, holds one, or its class calls it a title."""
    block: HtmlElement
    """The largest element around it that holds no other candidate."""


@dataclass(slots=True)
class _Walk:
    """What is known of the elements met so far."""

    classes: Counter[tuple[str, str]] = field(default_factory=Counter)
    held: Counter[HtmlElement] = field(default_factory=Counter)
    owner: dict[HtmlElement, str] = field(default_factory=dict)
    places: dict[HtmlElement, Place] = field(default_factory=dict)
    paths: dict[tuple[int, str], int] = field(default_factory=dict)
    total: int = 0


def collect(root: HtmlElement, base: str, own: str) -> list[Anchor]:
    """Return the anchors that may lead to an article, in the order of the page.

    Links to the page itself, to what is no http(s) address and to what can be no
    article (`Shape.refused`) are left out.

    Args:
        root: the page's tree; not changed.
        base: what relative addresses join to.
        own: the page's own address.
    """
    found = list(_addresses(root, base, without_fragment(own)))
    walk = _Walk(total=len(found))
    for element, address in found:
        _meet(walk, element, address)
    return [_anchor(walk, element, address) for element, address in found]


def _addresses(root: HtmlElement, base: str, own: str) -> Iterator[tuple[HtmlElement, str]]:
    seen: dict[str, str] = {}
    for number, element in enumerate(root.iter("a")):
        if number >= MOST_ANCHORS:
            return
        href = element.get("href", "")
        if href not in seen:
            address = target(href, base)
            seen[href] = address if address and _may_be_article(address, own) else ""
        if seen[href]:
            yield element, seen[href]


def _may_be_article(address: str, own: str) -> bool:
    shape = shape_of(address)
    if shape.refused or address.rstrip("/") == own.rstrip("/"):
        return False
    return not (shape.office and same_site(address, own))


def _meet(walk: _Walk, element: HtmlElement, address: str) -> None:
    """Count the anchor in all elements above it, and note who owns them."""
    several = False
    node = element
    while node is not None:
        if node not in walk.held:
            for name in _class_names(node):
                walk.classes[node.tag, name] += 1
        walk.held[node] += 1
        if several or walk.owner.setdefault(node, address) != address:
            several = True
            walk.owner[node] = ""
        node = node.getparent()


def _class_names(node: HtmlElement) -> list[str]:
    return [name for name in node.get("class", "").split()[:12] if not any(map(str.isdigit, name))]


def _anchor(walk: _Walk, element: HtmlElement, address: str) -> Anchor:
    place = _place(walk, element)
    inner = next(element.iter(*_HEADINGS), None)
    return Anchor(
        element=element,
        address=address,
        text=text_of(element if inner is None else inner) or _image_text(element),
        place=place,
        heading=place.heading or inner is not None,
        block=_block(walk, element),
    )


def _block(walk: _Walk, element: HtmlElement) -> HtmlElement:
    block = element
    above = element.getparent()
    while above is not None and walk.owner.get(above):
        block, above = above, above.getparent()
    return block


def _place(walk: _Walk, element: HtmlElement) -> Place:
    """Return the place of an element from those of the elements above it."""
    chain = []
    node = element
    while node is not None and node not in walk.places:
        chain.append(node)
        node = node.getparent()
    place = walk.places[node] if node is not None else Place(path=0, tags=0)
    for node in reversed(chain):
        place = walk.places[node] = _below(walk, place, node)
    return place


def _below(walk: _Walk, above: Place, node: HtmlElement) -> Place:
    tag = str(node.tag)
    usual = max(_class_names(node), key=lambda name: walk.classes[tag, name], default="")
    words = words_of(node) if _may_be_bar(walk, node, tag) else []
    item = above.item or tag in ("article", "li", "tr")
    return Place(
        path=_number(walk, above.path, f"{tag}.{usual}"),
        tags=_number(walk, above.tags, tag),
        bar=above.bar or bar_of(node, words, in_item=item),
        main=above.main or tag in ("main", "article") or node.get("role") == "main",
        item=item,
        heading=above.heading or tag in _HEADINGS or not TITLE_WORDS.isdisjoint(words),
    )


def _number(walk: _Walk, above: int, step: str) -> int:
    return walk.paths.setdefault((above, step), len(walk.paths) + 1)


def _may_be_bar(walk: _Walk, node: HtmlElement, tag: str) -> bool:
    """Whether the words of its classes are to be believed.

    An element around most links is the page's frame, whose classes speak of what else
    it holds: `<div class="with-sidebar">`.
    """
    return tag not in ("html", "body", "main") and walk.held[node] * 2 <= max(walk.total, 4)


def _image_text(element: HtmlElement) -> str:
    """Return what stands for the text of a link that has none: its image's."""
    named = element.get("aria-label") or element.get("title")
    if named:
        return one_line(named)
    image = next(element.iter("img"), None)
    return one_line(image.get("alt", "")) if image is not None else ""
