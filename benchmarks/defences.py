"""The figures of fetching: hostile addresses, hostile servers, and what guarding costs."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import crowd, fetching, hostile, overhead
from benchmarks.figure import Figure

RunTask = Callable[[str, Path, Path], float]


def quick(shared: Path, folder: Path, run: RunTask) -> list[Figure]:
    """Return those for the table of all: what the guard lets through, and what it costs."""
    cost = overhead.measure()
    return [
        *_guard(shared, folder, run),
        Figure("CPU of 2,000 pages, of bare httpx's", "digest", cost, ceiling=1.5),
    ]


def slow(shared: Path, folder: Path) -> list[Figure]:
    """Return those that take minutes, since hostile servers are waited for."""
    return [*_hostile(shared, folder), *_crowd()]


def _lines(file: Path) -> list[dict[str, Any]]:
    # Not splitlines(): a JSON string may hold U+2028 as it is.
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]


def _guard(shared: Path, folder: Path, run: RunTask) -> list[Figure]:
    vectors, answers = shared / "vectors" / "ssrf_urls.jsonl", folder / "guard"
    run("guard", vectors, answers)
    refused = {row["id"]: row["refused"] for row in _lines(answers)}
    wrong = [
        row["expect"]
        for row in _lines(vectors)
        if refused[row["id"]] != (row["expect"] == "refuse")
    ]
    return [
        Figure("hostile addresses let through", "digest", wrong.count("refuse"), ceiling=0),
        Figure("good addresses refused", "digest", wrong.count("allow"), ceiling=0),
    ]


def _hostile(shared: Path, folder: Path) -> list[Figure]:
    asked, answers = folder / "hostile", folder / "fetched"
    with hostile.serving(shared) as server:
        rows = [{"id": name, "url": url} for name, url in server.addresses.items()]
        asked.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        fetching.answer(asked, answers, allow=server.opened)
        canary = len(server.asked)
    found = _lines(answers)
    most = partial(_most, found)
    return [
        Figure("hostile servers, share right", "digest", _right(found), 1.0),
        Figure("hostile servers, most seconds", "digest", most("seconds"), ceiling=20),
        Figure("hostile servers, most CPU seconds", "digest", most("cpu_s"), ceiling=8),
        Figure("hostile servers, most MB over the start", "digest", most("peak_mb"), ceiling=150),
        Figure("hostile servers, canary contacted", "digest", canary, ceiling=0),
    ]


def _right(found: list[dict[str, Any]]) -> float:
    """Return the share of answers that are right by the server's table."""
    right = 0
    for row in found:
        kind = row["error"].partition(":")[0] if row["outcome"] == "error" else row["outcome"]
        right += kind == hostile.wanted(row["id"])
    return right / len(found)


def _most(found: list[dict[str, Any]], what: str) -> float:
    return max(float(row.get(what, 0)) for row in found)


def _crowd() -> list[Figure]:
    found = crowd.measure(crowd.SOURCES)
    return [
        Figure("1,000 sources, good ones read", "digest", found.read, 1.0),
        Figure("likewise, p95 beside hostile ones", "digest", found.slower, ceiling=2),
        Figure("likewise, MB of all processes", "digest", found.peak_mb, ceiling=400),
    ]
