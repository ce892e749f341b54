"""Troubles put together, so that what has one cause is told in one message.

A host that is down takes all its sources along, and a fault of ours or a change of the
web breaks many at once; one message for each would hide that it is one thing. Two
sources of one host are enough to be told together. What is only said in the same words
has one cause where three sources say it: two may do so by chance.

The cause of a reason is what is left when all is taken out that differs between two
sources with one fault: addresses, hosts and numbers.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from digest.address import host_of
from digest.model import Trouble

Shared = Literal["host", "reason"]

FEWEST_OF_A_HOST = 2
FEWEST_OF_A_CAUSE = 3
MOST_NAMED = 5
"""Sources that one message names; the others are counted."""
MOST_REASONS = 3
"""Different reasons that one message gives, likewise."""

_ADDRESS = re.compile(r"https?://[^\s)]+")
_NUMBER = re.compile(r"\d[\d.,:-]*")
_EDGES = " \t\n:;,"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Troubles that are told in one message."""

    troubles: tuple[Trouble, ...]
    """At least one."""
    host: str = ""
    """The host of all, where that is why they stand together; "" otherwise."""
    cause: str = ""
    """What their reasons have in common, likewise."""

    @property
    def since(self) -> datetime:
        """When the first of them began; UTC."""
        return min(one.since for one in self.troubles)

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the sources."""
        return tuple(one.source for one in self.troubles)

    @property
    def titles(self) -> tuple[str, ...]:
        """What people call the sources."""
        return tuple(one.title or one.source for one in self.troubles)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of the sources, each once."""
        return tuple(dict.fromkeys(map(_host, self.troubles)))

    @property
    def reasons(self) -> tuple[str, ...]:
        """The different reasons; those of several sources without their addresses."""
        if len(self.troubles) == 1:
            return (self.troubles[0].reason,)
        return tuple(dict.fromkeys(map(_without_places, self.troubles)))

    @property
    def reason(self) -> str:
        """The reasons in one line: three at most, and how many more there are."""
        more = len(self.reasons) - MOST_REASONS
        shown = "; ".join(self.reasons[:MOST_REASONS])
        return f"{shown}; and {more} more reasons" if more > 0 else shown


def alarms(troubles: Sequence[Trouble]) -> tuple[Alarm, ...]:
    """Return the messages that tell some troubles, in the order of their first ones.

    Each trouble is in one of them: with those of its host, where there are two; else with
    the rest that has its cause, where there are three; else alone.
    """
    hosted = [one for one in troubles if _host(one)]
    made = _groups(hosted, by="host", fewest=FEWEST_OF_A_HOST)
    told = {one.source for alarm in made for one in alarm.troubles}
    rest = [one for one in troubles if one.source not in told]
    made += _groups(rest, by="reason", fewest=FEWEST_OF_A_CAUSE)
    told.update(one.source for alarm in made for one in alarm.troubles)
    made += [Alarm(troubles=(one,)) for one in troubles if one.source not in told]
    place = {one.source: number for number, one in enumerate(troubles)}
    return tuple(sorted(made, key=lambda alarm: min(place[name] for name in alarm.sources)))


def grouped(troubles: Iterable[Trouble], *, by: Shared) -> tuple[Alarm, ...]:
    """Return all troubles by what they share, the largest group first, then as they came."""
    made = _groups(troubles, by=by, fewest=1)
    return tuple(sorted(made, key=lambda alarm: -len(alarm.troubles)))


def cause(trouble: Trouble) -> str:
    """Return the reason of a trouble without addresses, hosts and numbers.

    "https://a.example/x: 503 Service Unavailable" has the cause "Service Unavailable". A
    reason of nothing else is its own cause.
    """
    words = _NUMBER.sub(" ", _without_places(trouble)).split()
    return " ".join(words).strip(_EDGES) or trouble.reason


def who(alarm: Alarm, names: Sequence[str]) -> str:
    """Return which sources an alarm is of, called by these names, in the order of it.

    "The Post"; "2 sources of post.example (The Post, Post Sport)"; "7 sources (A, B, C, D,
    E and 2 more)".
    """
    if len(names) == 1:
        return names[0]
    more = len(names) - MOST_NAMED
    listed = ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    of_host = f" of {alarm.host}" if alarm.host else ""
    return f"{len(names)} sources{of_host} ({listed})"


def _groups(troubles: Iterable[Trouble], *, by: Shared, fewest: int) -> list[Alarm]:
    shared: Callable[[Trouble], str] = _host if by == "host" else cause
    groups: dict[str, list[Trouble]] = {}
    for one in troubles:
        groups.setdefault(shared(one), []).append(one)
    kept = {name: tuple(group) for name, group in groups.items() if len(group) >= fewest}
    if by == "host":
        return [Alarm(troubles=group, host=name) for name, group in kept.items()]
    return [Alarm(troubles=group, cause=name) for name, group in kept.items()]


def _host(trouble: Trouble) -> str:
    return host_of(trouble.url).removeprefix("www.")


def _without_places(trouble: Trouble) -> str:
    """The reason without addresses and without the source's own host."""
    text = _ADDRESS.sub("", trouble.reason)
    for host in filter(None, (host_of(trouble.url), _host(trouble))):
        text = text.replace(host, "")
    return " ".join(text.split()).strip(_EDGES) or trouble.reason
