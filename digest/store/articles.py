"""Articles, and the keys that lead to them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, update

from digest.identity import Candidate, Decision, Noise, edit, mint
from digest.model import Article, Furniture, Stored
from digest.store import aliases, comparing, noises, selections, sketches
from digest.store.changes import next_change
from digest.store.database import Database, in_parts
from digest.store.groups import head, place
from digest.store.listings import bring
from digest.store.memory import keep, remembered
from digest.store.records import Due, Save
from digest.store.revisions import keep_revision
from digest.store.rows import to_row, to_stored
from digest.store.schema import article, dropped, found, listed

_UNTOLD = frozenset(("addresses", "provenance"))
"""Of what an article holds, what neither files nor lists of changes tell."""
MOST_UPDATES = 24
"""Changes of an article that readers are told of; a live page has hundreds."""


class Articles:
    """The part of the store that knows articles."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def known(self, keys: Collection[str], *, claims: bool = False) -> dict[str, str]:
        """Return the ids of the articles that these keys lead to, by key.

        Keys that an article only claims count where `claims` are asked for: until an
        address was fetched once, another article may stand there.
        """
        with self._database.read() as connection:
            return aliases.known(connection, keys, claims=claims)

    def through_noise(self, keys: Collection[str]) -> dict[str, tuple[str, str]]:
        """Return the ids and titles of the articles that keys lead to but for noise in them."""
        with self._database.read() as connection:
            led = aliases.through_noise(connection, keys)
            query = select(article.c.id, article.c.title).where(article.c.id.in_(led.values()))
            titles = {row.id: row.title for row in connection.execute(query)}
        return {key: (id_, titles[id_]) for key, id_ in led.items()}

    def noise(self, hosts: Collection[str]) -> dict[str, Noise]:
        """Return what is known of the parameters of these hosts; an empty one for a new host."""
        if not hosts:
            return {}
        with self._database.read() as connection:
            return dict.fromkeys(hosts, Noise()) | noises.known(connection, hosts)

    def due(self, source: str, *, now: datetime) -> tuple[Due, ...]:
        """Return the articles of a source to be fetched again: listed or partial ones."""
        still = select(listed.c.article).where(listed.c.source == source)
        query = (
            select(*(article.c[field.name] for field in fields(Due)))
            .where(article.c.source == source, article.c.reread_at <= now)
            .where(or_(article.c.id.in_(still), article.c.partial != ""))
            .order_by(article.c.number)
        )
        with self._database.read() as connection:
            return tuple(Due(**row) for row in connection.execute(query).mappings())

    def reread_at(self, id_: str, at: datetime | None) -> None:
        """Keep when an article is to be asked for again; None for never."""
        with self._database.begin() as connection:
            connection.execute(update(article).where(article.c.id == id_).values(reread_at=at))

    def repeated(self, source: str) -> frozenset[int]:
        """Return what a source is known to repeat, as shortened hashes."""
        with self._database.read() as connection:
            return sketches.repeated_by(connection, [source])[source]

    def candidates(
        self, keys: Collection[str], fingerprint: str, hashes: Collection[int] = ()
    ) -> tuple[Candidate, ...]:
        """Return the stored articles that one of the keys leads to, or of like text.

        Args:
            keys: of the article's addresses.
            fingerprint: of its exact text; "" for none.
            hashes: the lowest of its text, `Sketch.rows`; the few that share the most count.
        """
        with self._database.read() as connection:
            return comparing.candidates(connection, keys, fingerprint, hashes)

    def get(self, id_: str) -> Stored:
        """Return one article.

        Raises:
            KeyError: there is none with this id.
        """
        with self._database.read() as connection:
            row = connection.execute(select(article).where(article.c.id == id_)).mappings().first()
        if row is None:
            raise KeyError(id_)
        return to_stored(row)

    def unknown(self, ids: Collection[str]) -> frozenset[str]:
        """Return those of the ids that no article has."""
        unknown = set(ids)
        with self._database.read() as connection:
            for some in in_parts(list(ids)):
                known = select(article.c.id).where(article.c.id.in_(some))
                unknown.difference_update(connection.scalars(known))
        return frozenset(unknown)

    def add(self, one: Article, decision: Decision, save: Save, *, id_: str = "") -> str:
        """Store a new article, or a copy, with its keys; return its id.

        `id_` is for one that had its id before; otherwise its first key mints one.
        """
        with self._database.begin() as connection:
            id_ = id_ or _free_id(connection, decision.keys)
            leader = head(connection, decision.leader)
            stored: Any = connection.execute(
                article.insert().values(
                    **to_row(one),
                    id=id_,
                    source=save.source,
                    fingerprint=save.fingerprint,
                    sketch=save.sketch.packed(),
                    first_seen=save.now,
                    updated=save.now,
                    revision=1,
                    copy_of=leader or None,
                    counts_as=leader or id_,
                    eligible=save.eligible,
                    reread_at=save.reread_at,
                    etag=save.etag,
                    last_modified=save.last_modified,
                    change=next_change(connection),
                )
            )
            comparing.keep_first_text(connection, stored.inserted_primary_key[0], save)
            aliases.lead(connection, decision, id_)
            noises.learn(connection, save.noise)
            bring(connection, save.source, id_, save)
            keep(connection, save.source, save.furniture)
            connection.execute(
                delete(dropped).where(
                    dropped.c.source == save.source, dropped.c.key.in_(decision.keys)
                )
            )
        return id_

    def update(self, one: Article, decision: Decision, save: Save) -> bool:
        """Bring a stored article up to date; return whether that is a revision of its own.

        Its id, its first date and when it was first seen stay. Where it changed materially,
        what it was is kept, and it is a copy of `decision.leader` from then on. An article
        that was read whole is not replaced by one whose text is missing.
        """
        with self._database.begin() as connection:
            old = connection.execute(select(article).where(article.c.id == decision.id)).one()
            aliases.lead(connection, decision, decision.id)
            noises.learn(connection, save.noise)
            bring(connection, save.source, decision.id, save)
            keep(connection, save.source, save.furniture)
            if one.partial and not old.partial:
                return False
            content = _new_content(old, one)
            values = content | {
                "fingerprint": save.fingerprint,
                "sketch": save.sketch.packed(),
                "etag": save.etag,
                "last_modified": save.last_modified,
                "reread_at": save.reread_at,
            }
            if any(getattr(old, name) != content[name] for name in content.keys() - _UNTOLD):
                values |= {"change": next_change(connection)}
            # What was dropped since is known by its fingerprint alone.
            is_dropped = old.text_dropped_at and save.fingerprint == old.fingerprint
            was = Article(
                url=old.url,
                title=old.title or one.title,
                text=one.text if is_dropped else old.text,
            )
            values |= {"text_dropped_at": None, "gone_at": None}
            change = edit(was, one, boilerplate=save.boilerplate)
            if change.is_news:
                keep_revision(connection, old, most=save.max_revisions)
                values |= {"revision": old.revision + 1, "edited": change.kind}
                values |= {"changed_at": save.now, "updated": _updated(old, save)}
                values |= {} if save.silent else {"revised": values["change"]}
            if change.kind != "same" or not old.sketch:
                comparing.keep_text(connection, decision.id, save)
            connection.execute(update(article).where(article.c.id == decision.id).values(**values))
            if change.is_news:
                place(connection, decision.id, decision.leader)
        return change.is_news

    def correct(self, id_: str, one: Article, save: Save, *, leader: str) -> None:
        """Put an article as it was extracted anew in the place of a stored one.

        Unlike an update this is no news to readers: its revision and its times stay. It is a
        copy of `leader` from then on; "" for none.
        """
        with self._database.begin() as connection:
            values = to_row(one) | {"fingerprint": save.fingerprint}
            values |= {"sketch": save.sketch.packed(), "text_dropped_at": None, "gone_at": None}
            values |= {"change": next_change(connection)}
            comparing.keep_text(connection, id_, save)
            connection.execute(update(article).where(article.c.id == id_).values(**values))
            place(connection, id_, leader)
            keep(connection, save.source, save.furniture)

    def since(self, source: str, *, first_seen: datetime) -> tuple[Stored, ...]:
        """Return a source's own articles first seen at an instant or later, oldest first."""
        query = select(article).where(
            article.c.source == source, article.c.first_seen >= first_seen
        )
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(article.c.number)).mappings()
            return tuple(to_stored(row) for row in rows)

    def furniture(self, source: str) -> Furniture:
        """Return what a source's site is known to repeat; empty before its first article."""
        with self._database.read() as connection:
            return remembered(connection, source)

    def of_source(self, source: str, *, most: int) -> tuple[Stored, ...]:
        """Return the newest articles that a source brought, newest first."""
        return self._newest(selections.of_source(source), most)

    def of_sources(self, sources: Sequence[str], *, most: int) -> tuple[Stored, ...]:
        """Return the newest articles that these sources brought, each copy group once."""
        return self._newest(selections.of_sources(sources), most)

    def everything(self, *, most: int) -> tuple[Stored, ...]:
        """Return the newest articles of all sources, each copy group once."""
        return self._newest(selections.everything(), most)

    def _newest(self, condition: Any, most: int) -> tuple[Stored, ...]:
        query = select(article).where(condition).order_by(article.c.number.desc()).limit(most)
        with self._database.read() as connection:
            return tuple(to_stored(row) for row in connection.execute(query).mappings())

    def between(self, after: int, last: int | None) -> tuple[Stored, ...]:
        """Return the articles for an edition, numbered above `after` and up to `last`.

        None for `last` means all. Those of a source's first reading that were old then
        are left out.
        """
        query = select(article).where(article.c.number > after, article.c.eligible)
        if last is not None:
            query = query.where(article.c.number <= last)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(article.c.number)).mappings()
            return tuple(to_stored(row) for row in rows)

    def copies(self, leaders: Iterable[str]) -> dict[str, tuple[Stored, ...]]:
        """Return the copies of these articles, by the id that they are copies of."""
        groups: dict[str, tuple[Stored, ...]] = {}
        wanted = list(leaders)
        with self._database.read() as connection:
            for some in in_parts(wanted):
                query = select(article).where(article.c.copy_of.in_(some))
                query = query.order_by(article.c.number)
                for row in connection.execute(query).mappings():
                    groups[row["copy_of"]] = (*groups.get(row["copy_of"], ()), to_stored(row))
        return groups

    def counts(self) -> dict[str, int]:
        """Return how many articles each source brought."""
        query = select(found.c.source, func.count().label("articles")).group_by(found.c.source)
        with self._database.read() as connection:
            return {row.source: row.articles for row in connection.execute(query)}


def _new_content(old: Any, one: Article) -> dict[str, Any]:
    """What an article is from now on, but for what stays: its date, and what only a feed gives."""
    content = to_row(one)
    if not one.enclosures:
        del content["enclosures"]
    dated = old.published_at is not None
    return {k: v for k, v in content.items() if not (dated and k.startswith("published_"))}


def _updated(old: Any, save: Save) -> datetime:
    """When readers are told that it last changed: it never goes back, and not for ever on."""
    was: datetime = old.updated
    return was if save.silent or old.revision >= MOST_UPDATES else max(was, save.now)


def _free_id(connection: Connection, keys: Sequence[str]) -> str:
    id_, attempt = mint(keys[0]), 1
    while connection.scalar(select(article.c.number).where(article.c.id == id_)) is not None:
        attempt += 1
        id_ = mint(keys[0], attempt)
    return id_
