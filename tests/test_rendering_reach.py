"""What a rendered page reaches, in the real Chromium: what our guard lets it, and nothing else."""

import pytest
from fetch_server import Server, answer, fetcher, redirect, resolver, run
from scripted import GIVES, html, rendered, script, with_renderer

from digest.rendering import Renderer

chromium = pytest.mark.system("chromium")


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
        f"new RTCPeerConnection({{iceServers: [{{urls: 'stun:{socket}'}}]}}).createDataChannel('')",
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
