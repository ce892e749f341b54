"""What is told to an address by POST: once, to that address alone, within the same bounds."""

import asyncio
import gzip
import ssl

import pytest
from fetch_server import Answer as Given
from fetch_server import Server, answer, cut, fetcher, in_turn, redirect, run, silence

from digest.errors import (
    BrokenError,
    FetchError,
    RefusedError,
    SlowError,
    StatusError,
    TooLargeError,
    UnreachableError,
)
from digest.fetch.exchange import Answer, Question, exchange
from digest.fetch.guard import Guard
from digest.fetch.origin import origin_of
from digest.fetch.transport import Transport
from digest.model import Network

JSON = "application/json"


async def _tell(
    pages: dict[str, Given], path: str = "/hook", told: bytes = b"{}", **options: float
) -> tuple[Answer, Server]:
    async with Server(pages) as server, fetcher(**options) as teller:
        return await teller.post(server.base + path, told, content_type=JSON), server


def test_what_is_told_arrives_whole_and_is_answered() -> None:
    told = '{"text": "أخبار"}'.encode() * 1000

    async def test() -> None:
        async with Server({"/hook?a=b": answer(b"thanks", "201 Created")}) as server:
            async with fetcher() as teller:
                address = f"{server.base}/hook?a=b#part"
                given = await teller.post(
                    address, told, content_type=JSON, headers={"Authorization": "Bearer x"}
                )
            assert (given.status, given.body) == (201, b"thanks")
            (asked,) = server.asked
            assert (asked.method, asked.path, asked.body) == ("POST", "/hook?a=b", told)
            assert asked.headers["content-type"] == JSON
            assert asked.headers["authorization"] == "Bearer x"
            assert asked.headers["user-agent"] == "digest/0 (+mailto:tests@example.org)"

    run(test())


@pytest.mark.parametrize("status", ["200 OK", "202 Accepted", "204 No Content", "299 Well"])
def test_any_status_of_2xx_is_a_right_answer(status: str) -> None:
    given, _ = run(_tell({"/hook": answer(b"", status)}))
    assert given.status == int(status[:3])


@pytest.mark.parametrize(
    "status",
    ["304 Not Modified", "400 Bad Request", "404 Not Found", "429 Too Many Requests", "503 Busy"],
)
def test_another_status_is_an_error_and_nothing_is_said_twice(status: str) -> None:
    async def test() -> None:
        async with Server({"/hook": answer(b"no", status)}) as server, fetcher() as teller:
            with pytest.raises(StatusError) as caught:
                await teller.post(f"{server.base}/hook", b"{}", content_type=JSON)
            assert caught.value.status == int(status[:3])
            assert len(server.asked) == 1

    run(test())


def test_what_a_server_says_about_an_error_is_kept_in_one_short_line() -> None:
    with pytest.raises(StatusError, match="400 Bad Request") as caught:
        run(
            _tell({"/hook": answer(b"invalid\r\n\x1b[31m payload" + b"!" * 900, "400 Bad Request")})
        )
    assert caught.value.said.startswith("invalid [31m payload!")
    assert len(caught.value.said) == 200


def test_wait_that_a_server_asks_for_is_in_the_error() -> None:
    with pytest.raises(StatusError) as caught:
        run(_tell({"/hook": answer(b"", "429 Too Many Requests", retry_after="7")}))
    assert caught.value.retry_after_s == 7


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 T", "308 P"])
def test_redirect_is_not_followed(status: str) -> None:
    """The other address would get to know what was meant for the first one."""

    async def test() -> None:
        pages: dict[str, Given] = {"/hook": redirect("/other", status), "/other": answer(b"x")}
        async with Server(pages) as server, fetcher() as teller:
            with pytest.raises(StatusError):
                await teller.post(f"{server.base}/hook", b"{}", content_type=JSON)
            assert [one.path for one in server.asked] == ["/hook"]

    run(test())


def test_robots_txt_is_not_asked_since_nothing_is_read() -> None:
    pages: dict[str, Given] = {
        "/robots.txt": answer(b"User-agent: *\nDisallow: /"),
        "/hook": answer(b"ok"),
    }
    given, server = run(_tell(pages))
    assert given.body == b"ok"
    assert [one.path for one in server.asked] == ["/hook"]


def test_private_address_is_told_nothing_unless_it_is_allowed() -> None:
    async def test() -> None:
        elsewhere = Network(network="10.0.0.0/8")
        async with Server({"/hook": answer(b"x")}) as server, fetcher(elsewhere) as teller:
            with pytest.raises(RefusedError, match="allow_networks"):
                await teller.post(f"{server.base}/hook", b"{}", content_type=JSON)
            assert server.connections == 0

    run(test())


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/", "https://user:word@example.org/", "x", ""])
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    async def test() -> None:
        async with fetcher() as teller:
            await teller.post(address, b"", content_type=JSON)

    with pytest.raises(RefusedError):
        run(test())


@pytest.mark.parametrize(
    "key", ["Bearer s3cret\n", "Bearer s3cret\r\nX: y", "Bearer s3cr\u00e9t", "\0"]
)
def test_header_that_cannot_be_sent_is_refused_without_being_told(key: str) -> None:
    async def test() -> None:
        async with Server({"/hook": answer(b"x")}) as server, fetcher() as teller:
            await teller.post(
                f"{server.base}/hook", b"", content_type=JSON, headers={"Authorization": key}
            )

    with pytest.raises(RefusedError, match="Authorization") as caught:
        run(test())
    assert "s3c" not in str(caught.value)


def test_answer_is_bounded_in_bytes_also_packed_ones() -> None:
    packed = answer(gzip.compress(b"x" * 100_000), content_encoding="gzip")
    for large in (answer(b"x" * 100_000), packed):
        with pytest.raises(TooLargeError):
            run(_tell({"/hook": large}, max_bytes=50_000))


def test_answer_is_bounded_in_time() -> None:
    async def test() -> None:
        async with Server({"/hook": silence}) as server, fetcher() as teller:
            await teller.post(f"{server.base}/hook", b"", content_type=JSON, timeout_s=0.05)

    with pytest.raises(SlowError):
        run(test())


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (cut(b""), UnreachableError),
        (cut(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), BrokenError),
    ],
)
def test_answer_that_is_none_is_an_error_of_its_kind(given: Given, kind: type[FetchError]) -> None:
    with pytest.raises(kind):
        run(_tell({"/hook": given}))


def test_every_telling_has_a_connection_of_its_own_and_leaves_none_open() -> None:
    """A kept one may be gone by the next: then it could not be said whether that was heard."""

    async def test() -> None:
        pages: dict[str, Given] = {"/hook": in_turn(answer(b"1"), answer(b"2"))}
        async with Server(pages) as server, fetcher() as teller:
            address = f"{server.base}/hook"
            given = await asyncio.gather(
                *(teller.post(address, b"", content_type=JSON) for _ in range(2))
            )
            assert {one.body for one in given} == {b"1", b"2"}
            assert server.connections == 2
            await server.until(lambda one: one.closed == 2)

    run(test())


def test_silence_is_borne_as_long_as_it_is_asked_for() -> None:
    """A language model may think for longer than a web server may say nothing."""

    async def test() -> None:
        async with Server({"/hook": silence}) as server:
            origin = origin_of(f"{server.base}/hook")
            guard = Guard((Network(network="127.0.0.0/8"),))
            transport = Transport(origin, guard, ssl.create_default_context())
            question = Question(
                address=f"{server.base}/hook", headers={}, most=1, silent_s=0.05, told=b"{}"
            )
            try:
                await exchange(transport, question)
            finally:
                await transport.aclose()

    with pytest.raises(SlowError, match="no answer in time"):
        run(test())
