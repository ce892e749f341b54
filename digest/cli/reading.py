"""The commands that read sources: run, start."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from digest import pipeline
from digest.cli.addresses import with_config
from digest.cli.app import OUT, ConfigOption, load, located, log
from digest.cli.progress import bar
from digest.cli.report import print_report
from digest.cli.sending import tell_delivered
from digest.cli.serving import listening, stopping, tell_addresses, together
from digest.config import Config
from digest.config import load as read_config
from digest.errors import ConfigError, OutputError
from digest.model import Outcome, Source
from digest.pipeline import Flushed, Report, Tools
from digest.schedule import Timetable
from digest.store import Store

if TYPE_CHECKING:
    from digest.web import Listener

LOG = logging.getLogger(__name__)


def run(  # noqa: PLR0913 - each is an option of the command
    *,
    config: ConfigOption = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="NAME", help="Read only this source; repeatable."),
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="Read only sources whose time came.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Print only what is new or wrong.")
    ] = False,
    send: Annotated[
        bool, typer.Option("--send", help="Then close today's editions, and deliver them.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 when anything at all failed.")
    ] = False,
    new_store: Annotated[
        bool, typer.Option("--new-store", help="Begin an empty store beside old editions.")
    ] = False,
) -> int:
    """Read every source once, then write the feeds and today's edition.

    Exit status: 0 well, 1 a source is in trouble or a letter is not delivered, 2 bad
    configuration, 3 already running.
    """
    settings = load(config)
    log(quiet=quiet or OUT.is_terminal)
    if send:
        pipeline.refuse_nobody(settings.series)
    if not new_store:
        pipeline.refuse_lost_store(settings)
    wanted = named(settings.sources, source or [])
    began = time.monotonic()
    with Store(settings.store_url) as store, store.lock():
        chosen = wanted
        if due:
            now, zone = datetime.now(UTC), settings.digest.timezone
            store.sources.sync(settings.sources, now=now, whole=not settings.problems)
            chosen = pipeline.due_sources(store, wanted, now=now, zone=zone)
        report, flushed = asyncio.run(_run(settings, store, chosen, send=send))
    print_report(report, settings, quiet=quiet, seconds=time.monotonic() - began)
    status = _exit_status(report, settings, strict=strict)
    if flushed:
        parcels, option = flushed.parcels, with_config(config)
        status = max(status, tell_delivered(flushed, parcels, settings, option))
    return status


async def _run(
    settings: Config, store: Store, chosen: Sequence[Source], *, send: bool
) -> tuple[Report, Flushed | None]:
    with bar("reading", len(chosen)) as advance:

        def told(outcome: Outcome) -> None:
            tell(outcome)
            advance(outcome.source)

        async with pipeline.opened(settings, store) as tools:
            to = pipeline.publication(settings)
            try:
                report = await pipeline.run(settings.sources, tools, to, chosen=chosen, told=told)
            except OutputError:
                if send:  # a file that cannot be written keeps no letter back
                    await _deliver(settings, tools)
                raise
            return report, await _deliver(settings, tools) if send else None


async def _deliver(settings: Config, tools: Tools) -> Flushed:
    """Close today's editions, and hand over what waits, though a file cannot be written."""
    store, clock = tools.store, tools.clock
    try:
        to = pipeline.publication(settings)
        pipeline.deliver(store, settings.sources, to, now=clock())
    finally:
        flushed = await pipeline.send_waiting(settings, store, tools.fetcher, clock=clock)
    return flushed


def _exit_status(report: Report, settings: Config, *, strict: bool) -> int:
    failed = any(one.reason or one.failures for one in report.outcomes) or report.outage
    in_trouble = report.trouble or report.crashed or settings.problems
    return 1 if in_trouble or (strict and failed) else 0


def named(sources: Sequence[Source], names: Sequence[str]) -> tuple[Source, ...]:
    """Return the enabled sources, or those that were asked for by name."""
    known = {one.name: one for one in sources}
    for name in names:
        if name not in known:
            listing = ", ".join(sorted(known)) or "none"
            raise ConfigError(f'no source is named "{name}"; there are: {listing}')
    if names:
        return tuple(known[name] for name in dict.fromkeys(names))
    return tuple(one for one in sources if one.enabled)


def tell(outcome: Outcome) -> None:
    """Log what one reading gave, as a line of key=value."""
    if outcome.held:
        LOG.info("held source=%s reason=%s", outcome.source, outcome.held)
        return
    level = logging.WARNING if outcome.reason else logging.INFO
    LOG.log(
        level,
        "read source=%s new=%d known=%d updated=%d failed=%d crashed=%d seconds=%.1f%s%s",
        outcome.source,
        outcome.new,
        outcome.known,
        outcome.updated,
        len(outcome.failures),
        outcome.crashed,
        outcome.seconds,
        f" unmatched={','.join(outcome.unmatched)}" if outcome.unmatched else "",
        f" reason={outcome.reason}" if outcome.reason else "",
    )
    if outcome.way_note:
        LOG.warning("changed source=%s way=%s", outcome.source, outcome.way_note)
    for failure in outcome.failures:
        LOG.info("failed source=%s url=%s reason=%s", outcome.source, failure.url, failure.reason)


def start(
    *,
    config: ConfigOption = None,
    new_store: Annotated[
        bool, typer.Option("--new-store", help="Begin an empty store beside old editions.")
    ] = False,
    serve: Annotated[
        bool, typer.Option("--serve", help="Also serve the output folder, as digest serve does.")
    ] = False,
) -> int:
    """Stay, read each source when it is due, and write the edition at its time.

    Ends within ten seconds on SIGTERM or Ctrl-C. Exit status as for run.
    """
    place = located(config)
    settings = load(place)
    log()
    if not new_store:
        pipeline.refuse_lost_store(settings)
    with ExitStack() as stack:
        store = stack.enter_context(Store(settings.store_url))
        stack.enter_context(store.lock())
        listener = stack.enter_context(listening(settings)) if serve else None
        if listener:
            tell_addresses(listener)
        asyncio.run(_start(settings, store, reload=lambda: read_config(place), listener=listener))
    return 0


async def _start(
    settings: Config,
    store: Store,
    *,
    reload: Callable[[], Config],
    listener: "Listener | None",
) -> None:
    stop = stopping()
    async with pipeline.opened(settings, store) as tools:
        work = Timetable(settings, tools, reload=reload, told=tell).serve(stop)
        if listener:
            await together(work, listener.serve(stop), stop)
        else:
            await work
