"""When a source is read next, when an article is, and when a local day ends.

Due times are values computed here and kept in the store, so that a restart forgets
nothing. A source that fails is asked ever more seldom, up to once a day. Nothing is asked
for while its server says that it has not changed, unless a crontab names the time.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from statistics import median
from zoneinfo import ZoneInfo

from cronsim import CronSim

from digest.model import Published, Source

EARLIEST, LATEST = 0.85, 0.95
"""Of the interval, the shares between which a due time falls: spread, so that sources do
not gather, and before its end, so that a crontab of the same interval finds it due."""
LONGEST_BACK_OFF = timedelta(days=1)
PARTIAL_AGAIN = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""How long after it was first seen the page of a partial article is asked again."""
AGAIN = (timedelta(hours=1), timedelta(hours=24))
"""How long after it was first seen a listed article is fetched again."""
BUSY = 50
"""Articles a day from which a source's are not fetched again."""
TOGETHER = timedelta(minutes=5)
"""Articles that were first seen no further apart came in one reading."""
PAUSES, FEWEST_PAUSES = 10, 3
"""How many of the last times between news count, and how many of them are needed."""
OLD = timedelta(hours=24)
"""Articles that were published longer before a source's first reading are no news."""


def next_reading(
    source: Source,
    *,
    now: datetime,
    zone: str,
    chance: float,
    failures: int,
    fresh_until: datetime | None = None,
) -> datetime:
    """Return when a source is to be read after a reading that ended `now`.

    `chance` is a random number from 0.0 to 1.0; `failures` counts the readings in a row
    that gave nothing, each of which doubles the interval. A cron expression is read as
    local time in `zone`, and failures leave it alone. What stays as it is `fresh_until`
    then is not asked for before, but for no longer than the source's `every_max`.
    """
    if source.cron:
        local: datetime = next(CronSim(source.cron, now.astimezone(ZoneInfo(zone))))
        return local + chance * timedelta(seconds=30)
    interval = source.every * (1 << min(failures, 10))
    interval = max(source.every, min(interval, LONGEST_BACK_OFF))
    share = EARLIEST + chance * (LATEST - EARLIEST)
    due_at = now + interval - (1 - share) * source.every
    return max(due_at, min(fresh_until, now + source.every_max)) if fresh_until else due_at


def paced(source: Source, interval_s: int | None) -> Source:
    """Return a source with the interval that its news have led to, within its bounds."""
    if not source.auto:
        return source
    every = timedelta(seconds=interval_s) if interval_s else source.every
    return replace(source, every=min(max(every, source.every_min), source.every_max))


def pace(source: Source, seen: Sequence[datetime], *, now: datetime) -> int | None:
    """Return the seconds between two readings that suit how often a source has news.

    That is a quarter of the usual time between news, so that most are at hand before half
    of it has passed; where it has been silent for long, an eighth of that silence. None
    where less is known, or the interval does not follow the news.

    Args:
        source: the source.
        seen: when its last articles were first seen, the newest first.
        now: the present.
    """
    if not (source.auto and seen):
        return None
    together = min(TOGETHER, source.every_min / 2)
    between = [newer - older for newer, older in pairwise(seen)]
    pauses = [one.total_seconds() for one in between if one > together][:PAUSES]
    usual_s = median(pauses) / 4 if len(pauses) >= FEWEST_PAUSES else source.every.total_seconds()
    return round(max(usual_s, (now - seen[0]).total_seconds() / 8))


def next_rereading(
    first_seen: datetime, steps: Sequence[timedelta], *, now: datetime
) -> datetime | None:
    """Return the first of the instants `first_seen` + step that is still to come, or None."""
    return min((first_seen + step for step in steps if first_seen + step > now), default=None)


def rereading_steps(
    source: Source, seen: Sequence[datetime], *, since: datetime | None, now: datetime
) -> tuple[timedelta, ...]:
    """Return how long after it was first seen an article of a source is fetched again.

    What config.toml says; else after 1 and 24 hours, and never where the source writes so
    much that this would be a request a quarter of an hour.

    Args:
        source: the source.
        seen: when its last articles were first seen, the newest first.
        since: when it was first read, which brings its archive; None for never.
        now: the present.
    """
    if source.reread is not None:
        return source.reread
    day = timedelta(days=1)
    grown = since is not None and now - since > day
    busy = len(seen) >= BUSY and now - seen[BUSY - 1] < day
    return () if grown and busy else AGAIN


def is_old(published: Published | None, *, now: datetime) -> bool:
    """Return whether an article was published more than 24 hours before `now`.

    A day without a time counts as its end; an unknown date as new.
    """
    if published is None:
        return False
    at = published.at + timedelta(days=1) if published.day_only else published.at
    return now - at > OLD


def local_day(now: datetime, zone: str) -> date:
    """Return the day that it is in a zone."""
    return now.astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: str) -> datetime:
    """Return the first instant after a local day, which may have 23 or 25 hours."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=ZoneInfo(zone))
