"""Choose the articles among the candidates of a listing.

Each candidate gets points for what speaks for an article; `weights` holds them. Then it
takes on half of the mean of its family, since the entries of one list stand or fall
together. Where nothing on a page reaches the bar (lists of very short titles) the family
that comes nearest to it is taken.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import log
from statistics import fmean

from digest.discover.candidates import Candidate
from digest.discover.families import families
from digest.discover.shapes import shape_of
from digest.discover.weights import FEWEST, Evidence, Setting, Weights, evidence

_KIN = 0.5
"""Share of the family's mean in the points of its members."""

_MOST_SHORT = 5.0
"""A fallback family may lack so many points of the bar, and no more: a page of nothing
but menus has no articles."""

WEIGHTS = Weights()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A candidate, what counts for and against it, and what became of it."""

    candidate: Candidate
    points: float
    evidence: tuple[Evidence, ...]
    kin: float
    """What its family adds to its own points, or takes from them."""
    passed: bool
    """It reached the bar."""
    taken: bool
    """It counts as an article of the page."""


def judge(found: Sequence[Candidate], page: str, weights: Weights = WEIGHTS) -> tuple[Judged, ...]:
    """Return all candidates of a page in their order, judged.

    Args:
        found: all candidates of the page.
        page: its address.
        weights: what counts how much.
    """
    counted = _evidence(found, page, weights)
    own = [sum(one.points for one in pieces) for pieces in counted]
    points = _with_kin(found, own)
    passed = {n for n, value in enumerate(points) if value > weights.bar}
    taken = passed if len(passed) >= FEWEST else _best_family(found, points, weights.bar) or passed
    return tuple(
        Judged(
            candidate=candidate,
            points=points[number],
            evidence=counted[number],
            kin=points[number] - own[number],
            passed=number in passed,
            taken=number in taken,
        )
        for number, candidate in enumerate(found)
    )


def choose(
    found: Sequence[Candidate], page: str, weights: Weights = WEIGHTS
) -> tuple[Candidate, ...]:
    """Return the candidates that are articles, in their order; see `judge`."""
    return tuple(one.candidate for one in judge(found, page, weights) if one.taken)


def _evidence(
    found: Sequence[Candidate], page: str, weights: Weights
) -> list[tuple[Evidence, ...]]:
    by_path = families(found, lambda c: c.place.path)
    by_shape = families(found, lambda c: c.shape.pattern)
    section = _section(page)
    elsewhere = _is_link_list(found)
    return [
        tuple(
            evidence(
                candidate,
                Setting(
                    section=section,
                    elsewhere=elsewhere,
                    by_path=by_path[candidate.place.path],
                    by_shape=by_shape[candidate.shape.pattern],
                ),
                weights,
            )
        )
        for candidate in found
    ]


def _with_kin(found: Sequence[Candidate], own: list[float]) -> list[float]:
    members: dict[Hashable, list[float]] = defaultdict(list)
    for candidate, value in zip(found, own, strict=True):
        members[candidate.place.path].append(value)
    means = {path: fmean(kin) for path, kin in members.items() if len(kin) >= FEWEST}
    return [
        (1 - _KIN) * value + _KIN * means.get(candidate.place.path, value)
        for candidate, value in zip(found, own, strict=True)
    ]


def _section(page: str) -> str:
    """Return the path of a page below the root, with slashes: "/blog/"; "" for a root."""
    path = page.partition("?")[0].partition("://")[2].partition("/")[2].strip("/")
    return f"/{path}/" if path and shape_of(page).segments else ""


def _is_link_list(found: Sequence[Candidate]) -> bool:
    """Whether most of the headlines outside bars lead to other sites: a link blog."""
    headlines = [c.here for c in found if not c.place.bar and c.width >= 20]
    return headlines.count(False) * 2 > len(headlines)


def _best_family(found: Sequence[Candidate], points: list[float], bar: float) -> set[int]:
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
        return set()
    best = max(rated, key=lambda path: rated[path])
    if rated[best] < bar - _MOST_SHORT:
        return set()
    patterns = {found[n].shape.pattern for n in groups[best]}
    alike = {
        n for members in groups.values() for n in members if found[n].shape.pattern in patterns
    }
    return alike if len(patterns) == 1 else set(groups[best])
