"""From an address to a Page: redirects, and what was stored before."""

import asyncio

import pytest
from fetch_server import (
    Answer,
    Server,
    answer,
    fetcher,
    read_page,
    redirect,
    run,
)

from digest.errors import (
    BrokenError,
    RefusedError,
    SlowError,
)


def test_redirects_lead_to_the_final_address() -> None:
    pages = {"/a": redirect("b/?x=1"), "/b/?x=1": redirect("/c#d"), "/c": answer(b"there")}
    page, server = run(read_page(pages, "/a"))
    assert (page.url, page.body) == (server.base + "/c", b"there")
    assert page.requested == server.base + "/a"
    assert not page.permanent


@pytest.mark.parametrize(
    ("first", "second", "permanent"),
    [
        ("301 Moved Permanently", "308 Permanent Redirect", "for good"),
        ("301 Moved Permanently", "307 Temporary Redirect", ""),
        ("303 See Other", "301 Moved Permanently", ""),
    ],
)
def test_move_is_permanent_when_every_redirect_is(first: str, second: str, permanent: str) -> None:
    pages = {"/a": redirect("/b", first), "/b": redirect("/c", second), "/c": answer(b"x")}
    page, _ = run(read_page(pages, "/a"))
    assert page.permanent is bool(permanent)


def test_redirect_to_another_host_is_asked_of_that_host_with_its_name() -> None:
    async def test() -> None:
        async with Server({"/b": answer(b"other")}) as there:
            async with Server({"/a": redirect(there.base + "/b")}) as here, fetcher() as reader:
                page = await reader.get(here.base + "/a", etag='"e"')
            assert page.body == b"other"
            assert there.asked[-1].headers["host"] == f"127.0.0.1:{there.port}"
            assert "if-none-match" not in there.asked[-1].headers

    run(test())


def test_ten_redirects_are_followed_and_eleven_are_not() -> None:
    pages: dict[str, Answer] = {f"/{n}": redirect(f"/{n + 1}") for n in range(11)}
    pages["/11"] = answer(b"end")
    page, _ = run(read_page(pages, "/1"))
    assert page.body == b"end"
    with pytest.raises(BrokenError, match="more than 10 redirects"):
        run(read_page(pages, "/0"))


def test_circle_of_redirects_ends_when_it_closes() -> None:
    async def test() -> None:
        async with Server({"/a": redirect("/b"), "/b": redirect("/a")}) as server:
            async with fetcher() as reader:
                with pytest.raises(BrokenError, match="circle"):
                    await reader.get(server.base + "/a")
            assert server.paths == ["/a", "/b"]

    run(test())


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://user:secret@127.0.0.1/",
        "http://",
        "/" + "a" * 9000,
    ],
)
def test_redirect_that_is_no_plain_web_address_is_refused(location: str) -> None:
    with pytest.raises(RefusedError) as caught:
        run(read_page({"/": redirect(location)}))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("given", [redirect(""), answer(status="301 Moved Permanently")])
def test_redirect_without_a_target_is_broken(given: bytes) -> None:
    with pytest.raises(BrokenError, match="without a target"):
        run(read_page({"/": given}))


@pytest.mark.parametrize("address", ["", "news", "ftp://127.0.0.1/"])
def test_address_that_is_no_plain_web_address_is_refused(address: str) -> None:
    async def test() -> None:
        async with fetcher() as reader:
            with pytest.raises(RefusedError):
                await reader.get(address)
            assert await reader.sitemaps(address) == ()

    run(test())


def test_address_too_long_for_httpx_is_refused() -> None:
    """Short when it came, nine times as long when percent-encoded."""
    with pytest.raises(RefusedError, match="cannot ask"):
        run(read_page({}, "/" + "☃" * 8000))


def test_stored_validators_bring_unchanged() -> None:
    page, server = run(
        read_page(
            {"/": answer(status="304 Not Modified", etag='"v2"')},
            etag='"v1"',
            last_modified="Sun, 22 Nov 2026 07:00:00 GMT",
        )
    )
    assert page.unchanged
    assert page.body == b""
    assert server.asked[-1].headers["if-none-match"] == '"v1"'
    assert server.asked[-1].headers["if-modified-since"] == "Sun, 22 Nov 2026 07:00:00 GMT"
    assert page.etag == '"v2"'
    assert page.last_modified == "Sun, 22 Nov 2026 07:00:00 GMT"


def test_unchanged_leaves_the_connection_open() -> None:
    async def test() -> None:
        async with Server({"/": answer(status="304 Not Modified")}) as server, fetcher() as reader:
            for _ in range(2):
                assert (await reader.get(server.base + "/", etag='"v1"')).etag == '"v1"'
            assert server.connections == 1

    run(test())


@pytest.mark.parametrize("etag", ["", '"' + "e" * 1024 + '"', '"a"\r\nX-Evil: 1', '"\x7f"', '"é"'])
def test_unchanged_that_was_not_asked_for_is_broken(etag: str) -> None:
    """A validator too long or with control characters is not sent, so it asks for nothing."""
    with pytest.raises(BrokenError, match="not asked for"):
        run(read_page({"/": answer(status="304 Not Modified")}, etag=etag))


def test_unchanged_after_a_redirect_is_broken() -> None:
    pages = {"/": redirect("/b"), "/b": answer(status="304 Not Modified")}
    with pytest.raises(BrokenError, match="not asked for"):
        run(read_page(pages, etag='"v1"'))


def test_validators_too_long_or_with_controls_are_dropped() -> None:
    page, _ = run(read_page({"/": answer(b"x", etag='"' + "e" * 2000 + '"', last_modified="a\tb")}))
    assert (page.etag, page.last_modified) == ("", "")


def test_deadline_is_one_for_all_redirects() -> None:
    async def late(asked: object, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.15)
        number = int(getattr(asked, "path", "/0")[1:])
        writer.write(redirect(f"/{number + 1}"))

    async def test() -> None:
        pages: dict[str, Answer] = {f"/{n}": late for n in range(10)}
        async with Server(pages) as server, fetcher(timeout_s=0.4) as reader:
            with pytest.raises(SlowError):
                await reader.get(server.base + "/0")
            assert len(server.paths) <= 3

    run(test())
