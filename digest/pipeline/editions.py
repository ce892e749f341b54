"""The editions of each series: written while they are open, and frozen when they close.

One transaction closes an edition: it sets the mark after which the next one begins, keeps
what the edition says, and queues what is to be sent. Files are written from what is kept,
before or after; a run that was killed in between is made good by the next.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from digest import due, edition, output, writing
from digest.errors import StoreError
from digest.model import Edition, Letter, Series, Source, Stored
from digest.pipeline.belonging import belonging, members
from digest.pipeline.publication import Publication
from digest.pipeline.queueing import queued
from digest.pipeline.summarising import summaries
from digest.store import Span, Store

LOG = logging.getLogger(__name__)

FIRST = timedelta(hours=24)
"""What the first edition of a series looks back at."""


def write_editions(
    store: Store, sources: Sequence[Source], to: Publication, *, now: datetime
) -> tuple[Path, ...]:
    """Write the open edition of each series; close those whose local day is over.

    The edition that closed last is written again where its file differs from what is kept.
    Returns the files that changed.

    Raises:
        OutputError: a file cannot be written; the other series have theirs all the same.
        StoreError: the store cannot be read or written.
    """

    def write(series: Series) -> tuple[Path, ...]:
        span = _present(store, sources, series, to, now=now)
        changed = _write_closed(store, series, to)
        if span is None:
            return changed
        made = _edition(store, sources, series, to, span, before=None)
        return (*changed, *_write_open(series, to, made))

    return _each(to.series, write)


def deliver(
    store: Store,
    sources: Sequence[Source],
    to: Publication,
    *,
    now: datetime,
    only: Collection[str] | None = None,
    missing: Sequence[str] = (),
) -> tuple[Path, ...]:
    """Close today's editions and queue them for their recipients; return changed files.

    What is first stored from now on belongs to the next ones. A series that goes to nobody
    keeps its edition open until its day is over. One whose edition is closed already gives no
    second one: it goes to those who were not sent it, as it is.

    Args:
        store: where the editions are closed.
        sources: all of the configuration.
        to: where editions go.
        now: the present.
        only: names of series; None for all.
        missing: titles of the sources that are still being read and not waited for.

    Raises:
        OutputError: a file cannot be written; all is closed and queued all the same.
        StoreError: the store cannot be read or written.
    """

    def close(series: Series) -> tuple[Path, ...]:
        today = due.local_day(now, series.timezone)
        span = _present(store, sources, series, to, now=now)
        if span and span.day == today and series.is_delivered:
            _close(store, sources, series, to, span, now=now, before=None, missing=missing)
        elif letter := _owed(store, series, today):
            store.outbox.queue(letter, queued(letter, series, to, now=now), now=now)
        return _write_closed(store, series, to)

    return _each([one for one in to.series if only is None or one.name in only], close)


def coming(
    store: Store, sources: Sequence[Source], to: Publication, *, now: datetime
) -> list[Stored]:
    """Return the articles of all editions that are open, each once.

    Raises:
        StoreError: the store cannot be read or written.
    """
    held: dict[str, Stored] = {}
    for series in to.series:
        if span := _present(store, sources, series, to, now=now):
            held |= {one.id: one for one in members(store, series, sources, span)[0]}
    return list(held.values())


def is_due(store: Store, series: Series, *, now: datetime) -> bool:
    """Return whether an edition is to be delivered now: its time of day has come.

    So is one that a person closed before, by sending it to somebody else.
    """
    today = due.local_day(now, series.timezone)
    if not series.is_delivered or series.day_from(today) != today:
        return False
    if now.astimezone(ZoneInfo(series.timezone)).time() < series.at:
        return False
    known = store.editions.of(series.name, today)
    is_open = known is None or known.last is None
    return is_open or _owed(store, series, today) is not None


def is_behind(store: Store, series: Series, *, now: datetime) -> bool:
    """Return whether an edition is open although its day is over, or that of today not begun.

    It begins with its day, so that a day is not left out on which the clocks pass over the
    time of day of its edition.
    """
    today = due.local_day(now, series.timezone)
    opened = store.editions.opened(series.name)
    if opened:
        return opened.day < today
    return store.editions.of(series.name, series.day_from(today)) is None


def _each(many: Iterable[Series], work: Callable[[Series], tuple[Path, ...]]) -> tuple[Path, ...]:
    """Work on each series; what goes wrong with one is raised when the others are done."""
    changed: list[Path] = []
    fault: Exception | None = None
    for series in many:
        try:
            changed += work(series)
        except StoreError:
            raise  # no other would fare better
        except Exception as error:  # noqa: BLE001 - raised below; rule 9 of the design
            if fault:
                LOG.error("%s: its edition failed too: %s", series.header, error)  # noqa: TRY400
            fault = fault or error
    if fault:
        raise fault
    return tuple(changed)


def _owed(store: Store, series: Series, day: date) -> Letter | None:
    """The letter of a day where it is closed and one who is to get it was not sent it."""
    letter = store.outbox.letter(series.name, day)
    if letter is None or not (letter.news or series.empty == "note"):
        return None
    known = {(one.channel, one.recipient) for one in store.outbox.of(series.name, day)}
    wanted = {("mail", one) for one in series.recipients}
    wanted |= {("webhook", one) for one in series.webhooks}
    return letter if wanted - known else None


def _present(
    store: Store, sources: Sequence[Source], series: Series, to: Publication, *, now: datetime
) -> Span | None:
    """The open edition of today, or of the next day that has one; None when that is closed.

    One of an earlier day is closed first, with what came before its day was over. One of a
    later day, by a clock that was set back since, is called after today from now on.
    """
    today = due.local_day(now, series.timezone)
    opened = store.editions.opened(series.name)
    if opened and opened.day < today:
        over = due.end_of(opened.day, series.timezone)
        _close(store, sources, series, to, opened, now=now, before=over)
        opened = None
    span = store.editions.open(series.name, series.day_from(today), since=now - FIRST)
    if opened and opened.day != span.day and span.last is None:
        output.remove(to.folder, [series.path(opened.day, one) for one in to.edition_files])
    return span if span.last is None else None


def _close(  # noqa: PLR0913  (what an edition is of, and how it ends)
    store: Store,
    sources: Sequence[Source],
    series: Series,
    to: Publication,
    span: Span,
    *,
    now: datetime,
    before: datetime | None,
    missing: Sequence[str] = (),
) -> None:
    """Close an edition with what was first stored before an instant, or all of it."""
    final = store.editions.until(span, before=before)
    made = _edition(store, sources, series, to, final, before=before, missing=missing)
    letter = writing.letter(made, series.name)
    store.editions.close(final, letter, queued(letter, series, to, now=now), now=now)


_FORMS = {"md": writing.markdown, "html": writing.html, "txt": writing.text}
"""An edition as a file, by its suffix."""


def _write_open(series: Series, to: Publication, made: Edition) -> tuple[Path, ...]:
    files = [(series.path(made.day, one), _FORMS[one](made).encode()) for one in to.edition_files]
    return output.write(to.folder, files)


def _write_closed(store: Store, series: Series, to: Publication) -> tuple[Path, ...]:
    closed = store.editions.last_closed(series.name)
    letter = store.outbox.letter(series.name, closed.day) if closed else None
    return _write_letter(series, to, letter) if letter else ()


def _write_letter(series: Series, to: Publication, letter: Letter) -> tuple[Path, ...]:
    forms = {"md": letter.markdown, "html": letter.html, "txt": letter.text}
    return output.write(
        to.folder,
        [(series.path(letter.day, one), forms[one].encode()) for one in to.edition_files],
    )


def _edition(  # noqa: PLR0913  (what an edition is of, and how it ends)
    store: Store,
    sources: Sequence[Source],
    series: Series,
    to: Publication,
    span: Span,
    *,
    before: datetime | None,
    missing: Sequence[str] = (),
) -> Edition:
    of = belonging(series, sources)
    articles, copies = members(store, series, sources, span)
    closed = store.editions.last_closed(series.name)
    if closed and closed.day > span.day:  # by a clock that was set back since
        closed = None
    since = _end(closed, series)
    followed = [one for one in sources if of.follows(one.name)]
    revised = store.revisions.told(span.after, after=span.changed_after, last=span.changed_last)
    return edition.compose(
        articles,
        series=series,
        copies=copies,
        stories=store.stories.of([one.id for one in articles]),
        sources=followed,
        subjects=to.subjects,
        trouble=store.sources.trouble(followed),
        changes=store.sources.changes(followed, after=since, before=before),
        summaries=summaries(store, articles, to.summary) if to.summary else {},
        revised=[(one, kind) for one, kind in revised if of.holds(one)],
        day=span.day,
        since=since,
        missed=closed is not None and closed.day < series.day_before(span.day),
        unread=_is_unread(store, followed, since),
        missing=missing,
        whole=to.address(series.path(span.day)),
    )


def _end(span: Span | None, series: Series) -> datetime | None:
    """Return when an edition ended: as it closed, or with its day where it closed later."""
    if span is None or span.closed_at is None:
        return None
    return min(span.closed_at, due.end_of(span.day, series.timezone))


def _is_unread(store: Store, sources: Sequence[Source], since: datetime | None) -> bool:
    """Whether none of the sources was read with success since then, or ever."""
    states = store.sources.states()
    wanted = [states[one.name] for one in sources if one.enabled and one.name in states]
    read = (one.last_success_at for one in wanted if one.last_success_at)
    return bool(wanted) and not any(since is None or at > since for at in read)
