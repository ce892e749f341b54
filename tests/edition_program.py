"""A store with articles, and the editions that are made of it at moments of a test's choosing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

from stored import article, keep, url_of

from digest.config import MailSettings
from digest.model import Series, Source, Stored
from digest.pipeline import Publication, deliver, is_behind, is_due, publish, write_editions
from digest.store import Parcel, Store

ME = "me@example.org"
SOURCES = (
    Source(name="post", url="https://post.example/", title="The Post", group="News"),
    Source(name="times", url="https://times.example/", group="Sport"),
)
SERIES = Series(title="Morning", timezone="Africa/Tripoli", at=time(7), recipients=(ME,))


class Program:
    """What `digest start` does with editions, without its clock and without reading."""

    def __init__(self, folder: Path, store: Store, *series: Series) -> None:
        self.folder = folder
        self.store = store
        self.to = Publication(
            folder=folder,
            title="T",
            timezone="UTC",
            language="en",
            series=series or (SERIES,),
            mail=MailSettings(sender="Digest <digest@example.org>"),
        )

    def store_article(
        self, name: str, at: datetime, *, source: str = "post", **changes: object
    ) -> Stored:
        return keep(self.store, article(name, **changes), source=source, now=at)

    def publish(self, at: datetime) -> tuple[Path, ...]:
        return publish(self.store, SOURCES, self.to, now=at)

    def deliver(self, at: datetime, **more: object) -> None:
        deliver(self.store, SOURCES, self.to, now=at, **more)

    def tick(self, at: datetime) -> None:
        """Do what a tick of `digest start` does."""
        series = self.to.series
        if any(is_behind(self.store, one, now=at) for one in series):
            write_editions(self.store, SOURCES, self.to, now=at)
        due = [one.name for one in series if is_due(self.store, one, now=at)]
        if due:
            self.deliver(at, only=due)

    def text(self, day: str, *, folder: str = "digest") -> str:
        return (self.folder / folder / f"{day}.md").read_text()

    def days(self, *, folder: str = "digest") -> list[str]:
        return sorted(file.stem for file in (self.folder / folder).glob("*.md"))

    def parcels(self) -> tuple[Parcel, ...]:
        return self.store.outbox.list()

    def change(self, **keys: object) -> None:
        """Change the one series as an edit of config.toml does."""
        [one] = self.to.series
        self.to = replace(self.to, series=(replace(one, **keys),))


@contextmanager
def program_in(folder: Path, *series: Series) -> Iterator[Program]:
    with Store(url_of(folder / "digest.db")) as store:
        yield Program(folder / "output", store, *series)
