"""Pages that hold no text before their scripts ran, for the tests of rendering."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fetch_server import Answer, Server, answer, fetcher, run
from site_server import Answer as Page
from site_server import Site, story

from digest.model import Network
from digest.rendering import Renderer

SHELL = (
    '<!doctype html><html lang="en"><head><title>{title}</title></head><body>'
    "<noscript>You need to enable JavaScript to run this app.</noscript>"
    '<div id="root"></div><script src="/app.js"></script></body></html>'
)
APP = """
const root = document.getElementById("root");
fetch("/api" + location.pathname).then(answer => answer.json()).then(page => {
    document.title = page.title;
    root.innerHTML = page.html;
});
"""
GIVES = "fetch('/api').then(a => a.text()).then(t => document.getElementById('root').append(t))"


def html(body: str) -> bytes:
    """Return the answer with a page of this body."""
    page = f"<!doctype html><html><head><title>Page</title></head><body>{body}</body></html>"
    return answer(page.encode(), content_type="text/html; charset=utf-8")


def script(text: str) -> Answer:
    return answer(text.encode(), content_type="text/javascript")


def publish(site: Site, articles: int) -> None:
    """Let a site list articles by scripts only, each of which is a page of scripts too."""
    site.pages["/app.js"] = Page(APP, content_type="text/javascript")
    rows = ""
    for number in range(articles):
        path, title = f"/news/story-number-{number}", f"A long enough headline about {number}"
        rows += f'<article><h2><a href="{path}">{title}</a></h2></article>'
        _put(site, path, title, f"<main><article><h1>{title}</h1>{story(number)}</article></main>")
    _put(site, "/", "Scripted News", f"<main>{rows}</main>")


def _put(site: Site, path: str, title: str, made: str) -> None:
    site.pages[path] = Page(SHELL.format(title="Loading"))
    given = json.dumps({"title": title, "html": made})
    site.pages[f"/api{path}"] = Page(given, content_type="application/json")


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
