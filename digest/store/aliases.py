"""Which keys lead to which article, and which of them no longer lead anywhere.

What an article only claims to be called gives way to the article that is fetched there,
and once two articles of other text claim it, it leads to neither for good: see
`identity.claims`, which judges; here is only kept what it found.
"""

from collections.abc import Collection

from sqlalchemy import Connection, delete, select, update

from digest.identity import Decision, key
from digest.store import noises
from digest.store.changes import next_change
from digest.store.groups import part, parted
from digest.store.schema import alias, article, contested


def known(connection: Connection, keys: Collection[str], *, claims: bool) -> dict[str, str]:
    """Return the ids that these keys lead to; also by claims alone, where these are asked for."""
    query = select(alias.c.key, alias.c.article).where(alias.c.key.in_(keys))
    if not claims:
        query = query.where(alias.c.claimed.is_(False))
    found = {row.key: str(row.article) for row in connection.execute(query)}
    return (through_noise(connection, keys) | found) if claims else found


def through_noise(connection: Connection, keys: Collection[str]) -> dict[str, str]:
    """Return the ids that keys lead to once the noise of their sites is taken out of them."""
    less = noises.folded(connection, keys)
    if not less:
        return {}
    query = select(alias.c.key, alias.c.article).where(alias.c.key.in_(less.values()))
    held = {row.key: str(row.article) for row in connection.execute(query)}
    return {one: held[short] for one, short in less.items() if short in held}


def lead(connection: Connection, decision: Decision, id_: str) -> None:
    """Make the keys of a decision lead to an article, but for those that are another's.

    A claim of another article gives way to an address that was asked for.
    """
    for one in decision.contested:
        _contest(connection, one, id_)
    held = {
        row.key: row
        for row in connection.execute(select(alias).where(alias.c.key.in_(decision.keys)))
    }
    claimed = decision.claims.intersection(decision.keys)
    led = through_noise(connection, [one for one in decision.keys if one not in held])
    lost = _lost(connection, claimed) | parted(connection, decision.keys, id_)
    free = [one for one in decision.keys if one not in lost]
    new = [one for one in free if one not in held and led.get(one) != id_]
    given = [one for one in free if one in held and held[one].claimed and one not in claimed]
    for one in new:
        values = {"key": one, "article": id_, "claimed": one in claimed}
        connection.execute(alias.insert().values(**values))
    for one in given:
        _give(connection, one, id_)
    part(connection, id_, [*new, *given])


def contested_by(connection: Connection, id_: str) -> tuple[tuple[str, str], ...]:
    """Return the keys that an article and another claimed, each with the other's id."""
    one_of_two = (contested.c.article == id_) | (contested.c.other == id_)
    query = select(contested).where(one_of_two).order_by(contested.c.key)
    return tuple(
        (row.key, row.other if row.article == id_ else row.article)
        for row in connection.execute(query)
    )


def _lost(connection: Connection, claimed: Collection[str]) -> set[str]:
    """Return which claims are contested."""
    if not claimed:
        return set()
    query = select(contested.c.key).where(contested.c.key.in_(claimed))
    return set(connection.scalars(query))


def _give(connection: Connection, one: str, id_: str) -> None:
    """Let a claimed key lead to the article that was fetched there."""
    holder = connection.scalar(select(alias.c.article).where(alias.c.key == one))
    if holder != id_:
        _show_elsewhere(connection, one, str(holder))
    values = {"article": id_, "claimed": False}
    connection.execute(update(alias).where(alias.c.key == one).values(**values))


def _contest(connection: Connection, one: str, id_: str) -> None:
    """Take a key that two articles claim from the one that has it, for good."""
    mere = (alias.c.key == one) & alias.c.claimed
    holder = connection.scalar(select(alias.c.article).where(mere))
    if holder is None or holder == id_:
        return
    connection.execute(delete(alias).where(mere))
    connection.execute(contested.insert().values(key=one, article=holder, other=id_))
    _show_elsewhere(connection, one, holder)


def _show_elsewhere(connection: Connection, one: str, holder: str) -> None:
    """Show an article at the address that led to it, where it was shown at a false one."""
    query = select(article.c.url, article.c.addresses).where(article.c.id == holder)
    row = connection.execute(query).one()
    if key(row.url) == one and row.addresses:
        shown = update(article).where(article.c.id == holder)
        change = next_change(connection)
        connection.execute(shown.values(url=row.addresses[0], change=change))
