"""Everything that the program does, on four small sites that it serves itself.

The first thing that a stranger runs must not depend on a network, on somebody's site
being up, or on patience. So the sites are invented and part of the package, and the rest
is real: config.toml, HTTP, the store and the pipeline are those of `digest run`. What
must come is known beforehand and checked, so that the demo is a test as well.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from digest import config as configuration
from digest import pipeline
from digest.config import Config
from digest.demo import expectation, telling
from digest.demo.expectation import Written
from digest.demo.folder import Followed, begin_anew, write_config
from digest.demo.piece import Visit
from digest.demo.serving import Server, served
from digest.demo.sites import SITES
from digest.pipeline import Report, Tools
from digest.store import Store

__all__ = ["demo"]


def demo(folder: Path, *, say: Callable[[str], None] = print) -> int:
    """Follow four invented sites through a change and back to rest; say what came of it.

    The folder is made, or emptied of what an earlier demo wrote. It takes a few seconds.

    Args:
        folder: for config.toml, the store, the feeds and the digest.
        say: takes one line at a time, in ASCII but for the folder's name.

    Returns:
        The exit status: 0 well, 1 something that must come has not; what, was said.

    Raises:
        ConfigError: the folder holds something that no demo wrote.
        DigestError: no port, no store, or a file that cannot be written.
    """
    began = time.monotonic()
    begin_anew(folder)
    shown = asyncio.run(_served(folder, say))
    if shown.faults:
        _say(say, telling.wrong(shown.faults))
    _say(say, telling.ending(folder, shown.digest, seconds=time.monotonic() - began))
    return 1 if shown.faults else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """How the demo went."""

    digest: Path
    """Where it lies, from where the folder was named."""
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _World:
    """The sites, and the tools that follow them."""

    settings: Config
    servers: Sequence[Server]
    tools: Tools
    now: datetime

    def visit(self, number: int) -> None:
        """Let the sites look as at a visit."""
        for site, server in zip(SITES, self.servers, strict=True):
            server.show(site.show(Visit(base=server.base, now=self.now, number=number)))

    async def read(self) -> Report:
        """Do what `digest run` does."""
        sources = self.settings.sources
        to = pipeline.publication(self.settings)
        return await pipeline.run(sources, self.tools, to, chosen=sources)

    def stored(self) -> int:
        """Return how many articles are stored, copies not counted."""
        return len(self.tools.store.articles.everything(most=1000))

    def fetched(self) -> int:
        """Return how many requests were answered with a page so far."""
        return sum(one.is_page for server in self.servers for one in server.log)

    @property
    def digest(self) -> Path:
        """Where the digest of the day lies."""
        [series] = self.settings.series
        return self.settings.output_folder / series.path(self.now.date())

    def written(self) -> Written:
        """Return what the files hold."""
        feed = self.settings.output_folder / "feed.xml"
        return Written(feed=feed.read_text("utf-8"), digest=self.digest.read_text("utf-8"))


async def _served(folder: Path, say: Callable[[str], None]) -> _Shown:
    """Serve the sites while they are followed."""
    async with AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(served()) for _ in SITES]
        followed = (
            Followed(name=site.name, title=site.title, group=site.group, port=server.port)
            for site, server in zip(SITES, servers, strict=True)
        )
        settings = configuration.load(write_config(folder, followed), strict=True)
        with Store(settings.store_url) as store, store.lock():
            async with pipeline.opened(settings, store) as tools:
                now = datetime.now(ZoneInfo(settings.digest.timezone))
                # The clock stands, so that no midnight parts the readings into two digests.
                hands = replace(tools, clock=lambda: now)
                world = _World(settings=settings, servers=servers, tools=hands, now=now)
                return await _follow(world, folder, say)


async def _follow(world: _World, folder: Path, say: Callable[[str], None]) -> _Shown:
    """Read the sites three times: as they are, after a change, and again."""
    _say(say, telling.opening())
    world.visit(1)
    report = await world.read()
    faults = expectation.of_first(report.outcomes)
    _say(say, telling.first(report.outcomes, world.stored()))

    world.visit(2)
    _say(say, telling.change())
    report = await world.read()
    faults += expectation.of_second(report.outcomes)
    faults += expectation.of_files(world.written())
    _say(say, telling.second(report.outcomes, world.stored()))

    before = world.fetched()
    report = await world.read()
    fetched = world.fetched() - before
    faults += expectation.of_third(report.outcomes, report.written, fetched)
    _say(say, telling.third(report.outcomes, fetched, report.written))
    return _Shown(
        digest=folder / world.digest.relative_to(world.settings.path.parent), faults=faults
    )


def _say(say: Callable[[str], None], lines: Iterable[str]) -> None:
    for line in lines:
        say(line)
