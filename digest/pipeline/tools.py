"""What every step of a run works with: the shell's open parts, and the clock."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Self

from digest.config import Config, Retention
from digest.errors import ConfigError
from digest.fetch import Fetcher, Passing
from digest.model import Source
from digest.parsing import Parsers
from digest.pipeline.room import LEAST_ROOM, free_bytes_at
from digest.store import Store, database_file


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The open parts of the shell that a run uses."""

    store: Store
    fetcher: Fetcher
    parsers: Parsers
    timezone: str = "UTC"
    """IANA zone of editions and of cron expressions."""
    keep_old: bool = False
    """Old articles of a source's first reading are news too (`[digest] first = "all"`)."""
    retention: Retention = field(default_factory=Retention)
    """How long what is stored is kept."""
    free_bytes: Callable[[], int] = field(default=lambda: LEAST_ROOM)
    """Room on the disk of the store."""
    max_revisions: int = 5
    """Former forms of an article that are kept."""
    whole: bool = True
    """No source of the configuration was lost to an error in it."""
    clock: Callable[[], datetime] = field(default=_now)
    chance: Callable[[], float] = field(default=random.random)

    def for_source(self, source: Source) -> Self:
        """Return the tools by which one source is read."""
        if source.tls == "checked":
            return self
        return replace(self, fetcher=self.fetcher.unchecking(source.url))


def fetcher(
    config: Config, store: Store | None = None, clock: Callable[[], datetime] = _now
) -> Fetcher:
    """Return what asks sites in the way that a configuration wants; it is not open yet.

    What it learns of hosts is remembered in the store, if there is one.
    """
    settings = config.fetch
    return Fetcher(
        user_agent=settings.user_agent,
        delay_s=settings.delay_s,
        timeout_s=settings.timeout_s,
        max_bytes=settings.max_bytes,
        allow_networks=settings.allow_networks,
        memory=store.hosts if store else Passing(),
        clock=clock,
        ports=settings.ports,
        proxy=settings.proxy,
    )


@asynccontextmanager
async def opened(
    config: Config, store: Store, *, clock: Callable[[], datetime] = _now
) -> AsyncIterator[Tools]:
    """Give the tools that a configuration asks for; the store stays open afterwards."""
    parsers = Parsers()
    try:
        async with fetcher(config, store, clock) as opened_fetcher:
            yield Tools(
                store=store,
                fetcher=opened_fetcher,
                parsers=parsers,
                timezone=config.digest.timezone,
                keep_old=config.digest.first == "all",
                retention=config.retention,
                free_bytes=free_bytes_at(database_file(config.store_url)),
                max_revisions=config.max_revisions,
                whole=not config.problems,
                clock=clock,
            )
    finally:
        parsers.close()


def refuse_lost_store(config: Config) -> None:
    """Refuse to begin a new store beside editions that an older one wrote.

    A store that is lost, or looked for in the wrong place, would bring every article a
    second time.

    Raises:
        ConfigError: there are editions in the output folder and no store.
    """
    file = database_file(config.store_url)
    editions = config.output_folder / "digest"
    if file and not file.exists() and any(editions.rglob("????-??-??.md")):
        raise ConfigError(
            f"{file}: no store here, but {editions} holds editions; set [store] url to where "
            "the store is, or go on with an empty one by --new-store"
        )
