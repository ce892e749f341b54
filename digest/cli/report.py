"""How results look on the terminal, and as JSON."""

import os
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich import box
from rich.table import Table

from digest.cli.app import ERR, OUT
from digest.config import Config
from digest.model import Trouble
from digest.pipeline import Report
from digest.troubles import Alarm, alarms, who


def table(*columns: str) -> Table:
    """Return an empty table whose first column never breaks; its cells must be escaped."""
    made = Table(box=box.SIMPLE)
    for number, column in enumerate(columns):
        made.add_column(column, overflow="fold", no_wrap=number == 0)
    return made


def print_json(value: object) -> None:
    """Print a value as one JSON document."""
    OUT.print_json(data=value, ensure_ascii=False)


def print_report(report: Report, settings: Config, *, quiet: bool, seconds: float) -> None:
    """Say what a run gave: counts, troubles, and the files that it wrote."""
    outcomes = report.outcomes
    new = sum(one.new for one in outcomes)
    if new or not quiet:
        parts = [
            f"{new} new",
            f"{sum(one.known for one in outcomes)} known",
            f"{sum(one.updated for one in outcomes)} updated",
            f"{sum(one.copies + one.moved for one in outcomes)} merged",
        ]
        OUT.print(f"{', '.join(parts)} from {_sources(len(outcomes))} in {seconds:.1f} s")
    for one in outcomes:
        if one.way_note:
            ERR.print(f"{one.source}: read another way: {one.way_note}", markup=False)
        for name in one.unmatched:
            ERR.print(f"{one.source}: {unmatched(name)}", markup=False)
    _print_troubles(report, settings)
    if not quiet:
        _print_paths(report, settings)


def _print_troubles(report: Report, settings: Config) -> None:
    if not report.outage:
        for alarm in alarms(_failed_once(report, settings)):
            ERR.print(f"{who(alarm, alarm.sources)}: {alarm.reason}", markup=False)
    for alarm in alarms(report.trouble):
        ERR.print(f"in trouble since {told(alarm, settings)}", markup=False)
    if report.outage:
        hosts = ", ".join(report.outage)
        ERR.print(f"no connection to {hosts}: is this machine on line?", markup=False)
    if report.low_room:
        ERR.print(report.low_room, markup=False)


def _failed_once(report: Report, settings: Config) -> list[Trouble]:
    """What gave nothing in this run and is no trouble yet, as if it were."""
    known = {one.name: one for one in settings.sources}
    in_trouble = {one.source for one in report.trouble}
    return [
        Trouble(
            source=one.source,
            title=known[one.source].title,
            url=known[one.source].url,
            since=datetime.now(UTC),
            reason=one.reason,
        )
        for one in report.outcomes
        if one.reason and one.source not in in_trouble
    ]


def told(alarm: Alarm, settings: Config) -> str:
    """Return in one line since when an alarm holds, of which sources, and why."""
    since = local(alarm.since, settings)
    return f"{since}: {who(alarm, alarm.sources)}: {alarm.reason}"


def unmatched(name: str) -> str:
    """Say that a selector matched nothing, and what to do."""
    return f"article.{name} matched nothing on any page; correct it, or take it out"


def _sources(number: int) -> str:
    return "1 source" if number == 1 else f"{number} sources"


def _print_paths(report: Report, settings: Config) -> None:
    folder = settings.output_folder
    OUT.print(f"{len(report.written)} files written", markup=False)
    editions = sorted((folder / "digest").glob("????-??-??.md"))
    for path in (folder / "feed.xml", *editions[-1:]):
        OUT.print(f"  {shown(path)}", markup=False)


def shown(path: Path) -> str:
    """Return a path as a person would type it here."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def local(at: datetime | None, settings: Config) -> str:
    """Return an instant in the configuration's zone; "" for none."""
    zone = ZoneInfo(settings.digest.timezone)
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else ""
