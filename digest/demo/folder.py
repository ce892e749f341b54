"""The folder that the demo writes into, and the config.toml that it begins with.

A second demo begins anew, so it removes what the first one left. It knows its own by the
first line of config.toml, which is there before anything else is written; a folder that
somebody works in is never touched.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from digest.config.values import machine_zone
from digest.demo.serving import HOST
from digest.errors import ConfigError, OutputError

MARK = "# Written by `digest demo`, which removes it and begins anew the next time."
TITLE = "News from nowhere"
_OWN = ("digest.db", "digest.db-wal", "digest.db-shm", "digest.db-journal", "output")

_START = """\
{mark}
# The four sites were served on this machine while the demo ran and are gone now; what was
# read is still here: digest status --config FILE shows it.

[digest]
title = "{title}"
# This machine's, for the digest's day and the times in it.
timezone = "{timezone}"
# Else only the last day of a new source goes into the digest.
first = "all"

[fetch]
# Seconds between requests to one site; leave it at 1 for the sites of others.
delay = 0
# This machine is out of bounds otherwise.
allow_networks = [
{networks}]
"""
_SOURCE = """
[[source]]
name = "{name}"
title = "{title}"
url = "http://{host}:{port}/"
group = "{group}"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One site as config.toml names it."""

    name: str
    title: str
    group: str
    port: int


def begin_anew(folder: Path) -> None:
    """Make the folder, or remove from it what an earlier demo wrote.

    Raises:
        ConfigError: it holds a config.toml, a store or an output folder of somebody else,
            or is none.
        OutputError: something cannot be removed or made.
    """
    config = folder / "config.toml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        left = [folder / name for name in _OWN if (folder / name).exists()]
        ours = config.exists() and _first_line(config) == MARK
        if config.exists() and not ours:
            raise ConfigError(f"{config}: not of a demo; name another folder: digest demo FOLDER")
        if left and not ours:
            raise ConfigError(f"{left[0]}: not of a demo; name another folder: digest demo FOLDER")
        for path in left:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    except FileExistsError as error:
        raise ConfigError(f"{folder}: is no folder; name another: digest demo FOLDER") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"{error.filename or folder}: {reason.lower()}; name another folder"
        ) from error


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.readline(200).rstrip("\r\n")


def write_config(folder: Path, sites: Iterable[Followed]) -> Path:
    """Write the config.toml that follows some sites; return its path.

    Raises:
        OutputError: it cannot be written.
    """
    sites = tuple(sites)
    text = _START.format(
        mark=MARK,
        title=TITLE,
        timezone=machine_zone(),
        networks="".join(f'  "{HOST}:{site.port}",  # {site.name}\n' for site in sites),
    ) + "".join(
        _SOURCE.format(
            name=site.name, title=site.title, group=site.group, host=HOST, port=site.port
        )
        for site in sites
    )
    path = folder / "config.toml"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{path}: {reason.lower()}; name another folder") from error
    return path
