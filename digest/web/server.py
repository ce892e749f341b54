"""Bind, serve until told to stop, and stop in time.

The socket is bound before anything is served, so that a port in use is said and not
logged. uvicorn would catch signals by itself; who started this does that already.
"""

import asyncio
import errno
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import uvicorn

from digest.config import ServeSettings
from digest.errors import ServeError
from digest.model import Source
from digest.web import connections
from digest.web.access import Access, address, named
from digest.web.connections import Connection, Limits
from digest.web.files import Files
from digest.web.site import Site

STOP_WITHIN_S = 3.0
"""Answers that are not taken by then are cut off."""
_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(hours=1)


def seconds_kept(sources: Iterable[Source]) -> int:
    """Return how long an answer may be kept: the shortest interval, from a minute to an hour."""
    every = [one.every for one in sources if one.enabled and not one.cron]
    return int(min(max(min(every, default=_LONGEST), _SHORTEST), _LONGEST).total_seconds())


class Listener:
    """A bound address, at which a folder is served."""

    def __init__(
        self,
        settings: ServeSettings,
        access: Access,
        folder: Path,
        *,
        max_age_s: int,
        limits: Limits | None = None,
    ) -> None:
        """Bind the address of [serve].

        Raises:
            ServeError: it cannot be bound.
        """
        self._settings = settings
        self._limits = limits or Limits()
        self._token = access.token
        self._site = Site(Files(folder), access, max_age_s=max_age_s)
        self._socket = _bound(settings.host, settings.port)
        self.port: int = self._socket.getsockname()[1]

    def address(self, name: str, *, token: str | None = None) -> str:
        """Return where a file is served, with the token, or with other words in its place."""
        host = self._settings.hosts[0] if self._settings.hosts else named(self._settings.host)
        shown = self._token if token is None else token
        return f"http://{address(host, self.port)}/{f'{shown}/' if self._token else ''}{name}"

    @property
    def is_private(self) -> bool:
        """Whether addresses hold a token."""
        return bool(self._token)

    async def serve(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set; end within some seconds."""
        server = _Server(_configured(self._site, self._limits))
        serving = asyncio.create_task(server.serve([self._socket]))
        stopped = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((serving, stopped), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
            server.should_exit = True
            await serving

    def close(self) -> None:
        """Give the address back, where it was not served."""
        self._socket.close()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    both = host == "::" and socket.has_dualstack_ipv6()
    try:
        return socket.create_server((host, port), family=family, dualstack_ipv6=both)
    except OSError as error:
        raise ServeError(f"[serve] listen: {address(host, port)}: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return "is in use; end what listens there, or take another port"
        case errno.EACCES:
            return "this user may not listen there; take a port above 1023"
        case errno.EADDRNOTAVAIL:
            return "is no address of this machine"
        case _:
            return f"cannot be listened at: {error.strerror}"


def _configured(site: Site, limits: Limits) -> uvicorn.Config:
    limited = type("Limited", (Connection,), {"limits": limits})
    return uvicorn.Config(
        site,
        http=limited,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",  # what clients do wrong is no news
        access_log=False,  # tokens stand in addresses
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=connections.IDLE_S,
        h11_max_incomplete_event_size=connections.HEAD_BYTES,
    )


class _Server(uvicorn.Server):
    """uvicorn's server, which here cuts off slow clients and leaves signals alone."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def on_tick(self, counter: int) -> bool:
        if counter % 10 == 0:  # of a tenth of a second
            self._cut_off_late()
        return await super().on_tick(counter)

    def _cut_off_late(self) -> None:
        now = asyncio.get_running_loop().time()
        for one in list(self.server_state.connections):
            if isinstance(one, Connection) and one.is_late(now):
                one.cut_off()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        ending = asyncio.get_running_loop().call_later(STOP_WITHIN_S, self._cut_off_all)
        try:
            await super().shutdown(sockets)
        finally:
            ending.cancel()

    def _cut_off_all(self) -> None:
        for one in list(self.server_state.connections):
            if isinstance(one, Connection):
                one.cut_off()
