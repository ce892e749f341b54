"""Tell a list that shows only what is old."""

from collections.abc import Sequence
from datetime import timedelta

from digest.model import Habit, Published
from digest.yields.telling import day

_LONG_AGO = timedelta(days=7)
"""What is older by this than the newest known article is old."""


def only_old(dates: Sequence[Published], habit: Habit) -> str:
    """Say that the newest of some dates is older than what is known; "" when it is not."""
    newest = max(date.at for date in dates)
    if habit.newest is None or newest > habit.newest - _LONG_AGO:
        return ""
    return (
        f"only old articles: the newest is of {day(newest)}, while one of {day(habit.newest)} "
        "is known"
    )
