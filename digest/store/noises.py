"""What is known of the parameters of hosts, and the keys that are written anew by it."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from digest.identity import Noise, host_of_key, without
from digest.store.database import in_parts
from digest.store.schema import alias, article, noise


def known(connection: Connection, hosts: Collection[str]) -> dict[str, Noise]:
    """Return what is known of hosts; nothing for those that taught nothing yet."""
    rows = connection.execute(select(noise).where(noise.c.host.in_(hosts)))
    return {row.host: from_text(row.value) for row in rows}


def folded(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Return, for the keys that have noise in them, what they are without it."""
    selecting = [key for key in keys if "?" in key]
    hosts = known(connection, {host_of_key(key) for key in selecting}) if selecting else {}
    pairs = (
        (key, without(key, hosts[host].noise))
        for key in selecting
        if (host := host_of_key(key)) in hosts
    )
    return {key: less for key, less in pairs if less != key}


def learn(connection: Connection, learnt: Mapping[str, Noise]) -> None:
    """Keep what was learnt; what is ripe becomes noise, unless stored keys speak against it."""
    for host, value in learnt.items():
        settled = value
        for name in value.ripe:
            fits = _fold(connection, host, name)
            settled = settled.adopted(name) if fits else settled.refuted([name])
        connection.execute(delete(noise).where(noise.c.host == host))
        connection.execute(noise.insert().values(host=host, value=to_text(settled)))


def to_text(value: Noise) -> str:
    """Return what is known of a host as JSON."""
    whole = {"noise": sorted(value.noise), "kept": sorted(value.kept), "seen": value.seen}
    return json.dumps(whole, separators=(",", ":"))


def from_text(text: str) -> Noise:
    """Return what `to_text` wrote."""
    whole = json.loads(text)
    return Noise(
        noise=frozenset(whole["noise"]),
        kept=frozenset(whole["kept"]),
        seen=tuple((name, tuple(texts)) for name, texts in whole["seen"]),
    )


def _fold(connection: Connection, host: str, name: str) -> bool:
    """Take a parameter out of a host's keys; False, and nothing done, where two articles meet.

    It looks at every key of the host with that parameter, which happens once for a name.
    """
    groups: dict[str, list[Any]] = {}
    for row in _rows(connection, _of_host(host)):
        less = without(row.key, {name})
        if less != row.key:
            groups.setdefault(less, []).append(row)
    there: dict[str, Any] = {}
    wanted = list(groups)
    for some in in_parts(wanted):
        there |= {row.key: row for row in _rows(connection, alias.c.key.in_(some))}
    if any(
        _are_two([*rows, *([there[less]] if less in there else [])])
        for less, rows in groups.items()
    ):
        return False
    for less, rows in groups.items():
        _join(connection, less, rows, there.get(less))
    return True


def _of_host(host: str) -> Any:
    """All keys that begin with a host and a path or a query, by the order of the index."""
    return or_(
        *((alias.c.key >= host + mark) & (alias.c.key < host + chr(ord(mark) + 1)) for mark in "/?")
    ) & alias.c.key.contains("?")


def _rows(connection: Connection, condition: Any) -> Iterator[Any]:
    query = (
        select(alias, article.c.number, article.c.fingerprint, article.c.copy_of)
        .join(article, article.c.id == alias.c.article)
        .where(condition)
        .order_by(article.c.number, alias.c.key)
    )
    yield from connection.execute(query)


def _are_two(rows: Collection[Any]) -> bool:
    """Whether keys lead to articles that are not of one text."""
    groups = {row.copy_of or row.article for row in rows}
    texts = {row.fingerprint for row in rows}
    return len(groups) > 1 and (len(texts) > 1 or "" in texts)


def _join(connection: Connection, less: str, rows: list[Any], there: Any | None) -> None:
    """Put one key in the place of several; the earliest article has it."""
    connection.execute(delete(alias).where(alias.c.key.in_([row.key for row in rows])))
    every = [*rows, *([there] if there else [])]
    first = min(every, key=lambda row: row.number)
    connection.execute(delete(alias).where(alias.c.key == less))
    claimed = all(row.claimed for row in every if row.article == first.article)
    connection.execute(alias.insert().values(key=less, article=first.article, claimed=claimed))
