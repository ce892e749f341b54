"""Which articles are copies of which, and what a person said are two.

A group has one leader, the article that was first, and copies that name it; a copy is
never the leader of another. What an article counts as in feeds of several sources is
decided when it comes, or is let go, and stays when groups are joined: what was shown there
stays, and what was not is not shown for that.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, func, select, update

from digest.store.changes import next_change
from digest.store.database import Database
from digest.store.schema import alias, apart, article, story


class Groups:
    """The part of the store that knows copies."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def members(self, id_: str) -> frozenset[str]:
        """Return the ids of an article and of its copies; of a copy, only its own."""
        with self._database.read() as connection:
            return _members(connection, id_)

    def parted(self, names: Collection[str]) -> dict[str, frozenset[str]]:
        """Return which of these names were said to be none of a group, by its leader's id.

        Names are keys and ids. A group is parted from a name as soon as one of its articles is.
        """
        leader = func.coalesce(article.c.copy_of, article.c.id).label("leader")
        query = select(apart.c.one, leader).join(article, article.c.id == apart.c.other)
        by_leader: dict[str, frozenset[str]] = {}
        with self._database.read() as connection:
            for row in connection.execute(query.where(apart.c.one.in_(names))):
                by_leader[row.leader] = by_leader.get(row.leader, frozenset()) | {row.one}
        return by_leader

    def parted_by_hand(self, id_: str) -> tuple[str, ...]:
        """Return the ids of the articles that an article was said to be none of."""
        query = select(apart.c.other).where(apart.c.one == id_).order_by(apart.c.other)
        with self._database.read() as connection:
            return tuple(connection.scalars(query))

    def split(self, id_: str) -> None:
        """Make a copy an article of its own for good: it is none of its group's others."""
        with self._database.begin() as connection:
            leader = head(connection, id_)
            if leader != id_:
                others = _members(connection, leader) - {id_}
                _leave(connection, id_)
                _part_both(connection, id_, others)

    def split_key(self, key: str, id_: str) -> None:
        """Let a key lead to an article no more, for good."""
        with self._database.begin() as connection:
            of = (alias.c.key == key) & (alias.c.article == id_)
            connection.execute(delete(alias).where(of))
            _part(connection, key, id_)


def place(connection: Connection, id_: str, leader: str) -> None:
    """Make a stored article, with its copies, one of a leader's, or of its own for "".

    It stays in the feeds that it is in. Nothing happens where any two of both groups were
    said to be two.
    """
    was = connection.scalar(select(article.c.copy_of).where(article.c.id == id_)) or ""
    if leader in (was, id_):
        return
    if not leader:
        _leave(connection, id_)
        return
    leader = head(connection, leader)
    mine, theirs = _members(connection, id_), _members(connection, leader)
    if _others(connection, mine) & theirs or leader in mine:
        return
    values = {"copy_of": leader, "change": next_change(connection)}
    connection.execute(update(article).where(article.c.id.in_(mine)).values(values))
    connection.execute(delete(story).where(story.c.article == id_))


def head(connection: Connection, id_: str) -> str:
    """Return the id of an article's leader, which is its own where it leads; "" for ""."""
    if not id_:
        return ""
    return connection.scalar(select(article.c.copy_of).where(article.c.id == id_)) or id_


def parted(connection: Connection, keys: Collection[str], id_: str) -> frozenset[str]:
    """Return which of these keys were said to be none of an article's group."""
    query = select(apart.c.one, apart.c.other).where(apart.c.one.in_(keys))
    rows = connection.execute(query).all()
    group = _members(connection, head(connection, id_)) if rows else frozenset()
    return frozenset(row.one for row in rows if row.other in group)


def part(connection: Connection, id_: str, keys: Collection[str]) -> None:
    """Keep an article apart from what keys were said not to be that lead to it by now."""
    _part_both(connection, id_, _others(connection, keys))


def _members(connection: Connection, leader: str) -> frozenset[str]:
    """The ids of an article and of its copies."""
    copies = select(article.c.id).where(article.c.copy_of == leader)
    return frozenset((leader, *connection.scalars(copies)))


def _others(connection: Connection, names: Collection[str]) -> frozenset[str]:
    """The articles that were said to be none of these."""
    query = select(apart.c.other).where(apart.c.one.in_(names))
    return frozenset(connection.scalars(query))


def _part_both(connection: Connection, id_: str, others: Iterable[str]) -> None:
    for other in others:
        _part(connection, id_, other)
        _part(connection, other, id_)


def _part(connection: Connection, one: str, other: str) -> None:
    same = (apart.c.one == one) & (apart.c.other == other)
    connection.execute(delete(apart).where(same))
    connection.execute(apart.insert().values(one=one, other=other))


def _leave(connection: Connection, id_: str) -> None:
    own = {"copy_of": None, "counts_as": id_, "change": next_change(connection)}
    connection.execute(update(article).where(article.c.id == id_).values(**own))
