"""What articles were before they changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from digest.model import Stored
from digest.model.edition import Edited
from digest.store.database import Database
from digest.store.rows import to_stored
from digest.store.schema import article, revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One form of an article."""

    number: int
    """From 1, for the first."""
    at: datetime
    """UTC; since when it was so, as far as was seen."""
    edited: str
    """How it came to be so: "" for the first, material, or correction; "" also for what an
    older program stored."""
    title: str
    text: str


class Revisions:
    """The part of the store that knows what articles were."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def of(self, id_: str) -> tuple[Revision, ...]:
        """Return the forms of an article that are kept, the oldest first, the present one last.

        Raises:
            KeyError: there is none with this id.
        """
        with self._database.read() as connection:
            now = connection.execute(select(article).where(article.c.id == id_)).one_or_none()
            if now is None:
                raise KeyError(id_)
            before = connection.execute(
                select(revision)
                .where(revision.c.article == now.number)
                .order_by(revision.c.revision)
            )
            kept = [
                Revision(
                    number=row.revision, at=row.at, edited=row.edited, title=row.title,
                    text=row.text,
                )
                for row in before
            ]  # fmt: skip
        return (*kept, _present(now))

    def told(self, upto: int, *, after: int, last: int | None) -> tuple[tuple[Stored, Edited], ...]:
        """Return what changed in articles of earlier editions, the newest change first.

        Copies are left out, and so is what no edition may hold.

        Args:
            upto: the last number of an earlier edition.
            after: the last change that was told before.
            last: the last one that is told now; None for all.
        """
        query = select(article).where(
            article.c.revised > after, article.c.number <= upto,
            article.c.eligible, article.c.copy_of.is_(None),
        )  # fmt: skip
        if last is not None:
            query = query.where(article.c.revised <= last)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(article.c.revised.desc())).mappings()
            return tuple((to_stored(row), _kind(row)) for row in rows)


def _kind(row: Any) -> Edited:
    return "correction" if row["edited"] == "correction" else "material"


def _present(row: Any) -> Revision:
    return Revision(
        number=row.revision,
        at=row.changed_at or row.first_seen,
        edited=row.edited,
        title=row.title,
        text=row.text,
    )


def keep_revision(connection: Connection, row: Any, *, most: int) -> None:
    """Keep what an article's row is before it changes, and of its forms the newest `most`."""
    was = _present(row)
    if most:
        connection.execute(
            revision.insert().values(
                article=row.number, revision=was.number, at=was.at, edited=was.edited,
                title=was.title, text=was.text,
            )
        )  # fmt: skip
    too_old = (revision.c.article == row.number) & (revision.c.revision <= was.number - most)
    connection.execute(delete(revision).where(too_old))
