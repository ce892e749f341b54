"""The command line: what each command takes, prints and exits with.

Exit status: 0 well; 1 a source is in trouble or misconfigured, a letter is not delivered, or
something crashed; 2 bad configuration or use; 3 another instance holds the store. Results
go to standard output, messages and the log to standard error.
"""

import functools
import sys
from collections.abc import Callable
from typing import ParamSpec

import typer

from digest.cli.adding import add
from digest.cli.app import ERR, app
from digest.cli.differing import diff
from digest.cli.exporting import articles
from digest.cli.extracting import extract
from digest.cli.fixing import fix
from digest.cli.outbox import drop, list_, retry
from digest.cli.previewing import preview
from digest.cli.reading import run, start
from digest.cli.reporting import report
from digest.cli.rereading import reread
from digest.cli.sending import send
from digest.cli.serving import serve
from digest.cli.setting_up import check, demo, init
from digest.cli.showing import status
from digest.cli.splitting import split
from digest.cli.subscriptions import export, import_
from digest.cli.why import why
from digest.errors import ConfigError, DigestError, LockedError

__all__ = ["app", "main"]

_P = ParamSpec("_P")


def _exiting(command: Callable[_P, int]) -> Callable[_P, None]:
    """Make what a command returns the exit status of the program."""

    @functools.wraps(command)
    def exits(*args: _P.args, **kwargs: _P.kwargs) -> None:
        raise typer.Exit(command(*args, **kwargs))

    return exits


app.command()(_exiting(add))
app.command()(_exiting(run))
app.command()(_exiting(start))
app.command()(_exiting(send))
app.command()(_exiting(serve))
app.command()(_exiting(status))
app.command()(_exiting(why))
app.command()(_exiting(diff))
app.command()(_exiting(split))
app.command()(_exiting(preview))
app.command()(_exiting(fix))
app.command()(_exiting(report))
app.command()(_exiting(articles))
app.command()(_exiting(reread))
app.command()(_exiting(extract))
app.command()(_exiting(check))
app.command()(_exiting(init))
app.command()(_exiting(demo))
outbox = typer.Typer(help="Show what waits to be sent; try what was refused again, or let it be.")
outbox.command("list")(_exiting(list_))
outbox.command()(_exiting(retry))
outbox.command()(_exiting(drop))
app.add_typer(outbox, name="outbox", no_args_is_help=True)
opml = typer.Typer(help="Bring subscriptions from another reader, or give it yours.")
opml.command("import")(_exiting(import_))
opml.command()(_exiting(export))
app.add_typer(opml, name="opml", no_args_is_help=True)


def main() -> None:
    """Run the program; the entry point of the command `digest`."""
    try:
        app()
    except DigestError as error:
        ERR.print(f"digest: {error}", markup=False)
        sys.exit(_status(error))


def _status(error: DigestError) -> int:
    if isinstance(error, LockedError):
        return 3
    return 2 if isinstance(error, ConfigError) else 1
