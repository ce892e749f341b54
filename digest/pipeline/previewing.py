"""What a source gives now, without a trace: the same steps as a run, nothing stored."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from digest.config import Config
from digest.discover.select import unwanted
from digest.errors import FetchError, NoArticleError, ParseError
from digest.model import Article, Considered, Failure, Furniture, Link, Source, Way
from digest.pipeline.finding import find
from digest.pipeline.pages import Pages
from digest.pipeline.tools import Tools, opened
from digest.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What one reading of a source would give."""

    way: str
    way_url: str
    links: int
    articles: tuple[Article, ...]
    dropped: tuple[Failure, ...]
    """Links that gave no article, or are not wanted, and why."""
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


async def preview(config: Config, source: Source, *, most: int) -> Preview:
    """Read a source as if for the first time, with at most `most` of its articles.

    The configuration's store is neither asked nor changed: an empty one stands in for it.

    Raises:
        FetchError: the source could not be read.
        ParseError: its page could not be parsed.
        ConfigError: a selector of the source is wrong.
    """
    with (
        tempfile.TemporaryDirectory(prefix="digest-preview-") as folder,
        Store(f"sqlite:///{Path(folder) / 'empty.db'}") as empty,
    ):
        async with opened(config, empty) as tools:
            return await _preview(source, tools, most)


async def _preview(source: Source, tools: Tools, most: int) -> Preview:
    tools.store.sources.sync([source], now=tools.clock())
    offer = await find(source, tools.store.sources.states()[source.name], tools)
    pages = Pages(source, tools, Furniture())
    articles: list[Article] = []
    dropped: list[Failure] = []
    for link in offer.links:
        reason = unwanted(link, source, now=tools.clock())
        if reason:
            dropped.append(Failure(url=link.url, reason=reason))
        elif len(articles) < most:
            await _read(link, pages, articles, dropped)
    return Preview(
        way=offer.way,
        way_url=offer.way_url,
        links=len(offer.links),
        articles=tuple(articles),
        dropped=tuple(dropped),
        unmatched=pages.unmatched,
    )


async def _read(
    link: Link,
    pages: Pages,
    articles: list[Article],
    dropped: list[Failure],
) -> None:
    try:
        found = await pages.article(await pages.get(link.url), link)
        articles.append(found.article)
    except (FetchError, NoArticleError, ParseError) as error:
        dropped.append(Failure(url=link.url, reason=str(error)))
