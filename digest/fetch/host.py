"""Politeness towards one host: one request at a time, a delay between, rests when told.

A request keeps its turn over its retries, so that a host that asked for rest is asked by
nobody meanwhile, but holds a slot only while it is on the wire: hosts that make us wait
cost the others nothing.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable

from digest.errors import FetchError, StatusError, UnreachableError
from digest.fetch.exchange import Answer
from digest.fetch.transport import Transport

JITTER = 0.25
"""The share of the delay by which it is drawn out at random: a steady beat is what a site
takes for an attack, and what makes several programs ask it at one moment."""
LONGEST_REST_S = 30.0
"""A host that asks for a longer rest is left alone, and the error says for how long."""


class Host:
    """What is remembered of one origin between requests."""

    def __init__(
        self,
        transport: Transport,
        slots: asyncio.Semaphore,
        *,
        delay_s: float,
        retry_waits_s: tuple[float, ...],
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Set up for a first request without delay; `chance` is from 0.0 to 1.0."""
        self.transport = transport
        self.delay_s = delay_s
        """The least between the end of one request and the start of the next."""
        self._slots = slots
        self._retry_waits_s = retry_waits_s
        self._chance = chance
        self._lock = asyncio.Lock()
        self._ended_at: float | None = None
        self._rest_until = 0.0
        self._shut: tuple[float, StatusError] | None = None

    @property
    def idle(self) -> bool:
        """Whether a connection is open that nobody uses or waits for."""
        return self.transport.connected and not self._lock.locked()

    async def turn(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """Wait for one's turn and ask; on 429, 5xx and connection errors ask again.

        Raises:
            FetchError: the last failure; or, without asking, the status with which the
                host asked for a rest of more than `LONGEST_REST_S` that is not over.
        """
        async with self._lock:
            for wait_s in self._retry_waits_s:
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
        except StatusError as error:
            if _is_busy(error) and (error.retry_after_s or 0.0) > LONGEST_REST_S:
                self._shut = (_now() + (error.retry_after_s or 0.0), error)
            raise
        finally:
            self._ended_at = _now()

    def _check_open(self) -> None:
        if self._shut and (left_s := self._shut[0] - _now()) > 0:
            raise StatusError(
                self._shut[1].status, str(self._shut[1]), retry_after_s=left_s
            ) from self._shut[1]

    async def _ready(self) -> None:
        until = self._rest_until
        if self._ended_at is not None:
            until = max(until, self._ended_at + self.delay_s * (1 + JITTER * self._chance()))
        if (wait_s := until - _now()) > 0:
            await asyncio.sleep(wait_s)


def _may_pass(error: FetchError) -> bool:
    """Return whether another try within this run may do better."""
    if isinstance(error, StatusError) and not _is_busy(error):
        return False
    return (error.retry_after_s or 0.0) <= LONGEST_REST_S


def _is_busy(error: StatusError) -> bool:
    return error.status == 429 or 500 <= error.status <= 599


def _now() -> float:
    return asyncio.get_running_loop().time()
