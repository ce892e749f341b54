"""Choose the articles among the candidates of a listing.

Each candidate gets points for what speaks for an article; the weights below are fixed
and few, so that a wrong choice can be explained. They say what editors do everywhere:
headlines are longer than names of sections, stand in headings, come in lists of their
kind with dates, pictures and teasers, and have addresses of words, dates or numbers.
Then a candidate takes on half of the mean of its family, since the entries of one list
stand or fall together. Where nothing on a page reaches the bar (lists of very short
titles) the family that comes nearest to it is taken.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from math import log
from statistics import fmean

from digest.discover.candidates import Candidate
from digest.discover.families import Family, families
from digest.discover.shapes import shape_of

FEWEST = 3
"""Links that make a listing; with fewer the best family is taken instead."""

_BAR = 3.2
"""Points that a candidate needs; as many as a plain headline in a list of headlines
has, so that a menu's entry cannot reach it by its number alone."""

_KIN = 0.5
"""Share of the family's mean in the points of its members."""

_MOST_SHORT = 5.0
"""A fallback family may lack so many points of the bar, and no more: a page of nothing
but menus has no articles."""


def choose(found: Sequence[Candidate], page: str) -> tuple[Candidate, ...]:
    """Return the candidates that are articles, in their order.

    Args:
        found: all candidates of the page.
        page: its address.
    """
    points = rate(found, page)
    passed = tuple(c for c, value in zip(found, points, strict=True) if value > _BAR)
    return passed if len(passed) >= FEWEST else _best_family(found, points) or passed


def rate(found: Sequence[Candidate], page: str) -> list[float]:
    """Return the points of each candidate."""
    by_path = families(found, lambda c: c.place.path)
    by_shape = families(found, lambda c: c.shape.pattern)
    section = _section(page)
    elsewhere = _is_link_list(found)
    own = [
        _of_text(c)
        + _of_place(c)
        + _of_block(c)
        + _of_address(c, section, elsewhere=elsewhere)
        + _of_list(by_path[c.place.path])
        + _of_pattern(by_shape[c.shape.pattern])
        for c in found
    ]
    means: dict[Hashable, list[float]] = defaultdict(list)
    for candidate, value in zip(found, own, strict=True):
        means[candidate.place.path].append(value)
    return [
        value
        if len(kin := means[candidate.place.path]) < FEWEST
        else (1 - _KIN) * value + _KIN * fmean(kin)
        for candidate, value in zip(found, own, strict=True)
    ]


def _of_text(candidate: Candidate) -> float:
    """Headlines run from 40 to 110 letters; names of sections stay below 15."""
    width = candidate.width
    if width < 15:
        return -1.5 if width < 6 else -0.75
    if width < 40:
        return 0.0 if width < 25 else 0.4
    return 1.0 if width < 110 else 0.6


def _of_place(candidate: Candidate) -> float:
    """A heading speaks for it; what stands in bars and side columns is seldom news."""
    bars = {"nav": -2.0, "footer": -2.5, "header": -1.5, "aside": -1.5, "share": -1.0, "form": -1.0}
    return (1.0 if candidate.heading else 0.0) + bars.get(candidate.place.bar, 0.0)


def _of_block(candidate: Candidate) -> float:
    """An article is shown with its time, a picture, a few lines, and linked by each."""
    return (
        (0.75 if candidate.time else 0.0)
        + (0.5 if candidate.dated else 0.0)
        + (0.5 if candidate.image else 0.0)
        + (0.6 if candidate.teaser >= 80 else 0.0)
        + (0.3 if candidate.links > 1 else 0.0)
    )


def _of_address(candidate: Candidate, section: str, *, elsewhere: bool) -> float:
    """Addresses of articles hold words, a date or a number, and lie below their section.

    A link to another site is an advertisement, unless the page is a list of such.
    """
    shape = candidate.shape
    points = (
        (0.4 if shape.words >= 3 else 0.0)
        + (0.6 if shape.words >= 5 else 0.0)
        + (0.4 if shape.numbered else 0.0)
        + (0.8 if shape.dated else 0.0)
        + (0.4 if section and section in candidate.address else 0.0)
    )
    return points if candidate.here or elsewhere else points - 0.3


def _of_list(family: Family) -> float:
    """What the entries of one list share says more than any of them: see `Family`."""
    points = 0.7 * (family.headings + family.dated) + 0.6 * family.teasers
    if family.size < FEWEST:
        points += -0.5 if family.size == 1 else 0.0
    else:
        points += 0.5 if family.size < 6 else 0.75
    if family.buttons:
        points -= 3.0
    if family.width < 25:
        return points - (1.0 if family.width < 15 else 0.5)
    return points + (0.8 if family.width >= 40 else 0.0)


def _of_pattern(family: Family) -> float:
    """Many addresses of one pattern with long titles are the site's articles."""
    points = (0.25 if family.size >= 3 else 0.0) + (0.4 if family.size >= 8 else 0.0)
    if family.width < 25:
        return points - (1.0 if family.width < 15 else 0.0)
    return points + (0.3 if family.width < 40 else 0.5)


def _section(page: str) -> str:
    """Return the path of a page below the root, with slashes: "/blog/"; "" for a root."""
    path = page.partition("?")[0].partition("://")[2].partition("/")[2].strip("/")
    return f"/{path}/" if path and shape_of(page).segments else ""


def _is_link_list(found: Sequence[Candidate]) -> bool:
    """Whether most of the headlines outside bars lead to other sites: a link blog."""
    headlines = [c.here for c in found if not c.place.bar and c.width >= 20]
    return headlines.count(False) * 2 > len(headlines)


def _best_family(found: Sequence[Candidate], points: list[float]) -> tuple[Candidate, ...]:
    """Return the family nearest to the bar, with those of the same pattern of address.

    A family counts by its mean and its size, since the list of a page is its longest:
    feedless weighs ln(size) likewise.
    """
    groups: dict[int, list[int]] = defaultdict(list)
    for number, candidate in enumerate(found):
        if not candidate.place.bar and candidate.title:
            groups[candidate.place.path].append(number)
    rated = {
        path: fmean(points[n] for n in members) + 0.5 * log(len(members))
        for path, members in groups.items()
        if len(members) >= FEWEST
    }
    if not rated:
        return ()
    best = max(rated, key=lambda path: rated[path])
    if rated[best] < _BAR - _MOST_SHORT:
        return ()
    patterns = {found[n].shape.pattern for n in groups[best]}
    alike = {
        n for members in groups.values() for n in members if found[n].shape.pattern in patterns
    }
    chosen = sorted(alike if len(patterns) == 1 else groups[best])
    return tuple(found[n] for n in chosen)
