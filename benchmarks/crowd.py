"""A thousand sources, one in ten of them hostile: what the others have to wait.

Each source has an address of its own, 127.0.x.y, and the run is the program's own, from
config.toml to the store. A good source has a feed of one article; a hostile one never
answers, drips, sends without end, breaks off, leads in circles or answers with bombs. The
same run without the hostile ones is what it is compared with. When a source was done
counts from the start of the run.
"""

import asyncio
import gzip
import itertools
import json
import multiprocessing
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.fetching import memory
from digest import config, pipeline
from digest.model import Outcome
from digest.store import Store

SOURCES = 1000
EACH = 10
"""One source in so many is hostile."""
_FILES = 4096
_LOOK_EVERY_S = 0.2
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b"
_TEXT = "The new pier was opened on Friday by the port authority. " * 12
_FEED = (
    '<rss version="2.0"><channel><title>Port {0}</title><item><title>Pier {0} is open</title>'
    "<link>http://{1}/a/pier</link></item></channel></rss>"
)
_PAGE = "<!doctype html><title>Pier {0}</title><article><h1>Pier {0} is open</h1><p>{1}</article>"


@dataclass(frozen=True, slots=True)
class Crowd:
    """How two runs went."""

    slower: float
    """The good sources' 95th percentile, by that of the run without the hostile ones."""
    peak_mb: float
    """The most that the program and its parsers had at one time, in the run with all."""
    read: float
    """Share of the good sources that gave their article."""
    longer_s: float
    """How much longer the run with all took."""


def measure(sources: int = SOURCES) -> Crowd:
    """Read them all, and the good ones alone; each in a process of its own."""
    with subprocess.Popen(  # noqa: S603 - this file
        [sys.executable, "-m", "benchmarks.crowd", "serve", str(sources)],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin  # noqa: S101 - for the types
        assert server.stdout  # noqa: S101 - likewise
        port = server.stdout.readline().strip()
        good = [number for number in range(sources) if number % EACH]
        alone = _run(port, good)
        together = _run(port, range(sources))
        server.stdin.close()
    return Crowd(
        slower=together["p95"] / alone["p95"],
        peak_mb=together["peak_mb"],
        read=together["read"] / len(good),
        longer_s=together["seconds"] - alone["seconds"],
    )


def _run(port: str, numbers: Sequence[int]) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603 - likewise
        [sys.executable, "-m", "benchmarks.crowd", "read", port],
        cwd=Path(__file__).parents[1],
        input=json.dumps(list(numbers)),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


async def _read(port: str, numbers: Sequence[int], folder: Path) -> dict[str, float]:
    file = folder / "config.toml"
    tables = (
        f'[[source]]\nname = "s{number}"\nurl = "http://{_address(number)}:{port}/feed.xml"\n'
        for number in numbers
    )
    file.write_text(
        '[fetch]\ndelay = 0\nallow_networks = ["127.0.0.0/8"]\n' + "".join(tables), "utf-8"
    )
    settings = config.load(file)
    done: dict[str, float] = {}
    read = 0

    def told(outcome: Outcome) -> None:
        nonlocal read
        number = int(outcome.source[1:])
        if number % EACH:
            done[outcome.source] = time.monotonic() - began
            read += outcome.new

    with Store(settings.store_url) as store:
        store.sources.sync(settings.sources, now=datetime.now(UTC), whole=True)
        async with pipeline.opened(settings, store) as tools:
            began = time.monotonic()
            watching = asyncio.create_task(_highest())
            await pipeline.read_sources(settings.sources, tools, told=told)
            seconds = time.monotonic() - began
            watching.cancel()
            peak = await watching
    when = sorted(done.values())
    p95 = when[int(len(when) * 0.95)]
    return {"p95": p95, "seconds": seconds, "peak_mb": peak, "read": read}


async def _highest() -> float:
    """Return the most MB that this process and its children had at one time, when cancelled."""
    highest = 0.0
    with suppress(asyncio.CancelledError):
        while True:
            processes = [os.getpid(), *(one.pid or 0 for one in multiprocessing.active_children())]
            now = sum(memory(process, "VmRSS") for process in processes) / 1024
            highest = max(highest, now)
            await asyncio.sleep(_LOOK_EVERY_S)
    return highest


def _address(number: int) -> str:
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


Misbehaviour = Callable[[asyncio.StreamWriter], Awaitable[Any]]
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_BOMB = gzip.compress(bytes(64 * 1024 * 1024))


async def _silent(_writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(3600)


async def _dripping(writer: asyncio.StreamWriter) -> None:
    writer.write(_OK + b"Content-Length: 100000\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(1)


async def _endless(writer: asyncio.StreamWriter) -> None:
    writer.write(_OK + b"\r\n")
    while True:
        writer.write(b"<p>endless " * 6000)
        await writer.drain()


async def _headers(writer: asyncio.StreamWriter) -> None:
    writer.write(_OK)
    while True:
        writer.write(b"X-H: " + b"h" * 900 + b"\r\n")
        await writer.drain()


async def _gone(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def _circle(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: /feed.xml\r\nContent-Length: 0\r\n\r\n")


async def _bomb(writer: asyncio.StreamWriter) -> None:
    writer.write(_OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(_BOMB))
    writer.write(_BOMB)


async def _attributes(writer: asyncio.StreamWriter) -> None:
    body = b"<p " + b" ".join(b"a%d=1" % number for number in range(100_000)) + b">x"
    writer.write(_HEAD % (b"text/html", len(body), body))


async def _deep(writer: asyncio.StreamWriter) -> None:
    body = b"<div>" * 100_000
    writer.write(_HEAD % (b"text/html", len(body), body))


async def _broken(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTPT/9.9 abc OK\r\n\r\n")
    writer.close()


_HOSTILE: tuple[Misbehaviour, ...] = (
    _silent, _dripping, _endless, _headers, _gone, _circle, _bomb, _attributes, _deep, _broken,
)  # fmt: skip


async def _serve(sources: int) -> None:
    numbers = {_address(number): number for number in range(sources)}

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = writer.get_extra_info("sockname")
        number = numbers[host]
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode()
                if number % EACH == 0 and path != "/robots.txt":
                    await _HOSTILE[number // EACH % len(_HOSTILE)](writer)
                else:
                    writer.write(_good(number, path, f"{host}:{port}"))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    first = socket.create_server((_address(0), 0))
    port = first.getsockname()[1]
    rest = [socket.create_server((address, port)) for address in itertools.islice(numbers, 1, None)]
    servers = [await asyncio.start_server(reply, sock=one) for one in (first, *rest)]
    print(port, flush=True)
    await asyncio.to_thread(sys.stdin.read)  # until it is closed
    for server in servers:
        server.close()
    os._exit(0)  # what never answers would keep it


def _good(number: int, path: str, host: str) -> bytes:
    if path == "/feed.xml":
        body = _FEED.format(number, host).encode()
        return _HEAD % (b"application/rss+xml", len(body), body)
    if path == "/a/pier":
        body = _PAGE.format(number, f"Of port {number}. {_TEXT}").encode()
        return _HEAD % (b"text/html", len(body), body)
    return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def _main(task: str, told: str) -> None:
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (_FILES, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    )
    if task == "serve":
        asyncio.run(_serve(int(told)))
    else:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(asyncio.run(_read(told, json.load(sys.stdin), Path(folder)))))


if __name__ == "__main__":
    _main(*sys.argv[1:])
