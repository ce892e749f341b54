"""Pages that hold no text before their scripts ran, for the tests of rendering."""

import json

from fetch_server import Answer, answer, read_page
from site_server import Answer as Page
from site_server import Site, story

from digest.fetch import Fetcher

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
__all__ = ["APP", "SHELL", "Fetcher", "html", "publish", "read_page", "script"]


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
