"""What a source gives now, without a trace: the same steps as a run, nothing stored.

The pages of the articles are asked for ahead, in the order of the listing, and extracted
one after the other in that order, so that what one teaches about the site counts for the
next, as in a run. Who waits at a terminal does not want to wait for the last of them:
what is not read by then is shown as the listing shows it.
"""

import asyncio
import tempfile
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from digest.config import Config
from digest.discover.select import unwanted
from digest.errors import FetchError, NoArticleError, ParseError
from digest.model import Article, Considered, Failure, Furniture, Habit, Link, Page, Source, Way
from digest.pipeline.finding import Offer, find
from digest.pipeline.pages import Pages
from digest.pipeline.tools import Tools, opened
from digest.store import SourceState, Store

_AHEAD = 3
"""Pages of articles that are asked for before their turn to be extracted."""
_MOST_FAILED = 10
"""Articles of one preview that may fail before it gives up on the others."""
_LEAST_S = 1.0
"""For reading articles, however long the links took to find."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What one reading of a source would give."""

    way: str
    way_url: str
    links: int
    articles: tuple[Article, ...]
    dropped: tuple[Failure, ...]
    """Links that gave no article, or are not wanted, and why."""
    unread: tuple[Link, ...] = ()
    """Links that were to be read and were not, for want of time; they follow the articles."""
    unmatched: tuple[str, ...] = ()
    """The selectors of `[source.article]` that matched nothing on any of the articles."""
    ways: tuple[Way, ...] = ()
    """The ways that were compared, the chosen one first."""
    considered: tuple[Considered, ...] = ()
    """What scoring thought of each address of the listing; empty for the other ways."""
    nature: str = ""
    """What the page is instead of a list; see `Survey.nature`."""
    fell: str = ""
    """Why this is less than the source usually gives, with the evidence; "" when it is not."""
    page: Page | None = None
    """The page of the source's own address; None where none was fetched."""
    feeds: tuple[str, ...] = ()
    """Feeds that this page advertises, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What is known of a source from its readings."""

    habit: Habit = field(default_factory=Habit)
    way: str = ""
    """The way that it is read, and its address; "" when it was never read."""
    way_url: str = ""


@asynccontextmanager
async def without_trace(config: Config, sources: Sequence[Source]) -> AsyncIterator[Tools]:
    """Give tools that read these sources into an empty store, which is thrown away."""
    with (
        tempfile.TemporaryDirectory(prefix="digest-preview-") as folder,
        Store(f"sqlite:///{Path(folder) / 'empty.db'}") as empty,
    ):
        async with opened(config, empty) as tools:
            tools.store.sources.sync(sources, now=tools.clock())
            yield tools


async def preview(config: Config, source: Source, *, most: int, usual: Usual = Usual()) -> Preview:
    """Read a source with at most `most` of its articles, the way it is usually read.

    The configuration's store is neither asked nor changed: an empty one stands in for it.

    Raises:
        FetchError: the source could not be read.
        ParseError: its page could not be parsed.
        ConfigError: a selector of the source is wrong.
    """
    async with without_trace(config, [source]) as tools:
        return await look(source, tools, most=most, usual=usual)


async def look(
    source: Source,
    tools: Tools,
    *,
    most: int,
    usual: Usual = Usual(),
    within_s: float | None = None,
) -> Preview:
    """Return what a source gives by tools that leave no trace; see `without_trace`.

    Args:
        source: one of those that the tools were made for.
        tools: to read by.
        most: articles to read.
        usual: what it gives else; decides the way, and whether this is less.
        within_s: no article is waited for when so many seconds have passed, and one more
            for the links; None waits for all.

    Raises:
        FetchError: the source could not be read.
        ParseError: its page could not be parsed.
        ConfigError: a selector of the source is wrong.
    """
    loop = asyncio.get_running_loop()
    began = loop.time()
    offer = await find(source, _state(source, tools, usual), tools)
    reading = _Reading(source, tools, offer)
    left_s = None if within_s is None else max(_LEAST_S, within_s - (loop.time() - began))
    await reading.read(most, left_s)
    page = offer.page or next(iter(offer.pages), None)
    survey = offer.survey
    return Preview(
        way=offer.way,
        way_url=offer.way_url,
        links=len(offer.links),
        articles=tuple(reading.articles),
        dropped=tuple(reading.dropped),
        unread=tuple(reading.unread),
        unmatched=reading.pages.unmatched,
        ways=offer.ways,
        considered=await _considered(source, tools, offer),
        nature=survey.nature if survey else "",
        fell=fell(offer.links, usual.habit),
        page=page,
        feeds=survey.feeds if survey else (),
    )


def _state(source: Source, tools: Tools, usual: Usual) -> SourceState:
    empty = tools.store.sources.states()[source.name]
    return replace(empty, way=usual.way, way_url=usual.way_url)


async def _considered(source: Source, tools: Tools, offer: Offer) -> tuple[Considered, ...]:
    if offer.way != "listing" or offer.page is None:
        return ()
    with suppress(ParseError):  # tells more, and is not needed
        return await tools.parsers.explain(offer.page, source)
    return ()


def fell(links: Sequence[Link], habit: Habit) -> str:
    """Return why these links are less than a source usually gives; "" when they are not."""
    fewest = min(habit.counts, default=0)
    if 4 * len(links) >= fewest:
        return ""
    return f"the list had at least {fewest} items, now {len(links) or 'none'}"


class _Reading:
    """Reads some articles of an offer, in its order."""

    def __init__(self, source: Source, tools: Tools, offer: Offer) -> None:
        self.pages = Pages(source, tools, Furniture())
        self.articles: list[Article] = []
        self.dropped: list[Failure] = []
        self.unread: list[Link] = []
        self._waiting: deque[Link] = deque()
        self._ahead: deque[tuple[Link, asyncio.Task[Page]]] = deque()
        for link in offer.links:
            reason = unwanted(link, source, now=tools.clock())
            if reason:
                self.dropped.append(Failure(url=link.url, reason=reason))
            else:
                self._waiting.append(link)

    async def read(self, most: int, within_s: float | None) -> None:
        """Read until there are so many articles, or no time."""
        failures = len(self.dropped) + _MOST_FAILED
        try:
            async with asyncio.timeout(within_s):
                while len(self.articles) < most and len(self.dropped) < failures:
                    self._ask_ahead(most - len(self.articles))
                    if not self._ahead:
                        break
                    await self._read(*self._ahead[0])
                    self._ahead.popleft()
        except TimeoutError:
            left = [link for link, _ in self._ahead] + list(self._waiting)
            self.unread = left[: most - len(self.articles)]
        finally:
            for _, task in self._ahead:
                task.cancel()
            await asyncio.gather(*(task for _, task in self._ahead), return_exceptions=True)

    def _ask_ahead(self, wanted: int) -> None:
        while self._waiting and len(self._ahead) < min(_AHEAD, wanted):
            link = self._waiting.popleft()
            self._ahead.append((link, asyncio.create_task(self.pages.get(link.url))))

    async def _read(self, link: Link, asked: asyncio.Task[Page]) -> None:
        try:
            found = await self.pages.article(await asked, link)
            self.articles.append(found.article)
        except (FetchError, NoArticleError, ParseError) as error:
            self.dropped.append(Failure(url=link.url, reason=str(error)))
