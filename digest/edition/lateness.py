"""Which articles of an edition are from before its time.

An edition holds what was first stored since the one before, whenever it was published: so
nothing is lost. But what a source brings days after is no news of the day, and stands
apart, under its own date.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from digest.edition.telling import Story, local_day
from digest.model import Published


def first_day(day: date, since: datetime | None, zone: ZoneInfo) -> date:
    """Return the local day on which the time of an edition began.

    Args:
        day: that names it.
        since: when the edition before ended; None where there was none, and then it is the
            day before its own.
        zone: of its days.
    """
    return local_day(since, zone) if since else day - timedelta(days=1)


def is_late(story: Story, began: date, zone: ZoneInfo) -> bool:
    """Return whether all articles of a story are dated on a day before that one.

    One without a date is not late: it may be new. A date without a time is that day,
    wherever the reader is.
    """
    days = [_day_of(one.article.published, zone) for one in story.versions]
    return all(day is not None and day < began for day in days)


def _day_of(published: Published | None, zone: ZoneInfo) -> date | None:
    if published is None:
        return None
    return published.at.date() if published.day_only else local_day(published.at, zone)
