"""What the guard, the bounds and the politeness cost, beside bare httpx.

Two thousand small pages of one host, without a delay, one after the other; the server is
a process of its own, and what counts are the seconds of the processor that the asking
took. Both ways take turns, and the median of the ratios is given, since a busy machine
moves each of them.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median

import httpx

from digest.fetch import Fetcher
from digest.model import Network

PAGES = 2000
_ROUNDS = 5
_BODY = b"<!doctype html><title>News</title><p>" + b"A small page. " * 150
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b"


def measure(pages: int = PAGES) -> float:
    """Return how many times the CPU of bare httpx reading so many pages takes."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.overhead"],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin  # noqa: S101 - for the types
        assert server.stdout  # noqa: S101 - likewise
        base = f"http://127.0.0.1:{int(server.stdout.readline())}"
        each = max(1, pages // _ROUNDS)
        ratios = [_cpu_s(_ours, base, each) / _cpu_s(_bare, base, each) for _ in range(_ROUNDS)]
        server.stdin.close()
    return median(ratios)


def _cpu_s(way: Callable[[str, int], Awaitable[None]], base: str, pages: int) -> float:
    async def timed() -> float:
        began = time.process_time()
        await way(base, pages)
        return time.process_time() - began

    return asyncio.run(timed())


async def _ours(base: str, pages: int) -> None:
    opened = (Network(network="127.0.0.0/8"),)
    async with Fetcher(user_agent="digest/bench", delay_s=0, allow_networks=opened) as fetcher:
        for number in range(pages):
            await fetcher.get(f"{base}/{number}")


async def _bare(base: str, pages: int) -> None:
    async with httpx.AsyncClient() as client:
        for number in range(pages):
            answer = await client.get(f"{base}/{number}")
            answer.raise_for_status()


async def _serve() -> None:
    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                body = b"" if head.startswith(b"GET /robots.txt") else _BODY
                writer.write(_ANSWER % (len(body), body))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(reply, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)  # until it is closed


if __name__ == "__main__":
    asyncio.run(_serve())
