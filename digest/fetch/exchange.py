"""One request and its answer: which status is content, which a redirect, which an error.

Only 200 brings content. A 206 nobody asked for is half a page, and a 304 nobody asked
for would let a server say "unchanged" about what was never stored. To what is told (POST)
any 2xx is a right answer, and a redirect is an error like any other status: what was
meant for one address is never said to another.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

import httpx

from digest.errors import BrokenError, FetchError, RefusedError, StatusError
from digest.fetch import body
from digest.fetch.bot_walls import named_wall
from digest.fetch.freshness import fresh_s, instant
from digest.fetch.transport import Transport

MOST_RETRY_AFTER_S = 86_400.0
"""A longer Retry-After is taken for a day."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_SILENT_S = 15.0
"""The longest that a server may say nothing, within the deadline."""
_CONNECT_S = 10.0
_LONGEST_VALUE = 1024
_LONGEST_SAID = 200
_MOST_DRAINED = 16 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that is content, an asked-for 304, or a redirect."""

    status: int
    body: bytes = b""
    location: str = ""
    """Where a redirect leads, as it stands; "" for content."""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    allow_origin: str = ""
    """Whose scripts may read it (CORS); "" where the server does not say."""
    fresh_s: float | None = None
    """Seconds for which the server says that it stays as it is; None when it does not say."""

    @property
    def permanent(self) -> bool:
        """Whether it is a redirect that holds for good."""
        return self.status in _PERMANENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One request: by GET, or by POST where there is something to tell."""

    address: str
    """As `digest.address.absolute` returned it, without a fragment."""
    headers: Mapping[str, str]
    most: int
    """Bytes of the body."""
    cut: bool = False
    """Keep the first `most` bytes of a longer body, instead of failing."""
    connect_s: float = _CONNECT_S
    silent_s: float = _SILENT_S
    """The longest that the server may say nothing."""
    told: bytes | None = None
    """The body of a POST; None for a GET."""

    @property
    def conditional(self) -> bool:
        """Whether it carries validators, so that 304 is a right answer."""
        return "If-None-Match" in self.headers or "If-Modified-Since" in self.headers

    def is_answered(self, status: int) -> bool:
        """Return whether a status brings what was asked for."""
        if self.told is not None:
            return 200 <= status <= 299
        return status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)


async def exchange(transport: Transport, question: Question) -> Answer:
    """Ask once and return the answer; the connection is left ready or closed.

    Raises:
        StatusError: another status than 200, a redirect or an asked-for 304; for a POST,
            another than 2xx.
        BrokenError: the answer makes no sense or is cut off.
        FetchError: any other of its kinds.
    """
    answer = await transport.handle_async_request(_request(question))
    try:
        return await _judged(answer, question)
    finally:
        await answer.aclose()


def _request(question: Question) -> httpx.Request:
    try:
        url = httpx.URL(question.address)
    except httpx.InvalidURL as error:
        raise RefusedError("httpx cannot ask for this address") from error
    silent_s = question.silent_s
    patience = {"connect": question.connect_s, "read": silent_s, "write": silent_s}
    headers = [(name.encode(), value.encode()) for name, value in question.headers.items()]
    method = "GET" if question.told is None else "POST"
    return httpx.Request(
        method, url, headers=headers, content=question.told, extensions={"timeout": patience}
    )


async def _judged(answer: httpx.Response, question: Question) -> Answer:
    status, headers = answer.status_code, answer.headers
    if not question.is_answered(status):
        drained = await _drain(answer)
        if question.told is not None:
            raise _status_error(status, headers, said=_one_line(drained))
    if status in _REDIRECTS:
        if location := first(headers, "location").strip():
            return Answer(status=status, location=location)
        raise BrokenError(f"{_named(status)} without a target")
    if status == HTTPStatus.NOT_MODIFIED and not question.conditional:
        raise BrokenError("304 Not Modified, which was not asked for")
    if not question.is_answered(status):
        raise _status_error(status, headers)
    return Answer(
        status=status,
        body=await body.read(answer, question.most, cut=question.cut),
        content_type=_printable(first(headers, "content-type"))[:_LONGEST_VALUE],
        etag=validator(first(headers, "etag")),
        last_modified=validator(first(headers, "last-modified")),
        allow_origin=_printable(first(headers, "access-control-allow-origin"))[:_LONGEST_VALUE],
        fresh_s=fresh_s(headers, datetime.now(UTC)),
    )


async def _drain(answer: httpx.Response) -> bytes:
    """Read a short body that nobody wants, so that the connection can be kept."""
    with suppress(FetchError):  # status and headers have said all that counts
        return await body.read(answer, _MOST_DRAINED, cut=True)
    return b""


def first(headers: httpx.Headers, name: str) -> str:
    """Return the first header of that name; "" when there is none."""
    return next(iter(headers.get_list(name)), "")


def _printable(value: str) -> str:
    """Return a header that people are shown without what a terminal would obey."""
    return "".join(character for character in value if character.isprintable())


def _one_line(said: bytes) -> str:
    words = said.decode(errors="replace").split()
    return _printable(" ".join(words))[:_LONGEST_SAID]


def validator(value: str) -> str:
    """Return an ETag or Last-Modified that may be stored and sent back, else "".

    At most 1 KiB of printable ASCII: a longer one is a cookie, and one with control
    characters an attempt to write our headers.
    """
    return value if len(value) <= _LONGEST_VALUE and value.isascii() and value.isprintable() else ""


def _status_error(status: int, headers: httpx.Headers, *, said: str = "") -> StatusError:
    wall = named_wall(status, headers)
    reason = f"{_named(status)}, {wall}" if wall else _named(status)
    wait_s = retry_after_s(first(headers, "retry-after"), datetime.now(UTC))
    return StatusError(status, reason, retry_after_s=wait_s, said=said)


def _named(status: int) -> str:
    """Return "404 Not Found", in our words: the server's may be anything."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"status {status}"


def retry_after_s(value: str, now: datetime) -> float | None:
    """Return the seconds that a Retry-After asks for, from 0 to a day.

    Both forms of RFC 9110, section 10.2.3, count: seconds, and a date, where one in the
    past gives 0. None for an empty value and one that is neither.
    """
    if value.isascii() and value.isdigit():
        return MOST_RETRY_AFTER_S if len(value) > 6 else min(float(value), MOST_RETRY_AFTER_S)
    until = instant(value)
    if until is None:
        return None
    return max(0.0, min((until - now).total_seconds(), MOST_RETRY_AFTER_S))
