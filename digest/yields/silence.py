"""Tell a source that fell silent, by the pauses that it used to make."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from digest.model import Habit

_FEWEST_PAUSES = 4
_SHORTEST_SILENCE = timedelta(days=14)
"""A paper may close for a week's holiday, and the days around it."""
_PAUSES = 3
"""A silence is told when it is so many times as long as the longest pause before."""
_ONE_MOMENT = timedelta(hours=1)
"""Articles that were first seen within it came together."""


def silence(habit: Habit, *, now: datetime) -> str:
    """Return that a source fell silent, with the longest pause before; "" while it may wait.

    A source is silent that brought nothing for two weeks at least and for three times as
    long as it ever paused, as far as its newest articles tell. One of fewer than five
    moments with news has no rhythm yet.
    """
    moments = _moments(habit.seen)
    pauses = [later - earlier for later, earlier in pairwise(moments)]
    if len(pauses) < _FEWEST_PAUSES:
        return ""
    quiet, longest = now - moments[0], max(pauses)
    if quiet < max(_SHORTEST_SILENCE, _PAUSES * longest):
        return ""
    return f"nothing new for {quiet.days} days; its longest pause before was {_long(longest)}"


def _moments(seen: Sequence[datetime]) -> list[datetime]:
    """Return when news came, newest first, what came together as one."""
    moments: list[datetime] = []
    for at in seen:
        if not moments or moments[-1] - at > _ONE_MOMENT:
            moments.append(at)
    return moments


def _long(pause: timedelta) -> str:
    hours = round(pause.total_seconds() / 3600)
    return f"{pause.days} days" if pause.days > 1 else f"{hours} hours"
