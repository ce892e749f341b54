"""Write what the store holds: the feeds, and the edition of the day.

All of it is made anew from the store at each run and written only where bytes differ,
so that a run which was killed before this step loses nothing by it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import chain, count
from pathlib import Path

from digest import due, edition, feeds, output
from digest.config import Config
from digest.markdown import markdown
from digest.model import Edition, Feed, Source, Stored, Subject
from digest.store import Span, Store
from digest.subjects import off_subject

FEED_ARTICLES = 200
"""Articles in one feed. The feeds of readers are asked daily or more often; a source
that writes two hundred articles between two visits is followed by no person."""
ALL_ARTICLES = 500
"""Articles in the feed of everything."""
COMBINED = "feed.xml"
"""The feed of everything, in the folder."""
LONGEST_SLUG = 50
"""Characters of a group in the name of its file, of which a system takes 255 bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What is written, where, and under which name."""

    folder: Path
    title: str
    timezone: str
    language: str
    base_url: str = ""
    """Where the folder is served, with a slash at its end; "" for nowhere."""
    subjects: tuple[Subject, ...] = ()
    """What editions are on; () for everything. Feeds hold everything."""


def publication(config: Config) -> Publication:
    """Return what a configuration says of the files that are written."""
    return Publication(
        folder=config.output_folder,
        title=config.digest.title,
        timezone=config.digest.timezone,
        language=config.digest.language,
        base_url=config.base_url,
        subjects=config.digest.subjects,
    )


def publish(
    store: Store, sources: Sequence[Source], to: Publication, *, now: datetime
) -> tuple[Path, ...]:
    """Write all feeds and the open edition; return the files that changed.

    An edition whose local day is over is written a last time and closed.

    Raises:
        OutputError: a file cannot be written.
        StoreError: the store cannot be read.
    """
    files = {name: feeds.rss(feed) for name, feed in _feeds(store, sources, to).items()}
    changed = output.write(to.folder, files)
    return (*changed, *_publish_editions(store, sources, to, now=now))


def feeds_with(
    store: Store,
    sources: Sequence[Source],
    to: Publication,
    id_: str,
    *,
    brought_by: frozenset[str],
) -> tuple[str, ...]:
    """Return the files of the feeds that hold an article now, relative to the folder.

    `brought_by` are the names of the sources that brought it; feeds of others are not
    looked into. An article that newer ones have driven out of a feed is in it no more.
    """
    return tuple(
        plan.path
        for plan in _plans(store, sources, to)
        if (plan.of is None or plan.of & brought_by)
        and any(stored.id == id_ for stored in plan.articles())
    )


def held(store: Store, sources: Sequence[Source], to: Publication) -> frozenset[str]:
    """Return the ids of the articles that are written again: in feeds, and in the open edition.

    Feeds of sources that are not in the configuration count too: they may come back to it.

    Raises:
        StoreError: the store cannot be read.
    """
    known, newest = store.articles, store.editions.newest()
    closed = (newest.after if newest.last is None else newest.last) if newest else 0
    others = set(store.sources.states()).difference(one.name for one in sources)
    every = chain(
        known.between(closed, None),
        *(plan.articles() for plan in _plans(store, sources, to)),
        *(known.of_source(name, most=FEED_ARTICLES) for name in others),
    )
    return frozenset(one.id for one in every)


def _feeds(store: Store, sources: Sequence[Source], to: Publication) -> dict[str, Feed]:
    titles = tuple((one.name, one.title) for one in sources)
    return {
        plan.path: Feed(
            title=plan.title,
            url=plan.url,
            self_url=f"{to.base_url}{plan.path}" if to.base_url else "",
            description=f"Articles of {plan.title}",
            language=plan.language,
            articles=plan.articles(),
            source_titles=titles,
        )
        for plan in _plans(store, sources, to)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """One file of a feed, and how its articles are chosen."""

    path: str
    title: str
    url: str
    language: str
    of: frozenset[str] | None
    """The sources that it is of; None for all, also those that are no longer followed."""
    articles: Callable[[], tuple[Stored, ...]]


def _plans(store: Store, sources: Sequence[Source], to: Publication) -> Iterator[_Plan]:
    home = to.base_url or (sources[0].url if sources else "https://example.invalid/")
    yield _Plan(
        path=COMBINED,
        title=to.title,
        url=home,
        language=to.language,
        of=None,
        articles=partial(store.articles.everything, most=ALL_ARTICLES),
    )
    for one in sources:
        for path in feed_paths(one):
            yield _Plan(
                path=path,
                title=one.title,
                url=one.url,
                language=one.language,
                of=frozenset((one.name,)),
                articles=partial(store.articles.of_source, one.name, most=FEED_ARTICLES),
            )
    for group, slug in _slugs(sources).items():
        members = [one for one in sources if one.group == group]
        names = [one.name for one in members]
        yield _Plan(
            path=f"feeds/group/{slug}.xml",
            title=f"{to.title}: {group}",
            url=members[0].url,
            language=to.language,
            of=frozenset(names),
            articles=partial(store.articles.of_sources, names, most=FEED_ARTICLES),
        )


def feed_paths(source: Source) -> tuple[str, ...]:
    """Return the files of a source's own feed, relative to the folder, its present one first."""
    return tuple(f"feeds/{name}.xml" for name in (source.name, *source.formerly))


def _slugs(sources: Sequence[Source]) -> dict[str, str]:
    """Return a file name for each group, in the order of the configuration."""
    slugs: dict[str, str] = {}
    for group in dict.fromkeys(one.group for one in sources if one.group):
        words = re.sub(r"[\W_]+", "-", group.casefold())[:LONGEST_SLUG].strip("-") or "group"
        numbered = (f"{words}-{number}" for number in count(2))
        taken = set(slugs.values())
        slugs[group] = next(slug for slug in chain([words], numbered) if slug not in taken)
    return slugs


def deliver(
    store: Store, sources: Sequence[Source], to: Publication, *, now: datetime
) -> tuple[Path, ...]:
    """Write the edition of today and close it, unless that was done; return changed files.

    What is first stored from now on belongs to the next one.

    Raises:
        OutputError: the file cannot be written; the edition stays open.
        StoreError: the store cannot be read or written.
    """
    changed = _publish_editions(store, sources, to, now=now)
    newest = store.editions.newest()
    if newest is None or newest.last is not None:
        return changed
    return (*changed, *close_edition(store, sources, to, newest, before=None, now=now))


def _publish_editions(
    store: Store, sources: Sequence[Source], to: Publication, *, now: datetime
) -> tuple[Path, ...]:
    today = due.local_day(now, to.timezone)
    newest = store.editions.newest()
    changed: tuple[Path, ...] = ()
    if newest and newest.last is None and newest.day < today:
        over = due.end_of(newest.day, to.timezone)
        changed = close_edition(store, sources, to, newest, before=over, now=now)
        newest = store.editions.newest()
    if newest and newest.day >= today and newest.last is not None:
        return changed  # delivered already: what came since waits for the next one
    span = newest if newest and newest.day >= today else store.editions.open(today)
    return (*changed, *_write_edition(store, sources, to, span, before=None))


def close_edition(
    store: Store,
    sources: Sequence[Source],
    to: Publication,
    span: Span,
    *,
    before: datetime | None,
    now: datetime,
) -> tuple[Path, ...]:
    """Write an edition with what was first stored before an instant, or all; then close it.

    Written first: when the program is killed in between, the next run writes the same
    bytes and closes it. Returns the files that changed.
    """
    final = store.editions.until(span, before=before)
    changed = _write_edition(store, sources, to, final, before=before)
    store.editions.close(final, now=now)
    return changed


def _write_edition(
    store: Store,
    sources: Sequence[Source],
    to: Publication,
    span: Span,
    *,
    before: datetime | None,
) -> tuple[Path, ...]:
    text = markdown(_edition(store, sources, to, span, before=before))
    return output.write(to.folder, {_name(span.day): text.encode()})


def _name(day: date) -> str:
    return f"digest/{day.isoformat()}.md"


def _edition(
    store: Store,
    sources: Sequence[Source],
    to: Publication,
    span: Span,
    *,
    before: datetime | None,
) -> Edition:
    stored = store.articles.between(span.after, span.last)
    articles = [one for one in stored if not off_subject(to.subjects, one.article)]
    began = _end(store.editions.previous(span.day), to)
    return edition.compose(
        articles,
        copies=store.articles.copies(one.id for one in articles),
        stories=store.stories.of([one.id for one in articles]),
        sources=sources,
        trouble=store.sources.trouble(sources),
        changes=store.sources.changes(sources, after=began, before=before),
        title=to.title,
        day=span.day,
        timezone=to.timezone,
        language=to.language,
    )


def _end(span: Span | None, to: Publication) -> datetime | None:
    """Return when an edition ended: as it closed, or with its day where it closed later."""
    if span is None or span.closed_at is None:
        return None
    return min(span.closed_at, due.end_of(span.day, to.timezone))


def edition_path(to: Publication, day: date) -> Path:
    """Return where the edition of a day is written."""
    return to.folder / _name(day)
