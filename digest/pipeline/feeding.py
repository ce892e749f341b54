"""Which feeds there are, and what each holds."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import chain, count
from typing import Literal

from digest import feeds
from digest.model import Source
from digest.pipeline.publication import Publication
from digest.pipeline.searching import search, sources_of
from digest.store import Held, Store

FEED_ARTICLES = 200
"""Articles in one feed, if so many are stored, however old they are."""
ALL_ARTICLES = 500
"""Articles in the feed of everything, likewise."""
COMBINED = "feed"
"""The feed of everything, in the folder, without its suffix."""
LONGEST_SLUG = 50
"""Characters of a group in the name of its file, of which a system takes 255 bytes."""


Kind = Literal["everything", "source", "group", "search", "former"]
"""What a feed is of; "former" is a source's under a name that it had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A feed, and how its articles are chosen."""

    path: str
    """Of its files, relative to the folder, without their suffixes."""
    kind: Kind
    title: str
    url: str
    language: str
    every: timedelta | None
    of: frozenset[str] | None
    """The sources that it is of; None for all, also those that are no longer followed."""
    held: Callable[[], Mapping[Held, tuple[Held, ...]]]
    """Gives its articles, newest first, each with those that are only named with it: who
    else tells its story."""


def plans(store: Store, sources: Sequence[Source], to: Publication) -> Iterator[Plan]:
    """Yield the feeds that are written: of everything, each source, each group, each search."""
    yield Plan(
        path=COMBINED,
        kind="everything",
        title=to.title,
        url=_home(sources, to),
        language=to.language,
        every=min(map(_pace, sources), default=None),
        of=None,
        held=_alone(store.contents.everything, most=ALL_ARTICLES, keep=to.keep),
    )
    yield from _of_sources(store, sources, to)
    yield from _of_groups(store, sources, to)
    yield from _of_searches(store, sources, to)


def _home(sources: Sequence[Source], to: Publication) -> str:
    return to.base_url or (sources[0].url if sources else "https://example.invalid/")


def _of_sources(store: Store, sources: Sequence[Source], to: Publication) -> Iterator[Plan]:
    for one in sources:
        for path in feed_paths(one):
            yield Plan(
                path=path,
                kind="source" if path == feed_paths(one)[0] else "former",
                title=one.title,
                url=one.url,
                language=one.language,
                every=_pace(one),
                of=frozenset((one.name,)),
                held=_alone(store.contents.of_source, one.name, most=FEED_ARTICLES, keep=to.keep),
            )


def _of_groups(store: Store, sources: Sequence[Source], to: Publication) -> Iterator[Plan]:
    for group, slug in _slugs(sources).items():
        members = [one for one in sources if one.group == group]
        names = [one.name for one in members]
        yield Plan(
            path=f"feeds/group/{slug}",
            kind="group",
            title=f"{to.title}: {group}",
            url=members[0].url,
            language=to.language,
            every=min(map(_pace, members)),
            of=frozenset(names),
            held=_alone(store.contents.of_sources, names, most=FEED_ARTICLES, keep=to.keep),
        )


def _of_searches(store: Store, sources: Sequence[Source], to: Publication) -> Iterator[Plan]:
    for asked in to.searches:
        of = sources_of(asked, sources)
        paces = (_pace(one) for one in sources if of is None or one.name in of)
        yield Plan(
            path=f"feeds/search/{asked.name}",
            kind="search",
            title=asked.title,
            url=_home(sources, to),
            language=asked.language or to.language,
            every=min(paces, default=None),
            of=of,
            held=partial(search, store, asked, of, most=FEED_ARTICLES, keep=to.keep),
        )


def _alone(
    held: Callable[..., tuple[Held, ...]], *given: object, most: int, keep: timedelta
) -> Callable[[], Mapping[Held, tuple[Held, ...]]]:
    return lambda: dict.fromkeys(held(*given, most=most, keep=keep), ())


def _pace(source: Source) -> timedelta:
    """How often a source is read; of a crontab it is not known, so that once a day is said."""
    return timedelta(days=1) if source.cron else source.every


def feed_paths(source: Source) -> tuple[str, ...]:
    """Return the paths of a source's own feed, relative to the folder, its present one first."""
    return tuple(f"feeds/{name}" for name in (source.name, *source.formerly))


def _slugs(sources: Sequence[Source]) -> dict[str, str]:
    """Return a file name for each group, in the order of the configuration."""
    slugs: dict[str, str] = {}
    for group in dict.fromkeys(one.group for one in sources if one.group):
        words = re.sub(r"[\W_]+", "-", group.casefold())[:LONGEST_SLUG].strip("-") or "group"
        numbered = (f"{words}-{number}" for number in count(2))
        taken = set(slugs.values())
        slugs[group] = next(slug for slug in chain([words], numbered) if slug not in taken)
    return slugs


def held_by_feeds(store: Store, sources: Sequence[Source], to: Publication) -> tuple[Held, ...]:
    """Return what all feeds hold, those of sources that are not in the configuration too."""
    others = set(store.sources.states()).difference(one.name for one in sources)
    of_others = (
        store.contents.of_source(name, most=FEED_ARTICLES, keep=to.keep) for name in sorted(others)
    )
    return tuple(
        chain.from_iterable((*(plan.held() for plan in plans(store, sources, to)), *of_others))
    )


def feeds_with(
    store: Store,
    sources: Sequence[Source],
    to: Publication,
    id_: str,
    *,
    brought_by: frozenset[str],
) -> tuple[str, ...]:
    """Return the RSS files of the feeds that hold an article now, relative to the folder.

    `brought_by` are the names of the sources that brought it; feeds of others are not
    looked into. An article that newer ones have driven out of a feed is in it no more.
    """
    return tuple(
        f"{plan.path}.{feeds.RSS.suffix}"
        for plan in plans(store, sources, to)
        if (plan.of is None or plan.of & brought_by) and any(one.id == id_ for one in plan.held())
    )
