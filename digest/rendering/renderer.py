"""The rendering of a run: which pages are, the one browser for them, and what it may cost.

What is no HTML (a feed, a sitemap, JSON, an answer that nothing changed) stays as it is. A
rendered page has no validators: that its shell did not change says nothing of what scripts
put into it.
"""

import asyncio
import importlib
from dataclasses import replace
from types import ModuleType
from typing import TYPE_CHECKING

from digest.errors import BrowserError, SlowError
from digest.fetch import Fetcher
from digest.model import Page
from digest.rendering.pieces import Pieces, Shelf, reach
from digest.rendering.program import program

if TYPE_CHECKING:
    from digest.rendering.browser import Browser

AT_ONCE = 2
"""Pages that are rendered at one time."""
SETTLE_S = 10.0
"""How long at most a page may take to be read, and then to be quiet."""

_HTML = ("text/html", "application/xhtml+xml")
_LOOKED_AT = 1024


class Renderer:
    """Renders pages, in a browser that starts with the first of them."""

    def __init__(self, fetcher: Fetcher, *, browser: str = "") -> None:
        """Keep what to fetch and to render with; nothing is started.

        Args:
            fetcher: brought the pages; what they ask for has its guard and its bounds.
            browser: the path of a Chromium; "" to look for one.
        """
        self._user_agent = fetcher.user_agent
        self._timeout_s = fetcher.timeout_s
        self._most = fetcher.max_bytes
        self._reach = reach(fetcher)
        self._wanted = browser
        self._shelf = Shelf()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._starting = asyncio.Lock()
        self._browser: Browser | None = None

    async def rendered(self, page: Page) -> Page:
        """Return a page as its scripts make it; one that is no HTML as it is.

        Raises:
            BrowserError: there is no browser, it does not start, or it died.
            SlowError: the page's scripts never came to an end.
            TooLargeError: they made more than the fetcher's `max_bytes`.
        """
        if page.unchanged or not is_html(page):
            return page
        async with self._places:
            text = await self._tree(page)
        return replace(
            page,
            body=text.encode(errors="replace"),
            content_type="text/html; charset=utf-8",
            etag="",
            last_modified="",
        )

    async def _tree(self, page: Page) -> str:
        browser = await self._started()
        pieces = Pieces(page.url, self._reach, self._shelf)
        settle_s = min(SETTLE_S, self._timeout_s / 3)
        try:
            async with asyncio.timeout(self._timeout_s):
                return await browser.rendered(
                    page, pieces.answer, most=self._most, settle_s=settle_s
                )
        except TimeoutError as error:
            await self._end(browser)  # its page may hang for good
            raise SlowError(f"not rendered within {self._timeout_s:g} s") from error

    async def _started(self) -> "Browser":
        async with self._starting:
            if self._browser is None or not self._browser.runs:
                if self._browser:
                    await self._browser.aclose()
                playwright = _playwright()
                path = program(self._wanted)
                self._browser = await playwright.Browser.started(path, self._user_agent)
            return self._browser

    async def _end(self, browser: "Browser") -> None:
        async with self._starting:
            if self._browser is browser:
                self._browser = None
                await browser.aclose()

    async def rest(self) -> None:
        """End the browser, until a page is to be rendered again."""
        if self._browser:
            await self._end(self._browser)

    async def aclose(self) -> None:
        """End the browser, and close the connections of what it asked for."""
        await self.rest()
        for fetcher in (self._reach.inside, self._reach.outside):
            await fetcher.__aexit__(None, None, None)


def is_html(page: Page) -> bool:
    """Return whether a page is one that a browser shows, and no feed under the name of one."""
    kind = page.content_type.partition(";")[0].strip().lower()
    start = page.body[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if kind and kind not in _HTML:
        return False
    named = b"<html" in start or b"<!doctype html" in start
    return named or (bool(kind) and not start.startswith((b"<?xml", b"<rss", b"<feed", b"{", b"[")))


def _playwright() -> ModuleType:
    try:
        return importlib.import_module("digest.rendering.browser")
    except ModuleNotFoundError as error:
        lacking = str(error.name).partition(".")[0]
        advice = "pip install 'site-digest[browser]'"
        raise BrowserError(
            f"{lacking} is not installed, which render = true needs: {advice}"
        ) from error
