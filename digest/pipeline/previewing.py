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

from digest import yields
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
_LEAST_S = 0.5
"""For reading articles, however long the links took to find."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What one reading of a source would give."""

    way: str
    way_url: str
    note: str = ""
    """Why it is another way than the usual one; "" when it is the same."""
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
    """What is wrong with it, by what the source usually gives, with the evidence; "" for
    nothing."""
    page: Page | None = None
    """The page of the source's own address, or what it was read from; None for neither."""
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
        within_s: no article is waited for when so many seconds have passed, but half a second
            at least; None waits for all.

    Raises:
        FetchError: the source could not be read.
        ParseError: its page could not be parsed.
        ConfigError: a selector of the source is wrong.
    """
    tools = tools.for_source(source)
    loop = asyncio.get_running_loop()
    began = loop.time()
    tools = tools.for_source(source)
    offer = await find(source, _state(source, tools, usual), tools, usual.habit)
    considered = asyncio.create_task(_considered(source, tools, offer))
    reading = _Reading(source, tools, offer)
    left_s = None if within_s is None else max(_LEAST_S, within_s - (loop.time() - began))
    await reading.read(0 if offer.doubt else most, left_s)
    survey = offer.survey
    return Preview(
        way=offer.way,
        way_url=offer.way_url,
        note=offer.note,
        links=len(offer.links),
        articles=tuple(article for _, article in reading.found),
        dropped=tuple(reading.dropped),
        unread=reading.unread(most),
        unmatched=reading.pages.unmatched,
        ways=offer.ways,
        considered=await considered,
        nature=survey.nature if survey else "",
        fell=offer.doubt or _judged(reading, tools, usual),
        page=offer.page or offer.taken,
        feeds=survey.feeds if survey else (),
    )


def _judged(reading: "_Reading", tools: Tools, usual: Usual) -> str:
    known = bool(usual.habit.shown)
    return yields.judged_articles(reading.found, usual.habit, now=tools.clock(), familiar=known)


def _state(source: Source, tools: Tools, usual: Usual) -> SourceState:
    empty = tools.store.sources.states()[source.name]
    return replace(empty, way=usual.way, way_url=usual.way_url)


async def _considered(source: Source, tools: Tools, offer: Offer) -> tuple[Considered, ...]:
    if offer.way != "listing" or offer.page is None:
        return ()
    with suppress(ParseError):  # tells more, and is not needed
        return await tools.parsers.explain(offer.page, source)
    return ()


class _Reading:
    """Reads some articles of an offer, in its order."""

    def __init__(self, source: Source, tools: Tools, offer: Offer) -> None:
        self.pages = Pages(source, tools, Furniture())
        self.found: list[tuple[Link, Article]] = []
        self.dropped: list[Failure] = []
        self._waiting: deque[Link] = deque()
        self._ahead: deque[tuple[Link, asyncio.Task[Page]]] = deque()
        for link in offer.links:
            reason = unwanted(link, source, now=tools.clock())
            if reason:
                self.dropped.append(Failure(url=link.url, reason=reason))
            else:
                self._waiting.append(link)
        self._most_dropped = len(self.dropped) + _MOST_FAILED

    def unread(self, most: int) -> tuple[Link, ...]:
        """Return what was to be read of so many articles, and was not."""
        if len(self.dropped) >= self._most_dropped:
            return ()
        left = [*(link for link, _ in self._ahead), *self._waiting]
        return tuple(left[: most - len(self.found)])

    async def read(self, most: int, within_s: float | None) -> None:
        """Read until there are so many articles, or no time."""
        try:
            async with asyncio.timeout(within_s):
                while len(self.found) < most and len(self.dropped) < self._most_dropped:
                    self._ask_ahead(most - len(self.found))
                    if not self._ahead:
                        break
                    await self._read(*self._ahead[0])
                    self._ahead.popleft()
        except TimeoutError:
            pass  # what is left is unread
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
            self.found.append((link, found.article))
        except (FetchError, NoArticleError, ParseError) as error:
            self.dropped.append(Failure(url=link.url, reason=str(error)))
