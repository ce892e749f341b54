"""How many readers that have the feed already are told so in a second, by one core.

The server is a process of its own, and what counts are the seconds of the processor that it
took, so that a busy machine gives the same figure as an idle one. Eight connections that
are kept ask as a feed reader does, each again as soon as it was answered.
"""

import asyncio
import selectors
import socket
import subprocess
import sys
import time
from pathlib import Path

from digest.config import ServeSettings
from digest.web import Listener, access

CONNECTIONS = 8
_REQUEST = (
    "GET /feed.xml HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: FreshRSS/1.30.0\r\n"
    "Accept: application/rss+xml, application/xml\r\nAccept-Encoding: gzip, deflate\r\n"
    "{}\r\n"
)


def measure(folder: Path, *, seconds: float = 3.0) -> float:
    """Return the 304s for each second of the server's processor; `folder` is written into."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "feed.xml").write_bytes(b"<rss>" + b"news " * 100_000 + b"</rss>")
    with subprocess.Popen(  # noqa: S603 - this file
        [sys.executable, "-m", "benchmarks.served", folder],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin  # noqa: S101 - for the types
        assert server.stdout  # noqa: S101 - likewise
        port = int(server.stdout.readline())
        answers = _asked(port, seconds)
        server.stdin.close()
        return answers / float(server.stdout.readline())


def _asked(port: int, seconds: float) -> int:
    """Return how many 304s came in that time; anything else is an error."""
    with socket.create_connection(("127.0.0.1", port)) as first:
        first.sendall(_REQUEST.format("Connection: close\r\n").encode())
        head = first.makefile("rb").read().partition(b"\r\n\r\n")[0].decode()
    tag = next(line for line in head.splitlines() if line.startswith("etag: "))
    request = _REQUEST.format(f"If-None-Match: {tag[6:]}\r\n").encode()
    answers, end = 0, time.monotonic() + seconds
    with selectors.DefaultSelector() as waiting:
        for _ in range(CONNECTIONS):
            one = socket.create_connection(("127.0.0.1", port))
            waiting.register(one, selectors.EVENT_READ, one)
            one.sendall(request)
        while time.monotonic() < end:
            for key, _ in waiting.select(1):
                answer = key.data.recv(65536)
                if not (answer.startswith(b"HTTP/1.1 304 ") and answer.endswith(b"\r\n\r\n")):
                    raise RuntimeError(f"no 304: {answer[:100]!r}")
                answers += 1
                key.data.sendall(request)
        for key in list(waiting.get_map().values()):
            key.data.close()
    return answers


async def _serve(folder: Path) -> None:
    """Serve until the standard input ends; print the port, then the seconds that it took."""
    settings = ServeSettings(host="127.0.0.1", port=0)
    listener = Listener(
        settings, access(settings, base_url="", folder=folder), folder, max_age_s=600
    )
    stop = asyncio.Event()
    serving = asyncio.create_task(listener.serve(stop))
    print(listener.port, flush=True)
    began = time.process_time()
    await asyncio.to_thread(sys.stdin.read)
    print(time.process_time() - began, flush=True)
    stop.set()
    await serving


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
