"""What every step of a run works with: the shell's open parts, and the clock."""

import random
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Self

from digest.config import AccessSettings, Config, Retention
from digest.config.access import access_headers
from digest.errors import AccessError, ConfigError
from digest.fetch import Access, Fetcher, Passing
from digest.model import Page, Source
from digest.parsing import Parsers
from digest.pipeline.room import LEAST_ROOM, free_bytes_at
from digest.rendering import Renderer
from digest.store import Store, database_file


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The open parts of the shell that a run uses."""

    store: Store
    fetcher: Fetcher
    parsers: Parsers
    renderer: Renderer
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
    access: Mapping[str, AccessSettings] = field(default_factory=dict)
    """By the names of sources: what their sites are shown of the user."""
    clock: Callable[[], datetime] = field(default=_now)
    chance: Callable[[], float] = field(default=random.random)

    def for_source(self, source: Source) -> Self:
        """Return the tools by which one source is read; secrets are looked up anew each time.

        Raises:
            AccessError: one is not where the configuration says, or is of no use. Nothing is
                asked without it: what a site shows to strangers is not what is followed.
        """
        fetcher = self.fetcher
        if source.tls == "unchecked":
            fetcher = fetcher.unchecking(source.url)
        if access := self.access.get(source.name):
            fetcher = with_access(fetcher, source, access, now=self.clock())
        return replace(self, fetcher=fetcher)

    async def get(
        self, source: Source, url: str, *, etag: str = "", last_modified: str = ""
    ) -> Page:
        """Return a page of a source, rendered where the source wants it.

        Raises:
            FetchError: it could not be read, or not be rendered.
        """
        page = await self.fetcher.get(url, etag=etag, last_modified=last_modified)
        return await self.renderer.rendered(page) if source.render else page


def with_access(
    fetcher: Fetcher, source: Source, access: AccessSettings, *, now: datetime
) -> Fetcher:
    """Return a fetcher that shows the site of a source what the user keeps for it.

    Raises:
        AccessError: as of `Tools.for_source`.
    """
    try:
        headers = access_headers(access, source.url, now=now)
    except ConfigError as error:
        raise AccessError(str(error)) from error
    return fetcher.bearing(Access(place=source.url, headers=headers))


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
async def rendering(config: Config, fetcher: Fetcher) -> AsyncIterator[Renderer]:
    """Give what renders pages in the way that a configuration wants; it ends with the block."""
    browser = config.fetch.browser
    renderer = Renderer(fetcher, browser=str(browser) if browser else "")
    try:
        yield renderer
    finally:
        await renderer.aclose()


@asynccontextmanager
async def opened(
    config: Config, store: Store, *, clock: Callable[[], datetime] = _now
) -> AsyncIterator[Tools]:
    """Give the tools that a configuration asks for; the store stays open afterwards."""
    parsers = Parsers()
    try:
        async with (
            fetcher(config, store, clock) as opened_fetcher,
            rendering(config, opened_fetcher) as renderer,
        ):
            yield Tools(
                store=store,
                fetcher=opened_fetcher,
                parsers=parsers,
                renderer=renderer,
                timezone=config.digest.timezone,
                keep_old=config.digest.first == "all",
                retention=config.retention,
                free_bytes=free_bytes_at(database_file(config.store_url)),
                max_revisions=config.max_revisions,
                whole=not config.problems,
                access=config.access,
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
