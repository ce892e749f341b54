"""A folder that is really served on 127.0.0.1 while a test asks for its files."""

import asyncio
import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from digest.config import ServeSettings
from digest.web import Listener, access
from digest.web.connections import Limits

TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Served:
    """Where a folder is served, and how to ask there."""

    folder: Path
    port: int

    def ask(self, path: str, method: str = "GET", **given: str) -> Answer:
        """Ask once; `if_none_match` and the like are headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_S)
        headers = {name.replace("_", "-"): value for name, value in given.items()}
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        body = answer.read()
        connection.close()
        return Answer(answer.status, found, body)

    def connect(self, *, client: str = "127.0.0.1", receive_bytes: int = 0) -> socket.socket:
        """Connect as another client of this machine, with a small window on request."""
        made = socket.socket()
        if receive_bytes:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        made.settimeout(TIMEOUT_S)
        made.bind((client, 0))
        made.connect(("127.0.0.1", self.port))
        return made

    def say(self, text: bytes) -> bytes:
        """Send just these bytes, and return all that comes until the server closes."""
        with self.connect() as made:
            made.sendall(text)
            return rest_of(made)


def rest_of(made: socket.socket) -> bytes:
    """Return what comes until the other side closes."""
    found = b""
    try:
        while piece := made.recv(65536):
            found += piece
    except ConnectionResetError:
        pass
    return found


@contextmanager
def served(
    folder: Path,
    *,
    token_file: Path | None = None,
    hosts: tuple[str, ...] = (),
    base_url: str = "",
    limits: Limits | None = None,
) -> Iterator[Served]:
    """Serve a folder while the block runs; at its end the server stops as on a signal."""
    settings = ServeSettings(host="127.0.0.1", port=0, token_file=token_file, hosts=hosts)
    allowed = access(settings, base_url=base_url, folder=folder)
    listener = Listener(settings, allowed, folder, max_age_s=600, limits=limits)
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(listener.serve(stop),))
    thread.start()
    try:
        yield Served(folder, listener.port)
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
        listener.close()
