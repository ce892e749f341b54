"""Days of the week as config.toml has them: "mon", "fri", and from one to another, "mon-fri"."""

from collections.abc import Iterable

from digest.config.values import did_you_mean

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def day_or_days(value: str) -> str:
    """Return "mon", or "mon-fri", in lower case."""
    days = value.strip().lower()
    first, dash, last = days.partition("-")
    for one in (first, *[last] * bool(dash)):
        if one not in NAMES:
            raise ValueError(did_you_mean(one, NAMES))
    return days


def numbers(days: Iterable[str]) -> tuple[int, ...]:
    """Return the days that names and ranges say, Monday is 0: each once, in order.

    A range may go over the end of the week: "sat-mon".
    """
    found: set[int] = set()
    for one in days:
        first, _, last = one.partition("-")
        start = NAMES.index(first)
        length = (NAMES.index(last or first) - start) % len(NAMES) + 1
        found |= {(start + more) % len(NAMES) for more in range(length)}
    return tuple(sorted(found))
