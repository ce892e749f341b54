"""Find the line of a key in a TOML text.

tomllib tells no positions of what it read, and an error without its line is half an
error. tomlkit keeps none either, and is slow. As the text is known to be valid TOML
here, a scanner of table headers and keys is enough: it must only step over strings,
comments and brackets. Keys inside inline tables are not followed; they are given the
line of the key that the inline table belongs to. It runs only when there is an error.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

Way = tuple[str | int, ...]
"""The way to a value, as `("source", 2, "listing", "item")`."""

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_BLANK = re.compile(r"[ \t\r\n]+|#[^\n]*")
_HEADER = re.compile(rf"(\[\[?)[ \t]*({_KEY})[ \t]*\]\]?")
_ASSIGNMENT = re.compile(rf"({_KEY})[ \t]*=[ \t]*")
# Strings of three quotes may end in up to five. No two branches start alike.
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*|\n|[\[{]|[\]}]"
    r"""|[^"'#\n\[\]{}]+""",
    re.DOTALL,
)


def places(text: str) -> Mapping[Way, int]:
    """Return the line, from 1, of each table header and key of a valid TOML text.

    A text that is no TOML gives what was found up to the first thing not understood.
    """
    found: dict[Way, int] = {}
    counts: dict[Way, int] = {}
    table: Way = ()
    at, line = 0, 1
    while at < len(text):
        start = at
        if blank := _BLANK.match(text, at):
            at = blank.end()
        elif header := _HEADER.match(text, at):
            table = _resolve(_parts(header[2]), counts, repeated=header[1] == "[[")
            found.setdefault(table, line)
            at = header.end()
        elif key := _ASSIGNMENT.match(text, at):
            found.setdefault(table + _parts(key[1]), line)
            at = _after_value(text, key.end())
        else:
            break
        line += text.count("\n", start, at)
    return found


def _parts(key: str) -> tuple[str, ...]:
    """Split a dotted key, quotes and escapes undone, by the reader of TOML itself."""
    if '"' not in key and "'" not in key:
        return tuple(part.strip() for part in key.split("."))
    parts = []
    value: Any = tomllib.loads(f"{key} = 0")
    while isinstance(value, dict):
        [(part, value)] = value.items()
        parts.append(part)
    return tuple(parts)


def _resolve(parts: tuple[str, ...], counts: dict[Way, int], *, repeated: bool) -> Way:
    """Return the path of a header; `[a.b]` below `[[a]]` belongs to the last a."""
    path: Way = ()
    for part in parts[:-1]:
        path += (part,)
        if path in counts:
            path += (counts[path],)
    path += parts[-1:]
    if repeated:
        counts[path] = counts.get(path, -1) + 1
        path += (counts[path],)
    return path


def _after_value(text: str, at: int) -> int:
    """Return where the value that starts here ends: at a line end outside brackets."""
    depth = 0
    while token := _TOKEN.match(text, at):
        if token[0] == "\n" and depth == 0:
            break
        depth += (token[0] in ("[", "{")) - (token[0] in ("]", "}"))
        at = token.end()
    return at


def line_of(path: Way, found: Mapping[Way, int]) -> int:
    """Return the line of a path, or of the nearest thing around it that has one; else 1."""
    for length in range(len(path), 0, -1):
        if path[:length] in found:
            return found[path[:length]]
    return 1
