"""Follow what a list of subscriptions names.

One request tells whether a feed lives, so each is asked once before it is written. The
lists are long and people stop them: what was found good is written every two seconds, and
what stands in config.toml is not asked again, so that the same command goes on where it
was.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from digest import identity
from digest.config import Config, values
from digest.configure.naming import free_name
from digest.configure.planning import group, taken
from digest.configure.writing import New, append
from digest.errors import FetchError, ParseError, RefusedError
from digest.model import Source
from digest.opml import Subscription
from digest.pipeline.previewing import without_trace
from digest.pipeline.tools import Tools

AT_ONCE = 50
"""Feeds that are asked for at one time; the fetcher bounds requests further."""
_WRITE_EVERY_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One subscription, and what is to become of it."""

    subscription: Subscription
    new: New | None = None
    """The source to be; None where there is nothing to add."""
    there: str = ""
    """The source that it is already; "" for none."""
    refused: str = ""
    """Why it cannot be followed."""
    network: str = ""
    """What `allow_networks` would have to hold for it to be read; "" for nothing."""


def planned(
    subscriptions: Iterable[Subscription], sources: Sequence[Source], feeds: Mapping[str, str]
) -> tuple[Item, ...]:
    """Say of each subscription what is to become of it, without asking any site.

    `feeds` gives, by the name of a source, the feed that it is read by.
    """
    names = set(taken(sources))
    groups: dict[str, str] = {}
    followed = {key: one.name for one in sources for key in _keys(one, feeds)}
    items = []
    for one in subscriptions:
        key = identity.key(one.url or one.feed)
        if not key:
            items.append(Item(subscription=one, refused="it has no http or https address"))
        elif key in followed:
            items.append(Item(subscription=one, there=followed[key]))
        else:
            written = groups.setdefault(one.group.casefold(), group(one.group, sources))
            new = _new(one, names, written)
            names.add(new.name)
            followed[key] = new.name
            items.append(Item(subscription=one, new=new))
    return tuple(items)


def _keys(source: Source, feeds: Mapping[str, str]) -> set[str]:
    return {identity.key(url) for url in (source.url, feeds.get(source.name, "")) if url}


def _new(one: Subscription, names: set[str], written_group: str) -> New:
    url = one.url or one.feed
    name = one.name if _is_name(one.name) and one.name not in names else ""
    return New(
        name=name or free_name(one.title, one.page or url, names),
        url=url,
        title=one.title,
        group=written_group,
    )


def _is_name(text: str) -> bool:
    try:
        return bool(values.slug(text))
    except ValueError:
        return False


async def follow(
    items: Iterable[Item], config: Config, *, told: Callable[[str], None] = lambda _: None
) -> tuple[Item, ...]:
    """Ask for each new source once, and write those that answer; return the others, and why.

    What was written stays, however this ends.

    Args:
        items: those with a `new` are asked for.
        config: its file is written.
        told: called with the title of each that was asked for.

    Raises:
        ConfigError: the file cannot be written.
    """
    sources = [(item, _source(item.new)) for item in items if item.new]
    places = asyncio.Semaphore(AT_ONCE)
    async with without_trace(config, [source for _, source in sources]) as tools:

        async def one(item: Item, source: Source) -> Item:
            async with places:
                answered = await _probed(item, source, tools)
            told(item.subscription.title)
            return answered

        tasks = [asyncio.create_task(one(item, source)) for item, source in sources]
        await _written(tasks, config.path)
    return tuple(item for item in (task.result() for task in tasks) if item.refused)


async def _written(tasks: Sequence[asyncio.Task[Item]], path: Path) -> None:
    """Write what the tasks find good as they find it, also what they found when stopped."""
    left = list(tasks)
    try:
        while left:
            await asyncio.wait(left, timeout=_WRITE_EVERY_S)
            left = _write_done(left, path)
    finally:
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        _write_done([task for task in left if not task.cancelled()], path)


def _write_done(tasks: Sequence[asyncio.Task[Item]], path: Path) -> list[asyncio.Task[Item]]:
    """Write what the tasks that are done found good, in their order; return the others."""
    done = [task.result() for task in tasks if task.done()]
    if good := [item.new for item in done if item.new and not item.refused]:
        append(path, good)
    return [task for task in tasks if not task.done()]


def _source(new: New) -> Source:
    return Source(name=new.name, url=new.url)


async def _probed(item: Item, source: Source, tools: Tools) -> Item:
    """Return the item as it is when its address answers with a feed or a list; else refused."""
    try:
        page = await tools.fetcher.get(source.url)
        survey = await tools.parsers.survey(page, source)
    except (FetchError, ParseError) as error:
        network = error.network if isinstance(error, RefusedError) else ""
        return replace(item, refused=str(error), network=network)
    gives = survey.links or survey.structured or survey.feeds or survey.sitemaps
    if survey.kind == "feed" or gives:
        return item
    return replace(item, refused="it answers, but with no feed and no list of articles")
