"""A small web server for the invented sites: files with an ETag, and redirects.

Written for the demo alone, on 127.0.0.1 alone. It answers GET and HEAD, keeps
connections, and says 304 to those who have the same bytes already (RFC 9110, section
13), which is what a follower of sites needs to see done.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote, unquote

from digest.errors import DigestError

HOST = "127.0.0.1"
MOST_HEAD_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What one path answers."""

    content_type: str = "text/html; charset=utf-8"
    body: str = ""
    location: str = ""
    """Where the path leads for good; "" when it is itself the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One request that was answered."""

    path: str
    """Decoded, without the query."""
    status: int

    @property
    def is_page(self) -> bool:
        """Whether it brought something to read: no redirect, no 304, not robots.txt."""
        return self.status == HTTPStatus.OK and self.path != "/robots.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    status: HTTPStatus
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


class Server:
    """One site on a port of its own."""

    def __init__(self) -> None:
        """Serve nothing yet; `show` says what."""
        self.port = 0
        """0 until it is served."""
        self.log: list[Answered] = []
        """All requests so far, robots.txt among them."""
        self._resources: Mapping[str, Resource] = {}
        self._open: dict[asyncio.StreamWriter, asyncio.Task[None] | None] = {}

    @property
    def base(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def show(self, resources: Mapping[str, Resource]) -> None:
        """Answer with these resources, by decoded path, from now on."""
        self._resources = resources

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection until one of its ends closes it."""
        self._open[writer] = asyncio.current_task()
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                request, *lines = head.split("\r\n")
                writer.write(self._answer(request, _headers(lines)))
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            pass  # closed, or no HTTP: the connection ends here, and with it all that it asks
        finally:
            writer.close()
            del self._open[writer]

    async def hang_up(self) -> None:
        """Close the connections that are open, and wait until nobody speaks any more."""
        for writer in self._open:
            writer.close()
        await asyncio.gather(*filter(None, self._open.values()))

    def _answer(self, request: str, headers: Mapping[str, str]) -> bytes:
        method, _, rest = request.partition(" ")
        path = unquote(rest.partition(" ")[0].partition("?")[0])
        answer = self._find(path, headers) if method in ("GET", "HEAD") else _NOT_ALLOWED
        self.log.append(Answered(path=path, status=answer.status))
        return _bytes(answer, with_body=method != "HEAD")

    def _find(self, path: str, headers: Mapping[str, str]) -> _Answer:
        resource = self._resources.get(path)
        if resource is None:
            return _NOT_FOUND
        if resource.location:
            location = self.base + quote(resource.location)
            return _Answer(status=HTTPStatus.MOVED_PERMANENTLY, headers=(("Location", location),))
        body = resource.body.encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if headers.get("if-none-match") == etag:
            return _Answer(status=HTTPStatus.NOT_MODIFIED, headers=(("ETag", etag),))
        told = (("Content-Type", resource.content_type), ("ETag", etag))
        return _Answer(status=HTTPStatus.OK, headers=told, body=body)


_NOT_FOUND = _Answer(
    status=HTTPStatus.NOT_FOUND, headers=(("Content-Type", "text/plain"),), body=b"Not found\n"
)
_NOT_ALLOWED = _Answer(status=HTTPStatus.METHOD_NOT_ALLOWED, headers=(("Allow", "GET, HEAD"),))


def _headers(lines: list[str]) -> dict[str, str]:
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _bytes(answer: _Answer, *, with_body: bool) -> bytes:
    lines = [f"HTTP/1.1 {answer.status.value} {answer.status.phrase}"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    if answer.status is not HTTPStatus.NOT_MODIFIED:
        lines.append(f"Content-Length: {len(answer.body)}")
    head = "\r\n".join([*lines, "Cache-Control: no-cache", "", ""]).encode("latin-1")
    return head + (answer.body if with_body else b"")


@asynccontextmanager
async def served() -> AsyncIterator[Server]:
    """Give a server on a free port of 127.0.0.1, open while the block runs.

    Raises:
        DigestError: no port can be had.
    """
    server = Server()
    try:
        listener = await asyncio.start_server(server.converse, HOST, 0, limit=MOST_HEAD_BYTES)
    except OSError as error:
        raise DigestError(f"{HOST}: no port for the demo: {error.strerror}") from error
    async with listener:
        server.port = listener.sockets[0].getsockname()[1]
        try:
            yield server
        finally:
            await server.hang_up()
