"""One Chromium, driven by Playwright: a page in, what its scripts made of it out.

Each page has a context of its own, so that no cookie and no stored thing goes from one to
the next. A redirect is never given to the browser to follow: Chromium follows it without
asking again. The tree is read off in a world of its own, where the page's scripts cannot
have put other functions in the place of those that are used.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from typing import Any, Final, Self

from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Error, Request, Route, async_playwright
from playwright.async_api import Page as Tab

from digest.errors import BrowserError, TooLargeError
from digest.model import Page
from digest.rendering.pieces import Given, Piece
from digest.rendering.program import ARGUMENTS, environment, may_be_confined

Answering = Callable[[Piece], Awaitable[Given | None]]
"""What answers the requests of a page."""

_CLOSING_S = 5.0
_NOBODY = "http://nobody.invalid"
_START_S = 30.0
_SIZE = {"width": 1280, "height": 6000}
"""So high that lists which load as one scrolls are loaded far down."""
_SERIALISED: Final = """(() => {
    const kind = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : "";
    for (const hint of document.querySelectorAll("noscript")) {
        if (!hint.textContent.includes("<img")) hint.remove();
    }
    const text = kind + document.documentElement.outerHTML;
    return text.length > MOST ? null : text;
})()"""
"""What is said to those without scripts goes first, as no reader of the page sees it; pictures
stay, which may be there only."""


class Browser:
    """A running Chromium."""

    def __init__(self, chromium: Chromium, open_parts: AsyncExitStack, user_agent: str) -> None:
        """Keep what `started` started."""
        self._chromium = chromium
        self._open_parts = open_parts
        self._user_agent = user_agent

    @classmethod
    async def started(cls, program: str, user_agent: str) -> Self:
        """Start a browser.

        Args:
            program: the path of a Chromium.
            user_agent: what scripts see.

        Raises:
            BrowserError: it does not start.
        """
        async with AsyncExitStack() as opening:
            try:
                playwright = await opening.enter_async_context(async_playwright())
                chromium = await playwright.chromium.launch(
                    executable_path=program,
                    args=ARGUMENTS,
                    env=environment(),
                    chromium_sandbox=may_be_confined(),
                    timeout=_START_S * 1000,
                    handle_sigint=False,
                    handle_sigterm=False,
                    handle_sighup=False,
                )
            except (Error, OSError) as error:
                said = next(iter(str(error).split("\n")), "")[:200]
                raise BrowserError(f"{program} does not start: {said}") from error
            return cls(chromium, opening.pop_all(), user_agent)
        raise AssertionError  # pragma: no cover - no stack swallows errors

    @property
    def runs(self) -> bool:
        """Whether it has not died."""
        return self._chromium.is_connected()

    async def rendered(
        self, page: Page, answering: Answering, *, most: int, settle_s: float
    ) -> str:
        """Return a page's tree as HTML, once its scripts have been quiet for half a second.

        Args:
            page: as its server gave it.
            answering: answers all that it asks for.
            most: characters of the tree.
            settle_s: how long is waited for the page to be read, and then for it to be quiet;
                then its tree is taken as it is.

        Raises:
            TooLargeError: the tree is larger.
            BrowserError: the browser died.
        """
        visit = _Visit(page, answering)
        try:
            context = await self._context()
            try:
                return await visit.tree(context, most=most, settle_s=settle_s)
            finally:
                await visit.end()
                async with asyncio.timeout(_CLOSING_S):
                    await context.close()
        except Error as error:
            said = next(iter(str(error).split("\n")), "")[:200]
            raise BrowserError(f"the browser failed: {said}") from error

    async def _context(self) -> BrowserContext:
        return await self._chromium.new_context(
            user_agent=self._user_agent,
            viewport=_SIZE,  # type: ignore[arg-type]  # a dict of this form is one
            service_workers="block",
            accept_downloads=False,
        )

    async def aclose(self) -> None:
        """End it, and the driver, whatever its pages do."""
        with suppress(Error, TimeoutError):
            async with asyncio.timeout(_CLOSING_S):
                await self._chromium.close()
        await self._open_parts.aclose()


class _Visit:
    """One page in its context."""

    def __init__(self, page: Page, answering: Answering) -> None:
        self._page = page
        self._answering = answering
        self._under_way: set[asyncio.Task[Given | None]] = set()
        self._shown = False
        self._over = False

    async def tree(self, context: BrowserContext, *, most: int, settle_s: float) -> str:
        await context.route("**/*", self._answer)
        await context.route_web_socket("**/*", _close)
        tab = await context.new_page()
        context.on("page", _close)  # what it opens beside itself
        patience = settle_s * 1000
        with suppress(Error):  # out of time, or led elsewhere: what is there counts
            await tab.goto(self._page.url, wait_until="domcontentloaded", timeout=patience)
            await tab.wait_for_load_state("networkidle", timeout=patience)
        return await _serialised(context, tab, most)

    async def end(self) -> None:
        """Ask for nothing more."""
        self._over = True
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _answer(self, route: Route, request: Request) -> None:
        given = await self._given(request)
        if self._over:
            return
        with suppress(Error):  # the page is gone
            if given is None:
                await route.abort()
            else:
                await route.fulfill(
                    status=given.status, body=given.body, headers=_headers(given, request)
                )

    async def _given(self, request: Request) -> Given | None:
        if request.resource_type == "document":
            return self._document()
        if self._over:
            return None
        piece = Piece(
            kind=request.resource_type,
            address=request.url,
            method=request.method,
            headers=request.headers,
            told=request.post_data_buffer,
        )
        task = asyncio.ensure_future(self._answering(piece))
        self._under_way.add(task)
        await asyncio.wait([task])
        self._under_way.discard(task)
        return None if task.cancelled() else task.result()

    def _document(self) -> Given:
        """Give the page itself, once; of frames and further pages, that there is no content.

        A browser that is answered so stays where it is, and does not show its own error.
        """
        if self._shown:
            return Given(status=204)
        self._shown = True
        return Given(body=self._page.body, content_type=self._page.content_type)


def _headers(given: Given, request: Request) -> dict[str, str]:
    """Say whose scripts may read an answer: Playwright would say that all may.

    Credentials are allowed with it, as none are sent.
    """
    named = {"content-type": given.content_type} if given.content_type else {}
    if "origin" in request.headers:
        named["access-control-allow-origin"] = given.allow_origin or _NOBODY
        named["access-control-allow-credentials"] = "true"
    return named


async def _serialised(context: BrowserContext, tab: Tab, most: int) -> str:
    session = await context.new_cdp_session(tab)
    frame = (await session.send("Page.getFrameTree"))["frameTree"]["frame"]
    if frame.get("unreachableUrl"):
        raise BrowserError("its scripts lead to another page, which is not followed")
    world = await session.send("Page.createIsolatedWorld", {"frameId": frame["id"]})
    found = await session.send(
        "Runtime.evaluate",
        {
            "expression": _SERIALISED.replace("MOST", str(most)),
            "contextId": world["executionContextId"],
            "returnByValue": True,
        },
    )
    text = found["result"].get("value")
    if not isinstance(text, str):
        raise TooLargeError(f"more than {most} characters once it is rendered")
    return text


async def _close(opened: Any) -> None:
    """Close a further page, or a web socket."""
    with suppress(Error):
        await opened.close()
