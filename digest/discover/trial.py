"""Run selectors on a page as a reading would, and judge what they find."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from lxml.html import HtmlElement

from digest.discover import selectors
from digest.model import Link, ListingRules, Page, Source

ENOUGH = 0.6
"""Share of the known articles that a proposal finds, and of its finds that are articles."""

_GUESSED = 0.5
"""How much a link counts that only scoring takes for an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A parsed page, and what is looked for on it."""

    soup: BeautifulSoup
    base: str
    page: Page
    source: Source
    anchors: Sequence[tuple[HtmlElement, str]]
    """The links of the page with their addresses, in its order; for an article that is
    linked by several addresses, by `www.` and without, the first of them."""
    first: dict[str, str]
    """That first address, by each address of the page."""
    examples: dict[str, str]
    """Titles by address of the articles that selectors must find; not empty."""
    scored: frozenset[str]
    """Addresses that scoring takes for articles."""
    alike: frozenset[str]
    """Addresses of the shapes that those of the examples have: new articles among them."""

    @property
    def likely(self) -> frozenset[str]:
        """The examples, and what scoring takes for articles."""
        return self.scored.union(self.examples)

    def run(self, rules: ListingRules) -> tuple[Link, ...]:
        """Return the links that selectors find on the page."""
        source = replace(self.source, listing=rules)
        return selectors.links_of(self.soup, self.base, self.page, source)

    def worth(self, links: Sequence[Link]) -> float:
        """Return how well links are those that are wanted, up to 1.25; 0.0 for not enough.

        All examples should be found, and nothing but them, what has an address of their
        shape, and what scoring took. Whether all that scoring took is found only decides
        between two proposals that are alike, since scoring may be what fails on this page.
        """
        found = {self.first.get(link.url, link.url) for link in links}
        if not found:
            return 0.0
        likely = self.likely
        sure = len(found & self.alike.union(self.examples))
        good = len(found & (likely | self.alike))
        recall = len(found & self.examples.keys()) / len(self.examples)
        if min(recall, good / len(found)) < ENOUGH:
            return 0.0
        precision = (sure + _GUESSED * (good - sure)) / len(found)
        whole = len(found & likely) / len(likely)
        return 2 * recall * precision / (recall + precision) + whole / 4
