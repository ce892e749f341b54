"""Make the store know the sources of the configuration, and no others.

What was read of a source is kept as long as it says something about how it is read now:
its address, its rules, its name.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, select, update

from digest.model import Source
from digest.store.schema import (
    article,
    boilerplate,
    dropped,
    found,
    furniture,
    listed,
    snapshot,
    source,
    validator,
)


def follow(
    connection: Connection, sources: Sequence[Source], *, now: datetime, whole: bool
) -> None:
    """Add, rename and mark sources as removed; see `Sources.sync`."""
    present = {one.name for one in sources}
    for one in sources:
        _rename(connection, one, [old for old in one.formerly if old not in present])
    known = {row.name: row for row in connection.execute(select(source))}
    for one in sources:
        _sync_one(connection, one, known.get(one.name), now)
    gone = [
        name
        for name, row in known.items()
        if whole and row.removed_at is None and name not in present
    ]
    set_columns(connection, gone, removed_at=now, removal_told=False)


def set_columns(connection: Connection, names: Sequence[str], **values: Any) -> None:
    """Write columns of sources, by their names."""
    if names:
        connection.execute(update(source).where(source.c.name.in_(names)).values(**values))


_NO_WAY: dict[str, Any] = {
    "way": "",
    "way_url": "",
    "unsure": False,
    "counts": [],
    "unmatched": "",
    "due_at": None,
    "fresh_until": None,
    "removed_at": None,
}
"""Of a source whose way is looked for anew."""

_UNREAD = _NO_WAY | {
    "silence": "",
    "silent_since": None,
    "silence_noticed_at": None,
    "way_note": "",
    "way_changed_at": None,
    "links": 0,
    "first_read_at": None,
    "interval_s": None,
    "held_until": None,
    "failures": 0,
    "failing_since": None,
    "reason": "",
}
"""Of a source that was never read at its address."""


def _sync_one(connection: Connection, one: Source, row: Any, now: datetime) -> None:
    if row is None:
        connection.execute(
            source.insert().values(name=one.name, url=one.url, rules=_rules(one), added_at=now)
        )
    elif row.url != one.url:
        # What stood at the old address is no measure of what stands at the new one.
        anew = _UNREAD | {"url": one.url, "rules": _rules(one), "habit_since": now}
        set_columns(connection, [one.name], **anew)
    elif row.rules != _rules(one):
        anew = _NO_WAY | {"rules": _rules(one), "habit_since": now}
        set_columns(connection, [one.name], **anew)
        # What the former rules refused is asked again, as soon as a list shows it.
        refused = update(dropped).where(dropped.c.source == one.name, dropped.c.until > now)
        connection.execute(refused.values(until=now))
    elif row.removed_at is not None:
        set_columns(connection, [one.name], removed_at=None, due_at=None)


def _rules(one: Source) -> str:
    """A hash of all that decides which links a source gives and what becomes of them."""
    deciding = (
        one.timezone,
        one.language,
        one.max_articles,
        one.max_pages,
        one.max_age,
        one.include,
        one.exclude,
        one.listing,
        one.article,
        # So that the hash of a source without any is what older programs made of it.
        *((one.subjects,) if one.subjects else ()),
        *(("render",) if one.render else ()),
    )
    return hashlib.blake2b(repr(deciding).encode(), digest_size=8).hexdigest()


def _rename(connection: Connection, one: Source, formerly: Sequence[str]) -> None:
    names = set(connection.scalars(select(source.c.name).where(source.c.name.in_(formerly))))
    for old in (name for name in formerly if name in names):
        here = connection.scalar(select(source.c.name).where(source.c.name == one.name))
        if here is None:
            connection.execute(update(source).where(source.c.name == old).values(name=one.name))
        else:
            connection.execute(delete(source).where(source.c.name == old))
        connection.execute(update(article).where(article.c.source == old).values(source=one.name))
        for table in (boilerplate, found, listed, dropped, validator, furniture, snapshot):
            _move(connection, table, old, one.name)


def _move(connection: Connection, table: Any, old: str, new: str) -> None:
    """Give the rows of one name to another, but for those that it has itself."""
    theirs, ours = table.alias(), table.c.source == old
    others = [c.name for c in table.primary_key.columns if c.name != "source"]
    same = [theirs.c[name] == table.c[name] for name in others]
    twice = exists().where(theirs.c.source == new, *same)
    connection.execute(delete(table).where(ours, twice))
    connection.execute(update(table).where(table.c.source == old).values(source=new))
