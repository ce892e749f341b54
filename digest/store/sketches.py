"""Sketches of articles: their rows, and the articles that share some; what sources repeat."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import Connection, TextClause, delete, select, text

from digest.identity import Sketch, pack, unpack
from digest.store.schema import boilerplate, sketch

NEWEST = 64
"""Articles that one hash leads to: an agency's closing line leads to thousands."""

CANDIDATES = 16
"""Articles that are compared with one, those that share the most hashes."""

MOST_REPEATED = 8192
"""Hashes of boilerplate of one source; more are no boilerplate but an accident."""


def sharing(connection: Connection, hashes: Collection[int]) -> list[int]:
    """Return the numbers of the articles that share the most of these hashes."""
    if not hashes:
        return []
    values = {f"hash{n}": value for n, value in enumerate(hashes)}
    return list(connection.scalars(_sharing(len(values)), values))


@cache
def _sharing(hashes: int) -> TextClause:
    """The query of that many hashes; to build it anew would take longer than to answer it."""
    each = " UNION ALL ".join(
        f"SELECT * FROM (SELECT article FROM sketch WHERE hash = :hash{n}"  # noqa: S608 - no input
        f" ORDER BY article DESC LIMIT {NEWEST}) AS newest{n}"
        for n in range(hashes)
    )
    return text(
        f"SELECT article FROM ({each}) AS every GROUP BY article"  # noqa: S608 - likewise
        f" ORDER BY count(*) DESC, article LIMIT {CANDIDATES}"
    )


def put(
    connection: Connection,
    number: int,
    one: Sketch,
    repeated: frozenset[int],
    *,
    before: Sketch,
    new: bool,
) -> None:
    """Let the lowest hashes of a text lead to an article, in place of those of `before`.

    Where the text before is not stored any more, hashes that it alone had lead on to the
    article: one comparison too many, until they are thrown away with age.
    """
    stale = {*before.hashes, *one.hashes} if not new else set()
    if stale:
        old = (sketch.c.article == number) & sketch.c.hash.in_(stale)
        connection.execute(delete(sketch).where(old))
    rows = [{"hash": value, "article": number} for value in one.rows(repeated)]
    if rows:
        connection.execute(sketch.insert(), rows)


def repeated_by(connection: Connection, sources: Collection[str]) -> dict[str, frozenset[int]]:
    """Return what sources are known to repeat, by their names; nothing for a new one."""
    query = select(boilerplate).where(boilerplate.c.source.in_(sources))
    known = {row.source: unpack(row.hashes) for row in connection.execute(query)}
    return {name: known.get(name, frozenset()) for name in sources}


def learn(connection: Connection, source: str, hashes: frozenset[int]) -> None:
    """Keep what a source repeats, where that is more than was known."""
    if len(hashes) > MOST_REPEATED or hashes == repeated_by(connection, [source])[source]:
        return
    connection.execute(delete(boilerplate).where(boilerplate.c.source == source))
    connection.execute(boilerplate.insert().values(source=source, hashes=pack(hashes)))
