"""From an address to a Page, through guard, robots.txt and politeness, hop by hop.

Redirects are followed here and not by the library, because each of their targets is a
new address: it is parsed, guarded, asked for in its host's turn and looked up in its
host's robots.txt like the first one.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from digest.address import without_credentials
from digest.errors import BrokenError, FetchError, RobotsError
from digest.fetch import pages, robots
from digest.fetch.access import Access
from digest.fetch.deadline import Deadline
from digest.fetch.exchange import Answer, Question, exchange
from digest.fetch.guard import Guard, Resolver
from digest.fetch.host import Manners
from digest.fetch.hosts import Hosts
from digest.fetch.memory import Memory, Passing
from digest.fetch.origin import Origin, origin_of
from digest.fetch.robots import Robots, Rules
from digest.fetch.wording import conditions_of, readable, reading, telling
from digest.model import Network, Page

MOST_REDIRECTS = 10


@dataclass(kw_only=True, eq=False)
class Fetcher:
    """Reads addresses, politely and within bounds; many at once, in one event loop.

    It keeps connections, delays and robots.txt of every host, so that a run should have
    one of it, and closes the connections at the end of `async with`.
    """

    user_agent: str
    """Names the program and how to reach its user; ASCII."""
    delay_s: float = 1.0
    """Between the end of one request to a host and the start of the next; a larger
    Crawl-delay of its robots.txt counts, up to a minute."""
    timeout_s: float = 15.0
    """For all answers to one `get`, without the waiting for a turn."""
    max_bytes: int = 8 * 1024 * 1024
    """Of one body, decoded."""
    allow_networks: tuple[Network, ...] = ()
    """Exempt from the guard's checks of addresses and of ports."""
    ports: tuple[int, ...] = ()
    """Open besides 80, 443, 8080 and 8443, on public addresses."""
    proxy: str = field(default="", repr=False)
    """The address of an HTTP proxy for public addresses, with user and password where it
    wants them; "" for none. The guard checks names before the proxy is told of them."""
    slots: int = 16
    """How many requests are on the wire at once."""
    resolve: Resolver | None = None
    """Instead of the system's resolver."""
    retry_waits_s: tuple[float, ...] = (1.0, 2.0)
    """The least wait before each further try on 429, 5xx and connection errors."""
    memory: Memory = field(default_factory=Passing)
    """Where it is kept which host rests, and each robots.txt."""
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    _access: Access | None = field(default=None, init=False, repr=False)
    _unchecked: frozenset[str] = field(default=frozenset(), init=False, repr=False)
    """Hosts whose TLS certificates are accepted whatever they are."""

    def __post_init__(self) -> None:
        """Read the exemptions.

        Raises:
            ValueError: a network of `allow_networks` is not in CIDR form.
        """
        self._hosts = Hosts(
            Guard(self.allow_networks, self.resolve, ports=self.ports),
            slots=self.slots,
            manners=Manners(
                delay_s=self.delay_s,
                retry_waits_s=self.retry_waits_s,
                memory=self.memory,
                clock=self.clock,
            ),
            proxy=self.proxy,
        )
        self._robots = Robots(self.timeout_s, self.memory, self.clock)

    async def __aenter__(self) -> Self:
        """Return itself; nothing is opened yet."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close all connections."""
        await self._hosts.aclose()

    def bearing(self, access: Access) -> Self:
        """Return the same fetcher as one source uses it: `get` shows its access to its site.

        Connections, delays and robots.txt are shared, and so is their end. `post` and the
        asking of robots.txt show nothing.
        """
        bearer = copy.copy(self)
        bearer._access = access  # noqa: SLF001 - it is one of ourselves
        return bearer

    def unchecking(self, address: str) -> Self:
        """Return the same fetcher as one source uses it: TLS of the address's host is unchecked.

        With `www.` before it or without. Connections, delays and robots.txt are shared, and
        so is their end, but nothing that a host says without being checked counts for those
        who check it. `post` always checks.
        """
        host = origin_of(readable(address)).host.removeprefix("www.")
        view = copy.copy(self)
        view._unchecked = frozenset({host, f"www.{host}"})  # noqa: SLF001 - it is one of ourselves
        return view

    async def get(self, address: str, *, etag: str = "", last_modified: str = "") -> Page:
        """Return what an address holds, after at most ten redirects.

        Args:
            address: absolute, http or https; its fragment is not sent, nor is a user's name
                in it, or a password.
            etag: of the stored copy, as the Page gave it; "" for none.
            last_modified: likewise. They go to the first host only, and where the
                server answers that nothing changed, the Page is `unchanged` and
                carries the validators to store.

        Raises:
            RefusedError: the guard does not allow the address, or that of a redirect.
            RobotsError: robots.txt forbids one of them.
            UnreachableError: after the retries, a host was still not reached.
            SlowError: the answers took longer than `timeout_s`.
            TooLargeError: more than `max_bytes`.
            BrokenError: cut off, no HTTP, bad TLS, or redirects that never end.
            StatusError: any other status, after the retries.
        """
        requested = without_credentials(address)
        hop = readable(requested)
        deadline = Deadline(self.timeout_s)
        conditions = conditions_of(etag, last_modified)
        passed: list[str] = []
        permanent = True
        while len(passed) <= MOST_REDIRECTS:
            answer = await self._allowed(hop, {} if passed else conditions, deadline)
            passed.append(hop)
            if not answer.location:
                moved = len(passed) > 1
                given = pages.page(requested, hop, answer, permanent=permanent and moved)
                return pages.kept(given, conditions) if given.unchanged else given
            permanent = permanent and answer.permanent
            hop = readable(answer.location, hop)
            if hop in passed:
                raise BrokenError("redirects in a circle")
        raise BrokenError(f"more than {MOST_REDIRECTS} redirects")

    async def post(
        self,
        address: str,
        told: bytes,
        *,
        content_type: str,
        headers: Mapping[str, str] | None = None,
        timeout_s: float | None = None,
    ) -> Answer:
        """Tell an address something, once, and return what it answers.

        The guard is that of `get`, and so are the bounds. No robots.txt is asked, which is
        about reading; no redirect is followed, and nothing is tried again: whether it may be
        said twice, only the caller knows.

        Args:
            address: absolute, http or https; its fragment is not sent.
            told: the body.
            content_type: of the body.
            headers: further ones, such as a key; printable ASCII.
            timeout_s: for the whole answer, in place of the fetcher's own.

        Raises:
            RefusedError: the guard does not allow the address, or a header cannot be sent.
            UnreachableError: no connection, or it was closed before an answer.
            SlowError: no whole answer in time.
            TooLargeError: more than `max_bytes`.
            BrokenError: cut off, no HTTP, or bad TLS.
            StatusError: another status than 2xx, a redirect among them.
        """
        hop = readable(address)
        whole_s = self.timeout_s if timeout_s is None else timeout_s
        question = replace(
            self._question(hop, {}, {}, most=self.max_bytes),
            headers=telling(self.user_agent, content_type, headers or {}),
            silent_s=whole_s,
            told=told,
        )
        transport = self._hosts.transport(origin_of(hop))
        try:
            async with Deadline(whole_s).running():
                return await exchange(transport, question)
        finally:
            await transport.aclose()

    async def piece(
        self,
        address: str,
        *,
        headers: Mapping[str, str],
        told: bytes | None = None,
        content_type: str = "",
    ) -> Answer:
        """Return what a page's script asks for: by GET, or by POST where it tells something.

        Guard, robots.txt and bounds are those of `get`.

        Args:
            address: absolute, http or https; its fragment is not sent.
            headers: in place of those that `get` sends; printable ASCII. They go to the first
                address only.
            told: the body of a POST, which follows no redirect; None for a GET.
            content_type: of the body.

        Raises:
            FetchError: as of `get` and `post`.
        """
        hop = readable(address)
        if told is not None:
            if not (await self._rules(hop)).allow(hop):
                raise RobotsError("robots.txt forbids it")
            return await self.post(hop, told, content_type=content_type, headers=headers)
        deadline = Deadline(self.timeout_s)
        asked = dict(headers)
        for _ in range(MOST_REDIRECTS + 1):
            answer = await self._allowed(hop, asked, deadline)
            if not answer.location:
                return answer
            hop, asked = readable(answer.location, hop), {}
        raise BrokenError(f"more than {MOST_REDIRECTS} redirects")

    async def sitemaps(self, address: str) -> tuple[str, ...]:
        """Return the absolute addresses of sitemaps that the host's robots.txt names.

        At most twenty; none where robots.txt is missing or cannot be read, which `get`
        reports for every page of the host.
        """
        try:
            rules = await self._rules(readable(address))
        except FetchError:
            return ()
        return rules.sitemaps

    async def _allowed(
        self, address: str, conditions: dict[str, str], deadline: Deadline
    ) -> Answer:
        rules = await self._rules(address)
        if not rules.allow(address):
            raise RobotsError("robots.txt forbids it")
        origin = self._origin(address)
        access = None if origin.unchecked else self._access
        shown = access.at(address) if access else {}
        question = self._question(address, conditions, shown, most=self.max_bytes)
        answer = await self._hosts.ask(origin, question, deadline)
        return access.unsaid(answer) if access and shown else answer

    async def _rules(self, address: str) -> Rules:
        origin = self._origin(address)
        rules = await self._robots.rules(origin, self._ask_robots)
        self._hosts.of(origin).delay_s = max(self.delay_s, rules.crawl_delay_s)
        return rules

    async def _ask_robots(
        self, address: str, conditions: dict[str, str], deadline: Deadline
    ) -> Answer:
        question = self._question(address, conditions, {}, most=robots.MOST_BYTES, cut=True)
        return await self._hosts.ask(self._origin(address), question, deadline, aside=True)

    def _origin(self, address: str) -> Origin:
        origin = origin_of(address)
        unchecked = origin.scheme == "https" and origin.host in self._unchecked
        return replace(origin, unchecked=unchecked)

    def _question(
        self,
        address: str,
        conditions: Mapping[str, str],
        shown: Mapping[str, str],
        *,
        most: int,
        cut: bool = False,
    ) -> Question:
        headers = reading(self.user_agent, conditions, shown)
        # Three tries to connect fit into the deadline, so that a host that swallows
        # packets is told apart from one that answers slowly.
        connect_s = min(10.0, self.timeout_s / 4)
        return Question(address=address, headers=headers, most=most, cut=cut, connect_s=connect_s)
