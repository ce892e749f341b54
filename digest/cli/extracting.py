"""The command that reads single pages: extract."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import aclosing, nullcontext
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer

from digest.address import absolute
from digest.cli.answers import Answer, answers
from digest.cli.app import ERR, OUT, ConfigOption, load
from digest.cli.explaining import explanation, print_explanation
from digest.cli.pages import NOWHERE, STDIN, Named, listed
from digest.cli.progress import bar
from digest.config import Config
from digest.config.settings import user_agent
from digest.errors import ConfigError, UnreadableError
from digest.exporting import article_dict
from digest.fetch import Fetcher
from digest.markup.document import html_document, markdown_document, text_document
from digest.model import Article, Extraction, Source

_DOCUMENTS: dict[str, Callable[[Article], str]] = {
    "markdown": markdown_document,
    "text": text_document,
    "html": html_document,
}


class Form(StrEnum):
    """How an article is printed."""

    json = "json"
    markdown = "markdown"
    text = "text"
    html = "html"


def extract(  # noqa: PLR0913 - each is an option of the command
    pages: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE|URL|-]...", help="Saved pages, also .gz, or addresses."),
    ] = None,
    *,
    form: Annotated[
        Form | None, typer.Option("--format", help="JSON, a line a page, unless said.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell where each field came from, and what was left.")
    ] = False,
    batch: Annotated[
        str,
        typer.Option(
            "--batch", metavar="FILE|FOLDER|-", help="A list of pages, a line each, or a folder."
        ),
    ] = "",
    url: Annotated[
        str, typer.Option("--url", help="The address that a saved page came from.")
    ] = "",
    source: Annotated[
        str, typer.Option("--source", metavar="NAME", help="Read by the rules of this source.")
    ] = "",
    language: Annotated[
        str, typer.Option("--language", help="Of pages that name none, such as en.")
    ] = "",
    timezone: Annotated[
        str, typer.Option("--timezone", help="Of dates without offset, such as Africa/Tripoli.")
    ] = "",
    config: ConfigOption = None,
) -> int:
    """Extract the articles of saved pages, of addresses, or of standard input.

    Exit status: 0 well, 1 a page held no article, 2 a file cannot be read, or bad use.
    """
    names = _batch(batch, pages or [], form) if batch else _given(pages or [], url, form)
    settings = load(config) if config or source else None
    rules = _rules(settings, source, language=language, timezone=timezone)
    if batch:
        return asyncio.run(_print_batch(names, rules, _fetcher(settings), explain=explain))
    shown = form or (None if explain else Form.json)
    return asyncio.run(_print_each(names, rules, _fetcher(settings), shown, explain=explain))


def _refuse(why: str, option: str) -> NoReturn:
    raise typer.BadParameter(why, param_hint=option)


def _given(pages: Sequence[str], url: str, form: Form | None) -> list[Named]:
    """The pages of the command line; standard input where none is named and it is no terminal."""
    if url and not absolute(url):
        _refuse(f"{url} is no http or https address", "--url")
    if not pages and sys.stdin.isatty():
        _refuse("name a file or an address, or send a page to standard input", "FILE")
    if len(pages) > 1 and form in (Form.markdown, Form.html):
        _refuse(f"{form} makes one document; name one page", "--format")
    return [Named(name=name, url=absolute(url)) for name in pages or [STDIN]]


def _batch(place: str, pages: Sequence[str], form: Form | None) -> list[Named]:
    if pages:
        _refuse("the pages stand in the list, not beside it", "--batch")
    if form not in (None, Form.json):
        _refuse("--batch prints JSON", "--format")
    try:
        return listed(place)
    except UnreadableError as error:
        _refuse(f"{place}: {error}", "--batch")


def _rules(settings: Config | None, name: str, *, language: str, timezone: str) -> Source:
    """The source whose rules count: the one that is named, else one without any."""
    sources = settings.sources if settings else ()
    found = next((one for one in sources if one.name == name), None)
    if name and found is None:
        there = ", ".join(sorted(one.name for one in sources)) or "none"
        raise ConfigError(f'no source is named "{name}"; there are: {there}')
    rules = found or Source(name="page", url=NOWHERE)
    zone = timezone or rules.timezone
    try:
        ZoneInfo(zone)
    except (KeyError, OSError, ValueError):  # unknown, a folder of zones, no name at all
        _refuse(f"{zone} is no time zone; write one such as Africa/Tripoli", "--timezone")
    return replace(rules, language=language or rules.language, timezone=zone)


def _fetcher(settings: Config | None) -> Fetcher:
    if settings is None:
        return Fetcher(user_agent=user_agent(""))
    return Fetcher(
        user_agent=settings.fetch.user_agent,
        delay_s=settings.fetch.delay_s,
        timeout_s=settings.fetch.timeout_s,
        max_bytes=settings.fetch.max_bytes,
        allow_networks=settings.fetch.allow_networks,
        ports=settings.fetch.ports,
        proxy=settings.fetch.proxy,
    )


async def _print_each(
    names: Sequence[Named], rules: Source, fetcher: Fetcher, form: Form | None, *, explain: bool
) -> int:
    """Print the article of each page; return the exit status."""
    status = 0
    async with aclosing(answers(names, rules, fetcher, at_once=1)) as coming:
        async for answer in coming:
            status = max(status, answer.status)
            if answer.extraction is None:
                ERR.print(f"{answer.name}: {answer.error}", markup=False)
            else:
                _print(answer.extraction, form, explain=explain)
    return status


def _print(extraction: Extraction, form: Form | None, *, explain: bool) -> None:
    for selector in () if explain else extraction.unmatched:
        ERR.print(f"the selector of {selector} matched nothing", markup=False)
    if form == Form.json:
        _print_line(_told(extraction, explain=explain))
        return
    if form:
        _print_bytes(_DOCUMENTS[form](extraction.article))
    if explain:
        print_explanation(extraction, ERR if form else OUT)


def _told(extraction: Extraction, *, explain: bool) -> dict[str, object]:
    told = article_dict(extraction.article)
    return told | {"explain": explanation(extraction)} if explain else told


def _print_line(value: dict[str, object]) -> None:
    _print_bytes(json.dumps(value, ensure_ascii=False) + "\n")


def _print_bytes(text: str) -> None:
    """Print in UTF-8 whatever the terminal's own charset; HTML names it, JSON demands it."""
    typer.echo(text.encode("utf-8", "replace"), nl=False)


async def _print_batch(
    names: Sequence[Named], rules: Source, fetcher: Fetcher, *, explain: bool
) -> int:
    """Print a line of JSON for each page, in their order; return the exit status."""
    status = 0
    is_mixed = sys.stdout.isatty()  # the bar would stand between the lines
    with nullcontext(_no_bar) if is_mixed else bar("extracting", len(names)) as advance:
        at_once = os.cpu_count() or 1
        async with aclosing(answers(names, rules, fetcher, at_once=at_once)) as coming:
            async for answer in coming:
                status = max(status, answer.status)
                _print_line(_line(answer, explain=explain))
                advance(answer.name)
    return status


def _no_bar(_: str) -> None:
    pass


def _line(answer: Answer, *, explain: bool) -> dict[str, object]:
    page: dict[str, object] = {"page": answer.name}
    if answer.extraction is None:
        return page | {"error": answer.error}
    return page | _told(answer.extraction, explain=explain)
