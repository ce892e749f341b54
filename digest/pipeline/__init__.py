"""One run: read the sources, gather stories, then write the feeds and the edition.

Hosts are read in parallel, each source by itself; one bad article costs that article and
one bad source that source. Failures to connect are judged only when all sources were
read: when most hosts are out of reach, it is our own line that is down, and no source
is blamed for it.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from digest import due
from digest.address import host_of
from digest.config.secrets import summary_key
from digest.errors import AccessError, ConfigError, DigestError
from digest.model import Outcome, Source, Trouble
from digest.pipeline.asking import Asked, Plan, plans, queue_planned, refuse_nobody
from digest.pipeline.bundling import bundle
from digest.pipeline.carrying import send_waiting
from digest.pipeline.delivering import Flushed
from digest.pipeline.editions import (
    coming,
    deliver,
    is_behind,
    is_due,
    write_editions,
)
from digest.pipeline.fixing import Diagnosis, described, diagnose
from digest.pipeline.gathering import gather
from digest.pipeline.housekeeping import keep_house, low_room
from digest.pipeline.previewing import Preview, Usual, look, preview, without_trace
from digest.pipeline.publication import Publication, publication
from digest.pipeline.publishing import publish
from digest.pipeline.reading import read
from digest.pipeline.recovering import recover
from digest.pipeline.rereading import Again, reread
from digest.pipeline.summarising import summarise
from digest.pipeline.tools import Tools, fetcher, opened, refuse_lost_store
from digest.store import ALARM, SourceState, Store

__all__ = [
    "Again", "Asked", "Diagnosis", "Flushed", "Plan", "Preview", "Publication", "Report",
    "Tools", "Usual", "bundle", "deliver", "described", "diagnose", "due_sources",
    "fetcher", "is_behind", "is_due", "look", "opened", "plans", "preview",
    "publication", "publish", "queue_planned", "read_sources", "refuse_lost_store",
    "refuse_nobody", "reread", "run", "send_waiting", "without_trace", "write_editions",
]  # fmt: skip

LOG = logging.getLogger(__name__)

AT_ONCE = 50
"""Sources that are read at one time; the fetcher bounds requests further."""
FEWEST_HOSTS = 3
"""Of fewer hosts, all may well be down at once without any fault of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one run gave."""

    outcomes: tuple[Outcome, ...] = ()
    outage: tuple[str, ...] = ()
    """The hosts out of reach, when they are so many that the fault must be ours."""
    trouble: tuple[Trouble, ...] = ()
    written: tuple[Path, ...] = ()
    """The files that changed."""
    low_room: str = ""
    """That the disk has just become nearly full, and what to do."""

    @property
    def crashed(self) -> int:
        """How many articles and sources were lost to bugs."""
        return sum(outcome.crashed for outcome in self.outcomes)


async def run(
    sources: Sequence[Source],
    tools: Tools,
    to: Publication,
    *,
    chosen: Sequence[Source],
    told: Callable[[Outcome], None] = lambda _: None,
) -> Report:
    """Read the chosen sources once, gather stories, then write feeds and edition.

    Once a day what is old is thrown away after that.

    First, a store that is older than its feeds takes back what they have shown.
    `sources` are all of the configuration; `told` is called with each outcome as it
    comes, but not with those of an outage of ours.

    Raises:
        StoreError: the store cannot be read or written.
        OutputError: a file cannot be written; what was read is in the store all the same.
    """
    tools.store.sources.sync(sources, now=tools.clock(), whole=tools.whole)
    recover(tools.store, sources, to, now=tools.clock())
    outcomes, outage = await read_sources(chosen, tools, told=told)
    gather(tools.store, now=tools.clock())
    now = tools.clock()
    await _summarise(tools, sources, to, now=now)
    written = publish(tools.store, sources, to, now=now)
    keep_house(tools.store, sources, to, tools.retention, now=now)
    return Report(
        outcomes=outcomes,
        outage=outage,
        trouble=tools.store.sources.trouble(sources),
        written=written,
        low_room=low_room(tools.store, tools.free_bytes, now=now),
    )


async def _summarise(
    tools: Tools, sources: Sequence[Source], to: Publication, *, now: datetime
) -> None:
    """Ask the language model, where there is one, about what comes into editions."""
    if to.summary is None:
        return
    try:
        key = summary_key(to.summary)
    except ConfigError as error:
        LOG.warning("no summaries of %s: %s", to.summary.model, error)
        return
    stored = coming(tools.store, sources, to, now=now)
    await summarise(tools.store, stored, to.summary, fetcher=tools.fetcher, key=key)


async def read_sources(
    chosen: Sequence[Source], tools: Tools, *, told: Callable[[Outcome], None]
) -> tuple[tuple[Outcome, ...], tuple[str, ...]]:
    """Read sources and store what they give; return the outcomes, and the hosts of an outage.

    `told` hears of hosts out of reach last, and not at all when the fault is ours.
    """
    states = tools.store.sources.states()
    places = asyncio.Semaphore(AT_ONCE)

    async def read_one(source: Source) -> Outcome:
        async with places:
            began = time.monotonic()
            outcome = await _survive(source, states[source.name], tools)
            outcome = replace(outcome, seconds=time.monotonic() - began)
        if not outcome.unreachable:
            _record(source, states[source.name], outcome, tools)
            told(outcome)
        return outcome

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(read_one(source)) for source in chosen]
    except ExceptionGroup as failed:  # one of the store's errors, once for each source
        raise failed.exceptions[0] from failed
    finally:
        await tools.renderer.rest()
    outcomes = tuple(task.result() for task in tasks)
    outage = _outage(chosen, outcomes)
    if not outage:
        for source, outcome in zip(chosen, outcomes, strict=True):
            if outcome.unreachable:
                _record(source, states[source.name], outcome, tools)
                told(outcome)
    return outcomes, outage


def due_sources(
    store: Store, sources: Sequence[Source], *, now: datetime, zone: str
) -> tuple[Source, ...]:
    """Return the enabled sources whose time to be read has come.

    The due time in the store was right for the timetable and the clock of then: a source
    is also due when today's timetable says so, and when it was last read in the future,
    by a clock that was set back since.
    """
    states = store.sources.states()

    def is_due(source: Source) -> bool:
        state = states.get(source.name)
        if not state or state.due_at is None or state.last_read_at is None or state.due_at <= now:
            return True
        if state.held_until and state.held_until > now:
            return False
        latest = due.next_reading(
            due.paced(source, state.interval_s),
            now=state.last_read_at,
            zone=zone,
            chance=1.0,
            failures=state.failures,
            fresh_until=None if state.failures else state.fresh_until,
        )
        return latest <= now or now < state.last_read_at

    return tuple(source for source in sources if source.enabled and is_due(source))


async def _survive(source: Source, state: SourceState, tools: Tools) -> Outcome:
    if state.held_until and state.held_until > tools.clock():
        until = state.held_until.strftime("%Y-%m-%d %H:%M UTC")
        return Outcome(source=source.name, held=f"left alone until {until}")
    try:
        return await read(source, state, tools.for_source(source))
    except (ConfigError, AccessError) as error:
        return Outcome(source=source.name, reason=str(error))
    except DigestError:
        raise  # the store: no source's fault
    except Exception as error:  # the one place that outlives a bug; rule 9 of the design
        LOG.exception("crashed source=%s", source.name)
        return Outcome(source=source.name, crashed=1, reason=f"crashed: {error!r}")


def _record(source: Source, state: SourceState, outcome: Outcome, tools: Tools) -> None:
    """Keep how a reading went, and when the next is due."""
    if outcome.held:
        return
    now, known = tools.clock(), tools.store.sources
    failures = state.failures + 1 if outcome.reason else 0
    pace, fresh_until = state.interval_s, None
    if not outcome.reason:
        pace = due.pace(source, tools.store.habits.of(source.name).seen, now=now)
        fresh_until = _fresh_until(outcome, now)
    due_at = due.next_reading(
        due.paced(source, pace),
        now=now,
        zone=tools.timezone,
        chance=tools.chance(),
        failures=failures,
        fresh_until=fresh_until,
    )
    if outcome.retry_after_s is not None:
        until = now + timedelta(seconds=outcome.retry_after_s)
        due_at = max(due_at, until)
        known.hold(source.name, until=until)
    elif outcome.server_fault and failures >= ALARM:
        known.hold(source.name, until=due_at)  # backing off, also from a plain run
    if outcome.reason:
        known.failed(outcome, now=now, due_at=due_at)
    else:
        known.succeeded(outcome, now=now, due_at=due_at, fresh_until=fresh_until, interval_s=pace)


def _fresh_until(outcome: Outcome, now: datetime) -> datetime | None:
    return now + timedelta(seconds=outcome.fresh_s) if outcome.fresh_s else None


def _outage(chosen: Sequence[Source], outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return the hosts out of reach, when they are more than half and at least three."""
    hosts: dict[str, bool] = {}
    for source, outcome in zip(chosen, outcomes, strict=True):
        if not outcome.held:
            host = host_of(source.url)
            hosts[host] = hosts.get(host, True) and outcome.unreachable
    lost = tuple(host for host, unreachable in hosts.items() if unreachable)
    return lost if len(lost) >= FEWEST_HOSTS and 2 * len(lost) > len(hosts) else ()
