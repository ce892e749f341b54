"""Once a day: throw away what is old, measure the store, look at the room on the disk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from digest import due
from digest.config import Retention
from digest.model import Source
from digest.pipeline.feeding import held_by_feeds
from digest.pipeline.publication import Publication
from digest.pipeline.publishing import held
from digest.pipeline.room import LEAST_ROOM
from digest.store import Store, Swept

_LOW = "low on disk"
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How large a store is, and how long there is room for it."""

    bytes: int
    week: int | None
    """Bytes that it grew in a week; None before two days were measured."""
    days_left: int | None
    """Until its disk is full, if it grows on like that; None where it does not grow."""


def growth(store: Store, free_bytes: int) -> Growth:
    """Return how a store grows, from the sizes of the last week that were measured.

    Raises:
        StoreError: the store cannot be read.
    """
    now, sizes = store.upkeep.bytes(), store.upkeep.sizes()
    week = None
    if len(sizes) > 1:
        newest = sizes[0]
        since = [one for one in sizes[1:] if (newest.day - one.day).days <= _WEEK] or sizes[1:2]
        days = (newest.day - since[-1].day).days
        week = round((newest.bytes - since[-1].bytes) * _WEEK / days)
    left = free_bytes * _WEEK // week if week and week > 0 else None
    return Growth(bytes=now, week=week, days_left=left)


def keep_house(
    store: Store,
    sources: Sequence[Source],
    to: Publication,
    retention: Retention,
    *,
    now: datetime,
) -> Swept:
    """Throw away what is older than config.toml wants, once a local day.

    What the files of `sources` hold, as they were just written, stays as it is.

    Raises:
        StoreError: the store cannot be read or written.
    """
    today = due.local_day(now, to.timezone)
    if not store.upkeep.is_due(today):
        return Swept()
    swept = store.upkeep.sweep(
        now=now,
        texts=now - retention.text if retention.text else None,
        articles=now - retention.articles if retention.articles else None,
        ids=now - retention.ids if retention.ids else None,
        held=held(store, sources, to),
    )
    store.outbox.sweep(now=now)
    store.hosts.forget(now=now)
    store.rendered.sweep({one.number for one in held_by_feeds(store, sources, to)})
    store.upkeep.done(today, now=now)
    return swept


def low_room(store: Store, free_bytes: Callable[[], int], *, now: datetime) -> str:
    """Say that the disk is nearly full, when it has just become so; "" else.

    Raises:
        StoreError: the store cannot be read or written.
    """
    free = free_bytes()
    if not store.upkeep.notice(_LOW, holds=free < LEAST_ROOM, now=now):
        return ""
    return (
        f"only {free // 2**20} MB are free on the disk of the store: until there are "
        f"{LEAST_ROOM // 2**20}, new articles are kept without their texts; make room there, "
        "or set [store] keep_text to less"
    )
