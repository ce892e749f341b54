"""What all commands share: the application, `--config`, the log, the two consoles."""

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.logging import RichHandler

from digest import config
from digest.store import database_file

PIPED_COLUMNS = 160
"""Of a table that is not printed on a terminal."""
OUT = Console(soft_wrap=True, highlight=False, width=None if sys.stdout.isatty() else PIPED_COLUMNS)
"""For results."""
ERR = Console(stderr=True, soft_wrap=True, highlight=False)
"""For messages and progress."""

NOTHING_READ = "nothing was read yet; read all sources with: digest run"
"""What is said where there is no store."""

app = typer.Typer(
    help="Read the web sites you follow; write an RSS feed and one Markdown digest a day.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="The configuration; else $DIGEST_CONFIG, ./config.toml or "
        "~/.config/digest/config.toml.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


@app.callback(invoke_without_command=True)
def root(
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Read the web sites you follow; write an RSS feed and one Markdown digest a day."""
    if version:
        typer.echo(f"digest {config.version()}")
        raise typer.Exit


def located(path: Path | None) -> Path:
    """Return the configuration's file: the one of `--config`, or where it is looked for.

    Raises:
        ConfigError: there is none.
    """
    return config.find(path, environ=os.environ, home=Path.home())


def load(path: Path | None, *, strict: bool = False) -> config.Config:
    """Return the configuration, and say on standard error what is wrong with sources.

    Raises:
        ConfigError: there is none, or it cannot be used.
    """
    loaded = config.load(located(path), strict=strict)
    for problem in loaded.problems:
        ERR.print(problem, markup=False)
    return loaded


def store_file(settings: config.Config) -> Path | None:
    """Return the file of the store; None before the first run made it."""
    file = database_file(settings.store_url)
    return file if file and file.exists() else None


def log(*, quiet: bool = False) -> None:
    """Send the program's log to standard error: plain lines, or coloured on a terminal."""
    handler: logging.Handler
    if ERR.is_terminal:
        handler = RichHandler(console=ERR, show_path=False)
        form = "%(message)s"
    else:
        handler = logging.StreamHandler(sys.stderr)
        form = "%(asctime)s %(levelname)s %(name)s %(message)s"
    handler.setFormatter(logging.Formatter(form))
    logger = logging.getLogger("digest")
    logger.handlers = [handler]
    logger.setLevel(logging.WARNING if quiet else logging.INFO)
    logger.propagate = False
