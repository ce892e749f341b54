"""The processes in which pages are parsed, each of which may die.

A hostile page can keep a parser busy for minutes or make it run out of memory; only a
process can be stopped from outside. So bytes and rules go in, dataclasses come out, and
a page that is not done in time costs its process and itself, nothing else.
"""

import asyncio
import importlib
import multiprocessing
import os
import threading
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import Any

from pebble import ProcessExpired, ProcessPool

from digest.errors import ParseError
from digest.model import (
    Article,
    Considered,
    Extraction,
    Furniture,
    Induced,
    Link,
    Page,
    Shown,
    Source,
    Survey,
)

TIMEOUT_S = 20.0
"""The slowest real page of our sets takes under two seconds."""
_SURVEYS = "digest.discover.kinds"
_EXTRACTS = "digest.extract.article"
_LOOK_EVERY_S = 1.0
"""How often a call that waits looks whether its pool still works."""


class Parsers:
    """A few processes that parse pages."""

    def __init__(self, *, processes: int | None = None, timeout_s: float = TIMEOUT_S) -> None:
        """Start them, one a processor and four at most, when the first page comes."""
        self._timeout_s = timeout_s
        self._processes = processes or min(4, os.cpu_count() or 1)
        self._pool = _pool(self._processes)
        self._closed = False

    async def survey(self, page: Page, source: Source) -> Survey:
        """Return what a page of a source offers; see `discover.kinds.survey`.

        Raises:
            ParseError: it took too long, or its process died.
        """
        found: Survey = await self._call(_SURVEYS, "survey", page, source)
        return found

    async def explain(self, page: Page, source: Source) -> tuple[Considered, ...]:
        """Return how each address of a listing was judged; see `discover.explaining.explain`.

        Raises:
            ParseError: it took too long, or its process died.
        """
        found: tuple[Considered, ...] = await self._call(
            "digest.discover.explaining", "explain", page, source
        )
        return found

    async def induce(self, page: Page, source: Source, known: Sequence[Shown]) -> Induced:
        """Return selectors that find known articles on a page; see `discover.induction`.

        Raises:
            ParseError: it took too long, or its process died.
        """
        found: Induced = await self._call(
            "digest.discover.induction", "propose", page, source, known
        )
        return found

    async def extract(
        self, page: Page, source: Source, link: Link, furniture: Furniture
    ) -> Extraction:
        """Return the article of a page; see `extract.article.extract`.

        Raises:
            NoArticleError: the page holds none.
            ParseError: it took too long, or its process died.
        """
        found: Extraction = await self._call(_EXTRACTS, "extract", page, source, link, furniture)
        return found

    def prepare(self) -> None:
        """Start the processes and what they import, while the first page is on its way."""
        pool = self._working_pool()
        for module in (_SURVEYS, _EXTRACTS):
            pool.schedule(_import, args=[module], timeout=self._timeout_s)

    async def join(self, first: Article, following: Article) -> Article:
        """Return an article with its next page; see `extract.continued.joined`.

        Raises:
            ParseError: it took too long, or its process died.
        """
        found: Article = await self._call("digest.extract.continued", "joined", first, following)
        return found

    async def _call(self, *call: object) -> Any:
        for _ in range(2):
            try:
                return await self._once(call)
            except BrokenProcessPool:  # no fault of this page, which waited meanwhile
                continue
        raise ParseError("its parser died before it began, twice")

    async def _once(self, call: tuple[object, ...]) -> Any:
        pool = self._working_pool()
        future = asyncio.wrap_future(pool.schedule(_call, args=list(call), timeout=self._timeout_s))
        try:
            while not future.done():
                await asyncio.wait([future], timeout=_LOOK_EVERY_S)
                if not future.done() and not pool.active:
                    raise BrokenProcessPool  # which it may not have said to the future
            return future.result()
        except TimeoutError as error:
            raise ParseError(f"not parsed within {self._timeout_s:g} s") from error
        except ProcessExpired as error:
            raise ParseError(f"its parser died ({error})") from error
        finally:
            future.cancel()

    def _working_pool(self) -> ProcessPool:
        """Return the pool; a new one where a process was killed that had no page to parse.

        Such a pool is broken for good.
        """
        if self._closed:
            raise ParseError("the parsers were stopped")
        if not self._pool.active:
            self._stop()
            self._pool = _pool(self._processes)
        return self._pool

    def _stop(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call] # pebble left these two without types
        self._pool.join()

    def close(self) -> None:
        """Stop the processes at once; pages in work are lost."""
        self._closed = True
        self._stop()


def _pool(processes: int) -> ProcessPool:
    return ProcessPool(
        max_workers=processes,
        initializer=_die_with_parent,
        context=multiprocessing.get_context("spawn"),
    )


def _call(module: str, function: str, *arguments: object) -> Any:
    """Call a function by name, so that only the processes import what parses: a second's work."""
    return getattr(importlib.import_module(module), function)(*arguments)


def _import(module: str) -> None:
    importlib.import_module(module)


def _die_with_parent() -> None:
    """End this process when the program is killed, which runs no clean-up of its own."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_exit, args=(parent.sentinel,), daemon=True).start()


def _wait_and_exit(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
