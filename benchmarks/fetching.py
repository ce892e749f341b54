"""Answer the bench of fetching: one address, one fresh process, what it cost.

What is fetched is also parsed as `digest run` does it, as a listing and as an article, in
a process of its own, since half of what a hostile server can do is meant for the parser.
Peaks are those of the system's books (`VmHWM`), less what was there before the fetch, and
the larger of the two processes counts.
"""

import asyncio
import json
import multiprocessing
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from digest.config.settings import user_agent
from digest.errors import DigestError, NoArticleError
from digest.fetch import Fetcher
from digest.model import Furniture, Link, Network, Page, Source
from digest.parsing import Parsers

PROCESSES = 2
_SOURCE = Source(name="bench", url="http://bench.invalid/")
_FIRST = Page(
    requested=_SOURCE.url,
    url=_SOURCE.url,
    body=b"<!doctype html><article><h1>First</h1>" + b"<p>Many words of news.</p>" * 40,
    fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def answer(source: Path, target: Path, *, allow: Sequence[Network] = ()) -> int:
    """Fetch every address of a file; return how many there were.

    Args:
        source: JSON lines of `id` and `url`.
        target: written as JSON lines of `id`, `outcome` ("article", "listing", "nothing" for
            a page that holds neither, "error"), `error` and what it cost: `seconds`, `cpu_s`,
            and `peak_mb`, which is the memory over that of the start.
        allow: networks that may be read although private.
    """
    rows = [json.loads(line) for line in source.read_text("utf-8").splitlines() if line.strip()]
    ask = partial(_in_a_process, allow=allow)
    with ThreadPoolExecutor(PROCESSES) as threads, target.open("w", encoding="utf-8") as out:
        for row, found in zip(rows, threads.map(ask, (row["url"] for row in rows)), strict=True):
            out.write(json.dumps({"id": row["id"], **found}) + "\n")
            out.flush()
    return len(rows)


def _in_a_process(address: str, *, allow: Sequence[Network]) -> dict[str, Any]:
    asked = json.dumps([address, *([one.network, one.port] for one in allow)])
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.fetching"],
        cwd=Path(__file__).parents[1],
        input=asked,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return {"outcome": "crashed", "error": done.stderr[-500:]}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


async def _fetched(address: str, allow: tuple[Network, ...]) -> dict[str, Any]:
    parsers = Parsers(processes=1)
    try:
        await parsed(parsers, _FIRST)  # so that the start holds all modules
        processes = [os.getpid(), *(one.pid or 0 for one in multiprocessing.active_children())]
        before = {process: _memory(process, "VmRSS") for process in processes}
        began, cpu_s = time.monotonic(), _cpu_s(processes)
        outcome, error = await _outcome(address, allow, parsers)
        seconds, spent_s = time.monotonic() - began, _cpu_s(processes) - cpu_s
        peaks = [_memory(process, "VmHWM") - start for process, start in before.items()]
    finally:
        parsers.close()
    return {
        "outcome": outcome,
        "error": error,
        "seconds": round(seconds, 2),
        "cpu_s": round(spent_s, 2),
        "peak_mb": round(max(peaks) / 1024, 1),
    }


async def _outcome(address: str, allow: tuple[Network, ...], parsers: Parsers) -> tuple[str, str]:
    async with Fetcher(user_agent=user_agent(""), allow_networks=allow) as fetcher:
        try:
            return await parsed(parsers, await fetcher.get(address)), ""
        except NoArticleError as error:
            return "nothing", f"{type(error).__name__}: {error}"
        except DigestError as error:
            return "error", f"{type(error).__name__}: {error}"


async def parsed(parsers: Parsers, page: Page) -> str:
    """Return what a page holds: "article", "listing", or "nothing" for an article without text.

    Raises:
        NoArticleError: it holds neither.
    """
    survey = await parsers.survey(page, _SOURCE)
    link = Link(url=page.url, title="")
    try:
        extraction = await parsers.extract(page, _SOURCE, link, Furniture())
    except NoArticleError:
        if survey.links:
            return "listing"
        raise
    return "nothing" if extraction.article.partial else "article"


def _memory(process: int, name: str) -> int:
    """Return a line of the system's books on a process, in KiB; 0 for one that is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text("utf-8")
    except OSError:
        return 0
    found = re.search(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) if found else 0


def _cpu_s(processes: Sequence[int]) -> float:
    """Return the seconds of processor that processes have used."""
    ticks = 0
    for process in processes:
        try:
            stat = Path(f"/proc/{process}/stat").read_text("utf-8")
        except OSError:
            continue  # it was killed: what it used is lost, and no more than its time-out
        ticks += sum(map(int, stat.rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    asked, *networks = json.load(sys.stdin)
    allowed = tuple(Network(network=network, port=port) for network, port in networks)
    print(json.dumps(asyncio.run(_fetched(asked, allowed))))
