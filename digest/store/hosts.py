"""What is remembered of hosts over restarts: how they are left alone, and their robots.txt."""

import gzip
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from digest.model import Rest, RobotsCopy
from digest.store.database import Database
from digest.store.host_schema import host, robots

KEEP = timedelta(days=90)
"""How long a host that nobody asks is remembered."""
_LEVEL = 5


class Hosts:
    """The part of the store that knows hosts, by origins such as "https://example.org"."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def rest(self, origin: str) -> Rest:
        """Return how a host is left alone; an empty Rest for one that is well or unknown."""
        query = select(host).where(host.c.origin == origin)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return Rest()
        return Rest(failures=row.failures, until=row.until, status=row.status, reason=row.reason)

    def keep_rest(self, origin: str, rest: Rest) -> None:
        """Keep how a host is left alone; one that is well needs no row."""
        with self._database.begin() as connection:
            connection.execute(delete(host).where(host.c.origin == origin))
            if rest != Rest():
                connection.execute(host.insert().values(origin=origin, **asdict(rest)))

    def robots(self, origin: str) -> RobotsCopy | None:
        """Return the robots.txt of a host as it was last read; None when it never was."""
        query = select(robots).where(robots.c.origin == origin)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return RobotsCopy(
            url=row.url,
            body=gzip.decompress(row.body),
            etag=row.etag,
            last_modified=row.last_modified,
            read_at=row.read_at,
            until=row.until,
        )

    def keep_robots(self, origin: str, copy: RobotsCopy) -> None:
        """Keep a robots.txt in the place of the one before."""
        packed = gzip.compress(copy.body, _LEVEL, mtime=0)
        with self._database.begin() as connection:
            connection.execute(delete(robots).where(robots.c.origin == origin))
            connection.execute(
                robots.insert().values(origin=origin, **(asdict(copy) | {"body": packed}))
            )

    def forget(self, *, now: datetime) -> None:
        """Forget the hosts that were not asked for long."""
        with self._database.begin() as connection:
            connection.execute(delete(host).where(host.c.until < now - KEEP))
            connection.execute(delete(robots).where(robots.c.read_at < now - KEEP))
