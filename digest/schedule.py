"""The timetable of `digest start`: a few jobs, and everything due kept in the store.

APScheduler wakes us and no more: its own due times are lost with the process, its cron
trigger loses a day a year in 170 zones, and by default it drops what it wakes up late
for. So a tick every fifteen seconds asks the store which sources are due, which is also
what notices that the machine was asleep; the edition has a trigger of our own; and
nothing is ever missed, only late.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

from digest import due
from digest.config import Config
from digest.errors import ConfigError, OutputError, StoreError
from digest.model import Outcome
from digest.pipeline import Tools, deliver, due_sources, publication, run

LOG = logging.getLogger(__name__)

TICK_S = 15
AFTER_OUTAGE = timedelta(minutes=2)
"""How long nothing is read after our own line was down."""
STOP_WITHIN_S = 7.0
"""Readings that are not done by then are cut off; the store loses nothing by it."""


class DailyAt(BaseTrigger):  # type: ignore[misc] # apscheduler has no types
    """Fires once a local day at one time of day, also on days of 23 and 25 hours."""

    def __init__(self, at: time, zone: str) -> None:
        """Fire at `at` in the IANA zone `zone`."""
        self._at = at
        self._zone = zone

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Return the next moment after the previous one and after now."""
        return due.next_edition(max(previous_fire_time or now, now), self._zone, self._at)


class Timetable:
    """What `digest start` does until it is stopped."""

    def __init__(
        self,
        config: Config,
        tools: Tools,
        *,
        reload: Callable[[], Config],
        told: Callable[[Outcome], None],
    ) -> None:
        """Work by `config`; `reload` reads it again, `told` hears each outcome."""
        self._config = config
        self._tools = tools
        self._reload = reload
        self._told = told
        self._wrong = ""
        self._synced = False
        self._daily: Any = None  # apscheduler has no types
        self._rest_until: datetime | None = None
        self._round: asyncio.Task[None] | None = None

    async def serve(self, stop: asyncio.Event) -> None:
        """Read what is due and write editions until `stop` is set; end within ten seconds."""
        scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        settings = self._config.digest
        tick = IntervalTrigger(seconds=TICK_S, timezone="UTC")
        scheduler.add_job(self.tick, tick, next_run_time=self._tools.clock())
        daily = DailyAt(settings.edition_at, settings.timezone)
        self._daily = scheduler.add_job(self.edition, daily)
        scheduler.start()
        LOG.info("started sources=%d", len(self._config.sources))
        await stop.wait()
        scheduler.pause()
        if not await self.round_over(within_s=STOP_WITHIN_S):
            await self._cut_off()
        scheduler.shutdown(wait=False)
        LOG.info("stopped")

    async def round_over(self, *, within_s: float | None = None) -> bool:
        """Wait for the round under way; return whether it ended in time."""
        if self._round is None:
            return True
        done, _ = await asyncio.wait([self._round], timeout=within_s)
        return bool(done)

    async def _cut_off(self) -> None:
        if self._round is not None:
            self._round.cancel()
            await asyncio.wait([self._round])

    async def tick(self) -> None:
        """Begin a round, unless one is under way."""
        if self._round is None or self._round.done():
            self._round = asyncio.create_task(self._read_due())

    async def edition(self) -> None:
        """Write the edition of the day and close it."""
        try:
            self._deliver()
        except (StoreError, OutputError) as error:
            LOG.error("no edition, tried again within a minute: %s", error)  # noqa: TRY400 - for people

    def _deliver(self) -> None:
        config = self._config
        paths = deliver(
            self._tools.store, config.sources, publication(config), now=self._tools.clock()
        )
        for path in paths:
            LOG.info("wrote edition=%s", path)

    async def _read_due(self) -> None:
        now = self._tools.clock()
        if self._rest_until and now < self._rest_until:
            return
        self._reload_config()
        try:
            self._sync(now)
            await self._read(now)
            if self._edition_is_late(self._tools.clock()):
                self._deliver()
        except (StoreError, OutputError, ConfigError) as error:
            # A full disk, say: nothing is lost, the next tick tries again.
            LOG.error("round given up: %s", error)  # noqa: TRY400 - for people

    async def _read(self, now: datetime) -> None:
        zone = self._tools.timezone
        chosen = due_sources(self._tools.store, self._config.sources, now=now, zone=zone)
        if not chosen:
            return
        report = await run(
            self._config.sources,
            self._tools,
            publication(self._config),
            chosen=chosen,
            told=self._told,
        )
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
        )
        if self._daily:
            self._daily.reschedule(DailyAt(settings.edition_at, settings.timezone))
        LOG.info("took over configuration sources=%d", len(config.sources))

    def _sync(self, now: datetime) -> None:
        """Make the store know the sources before it is asked which are due."""
        if not self._synced:
            sources, whole = self._config.sources, self._tools.whole
            self._tools.store.sources.sync(sources, now=now, whole=whole)
            self._synced = True

    def _edition_is_late(self, now: datetime) -> bool:
        """Whether today's edition is past its time and open, after a stop or a fault."""
        settings = self._config.digest
        local = now.astimezone(ZoneInfo(settings.timezone))
        newest = self._tools.store.editions.newest()
        began_earlier = newest is not None and newest.day < local.date()
        open_today = newest is not None and newest.day == local.date() and newest.last is None
        return local.time() >= settings.edition_at and (began_earlier or open_today)
