"""The count of changes: what changed since is found by it, and what was made before is stale.

Each transaction that changes what is told of articles takes the next number for all of
them. Writers wait for each other, so that numbers come in the order in which they are seen.
"""

from collections.abc import Collection, Iterator
from functools import partial

from sqlalchemy import Connection, RowMapping, func, select, tuple_

from digest.model import Changed
from digest.store.database import Database
from digest.store.rows import to_stored
from digest.store.schema import article, found

AT_ONCE = 200
"""Articles that are read at one time; nobody waits while their reader takes them."""


class Changes:
    """The part of the store that knows what changed since."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def after(
        self, change: int, number: int, *, sources: Collection[str] = ()
    ) -> Iterator[Changed]:
        """Yield the articles of which the last change is after one, in the order of changes.

        Args:
            change: its number, 0 for all.
            number: of articles that changed together, those numbered above this.
            sources: those that brought the articles; () for all.

        What changes while they are taken comes once, or once more with its new cursor.
        """
        at = (change, number)
        while True:
            query = select(article).where(tuple_(article.c.change, article.c.number) > tuple_(*at))
            if sources:
                brought = select(found.c.article).where(found.c.source.in_(sources))
                query = query.where(article.c.id.in_(brought))
            query = query.order_by(article.c.change, article.c.number).limit(AT_ONCE)
            with self._database.read() as connection:
                rows = connection.execute(query).mappings().all()
            for row in rows:
                at = (row["change"], row["number"])
                yield _changed(row)
            if len(rows) < AT_ONCE:
                return


def next_change(connection: Connection) -> int:
    """Return the number of the next change."""
    last = connection.scalar(select(func.max(article.c.change)))
    return 1 if last is None else int(last) + 1


def _changed(row: RowMapping) -> Changed:
    one = partial(Changed, stored=to_stored(row), change=row["change"])
    if row["gone_at"]:
        return one(state="withdrawn")
    return one(state="merged" if row["copy_of"] else "kept")
