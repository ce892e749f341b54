"""Which articles each edition holds.

An edition is a span of article numbers: all first stored after the last closed one, up
to its own last once it is closed. Spans cannot overlap or leave a gap, so nothing is
in two editions and nothing in none.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, or_, select, update

from digest.store.database import Database
from digest.store.schema import article, edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One edition's day and span of article numbers."""

    day: date
    after: int
    last: int | None = None
    """None while it is open."""
    closed_at: datetime | None = None


class Editions:
    """The part of the store that knows editions."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def newest(self) -> Span | None:
        """Return the edition of the latest day, open or closed; None before the first."""
        with self._database.read() as connection:
            query = select(edition).order_by(edition.c.day.desc()).limit(1)
            row = connection.execute(query).mappings().one_or_none()
        return Span(**row) if row else None

    def previous(self, day: date) -> Span | None:
        """Return the edition of the latest day before one; None when there is none."""
        query = select(edition).where(edition.c.day < day).order_by(edition.c.day.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return Span(**row) if row else None

    def open(self, day: date) -> Span:
        """Return the edition of a day, beginning it after the last closed one.

        While one of another day is open, it is that one: two open ones would overlap.
        """
        query = (
            select(edition)
            .where(or_(edition.c.day == day, edition.c.last.is_(None)))
            .order_by(edition.c.day != day)
            .limit(1)
        )
        with self._database.begin() as connection:
            row = connection.execute(query).mappings().one_or_none()
            if row is None:
                after = connection.scalar(select(func.max(edition.c.last))) or 0
                connection.execute(edition.insert().values(day=day, after=after))
                return Span(day=day, after=after)
        return Span(**row)

    def until(self, span: Span, *, before: datetime | None) -> Span:
        """Return the edition as it is when it ends with what was first stored before then.

        None for `before` means all that is stored.
        """
        query = select(func.max(article.c.number))
        if before is not None:
            query = query.where(article.c.first_seen < before)
        with self._database.read() as connection:
            last = connection.scalar(query) or 0
        return replace(span, last=max(last, span.after))

    def close(self, span: Span, *, now: datetime) -> None:
        """Close an edition with the last article that `until` gave it; once, for good.

        Raises:
            ValueError: it has no last article, since it does not come from `until`.
        """
        if span.last is None:
            raise ValueError(f"the edition of {span.day} has no end yet")
        with self._database.begin() as connection:
            connection.execute(
                update(edition)
                .where(edition.c.day == span.day, edition.c.last.is_(None))
                .values(last=span.last, closed_at=now)
            )
