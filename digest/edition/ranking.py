"""Which stories come first.

What many tell matters to most; among equals the newer, and within an hour, which says
little, what its reader gave more weight. In a section, where one source or a few stand, it
is the other way round: a weight is a wish, and the newest comes first of what it leaves.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from digest.edition.telling import Story
from digest.model import Limits

TOLD_BY = 2
"""Distinct sources that make a top story."""
_HOUR_S = 3600


def top_stories(stories: Iterable[Story], most: int) -> list[Story]:
    """Return the stories that two sources or more tell, the most told first, at most so many."""
    return sorted((one for one in stories if one.sources >= TOLD_BY), key=_importance)[:most]


def by_weight(stories: Iterable[Story]) -> list[Story]:
    """Return the stories in the order of a section: by weight, then the newest first."""
    return sorted(stories, key=lambda one: (-one.weight, *_freshness(one)))


def newest_first(stories: Iterable[Story]) -> list[Story]:
    """Return the stories by the moment of their newest article; of one moment, by number."""
    return sorted(stories, key=_freshness)


def limited(stories: Sequence[Story], limits: Limits) -> tuple[list[Story], list[Story]]:
    """Return the stories that a section shows, and the rest, both in the same order."""
    shown: list[Story] = []
    rest: list[Story] = []
    of_source: Counter[str] = Counter()
    for one in stories:
        fits = len(shown) < limits.section and of_source[one.head.source] < limits.source
        (shown if fits else rest).append(one)
        of_source[one.head.source] += 1
    return shown, rest


def _importance(story: Story) -> tuple[float, ...]:
    hour = story.moment.timestamp() // _HOUR_S
    return (-story.sources, -hour, -story.weight, *_freshness(story))


def _freshness(story: Story) -> tuple[float, int]:
    return -story.moment.timestamp(), story.head.number
