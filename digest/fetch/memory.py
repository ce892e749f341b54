"""What is remembered of hosts, wherever it is kept.

A process that is started anew each hour would otherwise ask a host that wants rest, and
each robots.txt, each hour. The store keeps it over restarts; where there is no store, as
for a single page, it lasts as long as the process.
"""

from typing import Protocol

from digest.model import Rest, RobotsCopy


class Memory(Protocol):
    """Keeps what is known of hosts by their origins, such as "https://example.org"."""

    def rest(self, origin: str) -> Rest:
        """Return how a host is left alone; an empty Rest for one that is well or unknown."""

    def keep_rest(self, origin: str, rest: Rest) -> None:
        """Keep that in the place of what was known."""

    def robots(self, origin: str) -> RobotsCopy | None:
        """Return the robots.txt of a host as it was last read; None when it never was."""

    def keep_robots(self, origin: str, copy: RobotsCopy) -> None:
        """Keep that in the place of the one before."""


class Passing:
    """A memory that ends with the process."""

    def __init__(self) -> None:
        """Begin without any."""
        self._rests: dict[str, Rest] = {}
        self._copies: dict[str, RobotsCopy] = {}

    def rest(self, origin: str) -> Rest:
        """Return how a host is left alone."""
        return self._rests.get(origin, Rest())

    def keep_rest(self, origin: str, rest: Rest) -> None:
        """Keep that."""
        self._rests[origin] = rest

    def robots(self, origin: str) -> RobotsCopy | None:
        """Return the robots.txt of a host, or None."""
        return self._copies.get(origin)

    def keep_robots(self, origin: str, copy: RobotsCopy) -> None:
        """Keep that."""
        self._copies[origin] = copy
