"""Which articles each edition holds.

An edition is a span of article numbers: all first stored after the last closed one of its
series, up to its own last once it is closed. Spans of a series cannot overlap or leave a
gap, so nothing is in two of its editions and nothing in none. What changed in articles of
earlier editions is told likewise, by the numbers of the changes.

The clock decides only how a span is called: when it jumps, one that is open is called
after another day, and what it holds stays the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from digest.model import Letter
from digest.store.database import Database
from digest.store.outbox import Queued, queue
from digest.store.outgoing import edition
from digest.store.schema import article


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One edition's day and span of article numbers."""

    series: str = ""
    """The name of its series; "" for that of [digest]."""
    day: date
    after: int
    last: int | None = None
    """None while it is open."""
    changed_after: int = 0
    """The last change that an edition before told; changes count over all articles."""
    changed_last: int | None = None
    """None while it is open."""
    closed_at: datetime | None = None


class Editions:
    """The part of the store that knows editions."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def of(self, series: str, day: date) -> Span | None:
        """Return the edition of a day, open or closed; None when there is none."""
        with self._database.read() as connection:
            return _one(connection, edition.c.series == series, edition.c.day == day)

    def opened(self, series: str) -> Span | None:
        """Return the edition of a series that is open; None when none is."""
        with self._database.read() as connection:
            return _open(connection, series)

    def last_closed(self, series: str) -> Span | None:
        """Return the edition that closed last, whatever day it is of; None before the first."""
        with self._database.read() as connection:
            return _last_closed(connection, series)

    def open(self, series: str, day: date, *, since: datetime) -> Span:
        """Return the edition of a day, beginning it after the last closed one.

        While one of another day is open, it is that one, called after this day: two open
        ones would overlap. Where the edition of this day is closed, it is that one. The first
        of a series begins with what was first stored at `since` or later.
        """
        with self._database.begin() as connection:
            known = _one(connection, edition.c.series == series, edition.c.day == day)
            if known:
                return known
            if found := _open(connection, series):
                connection.execute(update(edition).where(_is(found)).values(day=day))
                return replace(found, day=day)
            begun = _begin(connection, series, day, since)
            values = {"after": begun.after, "changed_after": begun.changed_after}
            connection.execute(edition.insert().values(series=series, day=day, **values))
        return begun

    def until(self, span: Span, *, before: datetime | None) -> Span:
        """Return the edition as it is when it ends with what came or changed before then.

        None for `before` means all that is stored.
        """
        last, changed = select(func.max(article.c.number)), select(func.max(article.c.revised))
        if before is not None:
            last = last.where(article.c.first_seen < before)
            changed = changed.where(article.c.changed_at < before)
        with self._database.read() as connection:
            number, change = connection.scalar(last) or 0, connection.scalar(changed) or 0
        return replace(
            span, last=max(number, span.after), changed_last=max(change, span.changed_after)
        )

    def close(self, span: Span, letter: Letter, rows: Sequence[Queued], *, now: datetime) -> bool:
        """Close an edition as `until` gave it, keep its letter, and queue what is to be sent.

        All of it in one transaction, once, for good. False where it was closed before, or
        has become one of another day: then nothing is kept.

        Raises:
            ValueError: it has no last article, since it does not come from `until`.
        """
        if span.last is None:
            raise ValueError(f"the edition of {span.day} has no end yet")
        values = {"last": span.last, "changed_last": span.changed_last, "closed_at": now}
        with self._database.begin() as connection:
            done = connection.execute(
                update(edition)
                .where(_is(span), edition.c.last.is_(None), edition.c.after == span.after)
                .values(**values)
            )
            if not done.rowcount:
                return False
            queue(connection, letter, rows, now=now)
        return True


def _is(span: Span) -> ColumnElement[bool]:
    return and_(edition.c.series == span.series, edition.c.day == span.day)


def _open(connection: Connection, series: str) -> Span | None:
    return _one(connection, edition.c.series == series, edition.c.last.is_(None))


def _last_closed(connection: Connection, series: str) -> Span | None:
    return _one(connection, edition.c.series == series, edition.c.last.is_not(None))


def _one(connection: Connection, *conditions: ColumnElement[bool]) -> Span | None:
    order = (edition.c.last.desc(), edition.c.closed_at.desc(), edition.c.day.desc())
    query = select(edition).where(*conditions).order_by(*order).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    return Span(**row) if row else None


def _begin(connection: Connection, series: str, day: date, since: datetime) -> Span:
    """The edition that follows on the last closed one, or the first of its series."""
    if before := _last_closed(connection, series):
        after, changed = before.last or 0, before.changed_last or 0
    else:
        early = select(func.max(article.c.number)).where(article.c.first_seen < since)
        after = connection.scalar(early) or 0
        changed = connection.scalar(select(func.max(article.c.revised))) or 0
    return Span(series=series, day=day, after=after, changed_after=changed)
