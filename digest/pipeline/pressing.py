"""The files of feeds, made where something changed.

A file is made only where what it follows from changed since it was written: the articles
that it holds, each by the number of its last change, its head, and how large it may be.
An article's part of it is made once for each of its changes, and kept; but not where it
names who else tells the story, as those change by themselves.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from digest import feeds, output, pages
from digest.feeds import Format
from digest.feeds.format import How
from digest.model import Feed, Mention, Source, Stored
from digest.pipeline.feeding import Plan, plans
from digest.pipeline.publication import Publication
from digest.store import Held, Store, Written


def publish_feeds(store: Store, sources: Sequence[Source], to: Publication) -> tuple[Path, ...]:
    """Write the files of all feeds that changed; return those whose bytes did.

    Raises:
        OutputError: a file cannot be written.
        StoreError: the store cannot be read or written.
    """
    titles = {one.name: one.title for one in sources}
    press = _Press(store, to, titles, _forms(titles))
    changed = output.write(
        to.folder, chain.from_iterable(map(press.files, plans(store, sources, to)))
    )
    press.close()
    return changed


def _forms(titles: Mapping[str, str]) -> tuple[Format, ...]:
    """The formats of feeds, and their page for people, which names sources by their titles."""
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
    titles: Mapping[str, str]
    """Of sources."""
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
        kept = _Kept(
            store=self.store,
            changes={one.number: one.change for one in held},
            others={one.number: others for one, others in held.items() if others},
            titles=self.titles,
        )
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


def _stamp(form: Format, head: bytes, limit: int, held: Mapping[Held, Sequence[Held]]) -> str:
    articles = [
        (one.number, one.change, [(other.number, other.change) for other in others])
        for one, others in held.items()
    ]
    what = repr((feeds.WRITER, form.name, head, limit, articles))
    return blake2b(what.encode(), digest_size=16).hexdigest()


@dataclass(slots=True, kw_only=True)
class _Kept:
    """The items of one feed's articles: kept ones, and those that are made now."""

    store: Store
    changes: Mapping[int, int]
    others: Mapping[int, tuple[Held, ...]]
    """Of the numbers of articles, who else tells their story."""
    titles: Mapping[str, str]
    """Of sources."""
    fresh: dict[str, dict[int, bytes]] = field(default_factory=dict)
    articles: dict[int, Stored] = field(default_factory=dict)

    def items(self, form: Format, numbers: Sequence[int], how: How) -> dict[int, bytes]:
        """Return the items of some articles in a format."""
        name = f"{form.name} {how} {feeds.WRITER}"
        alone = {one: self.changes[one] for one in numbers if one not in self.others}
        known = self.store.rendered.of(name, alone)
        self._read(one for one in numbers if one not in known)
        made = {one: form.item(self.articles[one], how) for one in alone if one not in known}
        self.fresh.setdefault(name, {}).update(made)
        together = {
            one: form.item(self._with_others(one), how) for one in numbers if one in self.others
        }
        return known | made | together

    def _read(self, numbers: Iterable[int]) -> None:
        unread = [one for one in numbers if one not in self.articles]
        self.articles |= self.store.contents.stored(unread)

    def _with_others(self, number: int) -> Stored:
        others = [one.number for one in self.others[number]]
        self._read(others)
        told = [self.articles[one] for one in others]
        return feeds.with_also(
            self.articles[number],
            [
                Mention(title=self.titles.get(one.source, one.source), url=one.article.url)
                for one in told
            ],
        )

    def close(self) -> None:
        """Keep what was made."""
        if any(self.fresh.values()):
            self.store.rendered.keep(self.fresh, self.changes)
