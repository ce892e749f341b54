"""The command that delivers: send; and what `run --send` does of it."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from digest import pipeline
from digest.cli.addresses import mail_address, with_config
from digest.cli.app import ERR, NOTHING_READ, OUT, ConfigOption, load, log, store_file
from digest.cli.parcels import counts, edition_name, undelivered
from digest.config import Config
from digest.errors import OutputError
from digest.pipeline import Asked, Flushed, Plan
from digest.store import Channel, Parcel, Store


def send(
    *,
    config: ConfigOption = None,
    edition: Annotated[
        list[str] | None,
        typer.Option("--edition", metavar="NAME", help="Only of this [[edition]]; repeatable."),
    ] = None,
    date: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="The edition of that day."),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="ADDRESS", help="Only to this address; repeatable."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also to those who have it already.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would go to whom; send nothing.")
    ] = False,
) -> int:
    """Close today's editions and deliver them, with all that still waits.

    Nobody gets an edition twice, but by --again. Exit status: 0 all is delivered, 1 something
    is not, 2 bad configuration or use, 3 another digest is delivering.
    """
    settings = load(config)
    log(quiet=OUT.is_terminal)
    asked = Asked(
        names=tuple(edition or ()),
        day=date.date() if date else None,
        recipients=tuple(mail_address(one, hint="--to") for one in to or ()),
        again=again,
    )
    if store_file(settings) is None:
        ERR.print(NOTHING_READ)
        return 1
    with Store(settings.store_url) as store:
        now = datetime.now(UTC)
        plans = pipeline.plans(store, pipeline.publication(settings), asked, now=now)
        if dry_run:
            _print_plans(plans)
            return 0
        parcels, fault = _queue(settings, store, plans, now=now)
        flushed = asyncio.run(_flush(settings, store))
        left = store.outbox.numbered(one.number for one in (*parcels, *flushed.parcels))
    status = tell_delivered(flushed, left, settings, with_config(config))
    if fault:
        raise fault
    return status


def _queue(
    settings: Config, store: Store, plans: Sequence[Plan], *, now: datetime
) -> tuple[list[Parcel], OutputError | None]:
    """Close and queue what is planned; a file that cannot be written keeps no letter back."""
    parcels: list[Parcel] = []
    fault: OutputError | None = None
    to = pipeline.publication(settings)
    for plan in plans:
        try:
            parcels += pipeline.queue_planned(store, settings.sources, to, plan, now=now)
        except OutputError as error:
            fault = error
    return parcels, fault


async def _flush(settings: Config, store: Store) -> Flushed:
    async with pipeline.fetcher(settings) as fetcher:
        return await pipeline.send_waiting(settings, store, fetcher, clock=_now, eager=True)


def tell_delivered(
    flushed: Flushed, parcels: Sequence[Parcel], settings: Config, option: str
) -> int:
    """Say what was delivered and what was not, and return the exit status."""
    for reason in flushed.stopped:
        ERR.print(f"nothing can be delivered by {reason}", markup=False)
    wrong = [one for one in parcels if one.state not in ("sent", "dropped")]
    for line in undelivered(wrong, settings, option):
        ERR.print(line, markup=False)
    if flushed.parcels:
        OUT.print(counts(flushed), markup=False)
    elif not wrong:
        OUT.print("nothing to send", markup=False)
    return 1 if wrong or flushed.stopped else 0


def _now() -> datetime:
    return datetime.now(UTC)


def _print_plans(plans: Sequence[Plan]) -> None:
    """Show which edition would go to whom."""
    for plan in plans:
        name = edition_name(plan.series.name, plan.day)
        subject = plan.letter.subject if plan.letter else "closes now"
        OUT.print(f"{name}: {subject}", markup=False)
        for channel, recipient in _recipients(plan):
            OUT.print(f"  {recipient}: {_fate(plan, channel, recipient)}", markup=False)
    if not plans:
        OUT.print("there is no edition today")


def _recipients(plan: Plan) -> list[tuple[Channel, str]]:
    mailed: list[tuple[Channel, str]] = [("mail", one) for one in plan.series.recipients]
    return [*mailed, *(("webhook", one) for one in plan.series.webhooks)]


def _fate(plan: Plan, channel: Channel, recipient: str) -> str:
    known = plan.of(channel, recipient)
    if not known:
        return "would be sent"
    if plan.copy(channel, recipient) > known[-1].again:
        return "would be sent again"
    words = {"waiting": "waits, would be sent", "sending": "waits, would be sent"}
    return words.get(known[-1].state, f"is {known[-1].state}; again with --again")
