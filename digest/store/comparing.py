"""What an article is compared with, and what is kept so that others are compared with it."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, or_, select

from digest.identity import Candidate, Sketch, sketch, unpack
from digest.model import Article
from digest.store import aliases, sketches
from digest.store.records import Save
from digest.store.schema import alias, article

_COMPARED = (
    article.c.id, article.c.number, article.c.source, article.c.title, article.c.fingerprint,
    article.c.published_at, article.c.first_seen, article.c.copy_of, article.c.text,
    article.c.sketch, article.c.addresses,
)  # fmt: skip


def candidates(
    connection: Connection, keys: Collection[str], fingerprint: str, hashes: Collection[int]
) -> tuple[Candidate, ...]:
    """Return the stored articles that a key, the fingerprint or shared hashes lead to."""
    by_key: dict[str, dict[str, bool]] = {}
    for row in connection.execute(select(alias).where(alias.c.key.in_(keys))):
        by_key.setdefault(row.article, {})[row.key] = row.claimed
    exact = {one for held in by_key.values() for one in held}
    rest = [one for one in keys if one not in exact]
    for one, id_ in aliases.through_noise(connection, rest).items():
        by_key.setdefault(id_, {})[one] = True  # no more than a claim: what is noise may change
    query = select(*_COMPARED).where(
        or_(
            article.c.id.in_(by_key),
            (article.c.fingerprint == fingerprint) & (article.c.fingerprint != ""),
            article.c.number.in_(sketches.sharing(connection, hashes)),
        )
    )
    rows = connection.execute(query).all()
    repeated = sketches.repeated_by(connection, {row.source for row in rows})
    return tuple(_candidate(row, by_key, repeated) for row in rows)


def _candidate(
    row: Any, by_key: Mapping[str, Mapping[str, bool]], repeated: Mapping[str, frozenset[int]]
) -> Candidate:
    keys = by_key.get(row.id, {})
    return Candidate(
        id=row.id,
        number=row.number,
        source=row.source,
        title=row.title,
        fingerprint=row.fingerprint,
        published=row.published_at,
        first_seen=row.first_seen,
        copy_of=row.copy_of or "",
        keys=frozenset(keys),
        claims=frozenset(one for one, claimed in keys.items() if claimed),
        text=row.text,
        sketch=unpack(row.sketch),
        addresses=tuple(row.addresses),
        boilerplate=repeated[row.source],
    )


def keep_first_text(connection: Connection, number: int, save: Save) -> None:
    """Keep what leads to a new article by its text, and what its source repeats."""
    sketches.put(connection, number, save.sketch, save.boilerplate, before=Sketch(), new=True)
    _learn(connection, save)


def keep_text(connection: Connection, id_: str, save: Save) -> None:
    """Keep what leads to an article by its new text, and what its source repeats.

    Called before the row of the article changes, since its text until now tells which
    hashes lead to it no more.
    """
    query = select(article.c.number, article.c.url, article.c.title, article.c.text)
    row = connection.execute(query.where(article.c.id == id_)).one()
    before = sketch(Article(url=row.url, title=row.title, text=row.text))
    sketches.put(connection, row.number, save.sketch, save.boilerplate, before=before, new=False)
    _learn(connection, save)


def _learn(connection: Connection, save: Save) -> None:
    if save.boilerplate:
        sketches.learn(connection, save.source, save.boilerplate)
