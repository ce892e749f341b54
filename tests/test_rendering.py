"""Rendering by the real Chromium, of pages that a server on 127.0.0.1 gives."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fetch_server import Answer, Server, answer, fetcher, redirect, resolver, run, silence
from scripted import html, script

from digest.errors import BrowserError, SlowError, TooLargeError
from digest.model import Network, Page
from digest.rendering import Renderer
from digest.rendering.renderer import is_html

chromium = pytest.mark.system("chromium")
GIVES = "fetch('/api').then(a => a.text()).then(t => document.getElementById('root').append(t))"


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


async def rendered(server: Server, path: str = "/", **options: Any) -> str:
    """Read a page of a server, of which only its own port is open, and render it."""
    allowed = Network(network="127.0.0.1/32", port=server.port)
    async with fetcher(allowed, **options) as reader:
        renderer = Renderer(reader)
        try:
            return (await renderer.rendered(await reader.get(server.base + path))).body.decode()
        finally:
            await renderer.aclose()


def with_renderer(
    pages: dict[str, Answer], test: Callable[[Server, Renderer], Coroutine[Any, Any, None]]
) -> None:
    """Test with a renderer over these pages, which ends whatever happens."""

    async def whole() -> None:
        async with Server(pages) as server, fetcher() as reader:
            renderer = Renderer(reader)
            try:
                await test(server, renderer)
            finally:
                await renderer.aclose()

    run(whole())


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
def test_no_way_out_of_the_browser_reaches_an_address_that_is_closed() -> None:
    """Without the proxy that is not there, five of these connect; see `rendering.program`."""

    async def test() -> None:
        async with Server({}) as canary, Server({}) as server:
            server.pages["/"] = _everything(canary.base)
            server.pages["/leads.js"] = redirect(f"{canary.base}/redirected.js")
            made = await rendered(server)
            assert "<p>the end</p>" in made
            assert server.paths == ["/", "/leads.js"]
            assert (canary.connections, canary.asked) == (0, [])

    run(test())


def _everything(canary: str) -> bytes:
    """A page that tries whatever a page can to reach another server."""
    socket = canary.removeprefix("http://")
    worker = f"fetch('{canary}/in', {{mode: 'no-cors'}}); new WebSocket('ws://{socket}/in')"
    tries = [
        f"new WebSocket('ws://{socket}/')",
        f"new EventSource('{canary}/')",
        f"navigator.sendBeacon('{canary}/', 'x')",
        f"fetch('{canary}/', {{mode: 'no-cors'}}).catch(() => 0)",
        f"fetch('{canary}/', {{method: 'POST', mode: 'no-cors', body: 'x'}}).catch(() => 0)",
        f'new Worker(URL.createObjectURL(new Blob(["{worker}"])))',
        f'new SharedWorker(URL.createObjectURL(new Blob(["{worker}"])))',
        f"new RTCPeerConnection({{iceServers: [{{urls: 'stun:{socket}'}}]}})"
        ".createDataChannel('x')",
        f"new WebTransport('https://{socket}/').ready.catch(() => 0)",
        f"open('{canary}/')",
        "navigator.serviceWorker.register('/sw.js').catch(() => 0)",
        f"setTimeout(() => {{ location.href = '{canary}/'; }}, 100)",
    ]
    scripts = "".join(f"<script>try {{ {one} }} catch (e) {{}}</script>" for one in tries)
    links = "".join(
        f'<link rel="{rel}" href="{canary}/{rel}">'
        for rel in ("preconnect", "dns-prefetch", "prefetch", "modulepreload", "manifest", "icon")
    )
    rules = f'{{"prerender": [{{"source": "list", "urls": ["{canary}/"]}}]}}'
    return html(
        f'{links}<script type="speculationrules">{rules}</script>'
        f'<meta http-equiv="refresh" content="0;url={canary}/">'
        f'<iframe src="{canary}/"></iframe><object data="{canary}/"></object>'
        f'<video src="{canary}/" autoplay></video><img src="{canary}/i.png">'
        f'<script src="{canary}/s.js"></script><script src="/leads.js"></script>{scripts}'
        "<script>document.write('<p>the end</p>')</script>"
    )


@chromium
@pytest.mark.parametrize(("name", "runs"), [("news.example.org", False), ("news.test", True)])
def test_scripts_of_a_public_name_do_not_reach_a_network_that_is_opened(
    name: str, *, runs: bool
) -> None:
    """Its owner may let the name lead into that network a moment after the page was read."""
    pages = {
        "/": html('<div id="root"></div><script src="/app.js"></script>'),
        "/app.js": script("document.getElementById('root').append('ran')"),
    }

    async def test() -> None:
        async with Server(pages) as server:
            server.base = f"http://{name}:{server.port}"
            made = await rendered(server, resolve=resolver({name: ["127.0.0.1"]}))
            assert ('<div id="root">ran</div>' in made) is runs
            assert ("/app.js" in server.paths) is runs

    run(test())


@chromium
def test_what_robots_txt_forbids_is_not_asked_for_by_a_script_either() -> None:
    pages = {
        "/robots.txt": answer(b"User-agent: *\nDisallow: /api"),
        "/": html(f'<div id="root">shown</div><script>{GIVES}</script>'),
        "/api": answer(b"hidden"),
    }

    async def test() -> None:
        async with Server(pages) as server:
            assert '<div id="root">shown</div>' in await rendered(server)
            assert server.paths == ["/"]

    run(test())


@chromium
def test_pictures_and_styles_are_there_for_scripts_and_are_not_asked_for() -> None:
    seen = "onload=\"document.getElementById('root').append(this.tagName + ' ')\""
    pages = {
        "/": html(
            f'<div id="root"></div><img src="/i.png" {seen}>'
            f'<link rel="stylesheet" href="/s.css" {seen}>'
        )
    }

    async def test() -> None:
        async with Server(pages) as server:
            made = await rendered(server)
            assert "IMG " in made
            assert "LINK " in made
            assert server.paths == ["/"]

    run(test())


@chromium
def test_scripts_read_no_answer_of_another_place_that_does_not_say_they_may() -> None:
    """As in any browser: else pages could read what is shown to our address only."""

    async def test() -> None:
        async with Server({}) as other, Server({}) as server, fetcher() as reader:
            reads = "fetch('{}').then(a => a.text()).then(t => document.body.append(t))"
            server.pages["/"] = html(
                f"<script>{reads.format(other.base + '/closed')};"
                f"{reads.format(other.base + '/open')}</script>"
            )
            other.pages["/closed"] = answer(b"-hidden-")
            other.pages["/open"] = answer(b"-shown-", access_control_allow_origin="*")
            renderer = Renderer(reader)
            try:
                page = await renderer.rendered(await reader.get(server.base + "/"))
            finally:
                await renderer.aclose()
            assert sorted(other.paths) == ["/closed", "/open"]
            assert b"-shown-" in page.body
            assert b"-hidden-" not in page.body

    run(test())


@chromium
def test_a_post_of_a_script_goes_out_and_its_cookies_do_not() -> None:
    text = (
        "document.cookie = 'a=b';"
        "fetch('/api', {method: 'POST', body: '{\"q\": 1}', headers: {"
        "'Content-Type': 'application/json', 'X-Key': 'public'}})"
        ".then(a => a.text()).then(t => document.body.append(t))"
    )
    pages = {"/": html(f"<script>{text}</script>"), "/api": answer(b"answered")}

    async def test() -> None:
        async with Server(pages) as server:
            assert "answered</body>" in await rendered(server)
            (asked,) = [one for one in server.asked if one.path == "/api"]
            assert (asked.method, asked.body) == ("POST", b'{"q": 1}')
            assert asked.headers["x-key"] == "public"
            assert asked.headers["content-type"] == "application/json"
            assert asked.headers["user-agent"] == "digest/0 (+mailto:tests@example.org)"
            assert "cookie" not in asked.headers

    run(test())


@chromium
def test_what_one_page_kept_in_the_browser_the_next_does_not_find() -> None:
    text = (
        "document.body.append(`[${localStorage.a}${document.cookie}]`);"
        "localStorage.a = 1; document.cookie = 'a=b'"
    )

    async def test(server: Server, renderer: Renderer) -> None:
        async with fetcher() as reader:
            for _ in range(2):
                page = await renderer.rendered(await reader.get(server.base + "/"))
                assert b"[undefined]" in page.body

    with_renderer({"/": html(f"<script>{text}</script>")}, test)


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
