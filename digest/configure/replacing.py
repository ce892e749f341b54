"""Put a new text in the place of a file of the configuration, whole and checked.

The text is read as the program would read it before it is written, with the other files
of the configuration as they are: a program that breaks a person's file has lost their
trust. The file is replaced in one step, so that a machine that stops in the middle leaves
the old one or the new one. Links are followed, rights and a byte order mark are kept.
"""

import codecs
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from digest.config import Config, load
from digest.errors import ConfigError
from digest.model import Source
from digest.output import settle


def write_checked(file: Path, text: str, *, config: Path, before: str, expected: Source) -> Config:
    """Write a file of the configuration, and return the configuration as it is then.

    Args:
        file: the configuration itself, or a further file that it names.
        text: what the file is to hold.
        config: the configuration.
        before: the text that this one was made from; a byte order mark left out.
        expected: a source as it must be read then.

    Raises:
        ConfigError: the text would be wrong, or mean another thing for this source, which a
            key of [defaults] may cause; the file holds something else than `before` by now;
            or it cannot be written. The file is as it was.
    """
    old = load(config)
    new = load(config, instead={file.absolute(): text})
    if worse := [problem for problem in new.problems if problem not in old.problems]:
        raise ConfigError("\n".join((f"{file} was not changed, as it would be wrong:", *worse)))
    if expected not in new.sources:
        raise ConfigError(
            f'{file} was not changed: source "{expected.name}" would not be read as meant; '
            "what it takes from [defaults] must be changed there by hand"
        )
    _refuse_changed(file, before)
    put(file, text.encode())
    return new


def _refuse_changed(file: Path, before: str) -> None:
    try:
        held = file.read_bytes()
    except OSError as error:
        raise _error(file, error) from error
    if held.removeprefix(codecs.BOM_UTF8) != before.encode():
        raise ConfigError(
            f"{file}: was changed by another hand meanwhile; nothing was written, type it again"
        )


def put(file: Path, content: bytes) -> None:
    """Put other bytes in the place of a file, whole or not at all.

    A symbolic link stays one: what it leads to is replaced, and keeps its rights, and its
    byte order mark where it had one.

    Raises:
        ConfigError: it cannot be written; it is as it was.
    """
    try:
        _replace(file.resolve(strict=True), content)
    except OSError as error:
        raise _error(file, error) from error


def _error(file: Path, error: OSError) -> ConfigError:
    return ConfigError(f"{file}: cannot be written: {error.strerror or error}")


def _replace(place: Path, content: bytes) -> None:
    marked = place.read_bytes().startswith(codecs.BOM_UTF8)
    mark = codecs.BOM_UTF8 if marked and not content.startswith(codecs.BOM_UTF8) else b""
    descriptor, name = tempfile.mkstemp(prefix=f".{place.name}-", suffix=".part", dir=place.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(mark + content)
            opened.flush()
            _as_it_was(opened.fileno(), place)
            os.fsync(opened.fileno())
        part.replace(place)
    except BaseException:  # an interrupt, too, must leave no part behind
        with suppress(OSError):
            part.unlink()
        raise
    settle(place.parent)


def _as_it_was(descriptor: int, place: Path) -> None:
    """Give the new file the rights of the old one, and its owner where that is allowed."""
    was = place.stat()
    with suppress(PermissionError):
        os.fchown(descriptor, was.st_uid, was.st_gid)
    os.fchmod(descriptor, was.st_mode & 0o7777)
