"""The commands that bring and give subscriptions: opml import, opml export."""

import asyncio
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.markup import escape

from digest import opml
from digest.cli.addresses import counted, feeds, states, with_config
from digest.cli.app import ERR, OUT, ConfigOption, JsonOption, load
from digest.cli.progress import bar
from digest.cli.report import print_json, shown, table
from digest.config import Config
from digest.configure.adding import allowing
from digest.configure.importing import Item, follow, planned
from digest.errors import ConfigError, UnreadableError
from digest.markup import plain
from digest.model import Source
from digest.opml import Subscription

_STDIN = "-"
_LONGEST_TITLE = 40
"""In the table, whose first column never breaks and would hide the others."""


def import_(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="OPML, as readers export it.")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be added; ask no site.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Add without asking.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
) -> int:
    """Follow the feeds of another reader, folders as groups; start it again to go on.

    Exit status: 0 all are followed, 1 some could not be read, 2 bad use or no OPML.
    """
    if not (yes or dry_run) and (json or file == _STDIN or not sys.stdin.isatty()):
        _refuse("nobody can be asked here; say --yes or --dry-run", "--yes")
    settings = load(config)
    items = planned(_read(file), settings.sources, feeds(states(settings)))
    new = sum(one.new is not None for one in items)
    if not json:
        _print_plan(items)
    failed: tuple[Item, ...] = ()
    if not dry_run and new:
        if not yes and not typer.confirm(f"Ask for these {new} and add those that answer?"):
            return 1
        with bar("asking", new) as advance:
            failed = asyncio.run(follow(items, settings, told=advance))
    refused = [one for one in items if one.refused] + list(failed)
    if json:
        print_json(_as_dict(items, failed, settings, dry_run=dry_run))
    else:
        added = 0 if dry_run else new - len(failed)
        _print_result(refused, settings, added=added, option=with_config(config))
    return 1 if refused else 0


def _refuse(why: str, option: str) -> NoReturn:
    raise typer.BadParameter(why, param_hint=option)


def _read(file: str) -> tuple[Subscription, ...]:
    most = opml.MOST_BYTES + 1
    try:
        if file == _STDIN:
            return opml.read(sys.stdin.buffer.read(most))
        with Path(file).open("rb") as opened:
            return opml.read(opened.read(most))
    except UnreadableError as error:
        _refuse(f"{file}: {error}", "FILE")
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        _refuse(f"{file}: {getattr(error, 'strerror', None) or error}", "FILE")


def _print_plan(items: Sequence[Item]) -> None:
    made = table("title", "name", "group", "address", "")
    for one in items:
        new, listed = one.new, one.subscription
        made.add_row(
            escape(plain(listed.title, limit=_LONGEST_TITLE)),
            new.name if new else one.there,
            escape(new.group if new else listed.group),
            escape(new.url if new else listed.url or listed.feed),
            "new" if new else one.refused or "followed already",
        )
    if items:
        OUT.print(made)
    new_ones = sum(one.new is not None for one in items)
    there = sum(bool(one.there) for one in items)
    listed_ones = counted(len(items), "subscription", "subscriptions")
    OUT.print(f"{listed_ones}: {new_ones} new, {there} followed already", markup=False)


def _print_result(refused: Sequence[Item], settings: Config, *, added: int, option: str) -> None:
    place = shown(settings.path)
    if added:
        OUT.print(f"{counted(added, 'source', 'sources')} added to {place}", markup=False)
        OUT.print(f"read now by: digest run{option}", markup=False)
    for one in refused:
        listed = one.subscription
        named = ": ".join(filter(None, (listed.title, listed.url or listed.feed)))
        ERR.print(f"not added: {named}: {one.refused}", markup=False)
        if listed.page and not one.network:
            typed = f"digest add {shlex.quote(listed.page)}{option}"
            ERR.print(f"  its site may do: {typed}", markup=False)
    networks = [one.network for one in refused if one.network]
    if networks:
        line = allowing(networks, settings.fetch.allow_networks)
        ERR.print(f"if the private addresses are yours, write in {place}:", markup=False)
        ERR.print(f"  [fetch]\n  {line}", markup=False)


def _as_dict(
    items: Sequence[Item], failed: Sequence[Item], settings: Config, *, dry_run: bool
) -> dict[str, object]:
    lost = {id(one.subscription): one for one in failed}
    told = []
    for item in items:
        one = lost.get(id(item.subscription), item)
        new, listed = one.new, one.subscription
        told.append(
            {
                "title": listed.title,
                "url": new.url if new else listed.url or listed.feed,
                "group": (new.group if new else listed.group) or None,
                "name": (new.name if new else one.there) or None,
                "there": bool(one.there),
                "added": bool(new) and not one.refused and not dry_run,
                "refused": one.refused or None,
            }
        )
    networks = [one.network for one in failed if one.network]
    allow = allowing(networks, settings.fetch.allow_networks) if networks else None
    return {"subscriptions": told, "allow": allow}


def export(
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="Written anew; standard output without it.")
    ] = _STDIN,
    *,
    config: ConfigOption = None,
) -> int:
    """Give the sources to another reader as OPML, groups as folders.

    Exit status: 0 well, 2 bad configuration, or the file cannot be written.
    """
    settings = load(config)
    known = feeds(states(settings))
    listed = [_subscription(one, known.get(one.name, ""), settings) for one in settings.sources]
    data = opml.write(settings.digest.title, listed)
    if file == _STDIN:
        typer.echo(data, nl=False)
        return 0
    try:
        Path(file).write_bytes(data)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        why = getattr(error, "strerror", None) or error
        raise ConfigError(f"{file}: cannot be written: {why}") from error
    OUT.print(f"wrote {counted(len(listed), 'source', 'sources')} to {file}", markup=False)
    return 0


def _subscription(source: Source, feed: str, settings: Config) -> Subscription:
    """Return a source for other readers: with its own feed, else with the one written for it."""
    ours = f"{settings.base_url}feeds/{source.name}.xml" if settings.base_url else ""
    return Subscription(
        title=source.title,
        feed=feed or ours or source.url,
        page=source.url,
        group=source.group,
        url=source.url,
        name=source.name,
    )
