"""Bring the links that lead to one address together into one candidate.

A listing links an article two or three times: by its picture, its headline and "Read
more". Each of these alone looks like something else; together they are the sign of
an article. A text that several addresses share is nobody's title, in any language.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from digest.address import same_site
from digest.discover.anchors import Anchor, Place
from digest.discover.shapes import Shape, shape_of
from digest.discover.texts import text_of, width_of

_SHARED_BY = 3
"""A text on links to so many addresses is a button ("Read more"), no title."""

_BLOCK_ELEMENTS = 400
"""Elements of a block looked at; the block of an article on a listing is small."""

_NO_TITLE = re.compile(
    r"\d+\s*\w{0,20}"  # 12 comments
    r"|[\W\d_]*"
    r"|\W*(?:(?:read|learn|see|view|show|load)\s)?more\W*"
    r"|(?:continue|keep) reading.{0,12}"
    r"|comments?|(?:leave|add|post) a (?:comment|reply)|permalink"
    r"|read (?:now|article|story|post|it)"
    r"|\d{1,4}\W{1,3}[^\W_]{1,12}\W{1,3}\d{2,4}(?:\W.{0,12})?"  # 3 May 2026, 2026-05-03
    r"|(?:[^\W\d]{3,9}\W{1,3})?[^\W\d]{3,9}\W{1,2}\d{1,2},?\s\d{4}",  # May 3, 2026
    re.IGNORECASE,
)
"""Texts of links that name no article, whole: counts, buttons, dates."""

_DATED_TEXT = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:h]\d\d\b|\b\d{1,2}\s?(?:min|hours?|days?|h|d)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidate:
    """An address that may be an article, with all that the page says of it."""

    address: str
    title: str
    """"" when no link says more than "Read more" and its block has no heading."""
    width: float
    """Of the title, in letters of the Latin script."""
    place: Place
    """Of the link that speaks best for it."""
    heading: bool
    links: int
    time: str
    """The `datetime` of the only `<time>` of its block; "" if none or several."""
    dated: bool
    """Its block shows a time or a date."""
    image: bool
    teaser: float
    """Width of the text of its block beside the title, at most 600."""
    here: bool
    """It belongs to the site of the page."""
    shape: Shape


def candidates(anchors: Sequence[Anchor], page: str) -> list[Candidate]:
    """Return one candidate for each address, in the order of their main links.

    Args:
        anchors: as `anchors.collect` gives them.
        page: address of the page.
    """
    buttons = _buttons(anchors)
    together: dict[str, list[tuple[int, Anchor]]] = defaultdict(list)
    for number, anchor in enumerate(anchors):
        together[anchor.address].append((number, anchor))
    found = []
    for address, links in together.items():
        number, best = max(links, key=lambda link: (*_rank(link[1], buttons), -link[0]))
        here = same_site(address, page)
        found.append((number, _candidate(best, [a for _, a in links], buttons, here=here)))
    return [candidate for _, candidate in sorted(found, key=lambda pair: pair[0])]


def _buttons(anchors: Sequence[Anchor]) -> frozenset[str]:
    """Return the texts that links to several addresses share."""
    pairs = {(anchor.text, anchor.address) for anchor in anchors if anchor.text}
    shared = Counter(text for text, _ in pairs)
    return frozenset(text for text, times in shared.items() if times >= _SHARED_BY)


def _rank(anchor: Anchor, buttons: frozenset[str]) -> tuple[bool, bool, float]:
    named = _is_title(anchor.text, buttons)
    return (not anchor.place.bar, named and anchor.heading, width_of(anchor.text) if named else 0)


def _is_title(text: str, buttons: frozenset[str]) -> bool:
    return bool(text) and text not in buttons and not _NO_TITLE.fullmatch(text[:80])


def _candidate(
    best: Anchor, links: list[Anchor], buttons: frozenset[str], *, here: bool
) -> Candidate:
    block = _widest(links)
    title, in_block = _title(best, links, buttons, block)
    text = text_of(block)
    times = {
        value.strip() for element in _inner(block, "time") if (value := element.get("datetime"))
    }
    return Candidate(
        address=best.address,
        title=title,
        width=width_of(title),
        place=best.place,
        heading=in_block or any(a.heading and not a.place.bar for a in links) or best.heading,
        links=len(links),
        time=times.pop() if len(times) == 1 else "",
        dated=bool(times or next(iter(_inner(block, "time")), None) is not None)
        or bool(_DATED_TEXT.search(text)),
        image=any(True for _ in _inner(block, "img")),
        teaser=max(0.0, width_of(text) - width_of(title)),
        here=here,
        shape=shape_of(best.address),
    )


def _widest(links: list[Anchor]) -> HtmlElement:
    """Return the block around all links of an address, or that of the first."""
    return next((a.block for a in links if not a.place.bar), links[0].block)


def _inner(block: HtmlElement, tag: str) -> list[HtmlElement]:
    return [
        element
        for _, element in zip(range(_BLOCK_ELEMENTS), block.iter(), strict=False)
        if element.tag == tag
    ]


def _title(
    best: Anchor, links: list[Anchor], buttons: frozenset[str], block: HtmlElement
) -> tuple[str, bool]:
    """Return the title, and whether it is the heading of the block."""
    if best.heading and _is_title(best.text, buttons):
        return best.text, False
    texts = [a.text for a in links if _is_title(a.text, buttons)]
    if texts:
        return max(texts, key=width_of), False
    for tag in ("h1", "h2", "h3", "h4", "h5"):
        for element in _inner(block, tag):
            return text_of(element), True
    return "", False
