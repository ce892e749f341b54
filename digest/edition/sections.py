"""Stories to the sections that they stand in, in the order of config.toml.

A section is a group of sources, a subject, a source or, in an edition that makes up for
several that were missed, a day. What belongs to none comes last, without a title.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from digest.edition.telling import Story, local_day
from digest.model import Source, Subject
from digest.model.series import SectionsBy
from digest.subjects import matched

NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The stories of one section."""

    title: str = ""
    day: date | None = None
    stories: tuple[Story, ...]
    """In the order in which they were given; at least one."""


def parted(
    stories: Iterable[Story],
    by: SectionsBy,
    sources: Sequence[Source],
    subjects: Sequence[Subject],
) -> list[Part]:
    """Return the stories in the sections of their most central articles.

    Args:
        stories: to distribute.
        by: what makes a section.
        sources: in the order of config.toml; one that is no longer followed has no section.
        subjects: in the order of their sections. A story is in the first of them that one of
            its articles is on.
    """
    if by == "subject":
        names = {one.name: one.name for one in subjects}
        return _parts({one.head.id: _subject_of(one, subjects) for one in stories}, names, stories)
    if by == "site":
        names = {one.name: one.title or one.name for one in sources}
        return _parts({one.head.id: one.head.source for one in stories}, names, stories)
    groups = {one.name: one.group for one in sources}
    names = {group: group for group in groups.values() if group}
    return _parts(
        {one.head.id: groups.get(one.head.source, NONE) for one in stories}, names, stories
    )


def by_day(stories: Iterable[Story], zone: ZoneInfo) -> list[Part]:
    """Return the stories by the local days of their newest articles, the newest day first."""
    days: dict[date, list[Story]] = {}
    for one in stories:
        days.setdefault(local_day(one.moment, zone), []).append(one)
    return [Part(day=day, stories=tuple(days[day])) for day in sorted(days, reverse=True)]


def _parts(
    places: Mapping[str, str], titles: Mapping[str, str], stories: Iterable[Story]
) -> list[Part]:
    """The sections that have stories; a place without a title is none."""
    filled: dict[str, list[Story]] = {name: [] for name in (*titles, NONE)}
    for one in stories:
        place = places[one.head.id]
        filled[place if place in titles else NONE].append(one)
    return [
        Part(title=titles.get(name, NONE), stories=tuple(held))
        for name, held in filled.items()
        if held
    ]


def _subject_of(story: Story, subjects: Iterable[Subject]) -> str:
    on = (one.name for one in subjects if any(matched(one, x.article) for x in story.versions))
    return next(on, NONE)
