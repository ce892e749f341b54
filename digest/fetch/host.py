"""Politeness towards one host: one request at a time, a delay between, rests when told.

A request keeps its turn over its retries, so that a host that asked for rest is asked by
nobody meanwhile, but holds a slot only while it is on the wire: hosts that make us wait
cost the others nothing.

A host that goes on failing is asked ever more seldom: one that says that it is asked too
often (429) at once, any other only after several requests in a row, since a page may be
broken by itself. How long it rests is remembered over restarts. A host that cannot be
reached is no matter of this module: that may be our own line, and is judged by the run.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from digest.errors import FetchError, StatusError, UnreachableError
from digest.fetch.exchange import MOST_RETRY_AFTER_S, Answer
from digest.fetch.memory import Memory, Passing
from digest.fetch.transport import Transport
from digest.model import Rest

JITTER = 0.25
"""The share of the delay by which it is drawn out at random: a steady beat is what a site
takes for an attack, and what makes several programs ask it at one moment."""
LONGEST_REST_S = 30.0
"""A host that asks for a longer rest is left alone, and the error says for how long."""


BACK_OFF_S = 60.0
"""The first rest that a host is given which asks for none; doubled with each further failure,
up to a day."""
MANY = 5
"""Failures in a row, with all their tries, from which a host is given rest."""


def _utc() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How every host is asked."""

    delay_s: float = 1.0
    retry_waits_s: tuple[float, ...] = (1.0, 2.0)
    """The least wait before each further try."""
    memory: Memory = field(default_factory=Passing)
    clock: Callable[[], datetime] = _utc
    chance: Callable[[], float] = random.random
    """From 0.0 to 1.0."""


class Host:
    """What is remembered of one origin between requests."""

    def __init__(
        self, key: str, transport: Transport, slots: asyncio.Semaphore, manners: Manners
    ) -> None:
        """Set up for a first request without delay; `key` is what it is remembered under."""
        self.transport = transport
        self.delay_s = manners.delay_s
        """The least between the end of one request and the start of the next."""
        self._key = key
        self._slots = slots
        self._manners = manners
        self._lock = asyncio.Lock()
        self._ended_at: float | None = None
        self._rest_until = 0.0
        self._rest = manners.memory.rest(key)

    @property
    def idle(self) -> bool:
        """Whether a connection is open that nobody uses or waits for."""
        return self.transport.connected and not self._lock.locked()

    async def turn(self, ask: Callable[[], Awaitable[Answer]], *, aside: bool = False) -> Answer:
        """Wait for one's turn and ask; on 429, 5xx and connection errors ask again.

        Args:
            ask: one request.
            aside: it is for something that a failing host still has, such as robots.txt, so
                that an answer does not mean that the host is well.

        Raises:
            FetchError: the last failure; or, without asking, the status for which the host
                rests, with the seconds that are left.
        """
        async with self._lock:
            try:
                answer = await self._tried(ask)
            except StatusError as error:
                if not _is_busy(error):
                    self._is_well(aside=aside)
                elif not error.unasked:
                    self._has_failed(error)
                raise
            self._is_well(aside=aside)
            return answer

    async def _tried(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        for wait_s in self._manners.retry_waits_s:
            try:
                return await self._once(ask)
            except (StatusError, UnreachableError) as error:
                if not _may_pass(error):
                    raise
                self._rest_until = _now() + max(wait_s, error.retry_after_s or 0.0)
        return await self._once(ask)

    async def _once(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        self._check_open()
        await self._ready()
        try:
            async with self._slots:
                return await ask()
        finally:
            self._ended_at = _now()

    def _check_open(self) -> None:
        rest = self._rest
        if not rest.until:
            return
        left_s = (rest.until - self._manners.clock()).total_seconds()
        if 0 < left_s <= MOST_RETRY_AFTER_S:  # more is left only by a clock that was set back
            raise StatusError(rest.status, rest.reason, retry_after_s=left_s, unasked=True)

    def _has_failed(self, error: StatusError) -> None:
        failures = self._rest.failures + 1
        rest_s = _rest_s(error, failures)
        until = self._manners.clock() + timedelta(seconds=rest_s)
        rest = Rest(failures=failures, until=until, status=error.status, reason=str(error))
        self._remember(rest)
        if rest_s:
            error.retry_after_s = rest_s

    def _is_well(self, *, aside: bool) -> None:
        if not aside:
            self._remember(Rest())

    def _remember(self, rest: Rest) -> None:
        if rest != self._rest:
            self._rest = rest
            self._manners.memory.keep_rest(self._key, rest)

    async def _ready(self) -> None:
        until = self._rest_until
        if self._ended_at is not None:
            until = max(
                until, self._ended_at + self.delay_s * (1 + JITTER * self._manners.chance())
            )
        if (wait_s := until - _now()) > 0:
            await asyncio.sleep(wait_s)


def _rest_s(error: StatusError, failures: int) -> float:
    """Return the seconds for which a host rests after so many failures, 0.0 for none."""
    told_s = error.retry_after_s or 0.0
    told_s = told_s if told_s > LONGEST_REST_S else 0.0
    first = 1 if error.status == HTTPStatus.TOO_MANY_REQUESTS else MANY
    doubled = failures - first - bool(told_s)  # it may well know best, the first time
    given_s = BACK_OFF_S * (1 << min(doubled, 20)) if doubled >= 0 else 0.0
    return min(MOST_RETRY_AFTER_S, max(given_s, told_s))


def _may_pass(error: FetchError) -> bool:
    """Return whether another try within this run may do better."""
    if isinstance(error, StatusError) and not _is_busy(error):
        return False
    return (error.retry_after_s or 0.0) <= LONGEST_REST_S


def _is_busy(error: StatusError) -> bool:
    return error.status == 429 or 500 <= error.status <= 599


def _now() -> float:
    return asyncio.get_running_loop().time()
