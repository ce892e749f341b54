"""How long a large store takes to say which articles may be alike: `-m benchmarks.lookup N`.

The store is made, since no set is as large: texts have the usual length, a tenth of the
articles share most hashes with an earlier one, and some hashes stand in one article of a
hundred, as an agency's closing line does. It is filled in bulk, sorted, and asked through
`Articles.candidates`, as a reading asks.
"""

import sqlite3
import sys
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from digest.identity import Decision, Sketch
from digest.identity.sketch import ROWS
from digest.model import Article
from digest.store import Save, Store

_CROWDED = 200
"""Articles all of whose hashes many others have."""
_SOURCES = 500
_TEXT, _HTML = 4000, 5000
_SKETCH = 150
"""Hashes of a text of 600 words."""
_REPEATED = 200
"""Hashes of a source's boilerplate."""
_LINES = tuple(range(40))
"""Hashes of agencies' lines, of which each fifth article has two."""
_SHARED = 20
"""Rows of a copy that are its original's."""
_BITS = 60
_NOW = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Milliseconds for one article, all but one in twenty, and what it is given."""

    p95: float
    """Of the clock, which a busy machine moves."""
    cpu_p95: float
    crowded_cpu_p95: float
    """Where each hash is one of an agency's lines."""
    candidates: float
    """On average."""
    found: float
    """Share of the copies whose original is a candidate."""


def measure(articles: int, folder: Path, *, asked: int = 2000) -> Lookup:
    """Make a store of that many articles in a folder, and ask it.

    Each tenth that is asked for is a copy of an article anywhere in the store.
    """
    file, hashes = folder / "lookup.db", _hashes(articles)
    _fill(file, hashes)
    rng = _random(1)
    originals = [rng.randrange(articles) if n % 10 == 0 else None for n in range(asked)]
    rows = [_rows(rng, () if n is None else _of(hashes, n)) for n in originals]
    with Store(f"sqlite:///{file}") as store:
        given, clock, cpu = _ask(store, rows)
        lines = [tuple(rng.sample(_LINES, ROWS)) for _ in range(_CROWDED)]
        *_, crowded = _ask(store, lines)
    pairs = [(n, some) for n, some in zip(originals, given, strict=True) if n is not None]
    return Lookup(
        p95=_p95(clock),
        cpu_p95=_p95(cpu),
        crowded_cpu_p95=_p95(crowded),
        candidates=sum(map(len, given)) / asked,
        found=sum(n + 1 in some for n, some in pairs) / len(pairs),
    )


def _ask(
    store: Store, asked: Sequence[Sequence[int]]
) -> tuple[list[set[int]], list[float], list[float]]:
    """The candidates' numbers of each, and its seconds of the clock and of the CPU."""
    given, clock, cpu = [], [], []
    for n, rows in enumerate(asked):
        began, worked = perf_counter(), process_time()
        some = store.articles.candidates([f"asked.invalid/{n}"], f"{n:x}", rows)
        clock.append(perf_counter() - began)
        cpu.append(process_time() - worked)
        given.append({one.number for one in some})
    return given, clock, cpu


def _p95(seconds: Sequence[float]) -> float:
    return 1000 * sorted(seconds)[len(seconds) * 95 // 100]


def _hashes(articles: int) -> "array[int]":
    """The rows of all articles, one after another; some are copies of a recent one."""
    rng, hashes = _random(0), array("q")
    for n in range(articles):
        copied = n > 0 and n % 10 == 0
        original = _of(hashes, n - rng.randint(1, min(n, 5000))) if copied else ()
        hashes.extend(_rows(rng, original))
    return hashes


def _of(hashes: "array[int]", n: int) -> Sequence[int]:
    return hashes[n * ROWS : (n + 1) * ROWS]


def _rows(rng: Random, original: Sequence[int]) -> tuple[int, ...]:
    lines = rng.sample(_LINES, 2) if rng.random() < 0.2 else ()
    rows = {*lines, *(rng.sample(list(original), _SHARED) if original else ())}
    while len(rows) < ROWS:
        rows.add(rng.getrandbits(_BITS))
    return tuple(sorted(rows))


def _fill(file: Path, hashes: "array[int]") -> None:
    """Store articles with these rows: one by the store itself, the others like it."""
    save = Save(
        source="source-0", fingerprint="", sketch=Sketch(tuple(_of(hashes, 0))),
        boilerplate=frozenset(), now=_NOW, reread_at=None,
    )  # fmt: skip
    first = Article(url="https://made.invalid/0", title="Made", text="", html="")
    with Store(f"sqlite:///{file}") as store:
        store.articles.add(first, Decision(kind="new", keys=("made.invalid/0",)), save)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA journal_mode = OFF")  # as it is made in one go, no log is kept
        connection.execute("PRAGMA synchronous = OFF")
        connection.row_factory = sqlite3.Row
        like = dict(connection.execute("SELECT * FROM article").fetchone())
        _insert(connection, "article", _articles(like, len(hashes) // ROWS))
        keys = (
            {"key": f"made.invalid/{n}", "article": f"made-{n}", "claimed": False}
            for n in _others(hashes)
        )
        _insert(connection, "alias", keys)
        noise = ({"source": f"source-{n}", "hashes": _noise(n, _REPEATED)} for n in range(_SOURCES))
        _insert(connection, "boilerplate", noise)
        connection.execute("CREATE TEMP TABLE every (hash INTEGER, article INTEGER)")
        pairs = ((hashes[n * ROWS + at], n + 1) for n in _others(hashes) for at in range(ROWS))
        connection.executemany("INSERT INTO every VALUES (?, ?)", pairs)
        connection.execute("INSERT INTO sketch SELECT * FROM every ORDER BY hash, article")


def _others(hashes: "array[int]") -> range:
    return range(1, len(hashes) // ROWS)


def _articles(like: dict[str, object], articles: int) -> Iterator[dict[str, object]]:
    page = "the words of a made article " * 400
    for n in range(1, articles):
        own = {"number": n + 1, "id": f"made-{n}", "url": f"https://made.invalid/{n}"}
        body = {"text": page[n % 999 :][:_TEXT], "html": page[n % 999 :][:_HTML]}
        texts = {"fingerprint": f"{n:032x}", "sketch": _noise(n, _SKETCH)}
        yield {**like, **own, **body, **texts, "source": f"source-{n % _SOURCES}"}


def _noise(seed: int, hashes: int) -> bytes:
    """A packed sketch: how many there are takes time, which they are does not."""
    return _random(seed).randbytes(4 * hashes)


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - each store is the same


def _insert(
    connection: sqlite3.Connection, table: str, rows: Iterable[Mapping[str, object]]
) -> None:
    each = iter(rows)
    first = next(each, {})
    names, marks = ", ".join(first), ", ".join("?" * len(first))
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our own tables
    connection.executemany(statement, (tuple(row.values()) for row in chain([first], each)))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="digest-lookup-") as made_in:
        print(measure(int(sys.argv[1]), Path(made_in)))
