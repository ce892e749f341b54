"""Opening the database, and saying in our words what goes wrong with it.

SQLite runs with a write-ahead log, so that `digest status` reads while a run writes;
with foreign keys; and with `synchronous = FULL`, so that a committed article survives
a power cut.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError

from digest.errors import StoreError
from digest.store.forms import form_of, is_empty, make_newest, newest_form

_T = TypeVar("_T")

AT_ONCE = 1000
"""Values in one statement; SQLite takes 32,766 and an edition after an outage may hold more."""
BUSY_TIMEOUT_S = 30
"""How long a statement waits for another process that writes."""


class Database:
    """An engine whose errors are ours."""

    def __init__(self, url: str) -> None:
        """Prepare for the database at `url`; nothing is read or written yet."""
        self.url = url
        self.engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S})
        event.listen(self.engine, "connect", _set_up)
        event.listen(self.engine, "begin", _begin)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Give a connection in a transaction: all of it is kept, or nothing.

        Raises:
            StoreError: the database cannot be reached, read or written.
        """
        with self._errors(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state and writes nothing; it waits for nobody.

        Raises:
            StoreError: the database cannot be reached or read.
        """
        with self._errors(), self.engine.connect() as connection:
            yield connection.execution_options(reading=True)

    def upgrade(self) -> None:
        """Bring the tables to the newest form, making them where there are none.

        Raises:
            StoreError: the store was written by a newer version of the program, or is none.
        """
        with self.read() as connection:
            # Seen without waiting, so that a store can be opened while another process writes.
            if form_of(connection) == newest_form():
                return
        with self.begin() as connection:
            if is_empty(connection):
                make_newest(connection)
            else:
                from digest.store.upgrading import upgrade  # noqa: PLC0415 - loads Alembic

                upgrade(connection, self.url)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise StoreError(f"{self.url}: {_reason(error)}") from error


def _reason(error: DBAPIError) -> str:
    text = str(error.orig)
    hints = {
        "unable to open": "does its folder exist, and may you write there?",
        "disk is full": "make room, then run again: nothing is lost",
        "disk I/O error": "see that the disk is neither full nor broken: nothing stored is lost",
        "readonly": "make the file and its folder writable",
        "locked": "another program writes to it for long; try again",
        "not a database": "the file is something else; name another one in [store] url",
        "malformed": "restore the newest backup of the file",
    }
    for sign, hint in hints.items():
        if sign in text:
            return f"{text}; {hint}"
    return text


def _set_up(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late for DDL and for reads before writes.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A transaction that will write says so at once: one that reads first and finds
    # another writer in its way could only fail.
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def in_parts(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Return values in as many at a time as one statement takes."""
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
