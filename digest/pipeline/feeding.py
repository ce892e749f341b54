"""Which feeds there are, what each holds, and their files.

A file is made only where what it follows from changed since it was written: the articles
that it holds, each by the number of its last change, its head, and how large it may be.
An article's part of it is made once for each of its changes, and kept.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from hashlib import blake2b
from itertools import chain, count
from pathlib import Path
from typing import Literal

from digest import feeds, output, pages
from digest.feeds import Format
from digest.feeds.format import How
from digest.model import Feed, Source, Stored
from digest.pipeline.publication import Publication
from digest.store import Held, Store, Written

FEED_ARTICLES = 200
"""Articles in one feed, if so many are stored, however old they are."""
ALL_ARTICLES = 500
"""Articles in the feed of everything, likewise."""
COMBINED = "feed"
"""The feed of everything, in the folder, without its suffix."""
LONGEST_SLUG = 50
"""Characters of a group in the name of its file, of which a system takes 255 bytes."""


Kind = Literal["everything", "source", "group", "former"]
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
    held: Callable[[], tuple[Held, ...]]


def plans(store: Store, sources: Sequence[Source], to: Publication) -> Iterator[Plan]:
    """Yield the feeds that are written: of everything, of each source, of each group."""
    home = to.base_url or (sources[0].url if sources else "https://example.invalid/")
    contents, fastest = store.contents, min((_pace(one) for one in sources), default=None)
    yield Plan(
        path=COMBINED,
        kind="everything",
        title=to.title,
        url=home,
        language=to.language,
        every=fastest,
        of=None,
        held=partial(contents.everything, most=ALL_ARTICLES, keep=to.keep),
    )
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
                held=partial(contents.of_source, one.name, most=FEED_ARTICLES, keep=to.keep),
            )
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
            held=partial(contents.of_sources, names, most=FEED_ARTICLES, keep=to.keep),
        )


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


def publish_feeds(store: Store, sources: Sequence[Source], to: Publication) -> tuple[Path, ...]:
    """Write the files of all feeds that changed; return those whose bytes did.

    Raises:
        OutputError: a file cannot be written.
        StoreError: the store cannot be read or written.
    """
    press = _Press(store, to, _forms(sources))
    changed = output.write(
        to.folder, chain.from_iterable(map(press.files, plans(store, sources, to)))
    )
    press.close()
    return changed


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


def _forms(sources: Sequence[Source]) -> tuple[Format, ...]:
    """The formats of feeds, and their page for people, which names sources by their titles."""
    titles = {one.name: one.title for one in sources}
    named = blake2b(repr(titles).encode(), digest_size=8).hexdigest()

    def item(stored: Stored, _how: How) -> bytes:
        return pages.item(stored, source_title=titles.get(stored.source, stored.source))

    page = Format(
        name=f"page {named}",
        label="page",
        suffix=pages.PAGE_SUFFIX,
        type="text/html",
        head=lambda feed: pages.head(feed, files=pages.beside(feed.path)),
        item=item,
        between=b"",
        tail=pages.TAIL,
    )
    return (*feeds.FORMATS, page)


@dataclass(slots=True)
class _Press:
    """Makes the files that have to be made, and remembers how all were left."""

    store: Store
    to: Publication
    forms: Sequence[Format]
    before: Mapping[str, Written] = field(init=False)
    left: dict[str, Written] = field(default_factory=dict)
    made: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """Of the paths of files that were made now, their stamps, and whether they are overfull."""

    def __post_init__(self) -> None:
        self.before = self.store.files.written()

    def files(self, plan: Plan) -> Iterator[tuple[str, bytes]]:
        """Yield those of a feed's files that may have changed."""
        held = plan.held()
        feed = Feed(
            title=plan.title,
            url=plan.url,
            path=plan.path,
            base_url=self.to.base_url,
            description=f"Articles of {plan.title}",
            language=plan.language,
            every=plan.every,
            updated=max((one.updated for one in held), default=None),
        )
        kept = _Kept(self.store, {one.number: one.change for one in held})
        for form in self.forms:
            path, head = f"{plan.path}.{form.suffix}", form.head(feed)
            stamp = _stamp(form, head, self.to.feed_bytes, held)
            if not self._stands(path, stamp):
                limit = self.to.feed_bytes if form in feeds.FORMATS else sys.maxsize
                room = form.room(limit, head, len(held))
                numbers = [one.number for one in held]
                fitted = feeds.fitted(numbers, room=room, item=partial(kept.items, form))
                self.made[path] = stamp, fitted.overfull
                yield path, form.document(head, fitted.items)
        kept.close()

    def _stands(self, path: str, stamp: str) -> bool:
        """Whether a file is as it was left, and would become the same."""
        was = self.before.get(path)
        if was is None or was.stamp != stamp:
            return False
        if output.facts(self.to.folder, path) != (was.size, was.modified_ns):
            return False
        self.left[path] = was
        return True

    def close(self) -> None:
        """Remember how all files were left."""
        for path, (stamp, overfull) in self.made.items():
            if facts := output.facts(self.to.folder, path):
                size, modified = facts
                self.left[path] = Written(
                    stamp=stamp, size=size, modified_ns=modified, overfull=overfull
                )
        self.store.files.keep(self.left)


def _stamp(form: Format, head: bytes, limit: int, held: Sequence[Held]) -> str:
    articles = [(one.number, one.change) for one in held]
    what = repr((feeds.WRITER, form.name, head, limit, articles))
    return blake2b(what.encode(), digest_size=16).hexdigest()


@dataclass(slots=True)
class _Kept:
    """The items of one feed's articles: kept ones, and those that are made now."""

    store: Store
    changes: Mapping[int, int]
    fresh: dict[str, dict[int, bytes]] = field(default_factory=dict)
    articles: dict[int, Stored] = field(default_factory=dict)

    def items(self, form: Format, numbers: Sequence[int], how: How) -> dict[int, bytes]:
        """Return the items of some articles in a format."""
        name = f"{form.name} {how} {feeds.WRITER}"
        known = self.store.rendered.of(name, {one: self.changes[one] for one in numbers})
        lacking = [one for one in numbers if one not in known]
        unread = [one for one in lacking if one not in self.articles]
        self.articles |= self.store.contents.stored(unread)
        made = {one: form.item(self.articles[one], how) for one in lacking}
        self.fresh.setdefault(name, {}).update(made)
        return known | made

    def close(self) -> None:
        """Keep what was made."""
        if any(self.fresh.values()):
            self.store.rendered.keep(self.fresh, self.changes)
