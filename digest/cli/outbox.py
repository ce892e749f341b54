"""The commands on what is on its way: outbox list, retry, drop."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer

from digest.cli.addresses import counted, with_config
from digest.cli.app import OUT, ConfigOption, JsonOption, load, store_file
from digest.cli.parcels import parcel_dict, print_parcels
from digest.cli.report import print_json
from digest.config import Config
from digest.errors import ConfigError
from digest.store import Outbox, Parcel, Store

NumbersArgument = Annotated[
    list[int] | None, typer.Argument(metavar="[NUMBER]...", help="As digest outbox list shows it.")
]


def list_(
    *,
    config: ConfigOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what is sent or dropped.")
    ] = False,
    json: JsonOption = False,
) -> int:
    """Show the letters that wait or were refused: to whom, since when, and the last answer.

    Exit status: 0 well, 1 one was refused or given up, 2 bad configuration.
    """
    settings = load(config)
    with _opened(settings) as outbox:
        parcels = () if outbox is None else _chosen(outbox, everything=everything)
    if json:
        print_json([parcel_dict(one) for one in parcels])
    elif parcels:
        print_parcels(parcels, settings)
    else:
        OUT.print("nothing waits, and nothing was refused")
    return 1 if any(one.state == "failed" for one in parcels) else 0


def retry(numbers: NumbersArgument = None, *, config: ConfigOption = None) -> int:
    """Try letters again that were refused or given up: those with these numbers, or all.

    Exit status: 0 well, 2 bad configuration or no such number.
    """
    settings = load(config)
    with _opened(settings) as outbox:
        chosen = _numbers(outbox, numbers, failed_only=not numbers)
        tried = outbox.retry(chosen, now=datetime.now(UTC)) if outbox else 0
    OUT.print(f"{counted(tried, 'letter waits', 'letters wait')} to be sent again", markup=False)
    if tried:
        OUT.print(f"now: digest send{with_config(config)}", markup=False)
    return 0


def drop(
    numbers: NumbersArgument = None,
    *,
    config: ConfigOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All that wait, and all that were refused.")
    ] = False,
) -> int:
    """Send letters no more, for good: those with these numbers, or all that were refused.

    Exit status: 0 well, 2 bad configuration or no such number.
    """
    settings = load(config)
    with _opened(settings) as outbox:
        chosen = _numbers(outbox, numbers, failed_only=not (numbers or everything))
        dropped = outbox.drop(chosen) if outbox else 0
    OUT.print(f"{counted(dropped, 'letter is', 'letters are')} not sent any more", markup=False)
    return 0


@contextmanager
def _opened(settings: Config) -> Iterator[Outbox | None]:
    """Give the outbox; None where there is no store yet."""
    if store_file(settings) is None:
        yield None
        return
    with Store(settings.store_url) as store:
        yield store.outbox


def _chosen(outbox: Outbox, *, everything: bool) -> tuple[Parcel, ...]:
    return outbox.list() if everything else outbox.list("waiting", "sending", "failed")


def _numbers(
    outbox: Outbox | None, numbers: Collection[int] | None, *, failed_only: bool
) -> list[int]:
    """Return the numbers that are meant.

    Raises:
        ConfigError: one of those that were given is none, or of a letter that is gone.
    """
    states = ("failed",) if failed_only else ("waiting", "sending", "failed")
    known = [] if outbox is None else [one.number for one in outbox.list(*states)]
    for number in numbers or ():
        if number not in known:
            raise ConfigError(
                f"{number}: no such letter waits or was refused; see: digest outbox list"
            )
    return list(numbers) if numbers else known
