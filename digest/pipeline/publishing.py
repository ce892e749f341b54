"""Write what the store holds: the feeds, and the edition of the day.

All of it follows from the store, whatever was written before, so that a run which was
killed before this step loses nothing by it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from digest import due, edition, output, pages
from digest.model import Edition, Source
from digest.pipeline.feeding import held_by_feeds
from digest.pipeline.fronting import publish_front
from digest.pipeline.pressing import publish_feeds
from digest.pipeline.publication import Publication
from digest.store import Span, Store
from digest.subjects import off_subject
from digest.writing import markdown


def publish(
    store: Store, sources: Sequence[Source], to: Publication, *, now: datetime
) -> tuple[Path, ...]:
    """Write all feeds, the open edition and the index; return the files that changed.

    An edition whose local day is over is written a last time and closed.

    Raises:
        OutputError: a file cannot be written.
        StoreError: the store cannot be read.
    """
    changed = publish_feeds(store, sources, to)
    editions = _publish_editions(store, sources, to, now=now)
    return (*changed, *editions, *publish_front(store, sources, to))


def held(store: Store, sources: Sequence[Source], to: Publication) -> frozenset[str]:
    """Return the ids of the articles that are written again: in feeds, and in the open edition.

    Feeds of sources that are not in the configuration count too: they may come back to it.

    Raises:
        StoreError: the store cannot be read.
    """
    newest = store.editions.newest()
    closed = (newest.after if newest.last is None else newest.last) if newest else 0
    return frozenset(one.id for one in store.articles.between(closed, None)) | {
        one.id for one in held_by_feeds(store, sources, to)
    }


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
    return output.write(to.folder, [(_name(span.day), text.encode())])


def _name(day: date) -> str:
    return f"{pages.EDITIONS}/{day.isoformat()}.md"


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
