"""What robots.txt allows, by RFC 9309.

A missing file (4xx, or redirects that lead nowhere) allows all; a server that fails (5xx,
429, a broken answer) forbids all until it recovers, unless we know what its robots.txt
said within the last month. A host that cannot be reached at all is reported as that, and
not as a matter of robots.txt. What was read is remembered over restarts and asked for again
a day later at the latest, by its validators, so that it mostly costs an answer without a body.
"""

import asyncio
import copy
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus

from protego import Protego

from digest.address import absolute, without_fragment
from digest.errors import (
    BrokenError,
    FetchError,
    RefusedError,
    RobotsError,
    SlowError,
    StatusError,
)
from digest.fetch.deadline import Deadline
from digest.fetch.exchange import Answer
from digest.fetch.faults import tls_reason
from digest.fetch.memory import Memory
from digest.fetch.origin import Origin
from digest.fetch.wording import conditions_of
from digest.model import RobotsCopy

MOST_BYTES = 512 * 1024
"""Of a robots.txt; RFC 9309 asks for 500 KiB at least. The rest is not read."""
MOST_SITEMAPS = 20
LONGEST_DELAY_S = 60.0
"""A longer Crawl-delay is taken for this."""
PRODUCT = "digest"
"""The token of our User-Agent that groups of robots.txt are matched with."""

_MOST_REDIRECTS = 5
_KEEP_S = 24 * 3600.0
_KEEP_LEAST_S = 3600.0
"""However short the server says that it stays as it is."""
_KEEP_FAILURE_S = 300.0
_STALE = timedelta(days=30)
"""For so long a copy stands for one that the server fails to give."""

Ask = Callable[[str, dict[str, str], Deadline], Awaitable[Answer]]
"""From an address and conditions to an answer, politely and without asking robots.txt."""


class Rules:
    """One robots.txt, read for us."""

    def __init__(self, text: bytes, address: str) -> None:
        """Parse what its address gave; never fails, what makes no sense says nothing."""
        whole = text if len(text) < MOST_BYTES else text.rpartition(b"\n")[0]
        self._parsed = Protego.parse(whole.decode("utf-8-sig", errors="replace"))
        named = (absolute(sitemap, address) for sitemap in self._parsed.sitemaps)
        kept = dict.fromkeys(without_fragment(sitemap) for sitemap in named if sitemap)
        self.sitemaps: tuple[str, ...] = tuple(kept)[:MOST_SITEMAPS]
        self.crawl_delay_s = min(LONGEST_DELAY_S, self._parsed.crawl_delay(PRODUCT) or 0.0)

    def allow(self, address: str) -> bool:
        """Return whether the address, of the same host, may be read."""
        return self._parsed.can_fetch(address, PRODUCT)


@dataclass(slots=True)
class _Entry:
    """What is known of one origin; the lock makes many askers wait for one reading."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    outcome: Rules | FetchError | None = None
    until: float = 0.0


class Robots:
    """The rules of every origin that was asked, each read once a day."""

    def __init__(self, timeout_s: float, memory: Memory, clock: Callable[[], datetime]) -> None:
        """Begin with what the memory holds."""
        self._timeout_s = timeout_s
        self._memory = memory
        self._clock = clock
        self._entries: dict[Origin, _Entry] = {}

    async def rules(self, origin: Origin, ask: Ask) -> Rules:
        """Return the rules of an origin, read within the last day.

        Raises:
            RobotsError: the server failed to say, now or within the last five minutes.
            FetchError: it was not reached, is not allowed, or its TLS does not hold.
        """
        entry = self._entries.setdefault(origin, _Entry())
        async with entry.lock:
            loop = asyncio.get_running_loop()
            if entry.outcome is None or loop.time() >= entry.until:
                entry.outcome, kept_s = await self._outcome(origin, ask)
                entry.until = loop.time() + kept_s
            if isinstance(entry.outcome, Rules):
                return entry.outcome
            raise copy.copy(entry.outcome) from entry.outcome

    async def _outcome(self, origin: Origin, ask: Ask) -> tuple[Rules | FetchError, float]:
        now, known = self._clock(), self._memory.robots(origin.key)
        # One that was read in the future is of a clock that was set back since.
        if known and known.read_at <= now < known.until:
            return Rules(known.body, known.url), (known.until - now).total_seconds()
        try:
            found = await self._followed(f"{origin}/robots.txt", known, ask)
        except RobotsError as error:
            if known and now - known.read_at < _STALE:
                return Rules(known.body, known.url), _KEEP_FAILURE_S
            return error, _KEEP_FAILURE_S
        except FetchError as error:
            return error, _KEEP_FAILURE_S
        self._memory.keep_robots(origin.key, found)
        return Rules(found.body, found.url), (found.until - now).total_seconds()

    async def _followed(self, address: str, known: RobotsCopy | None, ask: Ask) -> RobotsCopy:
        deadline = Deadline(self._timeout_s)
        start = address
        for _ in range(_MOST_REDIRECTS + 1):
            conditions = _conditions(known, address)
            try:
                answer = await ask(address, conditions, deadline)
            except RefusedError:
                if address == start:
                    raise
                break  # a redirect into a closed network: as good as no file
            except (StatusError, SlowError, BrokenError) as error:
                _raise_unless_missing(error)
                break
            if not answer.location:
                return self._copy(answer, address, known)
            address = without_fragment(absolute(answer.location, address))
            if not address:
                break
        return self._copy(Answer(status=HTTPStatus.NOT_FOUND), start, None)

    def _copy(self, answer: Answer, address: str, known: RobotsCopy | None) -> RobotsCopy:
        now = self._clock()
        kept_s = _KEEP_S if answer.fresh_s is None else answer.fresh_s
        until = now + timedelta(seconds=min(_KEEP_S, max(_KEEP_LEAST_S, kept_s)))
        if known and answer.status == HTTPStatus.NOT_MODIFIED:
            return replace(known, read_at=now, until=until)
        return RobotsCopy(
            url=address,
            body=answer.body,
            etag=answer.etag,
            last_modified=answer.last_modified,
            read_at=now,
            until=until,
        )


def _conditions(known: RobotsCopy | None, address: str) -> dict[str, str]:
    if known is None or known.url != address:
        return {}
    return conditions_of(known.etag, known.last_modified)


def _raise_unless_missing(error: StatusError | SlowError | BrokenError) -> None:
    """Return where there is no file, so that all is allowed; raise where the server failed."""
    if isinstance(error, StatusError) and error.status < 500 and error.status != 429:
        return
    if tls_reason(error):
        raise error  # the same for every page of the host, and says more
    failure = RobotsError(f"robots.txt cannot be read: {error}")
    failure.retry_after_s = error.retry_after_s
    raise failure from error
