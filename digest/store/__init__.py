"""What the program remembers: articles, sources, editions, in one database.

Only this package knows SQLAlchemy. Each method is one transaction, so that a program
killed at any moment has stored an article with all its keys, or not at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from digest.errors import StoreError
from digest.store.articles import Articles
from digest.store.changes import Changes
from digest.store.contents import Contents, Held
from digest.store.database import Database
from digest.store.editions import Editions, Span
from digest.store.files import Files, Written
from digest.store.groups import Groups
from digest.store.habits import Habits
from digest.store.hosts import Hosts
from digest.store.listings import Listings
from digest.store.lock import hold
from digest.store.outbox import Channel, Outbox, Parcel, Queued, queue
from digest.store.records import Coming, Due, Listed, Save
from digest.store.rendered import Rendered
from digest.store.revisions import Revision, Revisions
from digest.store.snapshots import Snapshots
from digest.store.sources import ALARM, Sources, SourceState, Validators
from digest.store.stories import Stories
from digest.store.trails import Refusal, Trail, Trails
from digest.store.upkeep import Size, Swept, Upkeep

__all__ = [
    "ALARM",
    "Articles",
    "Changes",
    "Channel",
    "Coming",
    "Contents",
    "Due",
    "Editions",
    "Files",
    "Groups",
    "Habits",
    "Held",
    "Hosts",
    "Listed",
    "Listings",
    "Outbox",
    "Parcel",
    "Queued",
    "Refusal",
    "Rendered",
    "Revision",
    "Revisions",
    "Save",
    "Size",
    "Snapshots",
    "SourceState",
    "Sources",
    "Span",
    "Store",
    "Stories",
    "Swept",
    "Trail",
    "Trails",
    "Upkeep",
    "Validators",
    "Written",
    "database_file",
    "queue",
]  # fmt: skip


def database_file(url: str) -> Path | None:
    """Return the file of an SQLite store; None for a database that is no file."""
    try:
        address = make_url(url)
    except SQLAlchemyError:
        return None
    if address.get_backend_name() != "sqlite" or not address.database:
        return None
    return Path(address.database)


class Store:
    """An open store; its parts are named as what they know: `articles`, `sources` ..."""

    def __init__(self, url: str) -> None:
        """Open the store at an SQLAlchemy address, making or upgrading its tables.

        Raises:
            StoreError: it cannot be opened, or is newer than the program.
        """
        file = database_file(url)
        if file is None:
            raise StoreError(f"{url}: only a file can be the store yet; use sqlite:///FILE")
        self._file = file
        self._database = Database(url)
        self._database.upgrade()
        self.articles = Articles(self._database)
        self.changes = Changes(self._database)
        self.contents = Contents(self._database)
        self.listings = Listings(self._database)
        self.sources = Sources(self._database)
        self.editions = Editions(self._database)
        self.files = Files(self._database)
        self.groups = Groups(self._database)
        self.outbox = Outbox(self._database, file.with_name(f"{file.name}.outbox.lock"))
        self.habits = Habits(self._database)
        self.hosts = Hosts(self._database)
        self.rendered = Rendered(self._database)
        self.snapshots = Snapshots(self._database)
        self.revisions = Revisions(self._database)
        self.stories = Stories(self._database)
        self.trails = Trails(self._database)
        self.upkeep = Upkeep(self._database)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the one instance that reads sources while the block runs.

        Raises:
            LockedError: another process is.
        """
        with hold(self._file.with_name(f"{self._file.name}.lock")):
            yield

    def close(self) -> None:
        """Close all connections."""
        self._database.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()
