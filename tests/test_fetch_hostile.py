"""A server that misbehaves in a hundred ways, and what is made of each of them.

The server and its table, "what a right client does", are of the shared sets. Each address
has a Fetcher of its own, so that none waits for another's turn. What never ends is asked
at once and with a short deadline; the rest, which one process serves, a few at a time.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from fetch_server import fetcher

from benchmarks.fetching import parsed
from digest.errors import (
    BrokenError,
    DigestError,
    NoArticleError,
    RefusedError,
    RobotsError,
    SlowError,
    StatusError,
    TooLargeError,
    UnreachableError,
)
from digest.model import Network, Page
from digest.parsing import Parsers

SHORT_S = 4.0
LONG_S = 60.0

ERRORS: dict[type[DigestError], str] = {
    SlowError: "/slow-drip /slow-headers /never-respond /stall-mid /endless-100-continue "
    "/chunked-huge-size",
    TooLargeError: "/endless /endless-nolen /gzip-bomb /gzip-bomb-small /long-line-50mb "
    "/cl-1e15 /attachment-2gb",
    BrokenError: "/endless-headers /header-1mb /gzip-nested /brotli-bomb /gzip-lie "
    "/gzip-truncated /cl-too-big /cl-negative /cl-two /chunked-truncated /chunked-bad-size "
    "/trailers-endless /reset-mid /bad-status-line /header-nocolon /header-fold-nul "
    "/101-upgrade /redirect-loop /redirect-ping /redirect-pong /redirect-nolocation "
    "/redirect-empty /redirect-1000/ /304-uninvited /etag-1mb /cookies-flood",
    UnreachableError: "/close-immediately /http09",
    StatusError: "/status-999 /206-unasked /redirect-bad-utf8 /429-huge /503-date /403-challenge",
    RefusedError: "/redirect-meta /redirect-file /redirect-canary /redirect-canary-decimal "
    "/redirect-canary-mapped /redirect-canary-backslash /redirect-javascript /redirect-data "
    "/redirect-userinfo /redirect-long",
}
ARTICLES = (
    "/ok /cl-and-te /status-noreason /header-latin1 /dup-headers /redirect-308-post /flaky-500 "
    "/429 /etag-crlf /lm-future /charset-unknown /nul /no-content-type /entities-2mb "
    "/title-5mb /jsonld-deep /changing"
)
NOTHING = (
    "/cl-too-small /meta-refresh-loop /charset-wrong /html-as-image /png-as-html /deep-100k "
    "/deep-inline-20k /attrs-100k /comment-unclosed-8mb /regex-bait /feed-xxe /feed-laughs "
    "/empty-200 /login-wall"
)
LISTINGS = "/links-100k /trap/"
ROBOTS: dict[str, type[DigestError] | None] = {
    "500": RobotsError,
    "429": RobotsError,
    "stall": RobotsError,
    "disallow": RobotsError,
    "403": None,
    "404": None,
    "huge": None,
    "endless": None,
    "html": None,
    "redirect-loop": None,
    "redirect-canary": None,
}


@dataclass(frozen=True)
class Hostile:
    """Where the server listens."""

    base: str
    robots: dict[str, int]

    @property
    def opened(self) -> tuple[Network, ...]:
        ports = [int(self.base.rpartition(":")[2]), *self.robots.values()]
        return tuple(Network(network="127.0.0.1/32", port=port) for port in ports)

    @property
    def asked(self) -> list[str]:
        """What came to the canary."""
        with urlopen(f"{self.base}/_log") as log:
            return [path for _, kind, path in json.load(log) if kind == "canary"]


@pytest.fixture(scope="module")
def hostile(shared: Path) -> Iterator[Hostile]:
    program = shared / "tools" / "hostile.py"
    with subprocess.Popen(
        [sys.executable, str(program), "--robots-ports"], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        said = json.loads(server.stdout.readline())
        yield Hostile(said["base"], said["robots"])
        server.kill()


async def outcome(
    address: str, opened: tuple[Network, ...], deadline_s: float
) -> Page | DigestError:
    async with fetcher(*opened, timeout_s=deadline_s) as reader:
        try:
            return await reader.get(address)
        except DigestError as error:
            return error


async def outcomes(
    addresses: dict[str, str], hostile: Hostile, *, at_once: int, deadline_s: float
) -> dict[str, Page | DigestError]:
    turns = asyncio.Semaphore(at_once)

    async def one(address: str) -> Page | DigestError:
        async with turns:
            return await outcome(address, hostile.opened, deadline_s)

    found = await asyncio.gather(*(one(address) for address in addresses.values()))
    return dict(zip(addresses, found, strict=True))


@pytest.fixture(scope="module")
def read(hostile: Hostile) -> dict[str, Page | DigestError]:
    """What each path of the server gave, and each port of its robots.txt."""
    paths = " ".join([*ERRORS.values(), ARTICLES, NOTHING, LISTINGS]).split()
    addresses = {path: hostile.base + path for path in paths}
    ports = {mode: f"http://127.0.0.1:{port}/ok" for mode, port in hostile.robots.items()}
    slow = {path: hostile.base + path for path in ERRORS[SlowError].split()}
    slow["stall"] = ports.pop("stall")
    rest = {path: address for path, address in {**addresses, **ports}.items() if path not in slow}
    return {
        **asyncio.run(outcomes(rest, hostile, at_once=4, deadline_s=LONG_S)),
        **asyncio.run(outcomes(slow, hostile, at_once=len(slow), deadline_s=SHORT_S)),
    }


def test_every_behaviour_of_the_server_is_in_a_table(shared: Path) -> None:
    program = shared / "tools" / "hostile.py"
    listed = subprocess.run(
        [sys.executable, str(program), "--list"], capture_output=True, text=True, check=True
    ).stdout.split()
    assert sorted(" ".join([*ERRORS.values(), ARTICLES, NOTHING, LISTINGS]).split()) == sorted(
        listed
    )


def test_each_misbehaviour_is_an_error_of_its_kind(read: dict[str, Page | DigestError]) -> None:
    wanted = {path: kind for kind, paths in ERRORS.items() for path in paths.split()}
    wrong = {
        path: repr(read[path]) for path, kind in wanted.items() if type(read[path]) is not kind
    }
    assert wrong == {}


def test_robots_txt_counts_by_its_table(read: dict[str, Page | DigestError]) -> None:
    wrong = {
        mode: repr(read[mode])
        for mode, kind in ROBOTS.items()
        if type(read[mode]) is not (kind or Page)
    }
    assert wrong == {}


def test_bot_wall_and_long_rest_are_named(read: dict[str, Page | DigestError]) -> None:
    assert str(read["/403-challenge"]) == "403 Forbidden, bot wall (cf-mitigated)"
    rest = read["/429-huge"]
    assert isinstance(rest, StatusError)
    assert rest.retry_after_s is not None
    assert 0 < rest.retry_after_s <= 86_400


def test_validators_that_are_none_are_not_kept(read: dict[str, Page | DigestError]) -> None:
    page = read["/etag-crlf"]
    assert isinstance(page, Page)
    assert page.etag == ""


def test_what_is_content_is_parsed_to_what_it_holds(
    read: dict[str, Page | DigestError],
) -> None:
    parsers = Parsers(processes=1, timeout_s=90)

    async def holds(path: str) -> str:
        page = read[path]
        assert isinstance(page, Page), (path, page)
        try:
            return await parsed(parsers, page)
        except NoArticleError:
            return "nothing"

    async def all_of_them() -> dict[str, str]:
        paths = f"{ARTICLES} {NOTHING} {LISTINGS}".split()
        return {path: await holds(path) for path in paths}

    try:
        found = asyncio.run(all_of_them())
    finally:
        parsers.close()
    wanted = {
        **dict.fromkeys(ARTICLES.split(), "article"),
        **dict.fromkeys(NOTHING.split(), "nothing"),
        **dict.fromkeys(LISTINGS.split(), "listing"),
    }
    assert {path: kind for path, kind in found.items() if kind != wanted[path]} == {}


def test_the_canary_was_never_asked(hostile: Hostile, read: dict[str, Page | DigestError]) -> None:
    assert len(read) > 100
    assert hostile.asked == []
