"""Chromium as mail is read in it: at a width, light or dark, with axe as its judge."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, sync_playwright

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"

RUN = "axe.run({resultTypes: ['violations']})"

Scheme = Literal["light", "dark"]
Way = tuple[int, Scheme]
"""The width of a window in pixels, and the system's colours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was found at one page."""

    violations: tuple[str, ...] = ()
    """Of axe: the rule, and the elements that break it."""
    requests: tuple[str, ...] = ()
    """Addresses that were asked for."""
    overflow: int = 0
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


def judged(browser: Browser, html: str, *, ways: Iterable[Way]) -> Iterator[tuple[Way, Judged]]:
    """Yield what axe and the browser say of the HTML; nothing that it asks for is fetched.

    Requests are all that were made up to then.
    """
    requests: list[str] = []
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.set_content(html)
        page.evaluate(AXE.read_text("utf-8"))
        for width, scheme in ways:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            results = page.evaluate(RUN)
            found = Judged(
                violations=_named(results["violations"]),
                requests=tuple(requests),
                overflow=max(0, overflow),
            )
            yield (width, scheme), found


def _named(rules: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(f"{rule['id']}: {node['html'][:200]}" for rule in rules for node in rule["nodes"])
