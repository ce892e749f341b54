"""Propose selectors for a listing from articles that it is known to show.

What the site once gave tells where on the changed page its articles stand. Around the
link of each known article lies the element that is this article's alone; what these
elements have in common, a tag and a class that a person gave, is the selector of an item.
Every proposal is run on the page as a reading would run it, and judged by what it finds:
most of the known articles, and little that is no article. Nothing is proposed that was
not seen to work.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from digest.address import comparable
from digest.discover.insides import folded, with_date, with_link, with_title
from digest.discover.items import items
from digest.discover.listing import survey_of
from digest.discover.select import FEWEST, listing_links
from digest.discover.selectors import soup_of
from digest.discover.shapes import shape_of
from digest.discover.targets import target
from digest.discover.texts import text_of, width_of
from digest.discover.trial import Trial
from digest.model import Induced, ListingRules, Page, Shown, Source
from digest.page import base_of, decode, parse

_MOST_ANCHORS = 2000
_MOST_TRIED = 18
"""Selectors of items that are run on the page; each costs about a tenth of a second."""
_LEAST_WIDTH = 15
"""A shorter text on a link is no title to know an article by."""


def propose(page: Page, source: Source, known: Sequence[Shown]) -> Induced:
    """Return selectors that find the known articles on a page in HTML.

    Articles are known by their address, or by a title of some length where the addresses
    changed. Where fewer than three of them stand on the page, those that scoring takes
    for articles are the examples, so that a list of nothing but new ones is found too.

    Args:
        page: the listing as it is now.
        source: gives zone and language of its dates; its own selectors are not asked.
        known: articles that it gave before.
    """
    root = parse(decode(page.body, page.content_type))
    base = base_of(root, page.url)
    found = tuple(_anchors(root, base))
    plain = replace(source, listing=ListingRules())
    scored = {link.url: link.title for link in listing_links(survey_of(page, plain))}
    first = _first(dict.fromkeys((*(address for _, address in found), *scored)))
    anchors = tuple((element, first[address]) for element, address in found)
    shown = _shown(anchors, known)
    scored = {first[address]: title for address, title in scored.items()}
    examples = shown if len(shown) >= FEWEST else scored | shown
    if len(examples) < FEWEST:
        return Induced(rules=ListingRules(), shown=tuple(shown))
    trial = Trial(
        soup=soup_of(root),
        base=base,
        page=page,
        source=plain,
        anchors=anchors,
        first=first,
        examples=examples,
        scored=frozenset(scored),
        alike=_alike(first.values(), examples),
    )
    rules = _best(trial)
    return Induced(rules=rules, links=trial.run(rules) if rules.item else (), shown=tuple(shown))


def _anchors(root: HtmlElement, base: str) -> Iterator[tuple[HtmlElement, str]]:
    for _, element in zip(range(_MOST_ANCHORS), root.iter("a"), strict=False):
        if address := target(element.get("href", ""), base):
            yield element, address


def _first(addresses: Iterable[str]) -> dict[str, str]:
    """Return, by address, the first of those that lead to the same article."""
    addresses = tuple(addresses)
    (forms,) = comparable((addresses,))
    firsts: dict[str, str] = {}
    return {
        address: firsts.setdefault(form, address)
        for address, form in zip(addresses, forms, strict=True)
    }


def _alike(addresses: Iterable[str], examples: Collection[str]) -> frozenset[str]:
    """Return the addresses of a shape that a fifth of the examples have."""
    shapes = Counter(shape_of(address).pattern for address in examples)
    usual = {shape for shape, times in shapes.items() if times * 5 >= len(examples)}
    return frozenset(one for one in addresses if shape_of(one).pattern in usual)


def _shown(anchors: Sequence[tuple[HtmlElement, str]], known: Sequence[Shown]) -> dict[str, str]:
    """Return, by their addresses here, the titles of the known articles that a page shows."""
    known = tuple({one.url: one for one in known}.values())
    addresses = list(dict.fromkeys(address for _, address in anchors))
    here, there = comparable((addresses, (one.url for one in known)))
    titles = dict(zip(there, (one.title for one in known), strict=True))
    found = {
        address: titles[form]
        for address, form in zip(addresses, here, strict=True)
        if form in titles
    }
    if found:
        return found
    texts = {folded(one.title): one.title for one in known if width_of(one.title) >= _LEAST_WIDTH}
    return {
        address: texts[text]
        for element, address in anchors
        if (text := folded(text_of(element))) in texts
    }


def _best(trial: Trial) -> ListingRules:
    """Return the rules that do best on the page; empty ones when none do well enough."""
    best, most = ListingRules(), 0.0
    for item in items(trial)[:_MOST_TRIED]:
        rules = with_link(trial, ListingRules(item=item))
        worth = trial.worth(trial.run(rules))
        if worth > most + 0.01:  # of two alike the one that was thought of first is plainer
            best, most = rules, worth
    return with_date(trial, with_title(trial, best)) if best.item else best
