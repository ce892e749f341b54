"""What a page may ask for while it is rendered, without a browser: from real servers."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from fetch_server import Answer, Server, answer, fetcher, redirect, resolver, run
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Network
from digest.rendering import pieces
from digest.rendering.pieces import Given, Piece, Pieces, Shelf, is_inner, reach, sent

SCRIPT = answer(b"let a", content_type="text/javascript")


def asked(pages: dict[str, Answer], *wanted: tuple[str, str], **more: Any) -> list[Given | None]:
    """Return what the pieces of a page of these kinds and paths are answered."""

    async def test() -> list[Given | None]:
        async with Server(pages) as server, fetcher() as reader:
            reached = reach(reader)
            made = Pieces(f"{server.base}/", reached, Shelf())
            try:
                return [
                    await made.answer(Piece(kind=kind, address=server.base + path, **more))
                    for kind, path in wanted
                ]
            finally:
                await reached.inside.__aexit__(None, None, None)

    return run(test())


@pytest.mark.parametrize(
    "kind",
    ["document", "font", "media", "texttrack", "eventsource", "websocket", "manifest", "ping",
     "other", "prefetch", "cspviolationreport"],
)  # fmt: skip
def test_what_makes_no_text_is_refused(kind: str) -> None:
    assert asked({"/a": SCRIPT}, (kind, "/a")) == [None]


def test_a_script_and_what_it_reads_are_fetched_with_who_may_read_it() -> None:
    pages: dict[str, Answer] = {
        "/app.js": SCRIPT,
        "/api": answer(b"[]", content_type="application/json", access_control_allow_origin="*"),
    }
    assert asked(pages, ("script", "/app.js"), ("xhr", "/api"), ("fetch", "/api")) == [
        Given(body=b"let a", content_type="text/javascript"),
        Given(body=b"[]", content_type="application/json", allow_origin="*"),
        Given(body=b"[]", content_type="application/json", allow_origin="*"),
    ]


def test_a_redirect_is_followed_here_and_never_given_to_the_browser() -> None:
    pages: dict[str, Answer] = {
        "/old.js": redirect("/new.js"),
        "/new.js": SCRIPT,
        "/loop": redirect("/loop"),
        "/out": redirect("http://10.0.0.1/"),
        "/file": redirect("file:///etc/passwd"),
    }
    wanted = [("script", path) for path in ("/old.js", "/loop", "/out", "/file")]
    found = asked(pages, *wanted)
    assert found == [Given(body=b"let a", content_type="text/javascript"), None, None, None]


def test_a_status_is_told_to_the_script_and_a_failure_is_one() -> None:
    pages: dict[str, Answer] = {
        "/missing": answer(status="404 Not Found"),
        "/none": answer(status="204 No Content"),
        "/strange": answer(status="999 What"),
    }
    wanted = [("fetch", path) for path in pages]
    assert asked(pages, *wanted) == [Given(status=404), Given(status=204), None]


def test_only_a_post_is_told_and_no_other_word() -> None:
    pages: dict[str, Answer] = {"/api": answer(b"well")}
    (given,) = asked(pages, ("fetch", "/api"), method="POST", told=b"{}")
    assert given
    assert given.body == b"well"
    for method in ("PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"):
        assert asked(pages, ("fetch", "/api"), method=method) == [None]


def test_robots_txt_forbids_a_post_as_well() -> None:
    pages: dict[str, Answer] = {
        "/robots.txt": answer(b"User-agent: *\nDisallow: /api"),
        "/api": answer(b"well"),
    }
    assert asked(pages, ("fetch", "/api"), method="POST", told=b"") == [None]


def test_a_page_posts_to_another_site_only_what_a_form_could() -> None:
    """A browser would ask the other site before; nobody asks for us, so it is not sent."""

    async def test() -> None:
        async with Server({"/api": answer(b"well")}) as server, fetcher() as reader:
            reached = reach(reader)
            made = Pieces("http://127.0.0.2/", reached, Shelf())
            here = Pieces(f"{server.base}/", reached, Shelf())
            address = f"{server.base}/api"

            def post(kind: str) -> Piece:
                headers = {"content-type": kind} if kind else {}
                return Piece(
                    kind="fetch", address=address, method="POST", headers=headers, told=b"x"
                )

            assert await made.answer(post("application/json")) is None
            assert made.asked == 0
            for kind in ("", "text/plain; charset=utf-8", "application/x-www-form-urlencoded"):
                await made.answer(post(kind))
            assert made.asked == 3
            assert server.paths == []  # of another host, in a network closed to it
            assert await here.answer(post("application/json")) is not None
            await reached.inside.__aexit__(None, None, None)
            await reached.outside.__aexit__(None, None, None)

    run(test())


def test_a_page_has_so_many_requests_and_bytes_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pieces, "MOST_PIECES", 3)
    found = asked({"/a": answer(b"x")}, *[("fetch", "/a")] * 5)
    assert [one is not None for one in found] == [True, True, True, False, False]
    monkeypatch.setattr(pieces, "MOST_PIECES", 100)
    monkeypatch.setattr(pieces, "MOST_BYTES", 5)
    found = asked({"/a": answer(b"xxxx")}, *[("fetch", "/a")] * 3)
    assert [one is not None for one in found] == [True, False, False]


def test_a_script_is_asked_for_once_in_a_run_and_what_it_reads_each_time() -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {"/app.js": SCRIPT, "/api": answer(b"[]")}
        async with Server(pages) as server, fetcher() as reader:
            reached, shelf = reach(reader), Shelf()
            for _ in range(2):
                made = Pieces(f"{server.base}/", reached, shelf)
                for kind, path in (("script", "/app.js"), ("fetch", "/api")):
                    assert await made.answer(Piece(kind=kind, address=server.base + path))
            assert server.paths == ["/app.js", "/api", "/api"]
            await reached.inside.__aexit__(None, None, None)

    run(test())


def test_the_oldest_scripts_go_where_there_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST_KEPT", 10)
    shelf = Shelf()
    for name in "abc":
        shelf.put(name, Given(body=b"1234"))
    shelf.put("c", Given(body=b"12345"))
    assert [name for name in "abc" if shelf.get(name)] == ["b", "c"]
    shelf.put("d", Given(body=b"x" * 11))
    assert [name for name in "abcd" if shelf.get(name)] == []


@pytest.mark.parametrize(
    ("host", "inner"),
    [
        ("127.0.0.1", True),
        ("10.0.0.7", True),
        ("fd00::1", True),
        ("wiki", True),
        ("wiki.lan", True),
        ("wiki.internal", True),
        ("example.org", False),
        ("intern.example.org", False),
        ("news.unheard-of", False),
        ("internal", True),
        ("evil-internal", True),
        ("10.0.0.7.example.org", False),
        ("xinternal.com", False),
    ],
)
def test_a_host_is_inner_where_nobody_outside_can_have_its_name(host: str, *, inner: bool) -> None:
    assert is_inner(host) is inner


def test_networks_that_are_open_are_so_to_their_own_pages_only() -> None:
    names = {name: ["127.0.0.1"] for name in ("wiki.lan", "other.lan", "news.example.org")}

    async def test() -> None:
        async with (
            Server({"/a.js": SCRIPT}) as server,
            fetcher(
                Network(network="127.0.0.1/32", port=server.port), resolve=resolver(names)
            ) as reader,
        ):
            reached = reach(reader)

            async def reads(document: str, host: str) -> bool:
                made = Pieces(f"http://{document}:{server.port}/", reached, Shelf())
                address = f"http://{host}:{server.port}/a.js"
                return await made.answer(Piece(kind="script", address=address)) is not None

            assert await reads("wiki.lan", "wiki.lan")
            assert await reads("127.0.0.1", "127.0.0.1")
            assert not await reads("wiki.lan", "other.lan")
            assert not await reads("wiki.lan", "127.0.0.1")
            assert not await reads("news.example.org", "news.example.org")
            assert not await reads("news.example.org", "127.0.0.1")
            assert server.paths == ["/a.js", "/a.js"]
            for one in (reached.inside, reached.outside):
                await one.__aexit__(None, None, None)

    run(test())


@given(st.dictionaries(st.text(max_size=40), st.text(max_size=5000), max_size=12))
def test_headers_of_a_page_neither_write_ours_nor_grow(headers: Mapping[str, str]) -> None:
    kept = sent(headers)
    assert all(re.fullmatch(r"[!-9;-~]+", name) for name in kept)
    assert all(value.isascii() and value.isprintable() for value in kept.values())
    assert sum(len(name) + len(value) for name, value in kept.items()) <= 8 * 1024


def test_headers_that_say_who_asks_are_ours() -> None:
    page = {
        "Cookie": "a=b",
        "User-Agent": "Mozilla",
        "Accept-Encoding": "br",
        "Host": "evil",
        "If-None-Match": "x",
        "Sec-Fetch-Mode": "cors",
        "Proxy-Authorization": "x",
        "X-Algolia-API-Key": "public",
        "Accept": "application/json",
        "Referer": "http://a.test/",
    }
    assert sent(page) == {
        "x-algolia-api-key": "public",
        "accept": "application/json",
        "referer": "http://a.test/",
    }
