"""What is remembered of each source: health, way of reading, due time, validators."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from sqlalchemy import Connection, delete, select, update

from digest.model import Change, Outcome, Page, Source, Trouble
from digest.store.database import Database
from digest.store.following import follow, set_columns
from digest.store.habits import MOST_COUNTS
from digest.store.schema import (
    dropped,
    source,
    validator,
)

ALARM = 2
"""Readings in a row without any success after which a source is in trouble."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """The health of one source, and how it is read."""

    name: str
    url: str
    rules: str
    added_at: datetime
    first_read_at: datetime | None = None
    """None until one reading has succeeded."""
    last_read_at: datetime | None = None
    last_success_at: datetime | None = None
    due_at: datetime | None = None
    held_until: datetime | None = None
    """Before then the server wants to be left alone; None when it said nothing."""
    fresh_until: datetime | None = None
    """Before then, its server said at the last success, the list stays as it is."""
    interval_s: int | None = None
    """What the interval has come to, where it adapts to the news; None before the first."""
    failures: int = 0
    """Readings in a row without any success."""
    failing_since: datetime | None = None
    reason: str = ""
    """Of the last failure."""
    way: str = ""
    """feed, structured, posts, sitemap or listing; "" before the first success."""
    way_url: str = ""
    way_note: str = ""
    """Why it is another way than before, since `way_changed_at`; "" when it never changed."""
    way_changed_at: datetime | None = None
    unsure: bool = False
    """A better way may only have been out of reach when this one was chosen."""
    silence: str = ""
    """That it brought nothing since `silent_since`, longer than it ever paused; else ""."""
    silent_since: datetime | None = None
    silence_noticed_at: datetime | None = None
    """At which reading it was found silent."""
    habit_since: datetime | None = None
    """What it gave before is no measure of what it gives now; None for always."""
    counts: tuple[int, ...] = ()
    """Links of the last readings that brought a page, oldest first."""
    links: int = 0
    """How many links the last success gave."""
    unmatched: str = ""
    """The selectors of `[source.article]` that matched nothing at the last success that read
    articles, between spaces."""
    removed_at: datetime | None = None
    removal_told: bool = False

    @classmethod
    def unread(cls) -> Self:
        """Return the state of a source that the store does not know."""
        never = datetime.min.replace(tzinfo=UTC)
        return cls(name="", url="", rules="", added_at=never)

    @property
    def in_trouble(self) -> bool:
        """Whether the last two readings, or more, gave nothing."""
        return self.failures >= ALARM


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask it again conditionally."""

    etag: str = ""
    last_modified: str = ""
    final: str = ""
    """Where permanent redirects led, which is asked instead; "" without any."""


class Sources:
    """The part of the store that knows sources."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def sync(self, sources: Sequence[Source], *, now: datetime, whole: bool = True) -> None:
        """Make the store know exactly these sources.

        New ones are added, renamed ones (`formerly`) keep all that is theirs, ones that
        config.toml no longer has are marked as removed and keep their articles. A former
        name that is another source's present one changes nothing. A changed address
        forgets how the old one was read, and what went wrong with it, and its next reading
        is a first one; changed rules make it due, and its way is looked for anew. Unless
        the list is `whole`, because an error in config.toml cost a source, none counts as
        removed.
        """
        with self._database.begin() as connection:
            follow(connection, sources, now=now, whole=whole)

    def states(self) -> dict[str, SourceState]:
        """Return all sources by name, removed ones too."""
        with self._database.read() as connection:
            rows = connection.execute(select(source).order_by(source.c.name)).mappings()
            return {
                row["name"]: SourceState(**{**row, "counts": tuple(row["counts"])}) for row in rows
            }

    def tell_removed(self) -> tuple[str, ...]:
        """Return the removed sources that were not named before; each is given once."""
        waiting = (source.c.removed_at.is_not(None)) & (~source.c.removal_told)
        with self._database.begin() as connection:
            names = connection.scalars(
                select(source.c.name).where(waiting).order_by(source.c.name)
            ).all()
            set_columns(connection, names, removal_told=True)
        return tuple(names)

    def trouble(self, sources: Iterable[Source]) -> tuple[Trouble, ...]:
        """Return which of these sources are in trouble, or have fallen silent."""
        states = self.states()
        return tuple(
            Trouble(
                source=one.name,
                title=one.title,
                url=one.url,
                since=since,
                reason=reason,
                noticed=noticed,
            )
            for one in sources
            if one.enabled and (state := states.get(one.name))
            for since, reason, noticed in _trouble(state)
        )

    def changes(
        self, sources: Iterable[Source], *, after: datetime | None, before: datetime | None
    ) -> tuple[Change, ...]:
        """Return which of these sources came to be read another way between two instants.

        What happened at `after` itself is left out, at `before` it counts; None leaves that
        end open. Of a source that changed twice only the last time is known.
        """
        states = self.states()
        return tuple(
            Change(source=one.name, title=one.title, at=at, note=state.way_note)
            for one in sources
            if one.enabled
            and (state := states.get(one.name))
            and state.way_note
            and (at := state.way_changed_at)
            and (after is None or after < at)
            and (before is None or at <= before)
        )

    def accept(self, name: str, *, now: datetime) -> None:
        """Let a source begin a new habit, with what it gives from now on; its trouble is over."""
        well = {"failures": 0, "failing_since": None, "reason": "", "due_at": None}
        calm = {"silence": "", "silent_since": None, "silence_noticed_at": None}
        with self._database.begin() as connection:
            set_columns(connection, [name], habit_since=now, counts=[], **well, **calm)

    def hold(self, name: str, *, until: datetime) -> None:
        """Keep that a server asked to be left alone until then."""
        with self._database.begin() as connection:
            set_columns(connection, [name], held_until=until)

    def succeeded(
        self,
        outcome: Outcome,
        *,
        now: datetime,
        due_at: datetime,
        fresh_until: datetime | None = None,
        interval_s: int | None = None,
    ) -> None:
        """Keep that a reading succeeded; forget the dropped links that may be asked again."""
        with self._database.begin() as connection:
            connection.execute(
                delete(dropped).where(dropped.c.source == outcome.source, dropped.c.until < now)
            )
            if outcome.retry_after_s is None:  # else the server cut it off: its rest is to come
                first = source.c.first_read_at
                connection.execute(
                    update(source)
                    .where(source.c.name == outcome.source, first.is_(None))
                    .values(first_read_at=now)
                )
            set_columns(
                connection,
                [outcome.source],
                last_read_at=now,
                last_success_at=now,
                due_at=due_at,
                fresh_until=fresh_until,
                interval_s=interval_s,
                failures=0,
                failing_since=None,
                reason="",
                way=outcome.way,
                way_url=outcome.way_url,
                unsure=outcome.unsure,
                **_silence(connection, outcome, now),
                **(
                    {"way_note": outcome.way_note, "way_changed_at": now}
                    if outcome.way_note
                    else {}
                ),
                **({} if outcome.unchanged else _counted(connection, outcome)),
                **({"unmatched": " ".join(outcome.unmatched)} if outcome.extracted else {}),
            )

    def failed(self, outcome: Outcome, *, now: datetime, due_at: datetime) -> None:
        """Keep that a reading gave nothing; the way of reading stays."""
        with self._database.begin() as connection:
            failing_since = connection.scalar(
                select(source.c.failing_since).where(source.c.name == outcome.source)
            )
            set_columns(
                connection,
                [outcome.source],
                last_read_at=now,
                due_at=due_at,
                failures=source.c.failures + 1,
                failing_since=failing_since or now,
                reason=outcome.reason,
            )

    def validators(self, name: str, url: str) -> Validators:
        """Return what a source was last answered with at an address; empty when unknown."""
        ours = (validator.c.source == name) & (validator.c.url == url)
        with self._database.read() as connection:
            row = connection.execute(select(validator).where(ours)).one_or_none()
        if row is None:
            return Validators()
        return Validators(etag=row.etag, last_modified=row.last_modified, final=row.final)

    def save_validators(self, name: str, pages: Iterable[Page]) -> None:
        """Keep the validators of these pages for a source's next request of each.

        Two sources may read one page: what one of them has seen, the other has not.
        """
        with self._database.begin() as connection:
            for page in pages:
                ours = (validator.c.source == name) & (validator.c.url == page.requested)
                connection.execute(delete(validator).where(ours))
                connection.execute(
                    validator.insert().values(
                        source=name,
                        url=page.requested,
                        final=page.url if page.permanent else "",
                        etag=page.etag,
                        last_modified=page.last_modified,
                    )
                )


def _trouble(state: SourceState) -> Iterable[tuple[datetime, str, datetime | None]]:
    if state.in_trouble and state.failing_since:
        yield state.failing_since, state.reason, None
    elif state.silence and state.silent_since:
        yield state.silent_since, state.silence, state.silence_noticed_at


def _silence(connection: Connection, outcome: Outcome, now: datetime) -> dict[str, Any]:
    """What is kept of a silence: as it was first noticed, while it is the same one.

    Its words count days; changing with each of them, they would be news in themselves.
    """
    query = select(source.c.silent_since).where(source.c.name == outcome.source)
    if outcome.silence and connection.scalar(query) == outcome.silent_since:
        return {}
    return {
        "silence": outcome.silence,
        "silent_since": outcome.silent_since,
        "silence_noticed_at": now if outcome.silence else None,
    }


def _counted(connection: Connection, outcome: Outcome) -> dict[str, Any]:
    query = select(source.c.counts).where(source.c.name == outcome.source)
    counts = [*(connection.scalar(query) or []), outcome.links]
    return {"links": outcome.links, "counts": counts[-MOST_COUNTS:]}
