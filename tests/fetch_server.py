"""A server on 127.0.0.1 that says exactly the bytes it is told, for the tests of fetch.

Libraries for test servers speak proper HTTP only; here most answers are improper.
The certificates in fetch_tls/ were made with openssl for these tests; their authority's
key was thrown away. news.pem and expired.pem are for the name news.test, and
stranger.pem is signed by itself.
"""

import asyncio
import re
import socket
import ssl
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from digest.fetch import Fetcher
from digest.model import Network, Page

TLS = Path(__file__).with_name("fetch_tls")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    at: float
    """By the event loop's clock."""
    method: str = "GET"
    body: bytes = b""


Answer = bytes | Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Return an answer of HTTP/1.1; `content_type="x"` becomes `Content-Type: x`."""
    headers = {"content_length": str(len(body)), **headers}
    lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(status=status, location=location)


class Server:
    """Answers by path, 404 where nothing is given; notes what it was asked."""

    def __init__(
        self, pages: dict[str, Answer], *, host: str = "127.0.0.1", port: int = 0, tls: str = ""
    ) -> None:
        self.pages = pages
        self.asked: list[Asked] = []
        self.names: list[str | None] = []
        """The names that TLS asked for."""
        self.connections = 0
        self.closed = 0
        """How many connections the client closed."""
        self.at_once = 0
        self.most_at_once = 0
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._listener = socket.create_server((host, port))
        self.port: int = self._listener.getsockname()[1]
        self.base = f"{'https' if tls else 'http'}://{host}:{self.port}"
        self._context = self._tls(tls) if tls else None

    def _tls(self, certificate: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(TLS / certificate)
        context.sni_callback = lambda _socket, name, _context: self.names.append(name)
        return context

    @property
    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    async def until(self, holds: Callable[[Self], bool]) -> None:
        """Wait until something holds of what was asked and closed; five seconds at most."""
        async with asyncio.timeout(5):
            while not holds(self):
                self._changed.clear()
                await self._changed.wait()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._serve, sock=self._listener, ssl=self._context
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        if task := asyncio.current_task():
            self._tasks.append(task)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                body = await reader.readexactly(_length(head))
                await self._reply(head.decode("latin-1"), body, writer)
                if writer.is_closing():
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            self.closed += 1
            self._changed.set()
        except asyncio.CancelledError:
            pass  # the test is over
        finally:
            writer.close()

    async def _reply(self, head: str, body: bytes, writer: asyncio.StreamWriter) -> None:
        first, *lines = head.rstrip().split("\r\n")
        headers = {name.lower(): value for name, _, value in (x.partition(": ") for x in lines)}
        method, path, _ = first.split(" ")
        asked = Asked(path, headers, asyncio.get_running_loop().time(), method, body)
        self.asked.append(asked)
        self._changed.set()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            given = self.pages.get(asked.path, answer(status="404 Not Found"))
            if isinstance(given, bytes):
                for _ in range(5):  # others have the chance to come in meanwhile
                    await asyncio.sleep(0)
                writer.write(given)
                await writer.drain()
            else:
                await given(asked, writer)
        finally:
            self.at_once -= 1


def _length(head: bytes) -> int:
    """Return how many bytes of a request follow its head."""
    found = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    return int(found[1]) if found else 0


def cut(given: bytes) -> Answer:
    """Say that, then close the connection."""

    async def say(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(given)
        await writer.drain()
        writer.close()

    return say


def reset(given: bytes = b"") -> Answer:
    """Say that, then break the connection off."""

    async def say(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(given)
        await writer.drain()
        for _ in range(20):  # let the client read what was said
            await asyncio.sleep(0)
        writer.transport.abort()

    return say


def in_turn(*answers: Answer) -> Answer:
    """Give each answer once, the last one for ever."""
    left = list(answers)

    async def say(asked: Asked, writer: asyncio.StreamWriter) -> None:
        given = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(given, bytes):
            writer.write(given)
            await writer.drain()
        else:
            await given(asked, writer)

    return say


async def silence(_asked: Asked, _writer: asyncio.StreamWriter) -> None:
    """Never answer."""
    await asyncio.Event().wait()


def fetcher(*allowed: Network, **options: Any) -> Fetcher:
    """Return a Fetcher that loses no time; without networks given it may read 127.0.0.0/8."""
    options = {
        "user_agent": "digest/0 (+mailto:tests@example.org)",
        "delay_s": 0.0,
        "retry_waits_s": (0.0, 0.0),
        "timeout_s": 10.0,
        "allow_networks": allowed or (Network(network="127.0.0.0/8"),),
        **options,
    }
    return Fetcher(**options)


async def read_page(
    pages: dict[str, Answer], path: str = "/", *, etag: str = "", last_modified: str = ""
) -> tuple[Page, Server]:
    async with Server(pages) as server, fetcher() as reader:
        page = await reader.get(server.base + path, etag=etag, last_modified=last_modified)
        return page, server


def resolver(names: dict[str, Sequence[str]]) -> Callable[[str, int], Awaitable[Sequence[str]]]:
    """Return a resolver that knows these names, and no others."""

    async def resolve(host: str, _port: int) -> Sequence[str]:
        if host not in names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return names[host]

    return resolve


def run(test: Coroutine[Any, Any, Result]) -> Result:
    """Run a test's coroutine; warnings, so also sockets left open, are errors here."""
    return asyncio.run(test)
