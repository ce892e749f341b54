"""Try settings of a source: what would one reading by them give?

The site is really asked, by the steps of a run, but nothing is stored. A source that
broke gave articles once, so that what settings give is judged by those.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from digest import identity, yields
from digest.discover.select import listing_links, unwanted
from digest.errors import DigestError, FetchError, NoArticleError, ParseError
from digest.model import Article, Furniture, Habit, Link, Page, Shown, Source
from digest.pipeline.finding import find
from digest.pipeline.pages import Pages
from digest.pipeline.tools import Tools
from digest.store import SourceState, Store

LOOKED_AT = 3
"""Articles that are read to see whether the links lead to any."""
MOST_KNOWN = 100
"""Newest articles of a source that it is known by."""
LONG_ENOUGH = 15
"""Characters; a shorter title may be another article's."""

_NO_HABIT = Habit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is remembered of a source, and judges settings for it."""

    state: SourceState | None = None
    known: tuple[Shown, ...] = ()
    """Articles that it gave, those that its list showed last first; each address once."""
    habit: Habit = _NO_HABIT
    """What it usually gives."""
    had: int = 0
    """How many links its last good page gives by its present settings."""
    good: Page | None = None
    """Its last good listing page."""
    failing: Page | None = None
    """The first one that failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What one reading by some settings gave."""

    source: Source
    """With these settings."""
    links: tuple[Link, ...] = ()
    way: str = ""
    way_url: str = ""
    known: int = 0
    """How many of the links lead to articles that the source gave before."""
    articles: tuple[Article, ...] = ()
    """Of the first links."""
    unmatched: tuple[str, ...] = ()
    """The selectors of `[source.article]` that matched nothing on them."""
    wrong: str = ""
    """Why these settings do not read the source; "" when they do."""
    error: DigestError | None = field(default=None, compare=False)
    """What kept the source from being read at all."""


def remembered(store: Store, source: Source) -> Past:
    """Return what the store knows of a source."""
    state = store.sources.states().get(source.name)
    habit = store.habits.of(source.name)
    stored = store.articles.of_source(source.name, most=MOST_KNOWN)
    shown = (*habit.shown, *(Shown(url=s.article.url, title=s.article.title) for s in stored))
    return Past(
        state=state if state and state.url == source.url else None,
        known=tuple({one.url: one for one in reversed(shown)}.values())[::-1],
        habit=habit,
        good=store.snapshots.get(source.name, "good"),
        failing=store.snapshots.get(source.name, "failing"),
    )


async def with_good_page(source: Source, past: Past, tools: Tools) -> Past:
    """Return the memory of a source with what its last good page shows.

    A page that cannot be parsed any more adds nothing.

    Raises:
        ConfigError: a selector of the source is wrong.
    """
    if past.good is None:
        return past
    try:
        links = listing_links(await tools.parsers.survey(past.good, source))
    except ParseError:
        return past
    shown = (*past.known, *(Shown(url=one.url, title=one.title) for one in links))
    known = tuple({one.url: one for one in reversed(shown)}.values())[::-1]
    return replace(past, known=known, had=len(links))


async def on_the_site(source: Source, state: SourceState, past: Past, tools: Tools) -> Attempt:
    """Read a source from its site, with the first few of its articles.

    Args:
        source: as it is set.
        state: the way that is remembered; an unread one has it looked for.
        past: judges what is found.
        tools: what to read with.

    Raises:
        ConfigError: a selector of the source is wrong.
    """
    try:
        offer = await find(source, state, tools, past.habit)
    except (FetchError, ParseError) as error:
        return Attempt(source=source, wrong=str(error), error=error)
    links = tuple(one for one in offer.links if not unwanted(one, source, now=tools.clock()))
    pages = Pages(source, tools, Furniture())
    read: list[tuple[Link, Article]] = []
    reason = ""
    for link in links[:LOOKED_AT]:
        try:
            found = await pages.article(await pages.get(link.url), link)
            read.append((link, found.article))
        except (FetchError, NoArticleError, ParseError) as error:
            reason = reason or f"{link.url}: {error}"
    tried = Attempt(
        source=source,
        links=links,
        way=offer.way,
        way_url=offer.way_url,
        known=known_among(links, past.known),
        articles=tuple(article for _, article in read),
        unmatched=pages.unmatched,
    )
    if links and not read:
        first = len(links[:LOOKED_AT])
        return replace(tried, wrong=f"none of the first {first} links is an article; {reason}")
    now, familiar = tools.clock(), tried.known > 0
    doubt = yields.judged_articles(read, past.habit, now=now, familiar=familiar)
    return replace(tried, wrong=offer.doubt or _stranger(tried, past) or doubt)


async def on_a_page(source: Source, page: Page, past: Past, tools: Tools) -> Attempt:
    """Read a source from a page that was kept; no site is asked.

    Raises:
        ConfigError: a selector of the source is wrong.
    """
    try:
        survey = await tools.parsers.survey(page, source)
    except ParseError as error:
        return Attempt(source=source, wrong=str(error), error=error)
    links = listing_links(survey)
    tried = Attempt(
        source=source,
        links=links,
        way="listing" if links == survey.links else "structured",
        way_url=page.url,
        known=known_among(links, past.known),
    )
    doubt = yields.judged(links, past.habit, survey.nature)
    return replace(tried, wrong=doubt or _stranger(tried, past))


def known_among(links: Sequence[Link], known: Sequence[Shown]) -> int:
    """Return how many links lead to known articles, by address or by a title of some length."""
    keys = {identity.key(one.url) for one in known}
    titles = {one.title.casefold() for one in known if len(one.title) >= LONG_ENOUGH}
    return sum(identity.key(link.url) in keys or link.title.casefold() in titles for link in links)


def _stranger(tried: Attempt, past: Past) -> str:
    """Say that links are fewer than usual and all unknown; "" when they are not."""
    usual = next((count for count in reversed(past.habit.counts) if count), 0)
    if not tried.links or not past.known or tried.known or 2 * len(tried.links) >= usual:
        return ""
    return f"{len(tried.links)} links, none of them a known article; usually there are {usual}"


def with_changes(source: Source, changes: Mapping[str, str]) -> Source:
    """Return a source with changed settings.

    Args:
        source: as it is.
        changes: values by key: "url", "listing.item", "article.body" and the like; "" takes
            a selector out.
    """
    for key, value in changes.items():
        table, _, name = key.rpartition(".")
        if key == "url":
            source = replace(source, url=value)
        elif table == "listing":
            source = replace(source, listing=replace(source.listing, **{name: value}))
        else:
            source = replace(source, article=replace(source.article, **{name: value}))
    return source
