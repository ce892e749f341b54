"""Which articles are copies of which, and what a person said are two.

A group has one leader, the article that was first, and copies that name it; a copy is
never the leader of another.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, select, update

from digest.store.database import Database
from digest.store.schema import alias, apart, article, story


class Groups:
    """The part of the store that knows copies."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def apart_from(self, names: Collection[str]) -> frozenset[str]:
        """Return the articles that were said to be none of these, given by keys and ids."""
        with self._database.read() as connection:
            return _apart_from(connection, names)

    def join(self, id_: str, leader: str) -> None:
        """Make an article that was by itself a copy; it stays in the feeds that it is in.

        Its copies, if it has any, become those of its leader. Nothing happens where any two
        of both groups were said to be two.
        """
        with self._database.begin() as connection:
            mine, theirs = _members(connection, id_), _members(connection, leader)
            if _apart_from(connection, mine) & theirs:
                return
            of_group = article.c.id.in_(mine)
            connection.execute(update(article).where(of_group).values(copy_of=leader))
            connection.execute(update(article).where(article.c.id == id_).values(shown=True))
            connection.execute(delete(story).where(story.c.article == id_))

    def leave(self, id_: str) -> None:
        """Make a copy an article of its own."""
        with self._database.begin() as connection:
            _leave(connection, id_)

    def split(self, id_: str, others: Iterable[str]) -> None:
        """Make a copy an article of its own for good: it is none of the others."""
        with self._database.begin() as connection:
            _leave(connection, id_)
            for other in others:
                _part(connection, id_, other)
                _part(connection, other, id_)

    def split_key(self, key: str, id_: str) -> None:
        """Let a key lead to an article no more, for good."""
        with self._database.begin() as connection:
            of = (alias.c.key == key) & (alias.c.article == id_)
            connection.execute(delete(alias).where(of))
            _part(connection, key, id_)


def part_new(connection: Connection, id_: str, keys: Collection[str]) -> None:
    """Keep a new article apart from what its keys were said not to be."""
    for other in _apart_from(connection, keys):
        _part(connection, id_, other)
        _part(connection, other, id_)


def _members(connection: Connection, leader: str) -> frozenset[str]:
    """The ids of an article and of its copies."""
    copies = select(article.c.id).where(article.c.copy_of == leader)
    return frozenset((leader, *connection.scalars(copies)))


def _apart_from(connection: Connection, names: Collection[str]) -> frozenset[str]:
    query = select(apart.c.other).where(apart.c.one.in_(names))
    return frozenset(connection.scalars(query))


def _part(connection: Connection, one: str, other: str) -> None:
    same = (apart.c.one == one) & (apart.c.other == other)
    connection.execute(delete(apart).where(same))
    connection.execute(apart.insert().values(one=one, other=other))


def _leave(connection: Connection, id_: str) -> None:
    own = {"copy_of": None, "shown": False}
    connection.execute(update(article).where(article.c.id == id_).values(**own))
