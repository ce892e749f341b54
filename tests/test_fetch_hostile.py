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
from pathlib import Path

import pytest
from fetch_server import fetcher

from benchmarks import fetching, hostile
from benchmarks.fetching import parsed
from benchmarks.hostile import ARTICLES, ERRORS, LISTINGS, NOTHING, ROBOTS, WANTED, Hostile
from digest.errors import DigestError, NoArticleError, SlowError, StatusError
from digest.model import Network, Page
from digest.parsing import Parsers

SHORT_S = 4.0
LONG_S = 60.0


@pytest.fixture(scope="module")
def server(shared: Path) -> Iterator[Hostile]:
    with hostile.serving(shared) as server:
        yield server


async def outcome(
    address: str, opened: tuple[Network, ...], deadline_s: float
) -> Page | DigestError:
    async with fetcher(*opened, timeout_s=deadline_s) as reader:
        try:
            return await reader.get(address)
        except DigestError as error:
            return error


async def outcomes(
    addresses: dict[str, str], server: Hostile, *, at_once: int, deadline_s: float
) -> dict[str, Page | DigestError]:
    turns = asyncio.Semaphore(at_once)

    async def one(address: str) -> Page | DigestError:
        async with turns:
            return await outcome(address, server.opened, deadline_s)

    found = await asyncio.gather(*(one(address) for address in addresses.values()))
    return dict(zip(addresses, found, strict=True))


@pytest.fixture(scope="module")
def read(server: Hostile) -> dict[str, Page | DigestError]:
    """What each path of the server gave, and each port of its robots.txt."""
    slow = {path: server.addresses[path] for path in [*ERRORS[SlowError].split(), "stall"]}
    rest = {name: url for name, url in server.addresses.items() if name not in slow}
    return {
        **asyncio.run(outcomes(rest, server, at_once=4, deadline_s=LONG_S)),
        **asyncio.run(outcomes(slow, server, at_once=len(slow), deadline_s=SHORT_S)),
    }


def test_every_behaviour_of_the_server_is_in_a_table(shared: Path) -> None:
    program = shared / "tools" / "hostile.py"
    listed = subprocess.run(
        [sys.executable, str(program), "--list"], capture_output=True, text=True, check=True
    ).stdout.split()
    assert sorted(WANTED) == sorted(listed)


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
    assert str(read["/403-challenge"]) == "403 Forbidden, bot wall of Cloudflare (cf-mitigated)"
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
    assert {path: kind for path, kind in found.items() if kind != WANTED[path]} == {}


def test_the_canary_was_never_asked(server: Hostile, read: dict[str, Page | DigestError]) -> None:
    assert len(read) > 100
    assert server.asked == []


def test_the_bench_tells_what_an_address_gave_and_what_it_cost(
    server: Hostile, tmp_path: Path
) -> None:
    asked, answers = tmp_path / "asked", tmp_path / "answers"
    rows = [{"id": path, "url": server.base + path} for path in ("/ok", "/gzip-bomb-small")]
    asked.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert fetching.answer(asked, answers, allow=server.opened) == 2
    good, bomb = (json.loads(line) for line in answers.read_text("utf-8").splitlines())
    assert (good["id"], good["outcome"], good["error"]) == ("/ok", "article", "")
    assert bomb["error"] == "TooLargeError: more than 8388608 bytes"
    assert 0 < bomb["peak_mb"] < 150
