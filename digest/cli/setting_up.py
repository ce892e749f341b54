"""The commands to begin with: init, check, demo."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from digest import configure
from digest import demo as demonstration
from digest.cli.app import OUT, ConfigOption, load, log
from digest.cli.report import shown
from digest.cli.trying import check_mail


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Made when it lacks.")],
) -> int:
    """Write a config.toml to start from, with this machine's time zone and no sources.

    Exit status: 0 well, 2 there is a config.toml already.
    """
    file = configure.init(folder)
    option = f"--config {shlex.quote(shown(file))}"
    OUT.print(f"wrote {shown(file)}; follow sites, then read them:", markup=False)
    OUT.print(f"  digest add URL {option}", markup=False)
    OUT.print(f"  digest run {option}", markup=False)
    return 0


def check(
    address: Annotated[
        str, typer.Argument(metavar="[ADDRESS]", help="With --mail: who gets the test message.")
    ] = "",
    *,
    config: ConfigOption = None,
    mail: Annotated[
        bool,
        typer.Option(
            "--mail",
            help="Send a test message, and look up what receivers do of the sender's domain.",
        ),
    ] = False,
) -> int:
    """Say whether the configuration is right, strictly; with --mail also whether mail goes out.

    Exit status: 0 it is, 1 the test message was not taken, 2 the configuration is not right.
    """
    if address and not mail:
        raise typer.BadParameter("an ADDRESS is for the test message: add --mail")
    settings = load(config, strict=True)
    enabled = sum(one.enabled for one in settings.sources)
    total = len(settings.sources)
    OUT.print(
        f"{shown(settings.path)} is right: {enabled} of {total} sources enabled", markup=False
    )
    return check_mail(settings, address) if mail else 0


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="Where feed and digest are written.")
    ] = Path("digest-demo"),
) -> int:
    """Try everything on four small sites that this program serves itself, without a network.

    Exit status: 0 well, 1 something went wrong.
    """
    log(quiet=True)
    return demonstration.demo(folder)
