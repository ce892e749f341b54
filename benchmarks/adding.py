"""Measures the first minute: `digest add` of sites that it has never seen.

Each of the nine sites of the changing web is added by a process of its own, as a person
would, by the installed command line, with the delay that a new config.toml has.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CONFIG = """\
# A comment that must stay.
[fetch]
allow_networks = ["127.0.0.0/8"]   # and this one
"""


@dataclass(frozen=True, slots=True)
class Adding:
    """What adding each site took, and came to."""

    seconds: tuple[float, ...]
    """Of the whole command, one a site."""
    added: int
    checked: bool
    """config.toml loads with all of them, and kept its comments."""


def measure(shared: Path, folder: Path) -> Adding:
    """Add every site of a newsworld, one after the other."""
    file = folder / "config.toml"
    file.write_text(_CONFIG, encoding="utf-8")
    with _world(shared) as sites:
        seconds, statuses = zip(*(_add(site["url"], file) for site in sites), strict=True)
    kept = file.read_text(encoding="utf-8").startswith(_CONFIG)
    checked = _digest("check", "--config", str(file)).returncode == 0
    return Adding(seconds=seconds, added=statuses.count(0), checked=kept and checked)


def _add(url: str, file: Path) -> tuple[float, int]:
    began = time.monotonic()
    done = _digest("add", url, "--yes", "--config", str(file))
    return time.monotonic() - began, done.returncode


def _digest(*words: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "digest", *words]
    return subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own


@contextmanager
def _world(shared: Path) -> Iterator[list[dict[str, Any]]]:
    program, pages = shared / "tools" / "newsworld.py", shared / "bench" / "extract" / "wcxb_dev"
    command = [sys.executable, str(program), "--pages", str(pages)]
    with subprocess.Popen(  # noqa: S603 - the sets' own server
        command, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            line = process.stdout.readline() if process.stdout else "{}"
            yield json.loads(line)["sites"]
        finally:
            process.kill()
