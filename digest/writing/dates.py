"""Moments in words, in a language and in the zone of an edition.

A day is written where it is not the edition's own, a year where it is not the edition's.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from digest.model import Stored
from digest.writing.words import Words

_EARLIEST = 1990
"""No page was published before; such a date is a default of some program."""


def full(that: date, words: Words) -> str:
    """Return a day with its weekday and year: "Monday, 23 November 2026"."""
    weekday = words.calendar.weekdays[that.weekday()]
    return words.calendar.full.format(weekday=weekday, date=with_year(that, words))


def with_year(that: date, words: Words) -> str:
    """Return a day with its year: "23 November 2026"."""
    return words.calendar.year.format(date=_short(that, words), year=that.year)


def moment(at: datetime, day: date, zone: ZoneInfo, words: Words) -> str:
    """Return the clock's time, with the date where it is not that day."""
    local = at.astimezone(zone)
    return clock(local) if local.date() == day else dated_moment(at, day, zone, words)


def dated_moment(at: datetime, day: date, zone: ZoneInfo, words: Words) -> str:
    """Return the date and the clock's time, with the year where it is not that day's."""
    local = at.astimezone(zone)
    return _moment(_date(local.date(), day, words), local, words)


def published(stored: Stored, day: date, zone: ZoneInfo, words: Words) -> str:
    """Return when the article was published; its day where only that is known.

    Where nothing says so, or what is said cannot be, it is when the article was first seen.
    """
    dated = stored.article.published
    if dated is None or dated.at.year < _EARLIEST or dated.at > stored.first_seen:
        return words.first_seen.format(moment=moment(stored.first_seen, day, zone, words))
    if dated.day_only:
        return _date(dated.at.date(), day, words)
    return moment(dated.at, day, zone, words)


def span(moments: Sequence[datetime], zone: ZoneInfo, words: Words) -> str:
    """Return the first and the last of some moments, to the minute; one where they are one."""
    first, last = (
        _moment(_short(local.date(), words), local, words)
        for local in (min(moments).astimezone(zone), max(moments).astimezone(zone))
    )
    if first == last:
        return words.calendar.instant.format(moment=first)
    return words.calendar.span.format(start=first, end=last)


def clock(local: datetime) -> str:
    """Return the time of day: "06:58"."""
    return f"{local.hour:02d}:{local.minute:02d}"


def _moment(day: str, local: datetime, words: Words) -> str:
    return words.calendar.moment.format(date=day, clock=clock(local))


def _date(that: date, day: date, words: Words) -> str:
    return _short(that, words) if that.year == day.year else with_year(that, words)


def _short(that: date, words: Words) -> str:
    number = words.calendar.first if that.day == 1 else str(that.day)
    return words.calendar.date.format(day=number, month=words.calendar.months[that.month - 1])
