"""What sources list, what they dropped of it, and which of them brought an article."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime

from sqlalchemy import Connection, delete, select

from digest.model import Failure
from digest.store.database import Database, in_parts
from digest.store.records import Listed, Save
from digest.store.schema import dropped, found, listed


class Listings:
    """The part of the store that knows what sources list."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def of(self, source: str) -> dict[str, Listed]:
        """Return, by key, what a source's listing showed when it was last read."""
        with self._database.read() as connection:
            return _listed(connection, source)

    def keep(self, source: str, shown: Mapping[str, Listed]) -> None:
        """Keep what a source's listing shows now; what it no longer shows is forgotten."""
        with self._database.begin() as connection:
            before = _listed(connection, source)
            gone = [key for key, one in before.items() if shown.get(key) != one]
            for some in in_parts(gone):
                of_these = (listed.c.source == source) & listed.c.key.in_(some)
                connection.execute(delete(listed).where(of_these))
            new = {key: one for key, one in shown.items() if before.get(key) != one}
            if new:
                rows = [{"source": source, "key": key, **asdict(one)} for key, one in new.items()]
                connection.execute(listed.insert(), rows)
            for one in new.values():
                bring(connection, source, one.article)

    def dropped(self, source: str, *, now: datetime, because: str = "") -> set[str]:
        """Return the keys of links that gave no article and are not yet asked again.

        Only those whose reason begins so, where `because` is given.
        """
        query = select(dropped.c.key).where(dropped.c.source == source, dropped.c.until > now)
        query = query.where(dropped.c.reason.startswith(because, autoescape=True))
        with self._database.read() as connection:
            return set(connection.scalars(query))

    def awake(self, source: str, *, now: datetime) -> bool:
        """Whether a link that gave no article may be asked again by now."""
        query = select(dropped.c.key).where(dropped.c.source == source, dropped.c.until <= now)
        with self._database.read() as connection:
            return connection.scalar(query.limit(1)) is not None

    def drop(self, source: str, key: str, failure: Failure, *, until: datetime) -> None:
        """Keep that a link gave no article, so that it is not asked before `until`."""
        same = (dropped.c.source == source) & (dropped.c.key == key)
        values = {"url": failure.url, "reason": failure.reason, "until": until}
        with self._database.begin() as connection:
            connection.execute(delete(dropped).where(same))
            connection.execute(dropped.insert().values(source=source, key=key, **values))


def _listed(connection: Connection, source: str) -> dict[str, Listed]:
    rows = connection.execute(select(listed).where(listed.c.source == source))
    return {
        row.key: Listed(article=row.article, title=row.title, published_at=row.published_at)
        for row in rows
    }


def bring(connection: Connection, name: str, id_: str, save: Save | None = None) -> None:
    """Keep that a source brought an article, and how it came to it first."""
    here = (found.c.source == name) & (found.c.article == id_)
    if connection.scalar(select(found.c.article).where(here)) is not None:
        return
    how = {}
    if save and save.coming:
        how = {one.name: getattr(save.coming, one.name) for one in fields(save.coming)}
        how["at"] = save.now
    connection.execute(found.insert().values(source=name, article=id_, **how))
