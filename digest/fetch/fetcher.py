"""From an address to a Page, through guard, robots.txt and politeness, hop by hop.

Redirects are followed here and not by the library, because each of their targets is a
new address: it is parsed, guarded, asked for in its host's turn and looked up in its
host's robots.txt like the first one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from digest.address import without_credentials
from digest.errors import BrokenError, FetchError, RobotsError
from digest.fetch import robots
from digest.fetch.deadline import Deadline
from digest.fetch.exchange import Answer, Question, exchange
from digest.fetch.guard import Guard, Resolver
from digest.fetch.hosts import Hosts
from digest.fetch.origin import origin_of
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

    def __post_init__(self) -> None:
        """Read the exemptions.

        Raises:
            ValueError: a network of `allow_networks` is not in CIDR form.
        """
        self._hosts = Hosts(
            Guard(self.allow_networks, self.resolve, ports=self.ports),
            slots=self.slots,
            delay_s=self.delay_s,
            retry_waits_s=self.retry_waits_s,
            proxy=self.proxy,
        )
        self._robots = Robots(self._ask_robots, self.timeout_s)

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
                page = _page(requested, hop, answer, permanent=permanent and moved)
                return _kept(page, conditions) if page.unchanged else page
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
            self._question(hop, {}, most=self.max_bytes),
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
        question = self._question(address, conditions, most=self.max_bytes)
        return await self._hosts.ask(question, deadline)

    async def _rules(self, address: str) -> Rules:
        origin = origin_of(address)
        rules = await self._robots.rules(origin)
        self._hosts.of(origin).delay_s = max(self.delay_s, rules.crawl_delay_s)
        return rules

    async def _ask_robots(self, address: str, deadline: Deadline) -> Answer:
        question = self._question(address, {}, most=robots.MOST_BYTES, cut=True)
        return await self._hosts.ask(question, deadline)

    def _question(
        self, address: str, conditions: dict[str, str], *, most: int, cut: bool = False
    ) -> Question:
        headers = reading(self.user_agent, conditions)
        # Three tries to connect fit into the deadline, so that a host that swallows
        # packets is told apart from one that answers slowly.
        connect_s = min(10.0, self.timeout_s / 4)
        return Question(address=address, headers=headers, most=most, cut=cut, connect_s=connect_s)


def _page(requested: str, url: str, answer: Answer, *, permanent: bool) -> Page:
    return Page(
        requested=requested,
        url=url,
        status=answer.status,
        body=answer.body,
        content_type=answer.content_type,
        etag=answer.etag,
        last_modified=answer.last_modified,
        fetched_at=datetime.now(UTC),
        permanent=permanent,
    )


def _kept(page: Page, conditions: dict[str, str]) -> Page:
    """Return the unchanged Page with the validators that were sent where it brings none."""
    return replace(
        page,
        etag=page.etag or conditions.get("If-None-Match", ""),
        last_modified=page.last_modified or conditions.get("If-Modified-Since", ""),
    )
