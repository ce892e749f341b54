"""Addresses and names as people type them."""

import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from digest.address import absolute
from digest.cli.report import shown
from digest.config import Config
from digest.config.mailing import mailbox
from digest.pipeline import explaining
from digest.store import SourceState, Store, database_file

_BARE = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,20}(?::\d{1,5})?(?:[/?#].*)?")


ArticleArgument = Annotated[
    str, typer.Argument(metavar="URL", help="An address of the article, or its urn:uuid: id.")
]


def article_address(typed: str) -> str:
    """Return the address or the id of an article that somebody typed.

    Raises:
        BadParameter: it is neither.
    """
    address = explaining.located(typed)
    if not address:
        raise typer.BadParameter(f"{typed} is neither an address nor an id", param_hint="URL")
    return address


def typed_address(text: str) -> str:
    """Return the absolute address that somebody typed; "" when it is none.

    One without a scheme, such as "example.org/news", is taken as https.
    """
    text = text.strip()
    if address := absolute(text):
        return address
    return absolute(f"https://{text}") if _BARE.fullmatch(text) else ""


def mail_address(typed: str, *, hint: str) -> str:
    """Return a mail address that somebody typed; `hint` names the option or argument.

    Raises:
        BadParameter: it is none.
    """
    try:
        return mailbox(typed)
    except ValueError as error:
        raise typer.BadParameter(f'"{typed}" is no mail address{error}', param_hint=hint) from error


def states(settings: Config) -> dict[str, SourceState]:
    """Return what the store knows of the sources; nothing before the first run."""
    file = database_file(settings.store_url)
    if file is None or not file.exists():
        return {}
    with Store(settings.store_url) as store:
        return dict(store.sources.states())


def feeds(known: dict[str, SourceState]) -> dict[str, str]:
    """Return, by the name of a source, the feed that it is read by."""
    return {name: one.way_url for name, one in known.items() if one.way == "feed"}


def with_config(config: Path | None) -> str:
    """Return what is typed after another command to go on with the same configuration."""
    return f" --config {shlex.quote(shown(config))}" if config else ""


def counted(number: int, one: str, more: str) -> str:
    """Return "1 source" or "2 sources"."""
    return f"{number} {one if number == 1 else more}"


def first_of(lines: Sequence[str], most: int) -> list[str]:
    """Return the first of some lines, and one that counts the others."""
    rest = len(lines) - most
    return [*lines[:most], f"and {rest} more"] if rest > 0 else list(lines)
