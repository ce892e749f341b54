"""The hosts of a run: one connection, one delay and one turn for each.

A connection stays open for the next request, and of those that nobody uses only so many,
since each is a file of the operating system's.
"""

import asyncio
import ssl
from functools import cached_property

from digest.errors import BrokenError, SlowError
from digest.fetch import certificates
from digest.fetch.deadline import Deadline
from digest.fetch.exchange import Answer, Question, exchange
from digest.fetch.faults import certificate_code
from digest.fetch.guard import Guard
from digest.fetch.host import Host, Manners
from digest.fetch.origin import Origin
from digest.fetch.transport import Transport
from digest.fetch.trust import trusted

MOST_CONNECTIONS = 200
"""Open ones, as far as they are idle; the one used longest ago is closed first."""


class Hosts:
    """Every origin that was asked, and how to ask it."""

    def __init__(self, guard: Guard, *, slots: int, manners: Manners, proxy: str = "") -> None:
        """Set up without connecting; the values are those of the Fetcher."""
        self._guard = guard
        self._free_slots = asyncio.Semaphore(slots)
        self._manners = manners
        self._proxy = proxy
        # Trusts what certifi does, or SSL_CERT_FILE in its place.
        self._context = trusted()
        self._hosts: dict[Origin, Host] = {}

    @cached_property
    def _any_certificate(self) -> ssl.SSLContext:
        return certificates.any_certificate()

    def transport(self, origin: Origin) -> Transport:
        """Return a new connection to an origin, which opens when it is asked."""
        context = self._any_certificate if origin.unchecked else self._context
        return Transport(origin, self._guard, context, proxy=self._proxy)

    def of(self, origin: Origin) -> Host:
        """Return what is remembered of an origin."""
        host = self._hosts.pop(origin, None) or Host(
            origin.key, self.transport(origin), self._free_slots, self._manners
        )
        self._hosts[origin] = host  # at the end: the order is that of the last use
        return host

    async def ask(
        self, origin: Origin, question: Question, deadline: Deadline, *, aside: bool = False
    ) -> Answer:
        """Ask an origin in its turn; `aside` as in `Host.turn`.

        Raises:
            FetchError: as `Host.turn` and `exchange` say.
        """
        host = self.of(origin)

        async def once() -> Answer:
            try:
                async with deadline.running():
                    return await exchange(host.transport, question)
            except SlowError:
                # A pool that was cancelled at the wrong moment keeps a dead connection.
                await host.transport.aclose()
                raise
            except BrokenError as error:
                code = certificate_code(error)
                if not code or self._proxy:  # past which nothing is connected to
                    raise
                why = await certificates.details(origin, self._guard, code)
                raise BrokenError(f"{error}{why}") from error

        await self._close_idle()
        return await host.turn(once, aside=aside)

    async def _close_idle(self) -> None:
        if len(self._hosts) > MOST_CONNECTIONS:
            idle = [host for host in self._hosts.values() if host.idle]
            for host in idle[:-MOST_CONNECTIONS]:
                await host.transport.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        for host in self._hosts.values():
            await host.transport.aclose()
