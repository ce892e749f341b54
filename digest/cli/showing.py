"""The command that only shows: status."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer
from rich.markup import escape

from digest.cli.addresses import with_config
from digest.cli.app import ERR, NOTHING_READ, OUT, ConfigOption, JsonOption, load, store_file
from digest.cli.parcels import is_wrong, parcel_dict, undelivered
from digest.cli.report import local, print_json, table, told, unmatched
from digest.config import Config
from digest.model import Source, Trouble
from digest.pipeline.housekeeping import Growth, growth
from digest.pipeline.room import free_bytes_at
from digest.store import Parcel, SourceState, Store
from digest.troubles import Alarm, alarms, grouped

_FAR_DAYS = 3650
"""Room for ten years is not worth a word."""


class By(StrEnum):
    """What troubles are put together by."""

    HOST = "host"
    REASON = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the sources of a configuration are, as the store knows it."""

    states: tuple[SourceState, ...] = ()
    """What is in trouble first, then what failed once; in each the order of config.toml."""
    trouble: tuple[Trouble, ...] = ()
    unread: tuple[str, ...] = ()
    """The names of the sources that were never read."""
    removed: tuple[str, ...] = ()
    """Those that config.toml no longer has and that were not named before."""
    counts: dict[str, int] = dataclasses.field(default_factory=dict)
    """Articles by source."""
    growth: Growth | None = None
    """Of the store; None before the first run."""
    overfull: tuple[str, ...] = ()
    """The files of feeds that hold more titles than they may be large."""
    parcels: tuple[Parcel, ...] = ()
    """The letters that wait or were refused."""
    unchecked: tuple[str, ...] = ()
    """The sources whose sites may show any TLS certificate."""

    @property
    def broken(self) -> frozenset[str]:
        """The names of the sources in trouble."""
        return frozenset(one.source for one in self.trouble)


def status(
    *,
    config: ConfigOption = None,
    broken: Annotated[bool, typer.Option("--broken", help="Show only sources in trouble.")] = False,
    by: Annotated[
        By | None,
        typer.Option("--by", help="Show sources in trouble by their host, or by the reason."),
    ] = None,
    json: JsonOption = False,
) -> int:
    """Show every source, those in trouble first: last success, yield, next time, what is wrong.

    Exit status: 0 well, 1 a source is in trouble or misconfigured, or a letter is not
    delivered, 2 bad configuration.
    """
    settings = load(config)
    health = _health(settings, naming_removed=not broken and (json or by is None))
    if broken:
        states = tuple(one for one in health.states if one.name in health.broken)
        health = dataclasses.replace(health, states=states, unread=())
    messages = grouped(health.trouble, by=by.value) if by else alarms(health.trouble)
    if json:
        print_json(_as_dict(health, messages))
    elif by:
        _print_groups(messages, by, settings)
    else:
        _print(health, messages, settings)
        for line in undelivered(health.parcels, settings, with_config(config)):
            OUT.print(line, markup=False)
    now = datetime.now(UTC)
    wrong = health.trouble or settings.problems or any(is_wrong(one, now) for one in health.parcels)
    return 1 if wrong else 0


def _health(settings: Config, *, naming_removed: bool) -> Health:
    file = store_file(settings)
    if file is None:
        ERR.print(NOTHING_READ)
        unread = tuple(one.name for one in settings.sources)
        return Health(unread=unread, unchecked=_unchecked(settings))
    with Store(settings.store_url) as store:
        known = store.sources.states()
        trouble = store.sources.trouble(settings.sources)
        counts = store.articles.counts()
        removed = store.sources.tell_removed() if naming_removed else ()
        grown = growth(store, free_bytes_at(file)())
        parcels = store.outbox.list("waiting", "sending", "failed")
        overfull = [path for path, one in store.files.written().items() if one.overfull]
    in_trouble = {one.source for one in trouble}
    read = [one for one in settings.sources if one.name in known]
    read.sort(key=lambda one: _rank(one, known[one.name], in_trouble))
    return Health(
        states=tuple(known[one.name] for one in read),
        trouble=trouble,
        unread=tuple(one.name for one in settings.sources if one.name not in known),
        removed=removed,
        counts=counts,
        growth=grown,
        overfull=tuple(sorted(overfull)),
        parcels=parcels,
        unchecked=_unchecked(settings),
    )


def _unchecked(settings: Config) -> tuple[str, ...]:
    return tuple(one.name for one in settings.sources if one.enabled and one.tls == "unchecked")


def _rank(source: Source, state: SourceState, in_trouble: set[str]) -> int:
    if source.name in in_trouble:
        return 0
    return 1 if state.failures and source.enabled else 2


def _print(health: Health, messages: Sequence[Alarm], settings: Config) -> None:
    enabled = {one.name for one in settings.sources if one.enabled}
    made = table("source", "last success", "links", "articles", "next", "state")
    for state in health.states:
        next_at = max(filter(None, (state.due_at, state.held_until)), default=None)
        made.add_row(
            escape(state.name),
            local(state.last_success_at, settings) or "never",
            str(state.links),
            str(health.counts.get(state.name, 0)),
            local(next_at, settings) if state.name in enabled else "",
            _word(state, health) if state.name in enabled else "not enabled",
        )
    for name in health.unread:
        made.add_row(escape(name), "never", "", "", "", "not read yet")
    OUT.print(made)
    for alarm in messages:
        OUT.print(f"in trouble since {told(alarm, settings)}", markup=False)
    for state in (one for one in health.states if one.name in enabled):
        _print_notes(state, health, settings)
    for name in health.unchecked:
        OUT.print(
            f"{name}: anyone on the way can change what is read, as its certificate is not "
            'checked (tls = "unchecked")',
            markup=False,
        )
    for name in health.removed:
        OUT.print(f"{name} is no longer in the configuration; its articles stay", markup=False)
    for path in health.overfull:
        OUT.print(
            f"{path}: titles alone are more than [feeds] max_bytes; give sources a group, and "
            "follow the feed of each group",
            markup=False,
        )
    if health.growth:
        OUT.print(_size(health.growth), markup=False)


def _size(grown: Growth) -> str:
    """Return in words how large the store is, how it grows, and how long there is room."""
    parts = [f"store {_megabytes(grown.bytes)}"]
    if grown.week is not None:
        parts.append(f"{_megabytes(grown.week)} a week")
    if grown.days_left is not None and grown.days_left < _FAR_DAYS:
        parts.append(f"room for {grown.days_left} days")
    return ", ".join(parts)


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.1f} MB"


def _print_notes(state: SourceState, health: Health, settings: Config) -> None:
    """Say what is to be known of one source beside trouble."""
    if state.failures and state.name not in health.broken:
        since = local(state.failing_since, settings)
        OUT.print(f"{state.name}: failed once, {since}: {state.reason}", markup=False)
    if state.way_note:
        since = local(state.way_changed_at, settings)
        OUT.print(f"{state.name}: read another way since {since}: {state.way_note}", markup=False)
    for name in state.unmatched.split():
        OUT.print(f"{state.name}: {unmatched(name)}", markup=False)


def _word(state: SourceState, health: Health) -> str:
    """Return in a few words how a source is."""
    if state.name in health.broken:
        return "in trouble"
    if state.failures:
        return "failed once"
    return f"well, by {state.way}" if state.last_success_at else "not read yet"


def _print_groups(groups: Sequence[Alarm], by: By, settings: Config) -> None:
    if not groups:
        OUT.print("no source is in trouble")
        return
    made = table(by.value, "sources", "since", "reason" if by is By.HOST else "hosts", "names")
    for one in groups:
        made.add_row(
            escape(one.host or one.cause),
            str(len(one.troubles)),
            local(one.since, settings),
            escape(one.reason if by is By.HOST else ", ".join(one.hosts)),
            escape(", ".join(one.sources)),
        )
    OUT.print(made)


def _as_dict(health: Health, messages: Sequence[Alarm]) -> dict[str, object]:
    troubles = {one.source: one for one in health.trouble}
    return {
        "sources": [
            _state_dict(one, troubles.get(one.name), health.counts) for one in health.states
        ],
        "alarms": [_alarm_dict(one) for one in messages],
        "unread": list(health.unread),
        "removed": list(health.removed),
        "overfull": list(health.overfull),
        "unchecked": list(health.unchecked),
        "undelivered": [parcel_dict(one) for one in health.parcels],
        "store": dataclasses.asdict(health.growth) if health.growth else None,
    }


def _state_dict(
    state: SourceState, trouble: Trouble | None, counts: dict[str, int]
) -> dict[str, object]:
    values = dataclasses.asdict(state) | {
        "articles": counts.get(state.name, 0),
        "in_trouble": trouble is not None,
        "trouble_since": trouble.since if trouble else None,
        "trouble": trouble.reason if trouble else "",
    }
    return {
        key: value.isoformat() if isinstance(value, datetime) else value
        for key, value in values.items()
    }


def _alarm_dict(alarm: Alarm) -> dict[str, object]:
    return {
        "host": alarm.host,
        "cause": alarm.cause,
        "sources": list(alarm.sources),
        "since": alarm.since.isoformat(),
        "reasons": list(alarm.reasons),
    }
