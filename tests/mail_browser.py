"""Chromium as mail is read in it: at a width, light or dark, with axe as its judge."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"

Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was found at one page."""

    violations: tuple[str, ...]
    """Of axe: the rule, and the elements that break it."""
    undecided: tuple[str, ...]
    """What axe could not tell, likewise."""
    requests: tuple[str, ...]
    """Addresses that were asked for."""
    overflow: int
    """Pixels that it is wider than the window."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give the system's browser."""
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, html: str, *, width: int, scheme: Scheme) -> Iterator[Page]:
    """Give a page that shows the HTML; `page.requests` is what it asked for."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
    )
    page = context.new_page()
    page.set_content(html)
    yield page
    context.close()


def judged(browser: Browser, html: str, *, width: int, scheme: Scheme) -> Judged:
    """Return what axe and the browser say of the HTML."""
    requests: list[str] = []
    with opened(browser, "", width=width, scheme=scheme) as page:
        page.on("request", lambda request: requests.append(request.url))
        page.set_content(html)
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        page.evaluate(AXE.read_text("utf-8"))
        results = page.evaluate("axe.run()")
    return Judged(
        violations=_named(results["violations"]),
        undecided=_named(results["incomplete"]),
        requests=tuple(requests),
        overflow=max(0, overflow),
    )


def _named(rules: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(f"{rule['id']}: {node['html'][:200]}" for rule in rules for node in rule["nodes"])
