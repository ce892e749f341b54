"""Find the elements that are one article each, and say in CSS which they are."""

from collections import defaultdict
from collections.abc import Collection

from lxml.html import HtmlElement

from digest.discover.descriptions import context_of, described, hrefs, within
from digest.discover.trial import ENOUGH, Trial

_FIRST = 5
"""Plain selectors that come before those that name their surroundings."""


def items(trial: Trial) -> list[str]:
    """Return selectors of items: those of most examples first, no selector twice.

    An item may hold no other article. Where more is taken for articles than there are, no
    element around a link is its own any more: so the guesses of scoring, those by the shape
    of addresses, and none are asked in turn.
    """
    guesses = (trial.likely, trial.alike.union(trial.examples), frozenset(trial.examples))
    plain = list(dict.fromkeys(one for guess in guesses for one in _common(trial, guess)[:_FIRST]))
    of_examples = [element for element, address in trial.anchors if address in trial.examples]
    around = context_of(of_examples)
    return list(dict.fromkeys((*plain, *within(around, plain), *hrefs(trial.examples))))


def _common(trial: Trial, wanted: Collection[str]) -> list[str]:
    """Return the selectors that most examples' own elements share, the outermost first."""
    holds = _only_address(trial, wanted)
    addresses: dict[str, set[str]] = defaultdict(set)
    heights: dict[str, int] = defaultdict(int)
    for element, address in trial.anchors:
        if address in trial.examples:
            for height, one in enumerate(_own_elements(element, address, holds)):
                for selector in described(one):
                    addresses[selector].add(address)
                    heights[selector] = max(heights[selector], height)
    common = [
        selector
        for selector, found in addresses.items()
        if len(found) >= ENOUGH * len(trial.examples)
    ]
    return sorted(common, key=lambda one: (-len(addresses[one]), -heights[one]))


def _only_address(trial: Trial, wanted: Collection[str]) -> dict[HtmlElement, str]:
    """Return the only wanted address that each element holds; "" where it holds several."""
    owner: dict[HtmlElement, str] = {}
    for element, address in trial.anchors:
        mine = address
        node = element if address in wanted else None
        while node is not None and owner.get(node) != "":
            if owner.setdefault(node, mine) != mine:
                owner[node] = mine = ""
            node = node.getparent()
    return owner


def _own_elements(
    element: HtmlElement, address: str, holds: dict[HtmlElement, str]
) -> list[HtmlElement]:
    """Return the element and those around it that hold no other wanted address."""
    chain = []
    node = element
    while node is not None and node.tag not in ("body", "html") and holds.get(node) == address:
        chain.append(node)
        node = node.getparent()
    return chain
