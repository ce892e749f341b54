"""Read one TOML file, and say of a broken one where it is broken and what to do.

What tomllib says of a syntax error is exact and means little to who has never read
the TOML standard ("Invalid value"), so the usual slips get a line of advice: a text
without quotes, a backslash in double quotes, one bracket in place of two.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from digest.config import places
from digest.errors import ConfigError

MOST_BYTES = 16 * 1024 * 1024
"""A larger file is no configuration: some hundred thousand sources fit."""

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_VALUE = r"Invalid value|Expected newline"
_HINTS = (
    # (what tomllib said, what the line looks like, what to do)
    (_VALUE, r"=\s*(True|False|yes|no|on|off)\b", "write true or false in lower case"),
    (_VALUE, r"=\s*[^\s\d\"'\[{#][^\"']*$", "put quotes around a text"),
    (_VALUE, r"=\s*\d[^\s,\"']*[a-zA-Z:/][^\s\"']*\s*$", "put quotes around a text"),
    (r"Expected '='", r"^\s*\w+\s*:", 'write "=" after the key'),
    (r"Expected '='", r"^\s*\w+\s*(#.*)?$", 'write "=" and a value after the key'),
    (r"Unescaped", "", "put the text in single quotes, where a backslash is only itself"),
    (r"Cannot declare", r"^\s*\[source\]", "write [[source]], with two brackets"),
    (r"Cannot declare", r"^\s*\[subject\]", "write [[subject]], with two brackets"),
    (r"Cannot declare", r"^\s*\[edition\]", "write [[edition]], with two brackets"),
    (r"Cannot declare", r"^\s*\[webhook\]", "write [[webhook]], with two brackets"),
    (r"Cannot declare", "", "this section stands twice; make them one"),
    (r"Cannot (overwrite|mutate)", "", "this key stands twice; keep one"),
    (r"Illegal character '\\n'", "", "end the text with a quote on the same line"),
    (r"Unterminated", "", "end the text with a quote"),
    (r"end of an array declaration", "", "write two brackets on both sides"),
    (r"Unclosed array", "", "end the list with ]"),
    (r"Unclosed inline", "", "write { ... } on one line, with commas between"),
)


@dataclass(frozen=True, kw_only=True)
class Document:
    """One TOML file that could be read."""

    name: str
    """The file as messages name it: the path that the user gave."""
    path: Path
    """Absolute."""
    text: str
    table: dict[str, Any]

    @cached_property
    def _places(self) -> Mapping[places.Way, int]:
        return places.places(self.text)

    def line(self, path: places.Way) -> int:
        """Return the line of a value, or of the nearest thing around it."""
        return places.line_of(path, self._places)

    def at(self, path: places.Way) -> str:
        """Return `config.toml:17` for a value, or for the nearest thing around it."""
        return f"{self.name}:{self.line(path)}"


def read(path: Path, name: str = "", *, text: str | None = None) -> Document:
    """Return a file's content.

    `name` is what messages call it (default: the path as given); `text` is read in place of
    what the file holds.

    Raises:
        ConfigError: the file is missing, a folder, unreadable, not UTF-8, too large,
            empty, or not TOML; one line, with the place and what to do.
    """
    name = name or str(path)
    text = _text(path, name) if text is None else text
    try:
        table = tomllib.loads(text)
    except RecursionError as error:
        raise ConfigError(f"{name}: too many brackets inside each other") from error
    except ValueError as error:  # TOMLDecodeError, and int() on very long numbers
        raise ConfigError(_syntax(name, text, str(error))) from error
    return Document(name=name, path=path.absolute(), text=text, table=table)


def _text(path: Path, name: str) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        text = data.decode("utf-8-sig")  # some editors put a byte order mark first
    except FileNotFoundError as error:
        raise ConfigError(f"{name}: no such file; make one with: digest init FOLDER") from error
    except IsADirectoryError as error:
        raise ConfigError(f"{name}: is a folder; give the file in it") from error
    except PermissionError as error:
        raise ConfigError(f"{name}: may not be read; change its permissions") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{name}:{line}: not UTF-8; save the file in that encoding") from error
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        raise ConfigError(f"{name}: cannot be read: {error}") from error
    if len(data) > MOST_BYTES:
        raise ConfigError(f"{name}: larger than {MOST_BYTES} bytes; it cannot be a configuration")
    if not text.strip():
        raise ConfigError(f"{name}: is empty; make one with: digest init FOLDER")
    return text


def _syntax(name: str, text: str, said: str) -> str:
    """Return `config.toml:3:7: reason; advice` for what tomllib said."""
    lines = text.replace("\r\n", "\n").split("\n")
    place = _AT.search(said)
    if place is None:
        return f"{name}: not TOML: {said}"
    if place[1]:
        row, column = int(place[1]), int(place[2])
    else:
        row = max(number for number, line in enumerate(lines, 1) if line.strip())
        column = len(lines[row - 1]) + 1
    reason = said[: place.start()]
    for said_so, looks, advice in _HINTS:
        if re.search(said_so, reason) and re.search(looks, lines[row - 1][:1000]):
            return f"{name}:{row}:{column}: {reason}; {advice}"
    return f"{name}:{row}:{column}: {reason}"
