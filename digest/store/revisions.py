"""What articles were before they changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from digest.store.database import Database
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
