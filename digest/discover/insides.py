"""Add to the selector of an item those for what is inside it, where they help.

Without them a reading takes the first link of an item and its text. Often that is the
link of a picture or of a section; then the link in the heading, or the one with a class of
its own, is named. What works without a selector gets none: each one more may break.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from digest.discover.descriptions import hrefs
from digest.discover.names import classes_of
from digest.discover.trial import Trial
from digest.model import Link, ListingRules

_MOST_TRIED = 6
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_TITLES = (*_HEADINGS, '[class*="title"]', '[class*="headline"]')
_DATES = ("time", '[class*="date"]', '[class*="time"]', '[class*="publish"]')
_DATED = 0.5
"""Share of the links that a selector of dates must date to be worth it."""
_CLEARLY = 0.1


def with_link(trial: Trial, rules: ListingRules) -> ListingRules:
    """Return the rules with a selector of the link where that finds more of the examples."""
    best, most = rules, trial.worth(trial.run(rules))
    if most >= 1.0:
        return rules
    for selector in _links(trial)[:_MOST_TRIED]:
        tried = replace(rules, link=selector)
        worth = trial.worth(trial.run(tried))
        if worth > most + 0.01:
            best, most = tried, worth
    return best


def _links(trial: Trial) -> list[str]:
    """Return selectors of the examples' links, those that fit most of them first."""
    votes: Counter[str] = Counter()
    for element, address in trial.anchors:
        if address in trial.examples:
            votes.update(set(_link(element)))
    return [
        *(selector for selector, _ in votes.most_common(_MOST_TRIED - 1)),
        *hrefs(trial.examples),
    ]


def _link(element: HtmlElement) -> Iterator[str]:
    for name in classes_of(element)[:2]:
        yield f"a.{name}"
    parent = element.getparent()
    for _ in range(2):
        if parent is None:
            return
        if parent.tag in _HEADINGS:
            yield f"{parent.tag} a"
        for name in classes_of(parent)[:2]:
            yield f".{name} a"
        parent = parent.getparent()


def with_title(trial: Trial, rules: ListingRules) -> ListingRules:
    """Return the rules with a selector of the title where links say "Read more" or too much."""
    best, most = rules, _titled(trial, trial.run(rules))
    if most >= 1.0:
        return rules
    for selector in _TITLES:
        tried = replace(rules, title=selector)
        titled = _titled(trial, trial.run(tried))
        if titled > most + _CLEARLY:
            best, most = tried, titled
    return best


def _titled(trial: Trial, links: Sequence[Link]) -> float:
    """Return how well links are titled: as the examples are, and each by its own title."""
    first = trial.first
    known = [(link.title, trial.examples.get(first.get(link.url, ""))) for link in links]
    ours = [(title, example) for title, example in known if example is not None]
    if not ours:
        return 0.0
    alike = sum(_alike(title, example) for title, example in ours)
    distinct = len({link.title for link in links if link.title})
    return alike / len(ours) + distinct / len(links) / 4


def _alike(title: str, known: str) -> bool:
    return folded(title) == folded(known) if known else bool(title)


def with_date(trial: Trial, rules: ListingRules) -> ListingRules:
    """Return the rules with the first selector that dates half of the links, if any does."""
    for selector in _DATES:
        tried = replace(rules, date=selector)
        links = trial.run(tried)
        if sum(link.published is not None for link in links) >= _DATED * max(1, len(links)):
            return tried
    return rules


def folded(text: str) -> str:
    """Return the letters and digits of a text, for the question whether two are one title."""
    return "".join(c for c in text.casefold() if c.isalnum())
