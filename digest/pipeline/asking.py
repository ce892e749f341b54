"""What a person asks to be sent: today's editions, those of another day, a further copy.

The outbox knows what went to whom, so that asking twice sends once; only who says so gets a
further copy.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from digest import due
from digest.errors import ConfigError
from digest.model import Letter, Series, Source
from digest.pipeline.editions import deliver
from digest.pipeline.publication import Publication
from digest.pipeline.queueing import queued
from digest.store import Channel, Parcel, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be sent."""

    names: tuple[str, ...] = ()
    """Of series; () for all."""
    day: date | None = None
    """Of their editions; None for today."""
    recipients: tuple[str, ...] = ()
    """Mail addresses, in place of all whom config.toml names; () for those."""
    again: bool = False
    """Also to those who have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One edition that is asked for, and to whom it goes."""

    series: Series
    """With the recipients that are asked for."""
    day: date
    letter: Letter | None
    """None while it is open: it closes when it is sent."""
    parcels: tuple[Parcel, ...]
    """Those of the letter that there are already, to anyone."""
    again: bool

    def of(self, channel: Channel, recipient: str) -> tuple[Parcel, ...]:
        """Return the parcels that there are already for a recipient."""
        wanted = (channel, recipient)
        return tuple(one for one in self.parcels if (one.channel, one.recipient) == wanted)

    def copy(self, channel: Channel, recipient: str) -> int:
        """Return which copy a recipient gets: 0 for the first, whether it is there or not.

        A further one is made only when no other is on its way.
        """
        known = self.of(channel, recipient)
        if not self.again or not known:
            return 0
        newest = known[-1]
        return newest.again + (newest.state not in ("waiting", "sending"))


def plans(store: Store, to: Publication, asked: Asked, *, now: datetime) -> tuple[Plan, ...]:
    """Return the editions that are asked for; nothing is written.

    Raises:
        ConfigError: there is none of such a name or day, or nobody to send it to.
        StoreError: the store cannot be read.
    """
    chosen = [_addressed(one, asked) for one in _named(to, asked.names)]
    if asked.recipients and not to.mail.sender:
        raise ConfigError("[mail] from is missing, the address that mail comes from")
    if not any(one.is_delivered for one in chosen):
        raise ConfigError(
            "no edition goes to anyone; name mail addresses in [mail] to, or a [[webhook]]"
        )
    made = [_plan(store, one, asked, now=now) for one in chosen if one.is_delivered]
    found = tuple(one for one in made if one is not None)
    if asked.day and not found:
        raise ConfigError(f"{asked.day}: there is no closed edition of that day")
    return found


def queue_planned(
    store: Store, sources: Sequence[Source], to: Publication, plan: Plan, *, now: datetime
) -> tuple[Parcel, ...]:
    """Close an edition that is open, queue it, and return all its parcels.

    Raises:
        OutputError: its file cannot be written; it is closed and queued all the same.
        StoreError: the store cannot be read or written.
    """
    series = plan.series
    if plan.letter is None:
        deliver(store, sources, replace(to, series=(series,)), now=now)
    letter = store.outbox.letter(series.name, plan.day)
    if letter:
        rows = queued(letter, series, to, now=now, copies=plan.copy)
        store.outbox.queue(letter, rows, now=now)
    return store.outbox.of(series.name, plan.day)


def _named(to: Publication, names: Sequence[str]) -> Sequence[Series]:
    known = {one.name: one for one in to.series}
    for name in names:
        if name not in known:
            listing = ", ".join(sorted(filter(None, known))) or "none"
            raise ConfigError(f'no edition is named "{name}"; there are: {listing}')
    return [known[name] for name in dict.fromkeys(names)] or to.series


def _addressed(series: Series, asked: Asked) -> Series:
    """The series as it is to go now; what is asked for by name goes without news too."""
    made = series
    if asked.recipients:
        made = replace(made, recipients=tuple(dict.fromkeys(asked.recipients)), webhooks=())
    if asked.recipients or asked.again or asked.day:
        made = replace(made, empty="note")
    return made


def _plan(store: Store, series: Series, asked: Asked, *, now: datetime) -> Plan | None:
    today = due.local_day(now, series.timezone)
    day = asked.day or today
    letter = store.outbox.letter(series.name, day)
    if letter is None and (day != today or series.day_from(day) != day):
        return None
    parcels = store.outbox.of(series.name, day)
    return Plan(series=series, day=day, letter=letter, parcels=parcels, again=asked.again)
