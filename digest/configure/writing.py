"""Write new sources into config.toml, and leave all that stands there as it is.

New tables are appended as text: nothing that a person wrote is read into a tree and
written back, so every comment, blank line and line end stays, byte for byte. The whole is
read as the program would read it before it takes the file's place, and takes it by a
rename, so that the file is whole at any moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from digest.config import load
from digest.configure.replacing import put
from digest.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A source to be written."""

    name: str
    url: str
    title: str = ""
    """Not written where it is "" or the name."""
    group: str = ""
    render: bool = False


def table(new: New) -> str:
    """Return the [[source]] table of a source, as it is written."""
    made = tomlkit.table()
    made.update(_keys(new))
    tables = tomlkit.aot()
    tables.append(made)
    document = tomlkit.document()
    document["source"] = tables
    return tomlkit.dumps(document)


def _keys(new: New) -> dict[str, str | bool]:
    title = new.title if new.title != new.name else ""
    keys: dict[str, str | bool] = {
        "name": new.name,
        "title": title,
        "url": new.url,
        "group": new.group,
        "render": new.render,
    }
    return {key: value for key, value in keys.items() if value}


def _inline(new: New) -> str:
    """Return a source as it stands in `source = [...]`, on one line."""
    made = tomlkit.inline_table()
    made.update(_keys(new))
    return made.as_string()


def append(path: Path, news: Sequence[New]) -> None:
    """Append sources to a configuration, whole or not at all.

    A symbolic link stays one; what it leads to is written, with the permissions it had.

    Raises:
        ConfigError: the file cannot be read or written, or would not be right with them;
            says what to write by hand then.
    """
    try:
        place = path.resolve(strict=True)
        before = place.read_bytes()
    except OSError as error:
        raise _error(path, error) from error
    try:
        replace(path, appended(before, news), names=[new.name for new in news])
    except ConfigError as error:
        by_hand = "".join(f"\n{_inline(new)}" for new in news)
        raise ConfigError(f"{error}; to be added by hand:{by_hand}") from error


def appended(before: bytes, news: Sequence[New]) -> bytes:
    """Return the bytes of a configuration with sources after all that it holds.

    Line ends are those of the file: CR LF where its first line ends so.
    """
    end = "\r\n" if before.partition(b"\n")[0].endswith(b"\r") else "\n"
    gap = "" if not before or before.endswith(b"\n") else "\n"
    text = gap + "".join(f"\n{table(new)}" for new in news)
    return before + text.replace("\n", end).encode()


def replace(path: Path, content: bytes, *, names: Sequence[str] = ()) -> None:
    """Put other bytes in the place of a configuration once they are found to be right.

    Args:
        path: of the file, or of a symbolic link to it.
        content: of the whole file.
        names: sources that it must hold.

    Raises:
        ConfigError: the bytes are no configuration, lack one of the sources, or bring errors
            that were not there before; or the file cannot be written.
    """
    _check(path, content, names)
    put(path, content)


def _check(path: Path, content: bytes, names: Sequence[str]) -> None:
    try:
        text = content.decode("utf-8-sig")
        tomlkit.parse(text)
        known = len(load(path).problems)
        new = load(path, instead={path.absolute(): text})
    except (ValueError, ConfigError) as error:  # ValueError: tomlkit's, and of no UTF-8
        said = str(error).splitlines()[0]
        raise ConfigError(f"{path}: was not changed, as it would not be right: {said}") from error
    missing = set(names) - {one.name for one in new.sources}
    if missing or len(new.problems) > known:
        said = next(reversed(new.problems), f"it would lack {', '.join(sorted(missing))}")
        raise ConfigError(f"{path}: was not changed, as it would not be right: {said}")


def _error(path: Path, error: OSError) -> ConfigError:
    return ConfigError(f"{path}: cannot be written: {error.strerror or error}")
