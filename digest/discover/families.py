"""Put the candidates that look alike together.

One template prints a listing, so its articles stand in elements of the same tags and
classes, and their addresses follow one pattern. A family is what such candidates have
in common; it tells the headline of ten letters in a list of essays from the ten
letters of a menu. The idea of groups of like links is that of feedless
(https://github.com/damoeb/feedless) and html2rss.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from statistics import fmean

from digest.discover.candidates import Candidate

_PREFIX_SHARE = 0.6
"""Of a family: so many titles that begin with the same two words are buttons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What like candidates have in common; shares run from 0.0 to 1.0."""

    size: int
    width: float
    """Mean width of the titles."""
    headings: float
    """Share with a heading."""
    dated: float
    """Share with a date in their block."""
    teasers: float
    """Share with a teaser in their block."""
    buttons: bool
    """Most titles begin with the same two words: "More from ...", "Comments on ..."."""


def families(
    found: Sequence[Candidate], kin: Callable[[Candidate], Hashable]
) -> dict[Hashable, Family]:
    """Return the family of each value of `kin` among the candidates."""
    groups: dict[Hashable, list[Candidate]] = defaultdict(list)
    for candidate in found:
        groups[kin(candidate)].append(candidate)
    return {key: _family(members) for key, members in groups.items()}


def _family(members: list[Candidate]) -> Family:
    return Family(
        size=len(members),
        width=fmean(member.width for member in members),
        headings=fmean(member.heading for member in members),
        dated=fmean(member.dated for member in members),
        teasers=fmean(member.teaser >= 80 for member in members),
        buttons=_begin_alike(members),
    )


def _begin_alike(members: list[Candidate]) -> bool:
    if len(members) < 3:
        return False
    starts = Counter(tuple(member.title.lower().split()[:2]) for member in members)
    start, times = starts.most_common(1)[0]
    return len(start) == 2 and times >= max(3.0, _PREFIX_SHARE * len(members))
