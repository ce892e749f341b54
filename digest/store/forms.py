"""Which form a store's tables have: that after the migration that Alembic notes in them.

A new store gets its tables at once, as `schema` has them, and the note with them. Only an old
one is brought forward by the migrations (`upgrading`), which is when Alembic is loaded: a
command starts a tenth sooner without it, and a new store is there in a quarter of the time.
"""

from functools import cache
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
)

from digest.store.schema import metadata

MIGRATIONS = Path(__file__).parent / "migrations"

_note = Table(
    "alembic_version",
    MetaData(),  # Alembic's own, which the migrations do not make
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


@cache
def newest_form() -> str:
    """Return the newest migration: the number that the last of their files begins with."""
    return max(file.name for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))[:4]


def form_of(connection: Connection) -> str:
    """Return the migration that the tables are as after; "" where none is noted."""
    if not inspect(connection).has_table(_note.name):
        return ""
    return connection.scalar(select(_note.c.version_num)) or ""


def is_empty(connection: Connection) -> bool:
    """Return whether there is no table yet, be it ours or not."""
    return not inspect(connection).get_table_names()


def make_newest(connection: Connection) -> None:
    """Make all tables in an empty database."""
    metadata.create_all(connection)
    _note.create(connection)
    connection.execute(insert(_note).values(version_num=newest_form()))
