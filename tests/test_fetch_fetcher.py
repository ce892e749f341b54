"""From an address to a Page: redirects, conditions, statuses, identity of the asker."""

import asyncio
from datetime import UTC, datetime

import pytest
from fetch_server import (
    Answer,
    Server,
    answer,
    cut,
    fetcher,
    in_turn,
    read_page,
    run,
    silence,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import (
    FetchError,
    RobotsError,
    SlowError,
    StatusError,
    UnreachableError,
)
from digest.fetch import Fetcher
from digest.model import Network


def test_page_holds_what_the_server_said() -> None:
    before = datetime.now(UTC)
    page, server = run(
        read_page(
            {
                "/a?b=c": answer(
                    b"<p>text",
                    content_type="text/html; charset=utf-8",
                    etag='"v1"',
                    last_modified="Sun, 22 Nov 2026 07:00:00 GMT",
                )
            },
            "/a?b=c#part",
        )
    )
    assert page.requested == server.base + "/a?b=c#part"
    assert page.url == server.base + "/a?b=c"
    assert (page.status, page.body, page.unchanged) == (200, b"<p>text", False)
    assert page.content_type == "text/html; charset=utf-8"
    assert page.etag == '"v1"'
    assert page.last_modified == "Sun, 22 Nov 2026 07:00:00 GMT"
    assert before <= page.fetched_at <= datetime.now(UTC)
    assert not page.permanent


def test_every_request_names_the_program_and_takes_gzip_only() -> None:
    _, server = run(read_page({"/": answer(b"x")}))
    assert [asked.path for asked in server.asked] == ["/robots.txt", "/"]
    for asked in server.asked:
        assert asked.headers["user-agent"] == "digest/0 (+mailto:tests@example.org)"
        assert asked.headers["accept-encoding"] == "gzip"
        assert asked.headers["host"] == f"127.0.0.1:{server.port}"


def test_cookies_are_never_sent_back() -> None:
    async def test() -> None:
        async with Server({"/": answer(b"x", set_cookie="a=b; Path=/")}) as server:
            async with fetcher() as reader:
                await reader.get(server.base + "/")
                await reader.get(server.base + "/")
            assert all("cookie" not in asked.headers for asked in server.asked)

    run(test())


def test_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:9/")
    page, _ = run(read_page({"/": answer(b"direct")}))
    assert page.body == b"direct"


def test_connection_is_kept_for_the_next_request_to_the_host() -> None:
    async def test() -> None:
        async with Server({"/": answer(b"x")}) as server, fetcher() as reader:
            await reader.get(server.base + "/")
            await reader.get(server.base + "/")
            assert server.connections == 1

    run(test())


def test_first_of_repeated_headers_counts() -> None:
    given = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Type: image/png\r\n"
    given += b'ETag: "a"\r\nETag: "b"\r\nContent-Length: 1\r\n\r\nx'
    page, _ = run(read_page({"/": given}))
    assert (page.content_type, page.etag) == ("text/html", '"a"')


def test_header_in_latin_1_does_no_harm() -> None:
    given = b"HTTP/1.1 200 OK\r\nContent-Type: caf\xe9 \xff\r\nContent-Length: 1\r\n\r\nx"
    page, _ = run(read_page({"/": given}))
    assert page.content_type == "café ÿ"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("404 Gone fishing", "404 Not Found"),
        ("999 Request denied", "status 999"),
        ("206 Partial Content", "206 Partial Content"),
        ("204 No Content", "204 No Content"),
        ("300 Multiple Choices", "300 Multiple Choices"),
    ],
)
def test_only_200_is_content_and_the_reason_is_in_our_words(status: str, reason: str) -> None:
    with pytest.raises(StatusError) as caught:
        run(read_page({"/": answer(status=status)}))
    assert caught.value.status == int(status[:3])
    assert str(caught.value) == reason
    assert caught.value.retry_after_s is None


def test_bot_wall_is_named() -> None:
    with pytest.raises(StatusError) as caught:
        run(read_page({"/": answer(b"wait", "403 Forbidden", cf_mitigated="challenge")}))
    assert str(caught.value) == "403 Forbidden, bot wall of Cloudflare (cf-mitigated)"


def test_slow_drip_ends_at_the_deadline() -> None:
    async def drip(_: object, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    async def test() -> None:
        pages: dict[str, Answer] = {"/": drip, "/next": answer(b"x")}
        async with Server(pages) as server, fetcher(timeout_s=0.3) as reader:
            started = asyncio.get_running_loop().time()
            with pytest.raises(SlowError, match=r"0\.3 s"):
                await reader.get(server.base + "/")
            assert asyncio.get_running_loop().time() - started < 2
            assert (await reader.get(server.base + "/next")).body == b"x"

    run(test())


def test_cancelled_reading_closes_its_connection_and_frees_its_host() -> None:
    async def test() -> None:
        async with Server({"/": silence, "/next": answer(b"x")}) as server, fetcher() as reader:
            await reader.sitemaps(server.base)
            reading = asyncio.create_task(reader.get(server.base + "/"))
            await server.until(lambda it: bool(it.paths))
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            assert (await reader.get(server.base + "/next")).body == b"x"
            assert server.connections == 2

    run(test())


def test_end_of_the_fetcher_closes_its_connections() -> None:
    async def test() -> None:
        async with Server({"/": answer(b"x")}) as server:
            async with fetcher() as reader:
                await reader.get(server.base + "/")
                assert server.closed == 0
            await server.until(lambda it: it.closed == 1)

    run(test())


def test_connections_unused_for_longest_are_closed_when_there_are_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("digest.fetch.hosts.MOST_CONNECTIONS", 1)

    async def test() -> None:
        pages: dict[str, Answer] = {"/": answer(b"x")}
        async with Server(pages) as one, Server(pages) as two, fetcher() as reader:
            await reader.get(one.base + "/")
            await reader.get(two.base + "/")
            await reader.get(two.base + "/")
            await one.until(lambda it: it.closed == 1)
            assert two.closed == 0
            assert (await reader.get(one.base + "/")).body == b"x"
            assert one.connections == 2

    run(test())


def test_host_that_refuses_connections_is_unreachable() -> None:
    async def test() -> None:
        async with Server({}) as server:
            base = server.base
        async with fetcher() as reader:
            with pytest.raises(UnreachableError, match="connection refused"):
                await reader.get(base + "/")

    run(test())


def test_sitemaps_are_those_of_robots_txt() -> None:
    async def test() -> None:
        robots = answer(b"Sitemap: /news.xml\nSitemap: http://other.test/a.xml\n")
        async with Server({"/robots.txt": robots}) as server, fetcher() as reader:
            assert await reader.sitemaps(server.base + "/section/") == (
                server.base + "/news.xml",
                "http://other.test/a.xml",
            )

    run(test())


def test_sitemaps_of_an_unreadable_robots_txt_are_none() -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {"/robots.txt": answer(status="500 Oh")}
        async with Server(pages) as server, fetcher() as reader:
            assert await reader.sitemaps(server.base + "/") == ()
            with pytest.raises(RobotsError):
                await reader.get(server.base + "/")

    run(test())


def test_network_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        Fetcher(user_agent="digest", allow_networks=(Network(network="nonsense"),))


@settings(max_examples=40, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [
            b"",
            b"HTTP/1.1 200 OK\r\n",
            b"HTTP/1.1 302 Found\r\nLocation: ",
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\xff",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        ]
    ),
)
def test_whatever_a_server_says_only_our_errors_come_out(noise: bytes, start: bytes) -> None:
    """Redirects of it may lead to any host: names are not resolved, addresses are closed."""

    async def test() -> None:
        pages: dict[str, Answer] = {"/": cut(start + noise + b"\r\n\r\n")}
        async with Server(pages) as server:
            allowed = Network(network="127.0.0.1/32", port=server.port)

            async def nobody(_host: str, _port: int) -> tuple[str, ...]:
                return ()

            async with fetcher(allowed, resolve=nobody, timeout_s=2.0) as reader:
                try:
                    page = await reader.get(server.base + "/")
                except FetchError as error:
                    assert "\n" not in str(error)  # noqa: PT017 - both outcomes are right
                else:
                    assert page.status == 200

    run(test())


def test_request_is_tried_again_on_a_new_connection_when_the_kept_one_was_closed() -> None:
    async def test() -> None:
        pages = {"/": in_turn(answer(b"1"), cut(b""), answer(b"2"))}
        async with Server(pages) as server, fetcher() as reader:
            assert (await reader.get(server.base + "/")).body == b"1"
            assert (await reader.get(server.base + "/")).body == b"2"

    run(test())
