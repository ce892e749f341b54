"""Files into the output folder, whole or not at all, and out of it.

A reader may open a feed at any moment, and the machine may stop at any moment. So a file
is written under another name beside its place, forced to the disk, and renamed; then the
folder is forced to the disk too, since the rename is an entry in it. A file that would
not change is not touched, so that its time tells when something was new.
Source: Pillai and others, "All File Systems Are Not Created Equal" (OSDI 2014).
"""

import errno
import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from digest.errors import OutputError

_PREFIX = ".digest-"
_SUFFIX = ".part"
_PARTS = re.compile(rf"{re.escape(_PREFIX)}\w+{re.escape(_SUFFIX)}")
_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_READABLE = 0o644
"""A web server may serve the folder; temporary files are the owner's alone."""


def write(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Write files, each whole or not at all, and return the paths that changed, in order.

    Folders are made where they lack. What a killed run left beside the files is removed:
    only one instance may write into a folder, which the store's lock sees to. The files
    before one that fails stay written.

    Args:
        folder: made if it is not there.
        files: names relative to the folder, with "/" between their parts, and the bytes;
            taken one at a time, so that they need not be in memory together.

    Raises:
        OutputError: a file cannot be written; says which, why and what to do.
        ValueError: a name is empty, absolute, or leads out of the folder.
    """
    prepared: set[Path] = set()
    changed = []
    for name, content in files:
        place = _place(folder, name)
        if place.parent not in prepared:
            _prepare(place.parent)
            prepared.add(place.parent)
        if _replace(place, content):
            changed.append(place)
    return tuple(changed)


def facts(folder: Path, name: str) -> tuple[int, int] | None:
    """Return size and time of change, in nanoseconds, of a file written here; None for none.

    Raises:
        ValueError: the name is empty, absolute, or leads out of the folder.
    """
    try:
        found = _place(folder, name).stat()
    except OSError:  # what is in the way shows when it is written
        return None
    return found.st_size, found.st_mtime_ns


def read(folder: Path, name: str) -> bytes:
    """Return what a file holds that was written here; nothing where there is none.

    Raises:
        OutputError: it is there and cannot be read.
        ValueError: the name is empty, absolute, or leads out of the folder.
    """
    place = _place(folder, name)
    try:
        return place.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except OSError as error:
        raise _error(place, error) from error


def remove(folder: Path, names: Iterable[str]) -> None:
    """Remove files that were written here; those that are not there are none.

    Raises:
        OutputError: a file cannot be removed.
        ValueError: a name is empty, absolute, or leads out of the folder.
    """
    for name in names:
        place = _place(folder, name)
        try:
            place.unlink(missing_ok=True)
        except OSError as error:
            raise _error(place, error) from error


def _place(folder: Path, name: str) -> Path:
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in name:
        raise ValueError(f"{name!r} is no name of a file inside the folder")
    return folder / path


def _prepare(folder: Path) -> None:
    """Make the folder and remove what a killed run left in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.iterdir():
            if _PARTS.fullmatch(left.name):
                left.unlink(missing_ok=True)
    except OSError as error:
        raise _error(folder, error) from error


def _replace(place: Path, content: bytes) -> bool:
    """Write the file and return True, or return False where it holds just these bytes."""
    try:
        if _holds(place, content):
            return False
        _put(place, content)
    except OSError as error:
        raise _error(place, error) from error
    return True


def _holds(place: Path, content: bytes) -> bool:
    try:
        return place.stat().st_size == len(content) and place.read_bytes() == content
    except FileNotFoundError:
        return False


def _put(place: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=place.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), _READABLE)
        part.replace(place)
    except BaseException:  # an interrupt, too, must leave no part behind
        with suppress(OSError):
            part.unlink()
        raise
    settle(place.parent)


def settle(folder: Path) -> None:
    """Force the folder's entries to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _error(path: Path, error: OSError) -> OutputError:
    reason = error.strerror or type(error).__name__
    return OutputError(f"{path}: {reason.lower()}; {_advice(error)}")


def _advice(error: OSError) -> str:
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return "give this user the right to write there, or set [output] folder to another"
    if error.errno in _NO_ROOM:
        return "make room there, or set [output] folder to another disk, then run again"
    return "move what is in the way, or set [output] folder to another"
