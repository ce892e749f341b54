"""How results look on the terminal, and as JSON."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich import box
from rich.markup import escape
from rich.table import Table

from digest.cli.app import ERR, OUT
from digest.config import Config
from digest.model import Article
from digest.pipeline import Report
from digest.store import SourceState


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
        if one.reason and not report.outage:
            ERR.print(f"{one.source}: {one.reason}", markup=False)
        for name in one.unmatched:
            ERR.print(f"{one.source}: {unmatched(name)}", markup=False)
    for trouble in report.trouble:
        since = local(trouble.since, settings)
        ERR.print(f"in trouble since {since}: {trouble.source}: {trouble.reason}", markup=False)
    if report.outage:
        hosts = ", ".join(report.outage)
        ERR.print(f"no connection to {hosts}: is this machine on line?", markup=False)
    if not quiet:
        _print_paths(report, settings)


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


def print_status(
    states: Sequence[SourceState],
    settings: Config,
    *,
    counts: dict[str, int],
    unread: Sequence[str],
    removed: Sequence[str],
) -> None:
    """Show the health of every source."""
    made = table("source", "last success", "links", "articles", "next", "state")
    enabled = {one.name for one in settings.sources if one.enabled}
    for state in states:
        next_at = max(filter(None, (state.due_at, state.held_until)), default=None)
        made.add_row(
            escape(state.name),
            local(state.last_success_at, settings) or "never",
            str(state.links),
            str(counts.get(state.name, 0)),
            local(next_at, settings) if state.name in enabled else "",
            health(state) if state.name in enabled else "not enabled",
        )
    for name in unread:
        made.add_row(escape(name), "never", "", "", "", "not read yet")
    OUT.print(made)
    for state in (one for one in states if one.name in enabled):
        if state.failures and state.failing_since:
            since = local(state.failing_since, settings)
            OUT.print(f"{state.name}: {health(state)} since {since}: {state.reason}", markup=False)
        for name in state.unmatched.split():
            OUT.print(f"{state.name}: {unmatched(name)}", markup=False)
    for name in removed:
        OUT.print(f"{name} is no longer in the configuration; its articles stay", markup=False)


def health(state: SourceState) -> str:
    """Return in a few words how a source is."""
    if state.in_trouble:
        return "in trouble"
    if state.failures:
        return "failed once"
    return f"well, by {state.way}" if state.last_success_at else "not read yet"


def article_dict(article: Article) -> dict[str, object]:
    """Return an article as JSON holds it; times in ISO 8601."""
    at = article.published
    image = article.image
    return {
        "url": article.url,
        "title": article.title,
        "published": at.at.isoformat() if at and not at.day_only else at and f"{at.at:%Y-%m-%d}",
        "modified": article.modified.isoformat() if article.modified else None,
        "authors": list(article.authors),
        "section": article.section or None,
        "tags": list(article.tags),
        "image": image.url if image else None,
        "image_alt": (image.alt or None) if image else None,
        "language": article.language or None,
        "direction": article.direction,
        "summary": article.summary or None,
        "paywalled": article.paywalled,
        "partial": article.partial or None,
        "provenance": dict(article.provenance),
        "text": article.text,
        "html": article.html,
    }
