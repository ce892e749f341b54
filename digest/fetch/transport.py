"""The connection to one origin, guarded, as an httpx transport.

httpx's client is left out on purpose: it would add cookies, proxies of the environment,
unbounded decoding, and a parser of redirects that is not ours. Its transports do one
exchange and nothing else. The guard sits where the socket is opened, below all of it
(`httpcore.AsyncNetworkBackend`), so that nothing can be connected to without it, while
Host and the name that TLS verifies stay those of the address. By a proxy it sits before
the request, since the socket is then the proxy's.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable

import httpcore
import httpx

from digest.errors import RefusedError
from digest.fetch import faults, proxies
from digest.fetch.guard import Guard
from digest.fetch.origin import Origin

_MOST_ADDRESSES = 3
"""How many addresses of one name are dialled, one after the other."""
_KEEP_S = 30.0
"""How long an unused connection stays open."""
# ssl.SSLError is an OSError; httpcore lets it through when it comes in mid-answer.
_FAILURES = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
    OSError,
)


class _GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens sockets to addresses that the guard has checked, and to no others."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._dialler = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = (await self._guard.addresses(host, port))[:_MOST_ADDRESSES]
        # A cancellation that is due comes here: anyio would leave a coroutine unawaited.
        await asyncio.sleep(0)
        each_s = timeout / len(addresses) if timeout else None
        for address in addresses[:-1]:
            try:
                return await self._dialler.connect_tcp(
                    address, port, each_s, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # the last address decides
        return await self._dialler.connect_tcp(
            addresses[-1], port, each_s, local_address, socket_options
        )


class _Body(httpx.AsyncByteStream):
    """The bytes of an answer as they come; what goes wrong is a FetchError."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._answer.aiter_stream():
                yield chunk
        except _FAILURES as error:
            raise faults.cut_off(error) from error

    async def aclose(self) -> None:
        await self._answer.aclose()


class Transport(httpx.AsyncBaseTransport):
    """At most one connection, opened when needed and kept for the next request."""

    def __init__(
        self, origin: Origin, guard: Guard, context: ssl.SSLContext, *, proxy: str = ""
    ) -> None:
        """Set up without connecting.

        Args:
            origin: who is asked.
            guard: what checks its addresses, at each connection, or, by a proxy, before
                each request, since the proxy looks names up again.
            context: what TLS trusts.
            proxy: the address of an HTTP proxy, which may hold user and password; "" for
                none. What the guard's user opened is asked without it.
        """
        self._origin = origin
        self._guard = guard
        self._proxied = proxies.pool(proxy, context, keep_s=_KEEP_S) if proxy else None
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=1,
            keepalive_expiry=_KEEP_S,
            network_backend=_GuardedBackend(guard),
        )

    @property
    def connected(self) -> bool:
        """Whether a connection is open."""
        return any(pool.connections for pool in self._pools)

    @property
    def _pools(self) -> tuple[httpcore.AsyncConnectionPool, ...]:
        return (self._pool, self._proxied) if self._proxied else (self._pool,)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request to the origin and return its answer, the body still unread.

        Only the path and query of the request's address are used.

        Raises:
            RefusedError: httpx reads another host in the address than we did.
            FetchError: no answer came; one of its other kinds says why.
        """
        if request.url.raw_host.decode() != self._origin.host:
            raise RefusedError("two parsers disagree about the host")
        pool = await self._way()
        try:
            answer = await pool.handle_async_request(self._to_httpcore(request))
        except _FAILURES as error:
            by = "the proxy: " if pool is self._proxied else ""
            raise faults.not_answered(error, by=by) from error
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    async def _way(self) -> httpcore.AsyncConnectionPool:
        """Return what leads to the origin, checked where no backend of ours checks it."""
        host, port = self._origin.host, self._origin.port
        if self._proxied and await self._guard.is_outside(host, port):
            return self._proxied
        return self._pool

    def _to_httpcore(self, request: httpx.Request) -> httpcore.Request:
        url = httpcore.URL(
            scheme=self._origin.scheme,
            host=self._origin.host,
            port=self._origin.written_port,  # as it stands in what a proxy is asked for
            target=request.url.raw_path,
        )
        name = self._origin.host.rstrip(".")  # certificates name hosts without the final dot
        return httpcore.Request(
            request.method,
            url,
            headers=request.headers.raw,
            content=request.stream,
            extensions={**request.extensions, "sni_hostname": name},
        )

    async def aclose(self) -> None:
        """Close the connection; another one is opened when it is asked again."""
        for pool in self._pools:
            await pool.aclose()
