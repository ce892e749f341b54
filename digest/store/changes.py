"""The count of changes: what changed since is found by it, and what was made before is stale.

Each transaction that changes what is told of articles takes the next number for all of
them. Writers wait for each other, so that numbers come in the order in which they are seen.
"""

from sqlalchemy import Connection, func, select

from digest.store.schema import article


def next_change(connection: Connection) -> int:
    """Return the number of the next change."""
    last = connection.scalar(select(func.max(article.c.change)))
    return 1 if last is None else int(last) + 1
