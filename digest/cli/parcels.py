"""How letters on their way look on the terminal, and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

from rich.markup import escape

from digest.cli.addresses import counted
from digest.cli.app import OUT
from digest.cli.report import local, table
from digest.config import Config
from digest.pipeline import Flushed
from digest.store import Parcel

LATE = timedelta(hours=1)
"""After which a letter that still waits is a fault that somebody should see."""

MOST_TOLD = 10
"""Letters that are named one by one; the others are counted."""


def edition_name(series: str, day: date) -> str:
    """Return how an edition is called: `2026-03-10`, `libya 2026-03-10`."""
    return f"{series} {day}".strip()


def is_wrong(parcel: Parcel, now: datetime) -> bool:
    """Whether a parcel is not where it should be: refused, given up, or waiting for long."""
    if parcel.state == "failed":
        return True
    # Of the future, too: by a clock that was set back since, nobody knows for how long it waits.
    return parcel.state in ("waiting", "sending") and abs(now - parcel.queued_at) > LATE


def told(parcel: Parcel, settings: Config) -> str:
    """Return in one line what became of a parcel that is not sent."""
    head = f"{edition_name(parcel.series, parcel.day)} to {parcel.recipient}"
    if parcel.state == "failed":
        return f"{head}: not delivered: {parcel.said}"
    since = local(parcel.queued_at, settings)
    reason = f": {parcel.said}" if parcel.said else ""
    return f"{head}: waits since {since}{reason}"


def undelivered(parcels: Sequence[Parcel], settings: Config, option: str) -> list[str]:
    """Return lines on the parcels that wait or failed, and what can be done with them."""
    lines = [told(one, settings) for one in parcels[:MOST_TOLD]]
    if len(parcels) > MOST_TOLD:
        lines.append(f"and {len(parcels) - MOST_TOLD} more; see: digest outbox list{option}")
    if any(one.state == "failed" for one in parcels):
        lines.append(f"try again: digest outbox retry{option}; let be: digest outbox drop{option}")
    return lines


def print_parcels(parcels: Sequence[Parcel], settings: Config) -> None:
    """Show parcels as a table."""
    made = table("number", "edition", "to", "state", "attempts", "next", "last answer")
    for one in parcels:
        again = f" (copy {one.again + 1})" if one.again else ""
        made.add_row(
            str(one.number),
            escape(edition_name(one.series, one.day)),
            escape(one.recipient) + again,
            one.state,
            str(one.attempts),
            local(one.next_at, settings),
            escape(one.said),
        )
    OUT.print(made)


def parcel_dict(parcel: Parcel) -> dict[str, object]:
    """Return a parcel as JSON holds it."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in asdict(parcel).items()
    }


def counts(flushed: Flushed) -> str:
    """Return in words how many are sent, wait and failed."""
    parts = [counted(len(flushed.sent), "letter sent", "letters sent")]
    parts += [f"{len(flushed.waiting)} waiting"] if flushed.waiting else []
    parts += [f"{len(flushed.failed)} not delivered"] if flushed.failed else []
    return ", ".join(parts)
