"""Articles to stories: which belong together, and what decides where they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from digest.model import Source, Stored, Told

_ALONE = Told(story="", centrality=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles of an edition on one event, with all that have the same text."""

    head: Stored
    """The most central."""
    others: tuple[Stored, ...]
    """In the order of their time."""
    copies: tuple[Stored, ...]
    """Of all of them, each once."""
    sources: int
    """How many sources tell it, copies included."""
    moment: datetime
    """Of its newest article."""
    weight: float
    """The largest of the sources' whose article it is."""

    @property
    def versions(self) -> tuple[Stored, ...]:
        """Its articles without copies, the most central first."""
        return (self.head, *self.others)


def stories_of(
    articles: Iterable[Stored],
    *,
    copies: Mapping[str, Sequence[Stored]],
    stories: Mapping[str, Told],
    sources: Sequence[Source],
) -> list[Story]:
    """Return the stories of some articles, in no order that means anything.

    Args:
        articles: a copy among them is no story of its own, whether its leader is among them
            or was in an earlier edition.
        copies: of the id of a leader, the articles with the same text.
        stories: of the ids of articles, their places in stories.
        sources: where the weights come from.
    """
    unique = {one.id: one for one in articles}
    followers: dict[str, list[Stored]] = {}
    told: dict[str, list[Stored]] = {}
    for one in unique.values():
        if one.copy_of:
            followers.setdefault(one.copy_of, []).append(one)
        else:
            told.setdefault(stories.get(one.id, _ALONE).story or one.id, []).append(one)
    weights = {source.name: source.weight for source in sources}
    return [
        _story(
            versions,
            [
                copy
                for one in versions
                for copy in (*copies.get(one.id, ()), *followers.get(one.id, ()))
            ],
            stories,
            weights,
        )
        for versions in told.values()
    ]


def moment_of(stored: Stored) -> datetime:
    """Return when an article was published, no later than first seen; that, where unknown."""
    dated = stored.article.published
    return min(dated.at, stored.first_seen) if dated else stored.first_seen


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """Return the day that it was in a zone."""
    try:
        return moment.astimezone(zone).date()
    except OverflowError:  # the first day of the year one, or the last of 9999
        return moment.date()


def _story(
    versions: Sequence[Stored],
    copies: Iterable[Stored],
    stories: Mapping[str, Told],
    weights: Mapping[str, float],
) -> Story:
    in_time = sorted(versions, key=lambda one: (moment_of(one), one.number))
    head = max(in_time, key=lambda one: stories.get(one.id, _ALONE).centrality)
    same = {copy.id: copy for copy in copies}
    return Story(
        head=head,
        others=tuple(one for one in in_time if one is not head),
        copies=tuple(same.values()),
        sources=len({one.source for one in (*versions, *same.values())}),
        moment=moment_of(in_time[-1]),
        weight=max(weights.get(one.source, 1.0) for one in versions),
    )
