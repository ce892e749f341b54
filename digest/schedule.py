"""The timetable of `digest start`: a few jobs, and everything due kept in the store.

APScheduler wakes us and no more: its own due times are lost with the process, its cron
trigger loses a day a year in 170 zones, and by default it drops what it wakes up late
for. So every fifteen seconds the store is asked which sources are due and which editions,
which is also what notices that the machine was asleep or that its clock was set; nothing is
ever missed, only late.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from digest.config import Config
from digest.errors import ConfigError, LockedError, OutputError, StoreError
from digest.model import Outcome, Source
from digest.pipeline import (
    Tools,
    deliver,
    due_sources,
    is_behind,
    is_due,
    publication,
    run,
    send_waiting,
    write_editions,
)

LOG = logging.getLogger(__name__)

TICK_S = 15
AFTER_OUTAGE = timedelta(minutes=2)
"""How long nothing is read after our own line was down."""
FRESH = timedelta(minutes=30)
"""What was read no longer ago is not read again for an edition."""
PATIENCE_S = 300.0
"""How long an edition waits for what is read for it."""
STOP_WITHIN_S = 7.0
"""Readings that are not done by then are cut off; the store loses nothing by it."""


class Timetable:
    """What `digest start` does until it is stopped."""

    def __init__(
        self,
        config: Config,
        tools: Tools,
        *,
        reload: Callable[[], Config],
        told: Callable[[Outcome], None],
        patience_s: float = PATIENCE_S,
    ) -> None:
        """Work by `config`; `reload` reads it again, `told` hears each outcome."""
        self._config = config
        self._tools = tools
        self._reload = reload
        self._told = told
        self._wrong = ""
        self._synced = False
        self._patience_s = patience_s
        self._rest_until: datetime | None = None
        self._round: asyncio.Task[None] | None = None
        self._sending: asyncio.Task[None] | None = None

    async def serve(self, stop: asyncio.Event) -> None:
        """Read what is due and write editions until `stop` is set; end within ten seconds."""
        scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for job in (self.tick, self.editions):
            often = IntervalTrigger(seconds=TICK_S, timezone="UTC")
            scheduler.add_job(job, often, next_run_time=self._tools.clock())
        scheduler.start()
        LOG.info("started sources=%d", len(self._config.sources))
        await stop.wait()
        scheduler.pause()
        await self._end()
        scheduler.shutdown(wait=False)
        LOG.info("stopped")

    async def _end(self) -> None:
        """Let what is under way come to its end; cut off what takes too long.

        Editions that wait for a round begin another one after it, so both are looked at anew.
        """
        until = time.monotonic() + STOP_WITHIN_S
        while tasks := [one for one in (self._round, self._sending) if one and not one.done()]:
            left = until - time.monotonic()
            if left > 0:
                await asyncio.wait(tasks, timeout=left, return_when=asyncio.FIRST_COMPLETED)
                continue
            for one in tasks:
                one.cancel()
            await asyncio.wait(tasks)

    @property
    def is_reading(self) -> bool:
        """Whether a round is under way."""
        return self._round is not None and not self._round.done()

    async def round_over(self, *, within_s: float | None = None) -> bool:
        """Wait for the round under way; return whether it ended in time."""
        if self._round is None:
            return True
        done, _ = await asyncio.wait([self._round], timeout=within_s)
        return bool(done)

    async def sent(self) -> None:
        """Wait until the editions under way are made, and what waited was sent."""
        if self._sending:
            await asyncio.wait([self._sending])

    async def tick(self) -> None:
        """Begin a round, unless one is under way."""
        if not self.is_reading:
            self._round = asyncio.create_task(self._read_due())

    async def editions(self) -> None:
        """Begin to make the editions whose time has come and to send, unless that is going on."""
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._make_and_send())

    async def _make_and_send(self) -> None:
        """Do each step whatever became of the one before: a letter needs no file, say."""
        for step in (self._begin_days, self._deliver_due, self._send):
            try:
                await step()
            except (StoreError, OutputError, ConfigError) as error:
                LOG.error("editions tried again within a minute: %s", error)  # noqa: TRY400 - for people
            except Exception:
                LOG.exception("crashed editions")

    async def _begin_days(self) -> None:
        store = self._tools.store
        if any(is_behind(store, one, now=self._tools.clock()) for one in self._config.series):
            self._wrote(self._write(write_editions))

    async def _deliver_due(self) -> None:
        if not self._due():
            return
        missing = await self._read_first()
        if missing:
            LOG.warning("not waited for: %s", ", ".join(missing))
        self._wrote(self._write(deliver, only=self._due(), missing=missing))

    def _due(self) -> frozenset[str]:
        """The names of the series of which an edition is due."""
        now, store = self._tools.clock(), self._tools.store
        return frozenset(one.name for one in self._config.series if is_due(store, one, now=now))

    def _write(self, how: Callable[..., tuple[Path, ...]], **more: Any) -> tuple[Path, ...]:
        config = self._config
        to = publication(config)
        return how(self._tools.store, config.sources, to, now=self._tools.clock(), **more)

    @staticmethod
    def _wrote(paths: tuple[Path, ...]) -> None:
        for path in paths:
            LOG.info("wrote edition=%s", path)

    async def _read_first(self) -> tuple[str, ...]:
        """Read what was not read of late, as long as an edition waits; return what it misses.

        Those are the titles of the sources that are still being read when it cannot wait.
        """
        began, until = self._tools.clock(), time.monotonic() + self._patience_s
        await self.round_over(within_s=self._patience_s)
        if not self.is_reading:
            self._round = asyncio.create_task(self._round_of(self._stale(began - FRESH)))
        if await self.round_over(within_s=max(0.0, until - time.monotonic())):
            return ()
        return tuple(one.title or one.name for one in self._stale(began - FRESH))

    def _stale(self, since: datetime) -> tuple[Source, ...]:
        """The sources that may be read and were not since then."""
        states, now = self._tools.store.sources.states(), self._tools.clock()
        return tuple(
            one
            for one in self._config.sources
            if one.enabled
            and (state := states.get(one.name))
            and not (state.held_until and state.held_until > now)
            and (state.last_read_at is None or state.last_read_at < since)
        )

    async def _send(self) -> None:
        """Send what waits in the outbox and is due, unless another process does."""
        store, clock = self._tools.store, self._tools.clock
        with suppress(LockedError):
            await send_waiting(self._config, store, self._tools.fetcher, clock=clock)

    async def _read_due(self) -> None:
        self._reload_config()
        try:
            self._sync(self._tools.clock())
        except StoreError as error:
            LOG.error("round given up: %s", error)  # noqa: TRY400 - likewise
            return
        sources, zone = self._config.sources, self._tools.timezone
        now = self._tools.clock()
        await self._round_of(due_sources(self._tools.store, sources, now=now, zone=zone))

    async def _round_of(self, chosen: Sequence[Source]) -> None:
        """Read sources and write what they give; a fault of ours ends the round only."""
        now = self._tools.clock()
        if not chosen or (self._rest_until and now < self._rest_until):
            return
        try:
            report = await run(
                self._config.sources,
                self._tools,
                publication(self._config),
                chosen=chosen,
                told=self._told,
            )
        except (StoreError, OutputError, ConfigError) as error:
            # A full disk, say: nothing is lost, the next tick tries again.
            LOG.error("round given up: %s", error)  # noqa: TRY400 - for people
            return
        if report.low_room:
            LOG.warning("%s", report.low_room)
        self._rest_until = self._tools.clock() + AFTER_OUTAGE if report.outage else None
        if report.outage:
            LOG.warning("no connection to %s; is this machine on line?", ", ".join(report.outage))

    def _reload_config(self) -> None:
        """Take over a changed configuration; a wrong one is said once and left."""
        try:
            config = self._reload()
        except ConfigError as error:
            if str(error) != self._wrong:
                LOG.error("the old configuration stays: %s", error)  # noqa: TRY400 - likewise
            self._wrong = str(error)
        else:
            self._wrong = ""
            if config != self._config:
                self._take_over(config)

    def _take_over(self, config: Config) -> None:
        """Work by another configuration; its [store] and [fetch] count from the next start."""
        for problem in config.problems:
            if problem not in self._config.problems:
                LOG.error("%s", problem)
        settings = config.digest
        self._config = config
        self._synced = False
        self._tools = replace(
            self._tools,
            timezone=settings.timezone,
            keep_old=settings.first == "all",
            whole=not config.problems,
            access=config.access,
        )
        LOG.info("took over configuration sources=%d", len(config.sources))

    def _sync(self, now: datetime) -> None:
        """Make the store know the sources before it is asked which are due."""
        if not self._synced:
            sources, whole = self._config.sources, self._tools.whole
            self._tools.store.sources.sync(sources, now=now, whole=whole)
            self._synced = True
