"""Letters on their way out: what is handed over to whom, and what became of it.

An edition that closes becomes a letter, and a parcel for each recipient with the very
bytes that are handed over. Both are kept in the transaction that closes it, before any
connection is opened, so that a program killed at any moment knows what is still to be
sent. Exactly once cannot be had: an answer may be lost after the other side took the
bytes. So a parcel that was being sent is sent again, with the same bytes and the same
Message-ID, by which the second copy is known as one.
"""

import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, delete, select, update

from digest.model import Delivery, Letter
from digest.store.database import Database, in_parts
from digest.store.lock import hold
from digest.store.outgoing import letter as letters
from digest.store.outgoing import outbox

Channel = Literal["mail", "webhook"]
State = Literal["waiting", "sending", "sent", "failed", "dropped"]

KEPT_FOR = timedelta(days=366)
"""How long letters, and what became of parcels, are remembered."""

_OPEN = ("waiting", "sending")
_PACKED = ("markdown", "html", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """The bytes of a letter for one recipient, to be handed over as they are."""

    channel: Channel
    recipient: str
    """A mail address, or the name of a webhook."""
    body: bytes
    message_id: str
    """By which a second copy of the same bytes is known."""
    again: int = 0
    """0 for the first copy; each further one that is asked for counts up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What is known of the way of one letter to one recipient; its bytes stay in the store."""

    number: int
    series: str
    day: date
    channel: Channel
    recipient: str
    again: int
    message_id: str
    """Of no other parcel."""
    state: State
    """sending: a program began, and if it does not any more, it was killed."""
    attempts: int
    """How often it was begun to be handed over since `queued_at`."""
    queued_at: datetime
    """Since when it is tried."""
    next_at: datetime | None
    """When it is tried next; None once that is over."""
    sent_at: datetime | None
    said: str
    """The last answer in one line; "" before the first."""


def queue(connection: Connection, letter: Letter, rows: Sequence[Queued], *, now: datetime) -> None:
    """Keep a letter and its parcels in a transaction; what is there already stays as it is.

    A letter is known by its series and day, a parcel by its recipient and copy too. Parcels
    are due from now on.
    """
    here = and_(letters.c.series == letter.series, letters.c.day == letter.day)
    if connection.scalar(select(letters.c.day).where(here)) is None:
        connection.execute(letters.insert().values(_packed(letter)))
    for row in rows:
        key = {
            "series": letter.series,
            "day": letter.day,
            "channel": row.channel,
            "recipient": row.recipient,
            "again": row.again,
        }
        same = and_(*(outbox.c[name] == value for name, value in key.items()))
        if connection.scalar(select(outbox.c.number).where(same)) is None:
            values = {
                "message_id": row.message_id,
                "body": row.body,
                "state": "waiting",
                "queued_at": now,
                "next_at": now,
            }
            connection.execute(outbox.insert().values(key | values))


class Outbox:
    """The part of the store that knows letters and where they are on their way."""

    def __init__(self, database: Database, lock: Path) -> None:
        """Work on an open database; the file at `lock` lets one program deliver at a time."""
        self._database = database
        self._lock = lock

    @contextmanager
    def delivering(self) -> Iterator[None]:
        """Be the one program that delivers while the block runs.

        Raises:
            LockedError: another process is.
        """
        with hold(self._lock):
            yield

    def queue(self, letter: Letter, rows: Sequence[Queued], *, now: datetime) -> None:
        """Keep a letter and its parcels; what is there already stays as it is."""
        with self._database.begin() as connection:
            queue(connection, letter, rows, now=now)

    def letter(self, series: str, day: date) -> Letter | None:
        """Return what the edition of a day became when it closed; None before that."""
        query = select(letters).where(letters.c.series == series, letters.c.day == day)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return _letter(row) if row else None

    def list(self, *states: State) -> tuple[Parcel, ...]:
        """Return the parcels in these states, or all, in the order in which they came."""
        where = [outbox.c.state.in_(states)] if states else []
        return self._parcels(*where)

    def of(self, series: str, day: date) -> tuple[Parcel, ...]:
        """Return the parcels of one letter, in the order in which they came."""
        return self._parcels(outbox.c.series == series, outbox.c.day == day)

    def numbered(self, numbers: Iterable[int]) -> tuple[Parcel, ...]:
        """Return parcels by their numbers, in the order in which they came; unknown ones lack."""
        parts = (self._parcels(outbox.c.number.in_(some)) for some in in_parts(sorted(numbers)))
        return tuple(chain.from_iterable(parts))

    def due(self, now: datetime, *, latest: datetime) -> tuple[Parcel, ...]:
        """Return the parcels that are to be tried, in the order in which they came.

        Those whose time came; those that a killed program left; and those that wait longer
        than until `latest`, as they can only by a clock that was set back since.
        """
        late = (outbox.c.next_at <= now) | (outbox.c.next_at > latest)
        waiting = and_(outbox.c.state == "waiting", late)
        return self._parcels(waiting | (outbox.c.state == "sending"))

    def sending(self, number: int) -> bytes | None:
        """Keep that a parcel is about to be handed over, and return its bytes.

        None when it is no longer to be sent: a person dropped it meanwhile.
        """
        here = and_(outbox.c.number == number, outbox.c.state.in_(_OPEN))
        with self._database.begin() as connection:
            body = connection.scalar(select(outbox.c.body).where(here))
            more = {"state": "sending", "attempts": outbox.c.attempts + 1}
            connection.execute(update(outbox).where(here).values(more))
        return None if body is None else bytes(body)

    def result(
        self, number: int, delivery: Delivery, *, now: datetime, next_at: datetime | None
    ) -> None:
        """Keep what became of handing over a parcel.

        Args:
            number: the parcel's.
            delivery: what the other side answered.
            now: the present.
            next_at: when it is tried again; None for never, so that it failed unless it is sent.
        """
        values: dict[str, Any] = {"said": delivery.said, "next_at": next_at, "state": "waiting"}
        if delivery.result == "sent":
            values |= {"state": "sent", "sent_at": now, "body": b"", "next_at": None}
        elif next_at is None:
            values |= {"state": "failed"}
        here = outbox.c.number == number
        if delivery.result != "sent":
            here &= outbox.c.state != "dropped"  # by a person, while it was under way
        with self._database.begin() as connection:
            connection.execute(update(outbox).where(here).values(values))

    def put_off(self, numbers: Collection[int], *, until: datetime, said: str) -> None:
        """Let waiting parcels wait until an instant, for a reason that was told of another."""
        here = and_(outbox.c.number.in_(numbers), outbox.c.state == "waiting")
        with self._database.begin() as connection:
            connection.execute(update(outbox).where(here).values(next_at=until, said=said))

    def retry(self, numbers: Collection[int], *, now: datetime) -> int:
        """Let parcels that wait or failed be tried from now on as if new; return how many."""
        here = and_(outbox.c.number.in_(numbers), outbox.c.state.in_((*_OPEN, "failed")))
        anew = {"state": "waiting", "attempts": 0, "queued_at": now, "next_at": now}
        return self._change(here, anew)

    def drop(self, numbers: Collection[int]) -> int:
        """Send parcels no more, for good; return how many were not sent yet."""
        here = and_(outbox.c.number.in_(numbers), outbox.c.state.in_((*_OPEN, "failed")))
        return self._change(here, {"state": "dropped", "next_at": None, "body": b""})

    def sweep(self, *, now: datetime) -> None:
        """Forget letters, and parcels that are not to be sent, once they are a year old."""
        old = (now - KEPT_FOR).date()
        with self._database.begin() as connection:
            settled = outbox.c.state.not_in(_OPEN)
            connection.execute(delete(outbox).where(outbox.c.day < old, settled))
            connection.execute(delete(letters).where(letters.c.day < old))

    def _change(self, here: ColumnElement[bool], values: dict[str, Any]) -> int:
        with self._database.begin() as connection:
            return connection.execute(update(outbox).where(here).values(values)).rowcount

    def _parcels(self, *where: ColumnElement[bool]) -> tuple[Parcel, ...]:
        columns = [outbox.c[field.name] for field in fields(Parcel)]
        query = select(*columns).where(*where).order_by(outbox.c.number)
        with self._database.read() as connection:
            return tuple(Parcel(**row) for row in connection.execute(query).mappings())


def _packed(letter: Letter) -> dict[str, Any]:
    values = {field.name: getattr(letter, field.name) for field in fields(letter)}
    return values | {name: zlib.compress(values[name].encode()) for name in _PACKED}


def _letter(row: RowMapping) -> Letter:
    texts = {name: zlib.decompress(row[name]).decode() for name in _PACKED}
    return Letter(**{**row, **texts})
