"""Runs of one configuration in this process, each at a time of the test's choosing."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import feedparser

from digest import config, pipeline
from digest.parsing import Parsers
from digest.pipeline import Report, Tools
from digest.store import Store

NOON = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
"""In Tripoli, where the configurations of these tests are."""


class Runner:
    """A folder with a config.toml, and what runs write into it."""

    def __init__(self, folder: Path, file: Path, parsers: Parsers) -> None:
        self.folder = folder
        self.file = file
        self.parsers = parsers
        self.now = NOON
        self.free = 10**10
        """Bytes of room on the disk."""
        self.settings = config.load(file)
        self.clock = lambda: self.now

    def run(self, *, at: datetime | None = None) -> Report:
        self.now = at or self.now
        self.settings = config.load(self.file)

        async def once() -> Report:
            with Store(self.settings.store_url) as store:
                async with pipeline.opened(self.settings, store, clock=self.clock) as tools:
                    return await pipeline.run(
                        self.settings.sources,
                        self.fixed(tools),
                        pipeline.publication(self.settings),
                        chosen=[one for one in self.settings.sources if one.enabled],
                    )

        return asyncio.run(once())

    def fixed(self, tools: Tools) -> Tools:
        """The same tools, with the test's clock and disk, and without chance."""
        return replace(
            tools,
            parsers=self.parsers,
            clock=self.clock,
            chance=lambda: 0.5,
            free_bytes=lambda: self.free,
        )

    def deliver(self) -> None:
        with Store(self.settings.store_url) as store:
            to = pipeline.publication(self.settings)
            pipeline.deliver(store, self.settings.sources, to, now=self.now)

    def titles(self, name: str = "feed.xml") -> list[str]:
        parsed = feedparser.parse((self.folder / "output" / name).read_bytes())
        return [entry.title for entry in parsed.entries]

    def edition(self, day: str) -> str:
        return (self.folder / "output" / "digest" / f"{day}.md").read_text()

    def editions(self) -> list[str]:
        return sorted(path.stem for path in (self.folder / "output" / "digest").glob("*.md"))
