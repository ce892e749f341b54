"""Throw away what is old, and know how large the store is.

First texts go, then all but what an article is known again by, at last that too. What a
list shows or a feed holds stays. All of it in small transactions, so
that nobody waits long, and each thing by itself, so that a program that is killed on the
way goes on the next day.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, text, update

from digest.store.database import Database
from digest.store.schema import (
    alias,
    apart,
    article,
    boilerplate,
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
COMPARED_FOR = timedelta(days=30)
"""How long an article is found by its text: longer than copies are looked for."""
DROPPED_FOR = timedelta(days=30)
"""How long a link that gave no article is remembered after it may be asked again."""
REMOVED_FOR = timedelta(days=90)
"""How long what is known of a source is kept after config.toml lost it."""
MEASURED = 60
"""Days of which the size is kept."""


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
        in_feeds: int,
        in_combined: int,
    ) -> Swept:
        """Throw away what is older than these instants; None for nothing of its kind.

        Args:
            now: the present.
            texts: texts, and what articles were, of those first seen before it go.
            articles: all but what an article is known again by.
            ids: that too.
            in_feeds: the newest articles of each source, which its feed holds.
            in_combined: those of all sources.
        """
        held = self._held(in_feeds, in_combined)
        lost = [
            self._each(before, condition, take, held, now)
            for before, condition, take in (
                (texts, article.c.text_dropped_at.is_(None), _drop_text),
                (articles, article.c.gone_at.is_(None), _drop_all),
                (ids, article.c.gone_at.is_not(None), _forget),
            )
        ]
        self._prune(now)
        return Swept(texts=lost[0], articles=lost[1], ids=lost[2])

    def _held(self, in_feeds: int, in_combined: int) -> dict[str, int]:
        """By source, the number of the oldest article in its feed; "" for the feed of all."""
        newest = select(article.c.number).order_by(article.c.number.desc())
        with self._database.read() as connection:
            held = {"": _oldest(connection, newest.limit(in_combined), in_combined)}
            for name in connection.scalars(select(found.c.source).distinct()).all():
                of = newest.join(found, found.c.article == article.c.id)
                query = of.where(found.c.source == name).limit(in_feeds)
                held[name] = _oldest(connection, query, in_feeds)
        return held

    def _each(
        self,
        before: datetime | None,
        condition: Any,
        take: Callable[[Connection, Sequence[Any], datetime], None],
        held: dict[str, int],
        now: datetime,
    ) -> int:
        if before is None:
            return 0
        taken = last = 0
        while True:
            with self._database.begin() as connection:
                query = (
                    select(article.c.number, article.c.id)
                    .where(article.c.first_seen < before, article.c.number > last, condition)
                    .where(article.c.number < held[""])
                    .order_by(article.c.number)
                    .limit(AT_ONCE)
                )
                rows = connection.execute(query).all()
                if not rows:
                    return taken
                last = rows[-1].number
                free = list(_free(connection, rows, held, leaders=take is not _forget))
                if free:
                    take(connection, free, now)
                taken += len(free)

    def _prune(self, now: datetime) -> None:
        old = select(article.c.number).where(article.c.first_seen < now - COMPARED_FOR)
        gone = select(source.c.name).where(source.c.removed_at < now - REMOVED_FOR)
        with self._database.begin() as connection:
            connection.execute(delete(sketch).where(sketch.c.article.in_(old)))
            connection.execute(delete(dropped).where(dropped.c.until < now - DROPPED_FOR))
            for kept in (boilerplate, dropped, furniture, listed, snapshot, validator):
                connection.execute(delete(kept).where(kept.c.source.in_(gone)))


def _oldest(connection: Connection, numbers: Any, most: int) -> int:
    """The lowest of the numbers; 0 where they are fewer than there is room for."""
    found_ = connection.scalars(numbers).all()
    return min(found_) if len(found_) >= most else 0


def _free(
    connection: Connection, rows: Sequence[Any], held: dict[str, int], *, leaders: bool
) -> Iterator[Any]:
    """Those articles that no list shows and no feed holds; leaders of copies where wanted."""
    ids = [row.id for row in rows]
    bound = set(connection.scalars(select(listed.c.article).where(listed.c.article.in_(ids))))
    if not leaders:
        led = select(article.c.copy_of).where(article.c.copy_of.in_(ids))
        bound |= set(connection.scalars(led))
    brought: dict[str, list[str]] = {}
    for row in connection.execute(select(found).where(found.c.article.in_(ids))):
        brought.setdefault(row.article, []).append(row.source)
    for row in rows:
        if row.id not in bound and all(row.number < held[name] for name in brought.get(row.id, ())):
            yield row


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
        "image": None,
        "gone_at": now,
    }
    connection.execute(update(article).where(article.c.number.in_(numbers)).values(empty))
    connection.execute(delete(sketch).where(sketch.c.article.in_(numbers)))
    connection.execute(delete(story).where(story.c.article.in_(ids)))


def _forget(connection: Connection, rows: Sequence[Any], now: datetime) -> None:
    ids = [row.id for row in rows]
    _drop_all(connection, rows, now)
    for table, column in ((alias, alias.c.article), (found, found.c.article)):
        connection.execute(delete(table).where(column.in_(ids)))
    connection.execute(delete(apart).where(apart.c.other.in_(ids) | apart.c.one.in_(ids)))
    connection.execute(delete(article).where(article.c.id.in_(ids)))
