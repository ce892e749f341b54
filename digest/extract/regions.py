"""Tells what belongs to the article from the page around it.

The anchor is the element of the title. What stands in a container of its own, apart
from the title, is judged by that container: by its tag, by what its class says, and by
whether it is a card, which is a small box with a linked headline. Containers that hold
the title too say nothing: an article inside `<div class="with-sidebar">` is common.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_TAGS = frozenset({"nav", "form", "select", "noscript", "template", "dialog"})
_ENDS = frozenset({"header", "footer"})
"""Of the page, unless they stand in an article."""

_FOREIGN = re.compile(
    r"""(?:^|[\s_-])(?:
        related|recommend\w*|more|most|popular|trending|latest|recent|next|prev|previous|similar
        |widget_\w+|comments?|respond|disqus|reply|replies
        |footer|copyright|masthead|navbar|nav|menu|ticker|breaking|weather|toolbar
        |(?:top|current|todays?)[_-]?(?:bar|date|nav|menu|line|header|time)|date[_-]today
        |(?:site|page|main)[_-]?header|header[_-]?(?:top|bar|menu)
        |promo|banner|advert|ads?|sponsor\w*|newsletter|subscribe|signup|popup|modal|cookie|consent
        |carousel|slider|archives?|(?<!fa-)(?<!icon-)calendar
    )(?:$|[\s_-])""",
    re.VERBOSE | re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:side-?bar|side|aside|rail|(?<!elementor-)widgets?)(?:$|[\s_-])", re.IGNORECASE
)

SILENT = frozenset(str.split("script style noscript template select option svg"))
"""Elements whose text nobody sees."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CARD_CHARACTERS = 500
"""A box with more text than this is no card."""
_HEADLINE_CHARACTERS = 20
"""A linked heading with less is a name: that of the author, or of a section."""


class Layout:
    """What of one page is its article's; a verdict on a box holds for all that is in it."""

    def __init__(self, heading: HtmlElement | None) -> None:
        """Take the element that shows the title; without one, all containers count."""
        self.heading = heading
        self._shared = set() if heading is None else {heading, *heading.iterancestors()}
        self._verdicts: dict[HtmlElement, tuple[bool, bool]] = {}
        self.near: dict[str, tuple[HtmlElement, ...]] = {}
        """The blocks around the title, kept by `nearby`: dates and bylines both read them."""

    def apart(self, element: HtmlElement, *, beside_counts: bool = True) -> bool:
        """Return whether an element stands in a part of the page that is not the article.

        `beside_counts` says whether sidebars are such a part: they show other articles
        on most sites, and on some the data of this one.
        """
        new = []
        foreign = beside = False
        for box in (element, *element.iterancestors()):
            if box in self._shared or box.tag in ("body", "html"):
                break
            if box in self._verdicts:
                foreign, beside = self._verdicts[box]
                break
            new.append(box)
        for box in reversed(new):
            foreign = foreign or _foreign(box) or (self.heading is not None and is_card(box))
            beside = beside or box.tag == "aside" or bool(_BESIDE.search(_names(box)))
            self._verdicts[box] = (foreign, beside)
        return foreign or (beside_counts and beside)


def _names(box: HtmlElement) -> str:
    return f"{box.get('class') or ''} {box.get('id') or ''}"[:400]


def _foreign(box: HtmlElement) -> bool:
    if box.tag in _TAGS:
        return True
    if box.tag in _ENDS:
        return next(box.iterancestors("article", "main"), None) is None
    return bool(_FOREIGN.search(_names(box)))


def is_card(box: HtmlElement) -> bool:
    """Return whether a box shows another article: little text, and a linked headline."""
    if box.tag not in ("article", "li", "div", "section", "td"):
        return False
    if len(text_of(box, _CARD_CHARACTERS + 1)) > _CARD_CHARACTERS:
        return False
    return any(
        len(text_of(heading, _CARD_CHARACTERS)) >= _HEADLINE_CHARACTERS and _linked(heading, box)
        for heading in box.iter(*_HEADINGS)
    )


def _linked(heading: HtmlElement, box: HtmlElement) -> bool:
    if next(heading.iter("a"), None) is not None:
        return True
    for above in heading.iterancestors():
        if above.tag == "a":
            return True
        if above is box:
            return False
    return False


def text_of(element: HtmlElement, most: int = 2_000) -> str:
    """Return the visible text of an element in one line, cut after about `most` characters."""
    found: list[str] = []
    length = 0
    for piece in _pieces(element):
        words = piece.split()
        found += words
        length += sum(map(len, words)) + len(words)
        if length > most:
            break
    return " ".join(found)


def _pieces(element: HtmlElement) -> Iterator[str]:
    for inner in element.iter():
        if inner.tag not in SILENT and inner.text:
            yield inner.text
        if inner is not element and inner.tail:
            yield inner.tail
