"""What feeds hold: of each article as much as tells whether its file must be made anew."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from digest.model import Stored
from digest.store import selections
from digest.store.database import Database, in_parts
from digest.store.rows import to_stored
from digest.store.schema import article


@dataclass(frozen=True, slots=True)
class Held:
    """One article that a feed holds."""

    number: int
    id: str
    change: int
    """The number of its last change."""
    first_seen: datetime
    updated: datetime
    language: str


_HELD = tuple(article.c[field.name] for field in fields(Held))


class Contents:
    """The part of the store that knows what feeds hold.

    Each method returns the newest `most` articles, and all that were first seen less than `keep`
    before the newest of them, newest first. That depends on the articles alone, so
    that a feed does not change by the mere passing of time.
    """

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def of_source(self, source: str, *, most: int, keep: timedelta) -> tuple[Held, ...]:
        """Return those that a source brought."""
        return self._newest(selections.of_source(source), most, keep)

    def of_sources(self, sources: Sequence[str], *, most: int, keep: timedelta) -> tuple[Held, ...]:
        """Return those that these sources brought, each copy group once."""
        return self._newest(selections.of_sources(sources), most, keep)

    def everything(self, *, most: int, keep: timedelta) -> tuple[Held, ...]:
        """Return those of all sources, each copy group once."""
        return self._newest(selections.everything(), most, keep)

    def _newest(self, condition: Any, most: int, keep: timedelta) -> tuple[Held, ...]:
        query = select(*_HELD).where(condition).order_by(article.c.number.desc())
        with self._database.read() as connection:
            held = [Held(*row) for row in connection.execute(query.limit(most)).all()]
            if len(held) == most:
                since = held[0].first_seen - keep
                older = query.where(
                    article.c.number < held[-1].number, article.c.first_seen > since
                )
                held += [Held(*row) for row in connection.execute(older).all()]
        return tuple(held)

    def stored(self, numbers: Collection[int]) -> dict[int, Stored]:
        """Return the articles of these numbers, whole."""
        known: dict[int, Stored] = {}
        with self._database.read() as connection:
            for some in in_parts(list(numbers)):
                query = select(article).where(article.c.number.in_(some))
                for row in connection.execute(query).mappings():
                    known[row["number"]] = to_stored(row)
        return known
