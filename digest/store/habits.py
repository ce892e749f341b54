"""What sources have given so far, put together from what is stored of them anyway."""

from datetime import datetime

from sqlalchemy import Connection, func, select, true

from digest.model import Habit, Shown
from digest.store.database import Database
from digest.store.schema import article, found, listed, source

NEWEST = 50
"""Articles that a source's habit is drawn from; a pause is judged by those between them."""
MOST_COUNTS = 20
"""Readings whose number of links is kept."""


class Habits:
    """The part of the store that knows what sources usually give."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def of(self, name: str) -> Habit:
        """Return what a source has given so far; an empty habit for one that gave nothing.

        Of one whose new habit was accepted, what it gave since then.
        """
        with self._database.read() as connection:
            state = connection.execute(
                select(source.c.counts, source.c.habit_since, source.c.last_success_at).where(
                    source.c.name == name
                )
            ).one_or_none()
            since = state.habit_since if state else None
            is_new = state and since and (state.last_success_at or since) <= since
            rows = connection.execute(
                select(
                    article.c.title,
                    article.c.partial,
                    article.c.first_seen,
                    article.c.published_at,
                    article.c.published_day_only,
                    func.length(article.c.text).label("length"),
                )
                .where(
                    article.c.source == name, true() if not since else article.c.first_seen >= since
                )
                .order_by(article.c.number.desc())
                .limit(NEWEST)
            ).all()
            dated = [row.published_at for row in rows if row.published_at]
            return Habit(
                counts=tuple(state.counts) if state else (),
                shown=() if is_new else _shown(connection, name),
                lengths=tuple(row.length for row in rows if not row.partial),
                titles=tuple(row.title for row in rows),
                seen=_seen(connection, name, {row.first_seen for row in rows}),
                times=tuple(
                    row.published_at
                    for row in rows
                    if row.published_at and not row.published_day_only
                ),
                newest=max(dated, default=None),
            )


def _seen(connection: Connection, name: str, own: set[datetime]) -> tuple[datetime, ...]:
    """When news came: what another source brought first counts too, while it is listed.

    But for what is older than all of the source's own, such as a pinned page.
    """
    if not own:
        return ()
    here = select(listed.c.article).where(listed.c.source == name)
    brought = connection.scalars(
        select(article.c.first_seen).where(article.c.id.in_(here), article.c.first_seen >= min(own))
    )
    return tuple(sorted(own.union(brought), reverse=True)[:NEWEST])


def _shown(connection: Connection, name: str) -> tuple[Shown, ...]:
    # As it was listed: through a counter it is another address than the article's own.
    here = (found.c.source == name) & (found.c.article == article.c.id)
    url = func.coalesce(func.nullif(found.c.url, ""), article.c.url).label("url")
    query = (
        select(listed.c.title, listed.c.published_at, url)
        .join(article, article.c.id == listed.c.article)
        .outerjoin(found, here)
        .where(listed.c.source == name)
        .order_by(article.c.number.desc())
    )
    return tuple(
        Shown(url=row.url, title=row.title, published=row.published_at)
        for row in connection.execute(query)
    )
