"""Write a store's keys anew after the identity key of an address has become another.

Look-ups ask with the key function of now, so that a key of before would lead nowhere, and
its article would come again as new. No old key function is kept to tell which address a
stored key was made of: a key is an address too, and folding more makes of it what it
makes of the address itself. Where a key had lost what is now kept, the article's own
addresses bring it back.

Ids are never touched: they were minted once. Where two articles' keys become one, the
earlier article keeps it, and the later one stays, led to by its other keys or by none:
whether the two are one article is not for addresses to say.

A migration calls this with the key function that the program has then, which may be a
later one; the migration that goes with that finds nothing left to do.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import JSON, Connection, Row, TableClause, and_, column, delete, select, table

from digest.identity import key

_AT_ONCE = 500
"""Articles at a time, so that a store of a million needs no more memory than a small one."""

_ARTICLE = table("article", column("number"), column("id"), column("addresses", JSON))
_ALIAS = table("alias", column("key"), column("article"))
_SEEN = (
    table("listed", *map(column, ("source", "key", "article", "title", "published_at"))),
    table("dropped", *map(column, ("source", "key", "url", "reason", "until"))),
)


def rekey(connection: Connection) -> None:
    """Bring all stored keys to the form that `identity.key` gives now, in one transaction.

    The time it takes grows with the store: a minute for some million keys.
    """
    for some in _articles(connection):
        _fold_aliases(connection, some[0].number, some[-1].number)
    for some in _articles(connection):
        _lead_by_addresses(connection, some)
    for seen in _SEEN:
        _fold_seen(connection, seen)


def _articles(connection: Connection) -> Iterator[Sequence[Row[Any]]]:
    query = select(_ARTICLE).order_by(_ARTICLE.c.number).limit(_AT_ONCE)
    last = 0
    while some := connection.execute(query.where(_ARTICLE.c.number > last)).all():
        yield some
        last = some[-1].number


def _fold_aliases(connection: Connection, first: int, last: int) -> None:
    query = (
        select(_ALIAS.c.key, _ALIAS.c.article, _ARTICLE.c.number)
        .join(_ARTICLE, _ARTICLE.c.id == _ALIAS.c.article)
        .where(_ARTICLE.c.number.between(first, last))
        .order_by(_ARTICLE.c.number, _ALIAS.c.key)
    )
    for row in connection.execute(query).all():
        new = _again(row.key)
        if new == row.key:
            continue
        connection.execute(delete(_ALIAS).where(_ALIAS.c.key == row.key))
        holder = _number_of_holder(connection, new)
        if _is_deep(new) and (holder is None or holder > row.number):
            connection.execute(delete(_ALIAS).where(_ALIAS.c.key == new))
            connection.execute(_ALIAS.insert().values(key=new, article=row.article))


def _number_of_holder(connection: Connection, held: str) -> int | None:
    query = select(_ARTICLE.c.number).join(_ALIAS, _ARTICLE.c.id == _ALIAS.c.article)
    number: int | None = connection.scalar(query.where(_ALIAS.c.key == held))
    return number


def _lead_by_addresses(connection: Connection, articles: Sequence[Row[Any]]) -> None:
    """Make the addresses' keys lead to their articles, but for those that lead to others."""
    wanted: dict[str, str] = {}
    for article in articles:
        for address in article.addresses:
            if _is_deep(new := key(address)):
                wanted.setdefault(new, article.id)
    query = select(_ALIAS.c.key).where(_ALIAS.c.key.in_(wanted))
    for held in connection.scalars(query).all():
        del wanted[held]
    if wanted:
        rows = [{"key": new, "article": id_} for new, id_ in wanted.items()]
        connection.execute(_ALIAS.insert(), rows)


def _fold_seen(connection: Connection, seen: TableClause) -> None:
    """Rename the keys of what listings showed; one that is there already stays as it is."""
    for row in connection.execute(select(seen).order_by(seen.c.source, seen.c.key)).all():
        new = _again(row.key)
        if new == row.key:
            continue
        connection.execute(delete(seen).where(_at(seen, row.source, row.key)))
        if connection.scalar(select(seen.c.source).where(_at(seen, row.source, new))) is None:
            connection.execute(seen.insert().values(**row._asdict() | {"key": new}))


def _at(seen: TableClause, source: str, held: str) -> Any:
    return and_(seen.c.source == source, seen.c.key == held)


def _again(old: str) -> str:
    # One that is too long to be read as an address stays what it is.
    return key(f"https://{old}") or old


def _is_deep(new: str) -> bool:
    # As `identity.keys`: no root leads to an article, since sites send dead ones there.
    return "/" in new or "?" in new
