"""Replays the life of many articles, and counts what a feed reader is shown twice.

The runs are the program's own, over HTTP, at times of their own; after each a reader reads
the combined feed and the editions. In the middle the store is put back to what it was a run
before, while the feeds that were written since stay with their readers.
"""

import asyncio
import shutil
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import feedparser

from benchmarks.paper import moment, serving
from digest import config, pipeline
from digest.parsing import Parsers
from digest.store import Store

STEPS = 10
"""Runs before which new articles appear; two more follow."""
_LOST = STEPS // 2
"""The run that the store forgets."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What became of the articles."""

    articles: int
    repeated: int
    """Shown in the combined feed under more than one id."""
    lost: int
    """Never shown in the combined feed."""
    changed: int
    """Of which the store has had more than one id."""
    told_twice: int
    """In more than one edition, or twice in one."""


def replay(articles: int, folder: Path, parsers: Parsers) -> Replay:
    """Publish and change that many articles, and read after each step as a reader would."""
    reader = _Reader()
    database, backup = folder / "digest.db", folder / "backup.db"
    with serving() as paper:
        file = folder / "config.toml"
        file.write_text(
            '[digest]\ntimezone = "UTC"\nfirst = "all"\n'
            '[fetch]\ndelay = 0\nallow_networks = ["127.0.0.0/8"]\n'
            f'[[source]]\nname = "paper"\nurl = "{paper.url}/"\nmax_articles = {articles}\n',
            encoding="utf-8",
        )
        each = -(-articles // STEPS)
        for step in range(STEPS + 2):
            paper.step(step, range(step * each, min(articles, (step + 1) * each)))
            if step == _LOST:
                shutil.copy(database, backup)
            _run(file, moment(step), parsers)
            reader.read(folder / "output")
            reader.look_into(f"sqlite:///{database}", most=articles)
            if step == _LOST:
                for gone in folder.glob("digest.db*"):
                    gone.unlink()
                backup.rename(database)
    return reader.found(articles)


def _run(file: Path, now: datetime, parsers: Parsers) -> None:
    settings = config.load(file)
    to = pipeline.publication(settings)

    async def once() -> None:
        with Store(settings.store_url) as store:
            async with pipeline.opened(settings, store) as tools:
                here = replace(tools, clock=lambda: now, parsers=parsers)
                await pipeline.run(settings.sources, here, to, chosen=settings.sources)

    asyncio.run(once())


REVISED = "\n## Updated and corrected\n"
"""Where an edition begins to tell what it told before."""


@dataclass(slots=True)
class _Reader:
    """What a reader of feeds and editions remembers; articles go by the first word of a title."""

    shown: dict[str, set[str]] = field(default_factory=dict)
    """Ids that an article had in the combined feed."""
    stored: dict[str, set[str]] = field(default_factory=dict)
    """Ids that it had in the store."""
    told: dict[str, list[str]] = field(default_factory=dict)
    """Articles of each edition, by its day."""

    def read(self, output: Path) -> None:
        for entry in feedparser.parse((output / "feed.xml").read_bytes()).entries:
            self.shown.setdefault(entry.title.split()[0], set()).add(entry.id)
        for file in (output / "digest").glob("*.md"):
            # What changed in articles of earlier editions is told as that, and after the others.
            news = file.read_text("utf-8").partition(REVISED)[0]
            titles = (line for line in news.splitlines() if "](" in line)
            names = (title.lstrip("#*- [").split()[0] for title in titles)
            self.told[file.stem] = [name for name in names if name.endswith("q")]

    def look_into(self, store_url: str, *, most: int) -> None:
        with Store(store_url) as store:
            for one in store.articles.everything(most=most):
                self.stored.setdefault(one.article.title.split()[0], set()).add(one.id)

    def found(self, articles: int) -> Replay:
        told = Counter(name for names in self.told.values() for name in names)
        return Replay(
            articles=articles,
            repeated=sum(len(ids) > 1 for ids in self.shown.values()),
            lost=articles - len(self.shown),
            changed=sum(len(ids) > 1 for ids in self.stored.values()),
            told_twice=sum(times > 1 for times in told.values()),
        )
