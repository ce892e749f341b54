"""The commands that only show: status, extract."""

import asyncio
import dataclasses
import json as json_
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from digest.address import absolute
from digest.cli.app import ERR, ConfigOption, JsonOption, load
from digest.cli.report import article_dict, print_json, print_status
from digest.config.settings import user_agent
from digest.errors import FetchError, NoArticleError, ParseError
from digest.fetch import Fetcher
from digest.model import Furniture, Link, Page, Source
from digest.parsing import Parsers
from digest.store import SourceState, Store, database_file


def status(*, config: ConfigOption = None, json: JsonOption = False) -> int:
    """Show every source: last success, yield, next time, and what is wrong.

    Exit status: 0 well, 1 a source is in trouble or misconfigured, 2 bad configuration.
    """
    settings = load(config)
    file = database_file(settings.store_url)
    states: list[SourceState] = []
    counts: dict[str, int] = {}
    removed: tuple[str, ...] = ()
    unread: list[str] = []
    if file is not None and file.exists():
        with Store(settings.store_url) as store:
            known = store.sources.states()
            counts = store.articles.counts()
            removed = store.sources.tell_removed()
        states = [known[one.name] for one in settings.sources if one.name in known]
        unread = [one.name for one in settings.sources if one.name not in known]
    else:
        ERR.print("nothing was read yet; read all sources with: digest run")
    if json:
        told = [_state_dict(one) for one in states]
        print_json({"sources": told, "unread": unread, "removed": list(removed)})
    else:
        print_status(states, settings, counts=counts, unread=unread, removed=removed)
    enabled = {one.name for one in settings.sources if one.enabled}
    in_trouble = any(one.in_trouble and one.name in enabled for one in states)
    return 1 if in_trouble or settings.problems else 0


def _state_dict(state: SourceState) -> dict[str, object]:
    values = dataclasses.asdict(state) | {"in_trouble": state.in_trouble}
    return {
        key: value.isoformat() if isinstance(value, datetime) else value
        for key, value in values.items()
    }


def extract(
    pages: Annotated[
        list[str], typer.Argument(metavar="FILE|URL...", help="Saved pages, or addresses.")
    ],
    *,
    url: Annotated[
        str, typer.Option("--url", help="The address that a saved page came from.")
    ] = "https://page.invalid/",
) -> int:
    """Extract articles from saved pages, or from addresses, to JSON, one line a page.

    Exit status: 0 well, 1 a page held no article, 2 a file cannot be read.
    """
    base = absolute(url)
    if not base:
        raise typer.BadParameter(f"{url} is no http or https address", param_hint="--url")
    return asyncio.run(_extract(pages, base))


async def _extract(names: Sequence[str], base: str) -> int:
    """Print the article of each page; return 1 if one held none, else 0."""
    status_ = 0
    parsers = Parsers(processes=1)
    try:
        async with Fetcher(user_agent=user_agent("")) as fetcher:
            for name in names:
                try:
                    page = await _page(name, base, fetcher)
                    source, link = Source(name="page", url=page.url), Link(url=page.url)
                    extraction = await parsers.extract(page, source, link, Furniture())
                except (FetchError, NoArticleError, ParseError) as error:
                    ERR.print(f"{name}: {error}", markup=False)
                    status_ = 1
                else:
                    found = article_dict(extraction.article)
                    typer.echo(json_.dumps(found, ensure_ascii=False))
    finally:
        parsers.close()
    return status_


async def _page(name: str, base: str, fetcher: Fetcher) -> Page:
    if name.startswith(("http://", "https://")):
        return await fetcher.get(name)
    return Page(requested=base, url=base, body=_bytes(Path(name)), fetched_at=datetime.now(UTC))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}", param_hint="FILE") from error
