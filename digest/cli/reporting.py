"""The command that bundles what a bug report needs: report."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from digest import pipeline
from digest.cli.addresses import with_config
from digest.cli.app import ERR, OUT, ConfigOption, load, log, store_file
from digest.cli.reading import named
from digest.cli.report import shown
from digest.errors import OutputError
from digest.store import Store


def report(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The source's name.")],
    *,
    config: ConfigOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="Where; else NAME-report-DATE.zip here."),
    ] = None,
) -> int:
    """Bundle what a bug report needs to show why a source is not read, into one zip file.

    It holds the source's settings, state and kept pages; no other source, no key, no contact.
    Exit status: 0 well, 1 it cannot be written, 2 bad use.
    """
    settings = load(config)
    log(quiet=True)
    (source,) = named(settings.sources, [name])
    if store_file(settings) is None:
        typed = f"digest run --source {name}{with_config(config)}"
        ERR.print(f"nothing was read yet; read it with: {typed}", markup=False)
        return 1
    now = datetime.now(UTC)
    with Store(settings.store_url) as store:
        content = pipeline.bundle(store, source, now=now)
    day = now.astimezone(ZoneInfo(settings.digest.timezone))
    place = output or Path(f"{name}-report-{day:%Y-%m-%d}.zip")
    _write(place, content)
    OUT.print(f"wrote {shown(place)}; it holds:", markup=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            OUT.print(f"  {entry.filename} ({entry.file_size} bytes)", markup=False)
    OUT.print("look through it before you hand it on; README.txt says what is what")
    return 0


def _write(place: Path, content: bytes) -> None:
    try:
        with place.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise OutputError(
            f"{place}: is there already; move it away, or give another name by --output"
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"{place}: cannot be written: {reason}") from error
