"""Write what the store holds: the feeds, and the edition of the day.

All of it is made anew from the store at each run and written only where bytes differ,
so that a run which was killed before this step loses nothing by it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count
from pathlib import Path

from digest import due, edition, feeds, output
from digest.config import Config
from digest.markdown import markdown
from digest.model import Edition, Feed, Source, Stored
from digest.store import Span, Store

FEED_ARTICLES = 200
"""Articles in one feed. The feeds of readers are asked daily or more often; a source
that writes two hundred articles between two visits is followed by no person."""
ALL_ARTICLES = 500
"""Articles in the feed of everything."""
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


def publication(config: Config) -> Publication:
    """Return what a configuration says of the files that are written."""
    return Publication(
        folder=config.output_folder,
        title=config.digest.title,
        timezone=config.digest.timezone,
        language=config.digest.language,
        base_url=config.base_url,
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


def _feeds(store: Store, sources: Sequence[Source], to: Publication) -> dict[str, Feed]:
    titles = tuple((one.name, one.title) for one in sources)

    def feed(path: str, title: str, url: str, articles: tuple[Stored, ...], language: str) -> Feed:
        return Feed(
            title=title,
            url=url,
            self_url=f"{to.base_url}{path}" if to.base_url else "",
            description=f"Articles of {title}",
            language=language,
            articles=articles,
            source_titles=titles,
        )

    home = to.base_url or (sources[0].url if sources else "https://example.invalid/")
    everything = store.articles.everything(most=ALL_ARTICLES)
    made = {"feed.xml": feed("feed.xml", to.title, home, everything, to.language)}
    for one in sources:
        articles = store.articles.of_source(one.name, most=FEED_ARTICLES)
        for name in (one.name, *one.formerly):
            path = f"feeds/{name}.xml"
            made[path] = feed(path, one.title, one.url, articles, one.language)
    for group, slug in _slugs(sources).items():
        members = [one for one in sources if one.group == group]
        articles = store.articles.of_sources([one.name for one in members], most=FEED_ARTICLES)
        path = f"feeds/group/{slug}.xml"
        made[path] = feed(path, f"{to.title}: {group}", members[0].url, articles, to.language)
    return made


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
    return (*changed, *_write_edition(store, sources, to, span))


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
    changed = _write_edition(store, sources, to, final)
    store.editions.close(final, now=now)
    return changed


def _write_edition(
    store: Store, sources: Sequence[Source], to: Publication, span: Span
) -> tuple[Path, ...]:
    text = markdown(_edition(store, sources, to, span))
    return output.write(to.folder, {_name(span.day): text.encode()})


def _name(day: date) -> str:
    return f"digest/{day.isoformat()}.md"


def _edition(store: Store, sources: Sequence[Source], to: Publication, span: Span) -> Edition:
    articles = store.articles.between(span.after, span.last)
    return edition.compose(
        articles,
        copies=store.articles.copies(one.id for one in articles),
        sources=sources,
        trouble=store.sources.trouble(sources),
        title=to.title,
        day=span.day,
        timezone=to.timezone,
        language=to.language,
    )


def edition_path(to: Publication, day: date) -> Path:
    """Return where the edition of a day is written."""
    return to.folder / _name(day)
