"""The pages that show how a source changed: the last good one and the first that failed.

They are what `digest fix` proposes new settings from, `digest why` explains a dropped
link by, and `digest report` hands on. One of each kind a source, packed, and none that
is larger than a page worth keeping.
"""

import gzip
from typing import Literal

from sqlalchemy import ColumnElement, delete, select

from digest.model import Page
from digest.store.database import Database
from digest.store.schema import snapshot

MOST_BYTES = 500 * 1024
"""Of one page, packed; a larger one is not kept."""
_LEVEL = 5

Kind = Literal["good", "failing"]


class Snapshots:
    """The part of the store that keeps pages."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def keep(self, source: str, kind: Kind, page: Page) -> None:
        """Keep a page in the place of the one of its kind; one too large takes no place."""
        packed = gzip.compress(page.body, _LEVEL, mtime=0)
        if len(packed) > MOST_BYTES:
            return
        with self._database.begin() as connection:
            connection.execute(delete(snapshot).where(_of(source, kind)))
            connection.execute(
                snapshot.insert().values(
                    source=source,
                    kind=kind,
                    url=page.url,
                    content_type=page.content_type,
                    fetched_at=page.fetched_at,
                    body=packed,
                )
            )

    def get(self, source: str, kind: Kind) -> Page | None:
        """Return the page of a kind, as it was fetched; None when there is none."""
        with self._database.read() as connection:
            row = connection.execute(select(snapshot).where(_of(source, kind))).one_or_none()
        if row is None:
            return None
        return Page(
            requested=row.url,
            url=row.url,
            body=gzip.decompress(row.body),
            content_type=row.content_type,
            fetched_at=row.fetched_at,
        )

    def forget(self, source: str, kind: Kind) -> None:
        """Forget the page of a kind: the failing one of a source that is well again."""
        with self._database.begin() as connection:
            connection.execute(delete(snapshot).where(_of(source, kind)))


def _of(source: str, kind: Kind) -> ColumnElement[bool]:
    return (snapshot.c.source == source) & (snapshot.c.kind == kind)
