"""Puts an article of several pages together: where it goes on, and what that page adds.

A link that is called "next" proves nothing: blogs mark the next article by it, lists
their next page. So it is followed only where the address says the same: this page's own,
with a page's number that is one more than this page's.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from lxml.html import HtmlElement, fragment_fromstring, tostring

from digest.address import absolute
from digest.extract.facts import Facts
from digest.extract.paging import Place, places
from digest.extract.wording import key
from digest.markup import clean, text_of
from digest.model import Article

_MOST_LINKS = 3000
_LABEL = 20
"""Characters of the longest text of a link to a page: "2", "Page 2 of 3"."""
_DIGIT = re.compile(r"\d")
_Query = tuple[tuple[str, str], ...]
_SAME = 0.5
"""Share of its text that stands in the pages before, above which a page is one of them."""


def next_page(facts: Facts, canonical: str = "") -> str:
    """Return the address of the page on which this page's article goes on; "" for none.

    A number that stands in the address without a word may as well be an article's, and
    "part-2.html" the second of a series. So from the second page on it counts only when
    the page leads back to the address without it.

    Args:
        facts: of the page.
        canonical: the address that the page calls its own, which counts as well.
    """
    here = {place for url in (facts.url, canonical) for place in places(url)}
    told = {_after(place) for place in here if place.telling}
    numbered = {_after(place) for place in here} - told
    for url in _marked(facts):
        later = {(place.own, place.query, place.number) for place in places(url)}
        if later & told:
            return url
        firsts = _firsts(facts, canonical) if later & numbered else set()
        if any((own, query) in firsts for own, query, _ in later & numbered):
            return url
    return ""


def _after(place: Place) -> tuple[str, _Query, int]:
    return place.own, place.query, place.number + 1


def _firsts(facts: Facts, canonical: str) -> set[tuple[str, _Query]]:
    """What the page leads back to, as far as it is written like a first page."""
    found = (place for url in (canonical, *_linked(facts)) for place in places(url))
    return {(place.own, place.query) for place in found if place.number == 1}


def _linked(facts: Facts) -> Iterator[str]:
    """The addresses that the page links to, as far as they could be another page's."""
    for link in islice(facts.root.iter("a"), _MOST_LINKS):
        if len("".join(link.itertext()).strip()) <= _LABEL and (href := link.get("href")):
            yield absolute(href, facts.base)


def _marked(facts: Facts) -> Iterator[str]:
    """The addresses of links that are called the next page: by `rel`, or by their number."""
    for link in islice(facts.root.iter("link", "a"), _MOST_LINKS):
        href = link.get("href") or ""
        if _DIGIT.search(href) and (_is_next(link) or _is_number(link)):
            yield absolute(href, facts.base)


def _is_next(link: HtmlElement) -> bool:
    return "next" in (link.get("rel") or "").lower().split()


def _is_number(link: HtmlElement) -> bool:
    text = "".join(link.itertext()).strip()
    return len(text) <= _LABEL and _DIGIT.search(text) is not None


def joined(first: Article, following: Article) -> Article:
    """Return an article with the text of its next page.

    Blocks that stand word by word in it already are left out: a standfirst, a list of the
    pages. A page of which that is half is the same page once more, and adds nothing.

    Args:
        first: the article with all its pages up to here.
        following: the page after them, as an article of its own.
    """
    had = {key(block.text_content()) for block in _blocks(first.html)}
    blocks = _blocks(following.html)
    fresh = [block for block in blocks if key(block.text_content()) not in had]
    new, whole = (sum(len(key(b.text_content())) for b in some) for some in (fresh, blocks))
    if new <= (1 - _SAME) * whole:
        return first
    more = "".join(tostring(block, encoding="unicode", with_tail=False) for block in fresh)
    html = clean(_inner(first.html) + more, following.url, direction=first.direction)
    return replace(first, html=html, text=text_of(html))


def _inner(html: str) -> str:
    return "".join(tostring(block, encoding="unicode") for block in _blocks(html))


def _blocks(html: str) -> list[HtmlElement]:
    """The blocks of a body, out of the element that gives it its direction."""
    blocks = list(fragment_fromstring(html, create_parent="div"))
    if len(blocks) == 1 and blocks[0].tag == "div" and blocks[0].get("dir"):
        return list(blocks[0])
    return blocks
