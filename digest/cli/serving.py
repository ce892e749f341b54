"""Serving what was written: serve, and what `start --serve` does of it.

The libraries for it are an extra, so that they are looked for only when they are needed.
"""

import asyncio
import importlib
import signal
from collections.abc import Coroutine
from contextlib import AbstractContextManager, closing
from types import ModuleType
from typing import TYPE_CHECKING, Any

from digest.cli.app import ERR, NOTHING_READ, OUT, ConfigOption, load, log
from digest.config import Config
from digest.errors import ConfigError, ServeError

if TYPE_CHECKING:
    from digest.web import Listener

SHOWN = ("feed.xml", "feed.atom", "index.html")


def serve(*, config: ConfigOption = None) -> int:
    """Serve the feeds, editions and pages of the output folder over HTTP.

    Stays until SIGTERM or Ctrl-C, then ends within ten seconds. Reads no source: digest run
    and digest start do, and digest start --serve does both. Exit status: 0 well, 1 it cannot
    listen, 2 bad configuration.
    """
    settings = load(config)
    log()
    with listening(settings) as listener:
        tell_addresses(listener)
        if not settings.output_folder.is_dir():
            ERR.print(NOTHING_READ, markup=False)
        asyncio.run(_serve(listener))
    return 0


async def _serve(listener: "Listener") -> None:
    await listener.serve(stopping())


def stopping() -> asyncio.Event:
    """Return what is set when the program is told to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


def listening(settings: Config) -> AbstractContextManager["Listener"]:
    """Return the bound address of [serve], which is given back in the end.

    Raises:
        ConfigError: the extra is not installed, or [serve] cannot be used.
        ServeError: the address cannot be bound.
    """
    web = _web()
    allowed = web.access(settings.serve, base_url=settings.base_url, folder=settings.path.parent)
    kept = web.seconds_kept(settings.sources)
    listener = web.Listener(settings.serve, allowed, settings.output_folder, max_age_s=kept)
    return closing(listener)


def _web() -> ModuleType:
    try:
        return importlib.import_module("digest.web")
    except ModuleNotFoundError as error:
        advice = "pip install 'site-digest[web]'"
        raise ConfigError(
            f"{error.name} is not installed, which serving needs: {advice}"
        ) from error


def tell_addresses(listener: "Listener") -> None:
    """Print where the feeds are; the token only to a terminal, since it is logged elsewhere."""
    shown = None if OUT.is_terminal else "TOKEN"
    for name in SHOWN:
        OUT.print(listener.address(name, token=shown), markup=False)
    if listener.is_private and shown:
        OUT.print("TOKEN is what the file of [serve] token_file holds", markup=False)


async def together(
    work: Coroutine[Any, Any, None], serving: Coroutine[Any, Any, None], stop: asyncio.Event
) -> None:
    """Work and serve until `stop` is set; when one ends before that, the other ends too.

    Raises:
        ServeError: the server ended by itself.
    """
    working, served = asyncio.create_task(work), asyncio.create_task(serving)
    await asyncio.wait((working, served), return_when=asyncio.FIRST_COMPLETED)
    died = served.done() and not stop.is_set()
    stop.set()
    await asyncio.wait((working, served))
    await working
    if died:
        cause = None if served.cancelled() else served.exception()
        raise ServeError(f"the server died: {cause or 'it ended by itself'}") from cause
    await served
