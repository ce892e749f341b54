"""How much room the disk of a store has, and how little is too little."""

import shutil
from collections.abc import Callable
from pathlib import Path

LEAST_ROOM = 500 * 1024 * 1024
"""Bytes of free disk below which no new text is kept; ids, feeds and editions go on."""


def free_bytes_at(file: Path | None) -> Callable[[], int]:
    """Return what asks how much room the disk of a store has; enough for no file."""

    def ask() -> int:
        return LEAST_ROOM if file is None else shutil.disk_usage(file.parent).free

    return ask
