"""Rendering by the real Chromium, of pages that a server on 127.0.0.1 gives."""

import asyncio
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fetch_server import Answer, Asked, Server, answer, fetcher, run, silence
from scripted import GIVES, html, rendered, script, with_renderer

from digest.errors import BrowserError, SlowError, TooLargeError
from digest.model import Page
from digest.rendering import Renderer
from digest.rendering.renderer import is_html

chromium = pytest.mark.system("chromium")


def page_of(body: bytes = b"<html></html>", content_type: str = "text/html", **more: Any) -> Page:
    url = "http://news.test/"
    return Page(
        requested=url,
        url=url,
        body=body,
        content_type=content_type,
        fetched_at=datetime.now(UTC),
        **more,
    )


@chromium
def test_text_that_only_a_script_brings_is_in_the_page() -> None:
    pages = {
        "/": html('<div id="root"></div><script src="/app.js"></script>'),
        "/app.js": script(GIVES),
        "/api": answer("Der Rat entschied – أخبار 😀".encode(), content_type="text/plain"),
    }

    async def test() -> None:
        async with Server(pages) as server:
            made = await rendered(server)
            assert '<div id="root">Der Rat entschied – أخبار 😀</div>' in made
            assert made.startswith("<!DOCTYPE html>")
            assert server.paths == ["/", "/app.js", "/api"]

    run(test())


@chromium
def test_what_is_said_to_those_without_scripts_is_no_part_of_the_page() -> None:
    hint = '<noscript>Enable JavaScript</noscript><noscript><img src="/i.png"></noscript>'

    async def test() -> None:
        async with Server({"/": html(f"{hint}<p>text</p>")}) as server:
            made = await rendered(server)
            assert "JavaScript" not in made
            assert '<noscript><img src="/i.png"></noscript><p>text</p>' in made

    run(test())


@chromium
def test_a_rendered_page_is_utf_8_and_has_nothing_to_ask_by_whether_it_changed() -> None:
    body = "<html><meta charset=windows-1252><p>caf\xe9</html>".encode("windows-1252")
    pages = {"/": answer(body, content_type="text/html", etag='"1"', last_modified="x")}

    async def test(server: Server, renderer: Renderer) -> None:
        async with fetcher() as reader:
            plain = await reader.get(server.base + "/")
        page = await renderer.rendered(plain)
        assert (plain.etag, page.etag, page.last_modified) == ('"1"', "", "")
        assert page.content_type == "text/html; charset=utf-8"
        assert "café" in page.body.decode()
        assert (page.url, page.requested) == (plain.url, plain.requested)

    with_renderer(pages, test)


@chromium
def test_a_page_that_asks_for_ever_is_taken_as_it_is_after_a_while() -> None:
    pages: dict[str, Answer] = {
        "/": html("<p>text</p><script>fetch('/never')</script>"),
        "/never": silence,
    }

    async def test() -> None:
        async with Server(pages) as server:
            assert "<p>text</p>" in await rendered(server, timeout_s=6.0)
            assert "/never" in server.paths

    run(test())


@chromium
def test_a_script_without_an_end_costs_its_page_and_the_next_one_is_rendered() -> None:
    pages = {
        "/": html("<p>text</p><script>while (true) {}</script>"),
        "/well": html("<p>well</p>"),
    }

    async def test() -> None:
        async with Server(pages) as server, fetcher(timeout_s=3.0) as reader:
            renderer = Renderer(reader)
            try:
                with pytest.raises(SlowError, match="not rendered within 3 s"):
                    await renderer.rendered(await reader.get(server.base + "/"))
                page = await renderer.rendered(await reader.get(server.base + "/well"))
                assert b"<p>well</p>" in page.body
            finally:
                await renderer.aclose()

    run(test())


@chromium
def test_a_tree_larger_than_an_answer_may_be_is_refused() -> None:
    """The script stands in the way of what would read the tree, where it can reach it."""
    text = (
        "document.body.append('x'.repeat(200000));"
        "Object.defineProperty(Element.prototype, 'outerHTML', {get: () => 'short'})"
    )

    async def test() -> None:
        async with Server({"/": html(f"<script>{text}</script>")}) as server:
            with pytest.raises(TooLargeError, match="more than 100000 characters"):
                await rendered(server, max_bytes=100_000)

    run(test())


@chromium
def test_the_browser_ends_with_its_run_and_starts_for_the_next() -> None:
    async def test(server: Server, renderer: Renderer) -> None:
        async with fetcher() as reader:
            page = await reader.get(server.base + "/")
        before = _children()
        for _ in range(2):
            await renderer.rendered(page)
            assert _children() > before
            await renderer.rest()
            assert _children() == before

    with_renderer({"/": html("<p>text</p>")}, test)


def _children() -> int:
    """How many processes below this one run (or ended, and nobody asked how)."""
    found = subprocess.run(
        ["ps", "-e", "-o", "pid=,ppid=,stat="],  # noqa: S607 - wherever it stands
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.split() for line in found.stdout.splitlines()]
    below = {_own_pid()}
    for _ in rows:
        below |= {row[0] for row in rows if row[1] in below and not row[2].startswith("Z")}
    return len(below)


def _own_pid() -> str:
    return Path("/proc/self").resolve().name


@chromium
def test_a_browser_that_dies_costs_the_page_that_it_renders() -> None:
    died = asyncio.Event()

    async def never(_asked: Asked, _writer: asyncio.StreamWriter) -> None:
        died.set()
        await asyncio.Event().wait()

    async def test(server: Server, renderer: Renderer) -> None:
        async with fetcher() as reader:
            page = await reader.get(server.base + "/")
        rendering = asyncio.create_task(renderer.rendered(page))
        await died.wait()
        started = renderer._browser  # noqa: SLF001 - there is no other way to end it
        assert started
        await started._chromium.close()  # noqa: SLF001
        with pytest.raises(BrowserError, match="the browser failed: "):
            await rendering

    pages: dict[str, Answer] = {"/": html("<script>fetch('/never')</script>"), "/never": never}
    with_renderer(pages, test)


@chromium
def test_a_browser_that_was_killed_is_started_again() -> None:
    async def test(server: Server, renderer: Renderer) -> None:
        async with fetcher() as reader:
            page = await reader.get(server.base + "/")
        await renderer.rendered(page)
        started = renderer._browser  # noqa: SLF001 - there is no other way to kill it
        assert started
        await started._chromium.close()  # noqa: SLF001
        assert b"<p>text</p>" in (await renderer.rendered(page)).body

    with_renderer({"/": html("<p>text</p>")}, test)


def test_what_is_no_page_for_a_browser_stays_as_it_is() -> None:
    async def test() -> None:
        renderer = Renderer(fetcher(), browser="/does/not/exist")
        for page in (
            page_of(status=304),
            page_of(b"<rss></rss>", "application/rss+xml"),
            page_of(b' <?xml version="1.0"?><rss></rss>'),
            page_of(b'{"a": 1}', "application/json"),
        ):
            assert await renderer.rendered(page) is page
        await renderer.aclose()

    run(test())


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b"<p>a part", "text/html; charset=utf-8", True),
        (b'\xef\xbb\xbf<?xml version="1.0"?><!DOCTYPE html><html>', "application/xhtml+xml", True),
        (b"<!DOCTYPE html><p>", "", True),
        (b"<p>who knows", "", False),
        (b"[1]", "text/html", False),
        (b"<feed>", "text/html", False),
        (b"<html>", "text/plain", False),
    ],
)
def test_a_feed_under_the_name_of_a_page_is_no_page(
    body: bytes, content_type: str, *, expected: bool
) -> None:
    assert is_html(page_of(body, content_type)) is expected


def test_a_missing_browser_is_said_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(browser: str = "") -> str:
        with pytest.raises(BrowserError) as raised:
            asyncio.run(Renderer(fetcher(), browser=browser).rendered(page_of()))
        return str(raised.value)

    false = shutil.which("false")
    assert said("/no/chromium") == (
        "[fetch] browser: /no/chromium is no program that can be started"
    )
    assert f"{false} does not start: " in said(str(false))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "none was found; install it (apt install chromium)" in said()


def test_a_missing_extra_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "digest.rendering.browser", raising=False)
    monkeypatch.setitem(sys.modules, "playwright.async_api", None)  # as where it is not there
    with pytest.raises(BrowserError) as raised:
        asyncio.run(Renderer(fetcher()).rendered(page_of()))
    assert str(raised.value) == (
        "playwright is not installed, which render = true needs: pip install 'site-digest[browser]'"
    )
