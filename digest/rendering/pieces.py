"""What a page asks for while it is rendered: answered, fetched within bounds, or refused.

Only what makes text is fetched: scripts, and what they read. A picture is answered by a
dot and a style sheet by nothing, since scripts wait for them and nobody sees the page. All
else is refused: frames, fonts, media, beacons, sockets, further pages.

A page of the public web must not be led into the networks that `allow_networks` opens, as
its scripts could read what is there and carry it away, and its names may lead anywhere a
minute later. So these networks are open to a page's scripts only where it comes from such a
place itself, and only at its own host: one in digits, or with a name that nobody outside can
have. What is fetched is read at once, in its host's turn, but without the delay between
pages: it is one visit.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from digest.address import absolute, same_site
from digest.errors import FetchError, StatusError
from digest.fetch import Fetcher
from digest.fetch.origin import origin_of

MOST_PIECES = 100
"""Requests of one page that are answered from the network."""
MOST_BYTES = 32 * 1024 * 1024
"""Decoded, of all of them."""
MOST_KEPT = 64 * 1024 * 1024
"""Bytes of scripts that are kept for the next pages of a run."""

_FETCHED = frozenset({"script", "xhr", "fetch"})
_DOT = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
_NOT_SENT = frozenset({
    "accept-encoding", "connection", "content-length", "content-type", "cookie", "cookie2",
    "expect", "host", "keep-alive", "range", "te", "trailer", "transfer-encoding", "upgrade",
    "upgrade-insecure-requests", "user-agent", "via",
})  # fmt: skip
_NOT_SENT_BEGINNINGS = ("if-", "proxy-", "sec-", "access-control-")
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+")
_MOST_HEADERS = 8 * 1024
"""Characters of the headers that a page's scripts set."""
_PLAIN_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
"""What a page may post to another site unasked; see CORS-safelisted request headers, Fetch."""
_INNER_ENDS = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet", ".test")
"""Of names that nobody can register: RFC 2606, 6762, 8375, and ICANN on `.internal`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One request of a page that is rendered."""

    kind: str
    """As Chromium names it: script, xhr, fetch, image, stylesheet, document and others."""
    address: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    told: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the browser is answered."""

    status: int = 200
    body: bytes = b""
    content_type: str = ""
    allow_origin: str = ""
    """Who may read it, as its server says; "" for its own origin alone."""


class Shelf:
    """Scripts of the pages before, which the next ones want again."""

    def __init__(self) -> None:
        """Begin without any."""
        self._kept: dict[str, Given] = {}
        self._bytes = 0

    def get(self, address: str) -> Given | None:
        """Return what stands at an address; None when it is not kept."""
        return self._kept.get(address)

    def put(self, address: str, given: Given) -> None:
        """Keep an answer; the oldest ones go where there is no room."""
        before = self._kept.pop(address, None)
        self._kept[address] = given
        self._bytes += len(given.body) - (len(before.body) if before else 0)
        while self._bytes > MOST_KEPT:
            self._bytes -= len(self._kept.pop(next(iter(self._kept))).body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far pages reach: one fetcher for public addresses alone, one for those of the user."""

    outside: Fetcher
    inside: Fetcher
    """With the networks that its user opens."""

    def of(self, document: str, address: str) -> Fetcher:
        """Return what an address is fetched by, for a page of an address."""
        here, there = origin_of(document).host, origin_of(address).host
        return self.inside if here == there and is_inner(here) else self.outside


def reach(fetcher: Fetcher) -> Reach:
    """Return how far pages reach that a fetcher brought; each piece has a third of its time."""
    inside = replace(
        fetcher, delay_s=0.0, retry_waits_s=(), timeout_s=max(1.0, fetcher.timeout_s / 3)
    )
    return Reach(inside=inside, outside=replace(inside, allow_networks=()))


def is_inner(host: str) -> bool:
    """Return whether a host is one that nobody outside can name: in digits, or not registered.

    A number that is public is let in by no exemption, so that it does no harm here.
    """
    digits = host.replace(".", "").isdigit() or ":" in host
    return digits or "." not in host or host.endswith(_INNER_ENDS)


class Pieces:
    """The requests of one page."""

    def __init__(self, document: str, reach: Reach, shelf: Shelf) -> None:
        """Begin with all that a page may ask for.

        Args:
            document: its address.
            reach: what to fetch with.
            shelf: scripts that are there already; changed.
        """
        self.asked = 0
        """Requests that went to the network."""
        self._document = document
        self._reach = reach
        self._shelf = shelf
        self._left = MOST_BYTES

    async def answer(self, piece: Piece) -> Given | None:
        """Return what a request is answered; None where it is refused, or failed."""
        if piece.kind == "image":
            return Given(body=_DOT, content_type="image/gif", allow_origin="*")
        if piece.kind == "stylesheet":
            return Given(content_type="text/css", allow_origin="*")
        if piece.kind not in _FETCHED or not self._may_ask(piece):
            return None
        keeps = piece.kind == "script" and piece.told is None
        kept = self._shelf.get(piece.address) if keeps else None
        given = kept or await self._fetched(piece)
        if keeps and given and given.status == 200 and not kept:
            self._shelf.put(piece.address, given)
        return given

    def _may_ask(self, piece: Piece) -> bool:
        if piece.method == "GET":
            return bool(absolute(piece.address))
        kind = piece.headers.get("content-type", "").partition(";")[0].strip().lower()
        plain = not kind or kind in _PLAIN_TYPES
        return piece.method == "POST" and (plain or same_site(self._document, piece.address))

    async def _fetched(self, piece: Piece) -> Given | None:
        if self.asked >= MOST_PIECES or self._left <= 0:
            return None
        self.asked += 1
        address = absolute(piece.address)
        told = piece.told if piece.method == "GET" else (piece.told or b"")
        try:
            answer = await self._reach.of(self._document, address).piece(
                address,
                headers=sent(piece.headers),
                told=told,
                content_type=piece.headers.get("content-type", "text/plain"),
            )
        except StatusError as error:
            return Given(status=error.status) if 200 < error.status < 600 else None
        except FetchError:
            return None
        self._left -= len(answer.body)
        if self._left < 0:
            return None
        return Given(
            status=answer.status,
            body=answer.body,
            content_type=answer.content_type,
            allow_origin=answer.allow_origin,
        )


def sent(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a page's request that are sent on: none that say who asks."""
    kept: dict[str, str] = {}
    left = _MOST_HEADERS
    for name, value in headers.items():
        low = name.lower()
        left -= len(name) + len(value)
        closed = low in _NOT_SENT or low.startswith(_NOT_SENT_BEGINNINGS)
        if (
            _NAME.fullmatch(low)
            and not closed
            and left >= 0
            and value.isascii()
            and value.isprintable()
        ):
            kept[low] = value
    return kept
