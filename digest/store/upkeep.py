"""Throw away what is old, and know how large the store is.

First texts go, then all but what an article is known again by, at last that too. What a
list shows or what is written again stays. All of it in small transactions, so that nobody
waits long, and each thing by itself, so that a program that is killed on the way goes on
with the next run.

A table that grows is thrown away from in `_drop_text`, `_drop_all` and `_forget`, if its
rows are an article's, else in `_prune`. A test names how each table is bounded.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, literal, select, text, tuple_, update

from digest.store.changes import next_change
from digest.store.database import Database
from digest.store.schema import (
    alias,
    apart,
    article,
    boilerplate,
    contested,
    dropped,
    found,
    furniture,
    listed,
    notice,
    revision,
    sketch,
    snapshot,
    source,
    story,
    upkeep,
    validator,
)

AT_ONCE = 500
"""Articles in one transaction."""
HASHES_AT_ONCE = 20_000
"""Rows of hashes that one transaction looks at, likewise."""
COMPARED_FOR = timedelta(days=30)
"""How long an article is found by its text: longer than copies are looked for."""
DROPPED_FOR = timedelta(days=30)
"""How long a link that gave no article is remembered after it may be asked again."""
REMOVED_FOR = timedelta(days=90)
"""How long what is known of a source is kept after config.toml lost it."""
MOST_VALIDATORS = 100
"""Addresses of one source that are asked conditionally: sites name sitemaps by the day."""
MEASURED = 60
"""Days of which the size is kept."""

_OLD_VALIDATORS = text(
    "DELETE FROM validator WHERE rowid IN (SELECT rowid FROM (SELECT rowid, row_number() OVER"
    " (PARTITION BY source ORDER BY rowid DESC) AS place FROM validator) WHERE place > :most)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a store was on a day."""

    day: date
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """How many articles lost what."""

    texts: int = 0
    articles: int = 0
    ids: int = 0


class Upkeep:
    """The part of the store that throws away."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def sizes(self) -> tuple[Size, ...]:
        """Return the sizes that were measured, one a day, the newest first."""
        query = select(upkeep.c.day, upkeep.c.bytes).order_by(upkeep.c.day.desc())
        with self._database.read() as connection:
            return tuple(Size(day=row.day, bytes=row.bytes) for row in connection.execute(query))

    def bytes(self) -> int:
        """Return the size of the store now, free pages inside it included."""
        with self._database.read() as connection:
            pages = connection.scalar(text("PRAGMA page_count")) or 0
            return int(pages * (connection.scalar(text("PRAGMA page_size")) or 0))

    def is_due(self, day: date) -> bool:
        """Whether nothing was thrown away on a day yet."""
        with self._database.read() as connection:
            query = select(upkeep.c.day).where(upkeep.c.day >= day)
            return connection.scalar(query.limit(1)) is None

    def done(self, day: date, *, now: datetime) -> None:
        """Keep that it was done on a day, and how large the store is."""
        size = self.bytes()
        with self._database.begin() as connection:
            connection.execute(delete(upkeep).where(upkeep.c.day == day))
            connection.execute(upkeep.insert().values(day=day, at=now, bytes=size))
            connection.execute(delete(upkeep).where(upkeep.c.day < day - timedelta(days=MEASURED)))

    def notice(self, what: str, *, holds: bool, now: datetime) -> bool:
        """Keep whether something holds; return whether it began to just now."""
        with self._database.begin() as connection:
            here = notice.c.what == what
            known = connection.scalar(select(notice.c.what).where(here)) is not None
            if holds and not known:
                connection.execute(notice.insert().values(what=what, since=now))
            elif known and not holds:
                connection.execute(delete(notice).where(here))
            return holds and not known

    def sweep(
        self,
        *,
        now: datetime,
        texts: datetime | None,
        articles: datetime | None,
        ids: datetime | None,
        held: Collection[str],
    ) -> Swept:
        """Throw away what is older than these instants; None for nothing of its kind.

        Args:
            now: the present.
            texts: texts, and what articles were, of those first seen before it go.
            articles: all but what an article is known again by.
            ids: that too.
            held: the ids of articles that are written again, and so stay as they are.
        """
        self._prune(now)
        lost = [
            self._each(before, condition, take, held, now)
            for before, condition, take in (
                (texts, article.c.text_dropped_at.is_(None), _drop_text),
                (articles, article.c.gone_at.is_(None), _drop_all),
                (ids, article.c.gone_at.is_not(None), _forget),
            )
        ]
        return Swept(texts=lost[0], articles=lost[1], ids=lost[2])

    def _each(
        self,
        before: datetime | None,
        condition: Any,
        take: Callable[[Connection, Sequence[Any], datetime], None],
        held: Collection[str],
        now: datetime,
    ) -> int:
        if before is None:
            return 0
        number, seen = article.c.number, article.c.first_seen
        query = select(number, article.c.id, seen).where(condition, seen < before)
        query = query.order_by(seen, number).limit(AT_ONCE)
        taken, rest = 0, query
        while True:
            with self._database.begin() as connection:
                rows = connection.execute(rest).all()
                if not rows:
                    return taken
                last = literal(rows[-1].first_seen, seen.type), literal(rows[-1].number)
                rest = query.where(tuple_(seen, number) > tuple_(*last))
                free = _free(connection, rows, held, leaders=take is not _forget)
                if free:
                    take(connection, free, now)
                taken += len(free)

    def _prune(self, now: datetime) -> None:
        self._prune_hashes(before=now - COMPARED_FOR)
        gone = select(source.c.name).where(source.c.removed_at < now - REMOVED_FOR)
        with self._database.begin() as connection:
            connection.execute(delete(dropped).where(dropped.c.until < now - DROPPED_FOR))
            for kept in (boilerplate, dropped, furniture, listed, snapshot, validator):
                connection.execute(delete(kept).where(kept.c.source.in_(gone)))
            connection.execute(_OLD_VALIDATORS, {"most": MOST_VALIDATORS})

    def _prune_hashes(self, *, before: datetime) -> None:
        """Throw away the hashes of articles first seen before an instant.

        They are in the order of their values, not of articles, so that all are looked at,
        some at a time; to look them up by article would take an index as large as they are.
        """
        seen = article.c.first_seen
        oldest = select(article.c.number).where(seen < before).order_by(seen.desc()).limit(1)
        with self._database.read() as connection:
            last = connection.scalar(oldest)
        at: int | None = -1 if last else None
        while at is not None:
            with self._database.begin() as connection:
                some = select(sketch.c.hash).where(sketch.c.hash > at).order_by(sketch.c.hash)
                end = connection.scalar(some.limit(1).offset(HASHES_AT_ONCE))
                old = and_(sketch.c.hash > at, sketch.c.article <= last)
                until = old if end is None else and_(old, sketch.c.hash <= end)
                connection.execute(delete(sketch).where(until))
            at = end


def _free(
    connection: Connection, rows: Sequence[Any], held: Collection[str], *, leaders: bool
) -> list[Any]:
    """Those articles that no list shows and that are not held; leaders of copies where wanted."""
    ids = [row.id for row in rows if row.id not in held]
    bound = set(connection.scalars(select(listed.c.article).where(listed.c.article.in_(ids))))
    if not leaders:
        led = select(article.c.copy_of).where(article.c.copy_of.in_(ids))
        bound |= set(connection.scalars(led))
    free = set(ids) - bound
    return [row for row in rows if row.id in free]


def _drop_text(connection: Connection, rows: Sequence[Any], now: datetime) -> None:
    numbers = [row.number for row in rows]
    these = article.c.number.in_(numbers)
    values = {"html": "", "text": "", "text_dropped_at": now}
    connection.execute(update(article).where(these).values(values))
    connection.execute(delete(revision).where(revision.c.article.in_(numbers)))


def _drop_all(connection: Connection, rows: Sequence[Any], now: datetime) -> None:
    numbers, ids = [row.number for row in rows], [row.id for row in rows]
    _drop_text(connection, rows, now)
    empty: dict[str, Any] = {
        **dict.fromkeys(("title", "summary", "section"), ""),
        **{name: [] for name in ("addresses", "authors", "tags", "provenance")},
        "sketch": b"",
        "enclosures": [],
        "image": None,
        "gone_at": now,
        "change": next_change(connection),
    }
    connection.execute(update(article).where(article.c.number.in_(numbers)).values(empty))
    connection.execute(delete(story).where(story.c.article.in_(ids)))


def _forget(connection: Connection, rows: Sequence[Any], now: datetime) -> None:
    ids = [row.id for row in rows]
    _drop_all(connection, rows, now)
    for table, column in ((alias, alias.c.article), (found, found.c.article)):
        connection.execute(delete(table).where(column.in_(ids)))
    for pair in (apart.c.one, apart.c.other, contested.c.article, contested.c.other):
        connection.execute(delete(pair.table).where(pair.in_(ids)))
    connection.execute(delete(article).where(article.c.id.in_(ids)))
