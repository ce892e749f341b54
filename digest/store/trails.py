"""How the program came to an article, and what became of it: what `digest why` asks for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, or_, select

from digest.store import aliases
from digest.store.database import Database
from digest.store.outgoing import edition
from digest.store.records import Coming
from digest.store.schema import alias, article, dropped, found


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """What the store knows of the way of one article."""

    comings: tuple[tuple[str, Coming], ...]
    """Pairs of a source's name and how it came to the article first, the first one first."""
    keys: tuple[str, ...]
    """The identity keys that lead to it."""
    contested: tuple[tuple[str, str], ...]
    """Keys that it and another article claimed, and which lead to neither; with the other's
    id."""
    eligible: bool
    """An edition may hold it; False for what was old at its source's first reading."""
    text_dropped_at: datetime | None
    """When its text was thrown away, as `[store] keep_text` wants; None when it is there."""
    editions: Mapping[str, date]
    """The days of the editions, closed or open, of the time when it came, by their series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A link that gave no article."""

    source: str
    url: str
    reason: str
    until: datetime
    """When it is asked again."""


class Trails:
    """The part of the store that knows the ways of articles."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def of(self, id_: str) -> Trail:
        """Return the way of an article.

        Raises:
            KeyError: there is none with this id.
        """
        with self._database.read() as connection:
            row = connection.execute(
                select(article.c.number, article.c.eligible, article.c.text_dropped_at).where(
                    article.c.id == id_
                )
            ).one_or_none()
            if row is None:
                raise KeyError(id_)
            keys = connection.scalars(
                select(alias.c.key).where(alias.c.article == id_).order_by(alias.c.key)
            )
            return Trail(
                comings=_comings(connection, id_),
                keys=tuple(keys),
                contested=aliases.contested_by(connection, id_),
                eligible=row.eligible,
                text_dropped_at=row.text_dropped_at,
                editions=_editions(connection, row.number) if row.eligible else {},
            )

    def refusals(self, keys: Collection[str]) -> tuple[Refusal, ...]:
        """Return which sources dropped a link with one of these keys, and why."""
        query = select(dropped).where(dropped.c.key.in_(keys)).order_by(dropped.c.source)
        with self._database.read() as connection:
            return tuple(
                Refusal(source=row.source, url=row.url, reason=row.reason, until=row.until)
                for row in connection.execute(query)
            )


def _comings(connection: Connection, id_: str) -> tuple[tuple[str, Coming], ...]:
    query = select(found).where(found.c.article == id_).order_by(found.c.at, found.c.source)
    return tuple(
        (
            row.source,
            Coming(
                way=row.way,
                way_url=row.way_url,
                url=row.url,
                title=row.title,
                place=row.place,
                points=row.points,
                at=row.at,
            ),
        )
        for row in connection.execute(query)
    )


def _editions(connection: Connection, number: int) -> dict[str, date]:
    query = select(edition.c.series, edition.c.day).where(
        edition.c.after < number, or_(edition.c.last.is_(None), edition.c.last >= number)
    )
    return {row.series: row.day for row in connection.execute(query)}
