"""What robots.txt allows, by RFC 9309.

A missing file (4xx, or redirects that lead nowhere) allows all; a server that fails (5xx,
429, a broken answer) forbids all until it recovers. A host that cannot be reached at all
is reported as that, and not as a matter of robots.txt.
"""

import asyncio
import copy
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from protego import Protego

from digest.address import absolute, without_fragment
from digest.errors import (
    BrokenError,
    FetchError,
    RefusedError,
    RobotsError,
    SlowError,
    StatusError,
)
from digest.fetch.deadline import Deadline
from digest.fetch.exchange import Answer
from digest.fetch.faults import tls_reason
from digest.fetch.origin import Origin

MOST_BYTES = 512 * 1024
"""Of a robots.txt; RFC 9309 asks for 500 KiB at least. The rest is not read."""
MOST_SITEMAPS = 20
LONGEST_DELAY_S = 60.0
"""A longer Crawl-delay is taken for this."""
PRODUCT = "digest"
"""The token of our User-Agent that groups of robots.txt are matched with."""

_MOST_REDIRECTS = 5
_KEEP_S = 24 * 3600.0
_KEEP_FAILURE_S = 300.0


class Rules:
    """One robots.txt, read for us."""

    def __init__(self, text: bytes, address: str) -> None:
        """Parse what its address gave; never fails, what makes no sense says nothing."""
        whole = text if len(text) < MOST_BYTES else text.rpartition(b"\n")[0]
        self._parsed = Protego.parse(whole.decode("utf-8-sig", errors="replace"))
        named = (absolute(sitemap, address) for sitemap in self._parsed.sitemaps)
        kept = dict.fromkeys(without_fragment(sitemap) for sitemap in named if sitemap)
        self.sitemaps: tuple[str, ...] = tuple(kept)[:MOST_SITEMAPS]
        self.crawl_delay_s = min(LONGEST_DELAY_S, self._parsed.crawl_delay(PRODUCT) or 0.0)

    def allow(self, address: str) -> bool:
        """Return whether the address, of the same host, may be read."""
        return self._parsed.can_fetch(address, PRODUCT)


@dataclass(slots=True)
class _Entry:
    """What is known of one origin; the lock makes many askers wait for one reading."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    outcome: Rules | FetchError | None = None
    until: float = 0.0


class Robots:
    """The rules of every origin that was asked, each read once a day."""

    def __init__(
        self, read: Callable[[str, Deadline], Awaitable[Answer]], timeout_s: float
    ) -> None:
        """Keep how to read an address, politely and without asking robots.txt."""
        self._read = read
        self._timeout_s = timeout_s
        self._entries: dict[Origin, _Entry] = {}

    async def rules(self, origin: Origin) -> Rules:
        """Return the rules of an origin, read within the last day.

        Raises:
            RobotsError: the server failed to say, now or within the last five minutes.
            FetchError: it was not reached, is not allowed, or its TLS does not hold.
        """
        entry = self._entries.setdefault(origin, _Entry())
        async with entry.lock:
            loop = asyncio.get_running_loop()
            if entry.outcome is None or loop.time() >= entry.until:
                entry.outcome, kept_s = await self._outcome(origin)
                entry.until = loop.time() + kept_s
            if isinstance(entry.outcome, Rules):
                return entry.outcome
            raise copy.copy(entry.outcome) from entry.outcome

    async def _outcome(self, origin: Origin) -> tuple[Rules | FetchError, float]:
        try:
            return await self._followed(f"{origin}/robots.txt"), _KEEP_S
        except FetchError as error:
            return error, _KEEP_FAILURE_S

    async def _followed(self, address: str) -> Rules:
        deadline = Deadline(self._timeout_s)
        start = address
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                answer = await self._read(address, deadline)
            except RefusedError:
                if address == start:
                    raise
                break  # a redirect into a closed network: as good as no file
            except (StatusError, SlowError, BrokenError) as error:
                return _rules_despite(error)
            if not answer.location:
                return Rules(answer.body, address)
            address = without_fragment(absolute(answer.location, address))
            if not address:
                break
        return Rules(b"", start)


def _rules_despite(error: StatusError | SlowError | BrokenError) -> Rules:
    """Return that all is allowed where there is no file; raise where the server failed."""
    if isinstance(error, StatusError) and error.status < 500 and error.status != 429:
        return Rules(b"", "")
    if tls_reason(error):
        raise error  # the same for every page of the host, and says more
    failure = RobotsError(f"robots.txt cannot be read: {error}")
    failure.retry_after_s = error.retry_after_s
    raise failure from error
