"""Change settings of one source in a TOML text, and nothing else of the text.

The text is a person's: comments, order, blank lines, line ends and the spelling of all
that does not change stay byte for byte. So the text is not written anew from a document:
only the lines of the statement that changes are replaced, and tomlkit rewrites just this
statement, so that its own comment and spacing stay. What comes out is read again and must
differ from what was read before in the wanted values alone.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import String

from digest.config.places import Way, places
from digest.errors import ConfigError

_HEADER = re.compile(r"[ \t]*\[")


def changed(text: str, name: str, changes: Mapping[str, str]) -> str:
    """Return a TOML text with other settings in its `[[source]]` of a name.

    Args:
        text: valid TOML.
        name: of the source; where several have it, of the first.
        changes: values by key: "url", "listing.item", "article.body" and the like. "" takes
            a key out, and with the last of its keys the header of a table, whose own
            comment lines stay.

    Raises:
        ConfigError: the text holds no such source; a key to be taken out is not there; or
            the source is written in a way that this cannot change.
    """
    number = _number(text, name)
    for key, value in changes.items():
        text = _one_changed(text, ("source", number, *key.split(".")), value, name)
    return text


def _number(text: str, name: str) -> int:
    sources = tomllib.loads(text).get("source", [])
    for number, source in enumerate(sources if isinstance(sources, list) else ()):
        if isinstance(source, dict) and source.get("name") == name:
            return number
    raise ConfigError(f'no [[source]] here is named "{name}"')


def _one_changed(text: str, way: Way, value: str, name: str) -> str:
    expected = _expected(text, way, value, name)
    lines = _Lines(text)
    if way[:2] not in lines.places:  # source = [{ ... }]
        raise _unchangeable(way, name)
    if not value:
        _take_out(lines, way)
    elif way in lines.places or _inline(lines, way[:-1]):
        _rewrite(lines, way, value)
    else:
        _add(lines, way, value)
    if _parsed(lines.text) != expected:
        raise _unchangeable(way, name)
    return lines.text


def _unchangeable(way: Way, name: str) -> ConfigError:
    key = ".".join(map(str, way[2:]))
    return ConfigError(
        f'source "{name}": {key} is written in a way that cannot be changed here; change it by hand'
    )


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _expected(text: str, way: Way, value: str, name: str) -> dict[str, Any]:
    """Return what the text must be read as after the change."""
    document = tomllib.loads(text)
    table = document["source"][way[1]]
    for part in way[2:-1]:
        table = table.setdefault(part, {})
    if value:
        table[way[-1]] = value
        return document
    if table.pop(way[-1], None) is None:
        key = ".".join(map(str, way[2:]))
        raise ConfigError(f'source "{name}": {key} does not stand in it; look in [defaults]')
    if not table and len(way) > 3:
        del document["source"][way[1]][way[2]]
    return document


class _Lines:
    """The lines of a text with their ends, and where its keys stand."""

    def __init__(self, text: str) -> None:
        """Split the text at line feeds only, as TOML does."""
        self._lines = re.findall(r"[^\n]*\n|[^\n]+", text)
        self.end = "\r\n" if "\r\n" in text else "\n"

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._lines)

    @property
    def places(self) -> Mapping[Way, int]:
        """The line, from 1, of each header and key."""
        return places(self.text)

    def statement(self, line: int) -> tuple[int, int]:
        """Return where a statement begins and ends: the fewest lines that are TOML."""
        first = line - 1
        for last in range(first + 1, len(self._lines) + 1):
            if _parsed("".join(self._lines[first:last])) is not None:
                return first, last
        return first, first + 1

    def get(self, first: int, last: int) -> str:
        """Return some lines."""
        return "".join(self._lines[first:last])

    def put(self, first: int, last: int, new: str) -> None:
        """Put a text, in whole lines, in place of some lines; "" takes them out."""
        if new and first and not self._lines[first - 1].endswith("\n"):
            self._lines[first - 1] += self.end
        self._lines[first:last] = re.findall(r"[^\n]*\n|[^\n]+", new)

    def is_header(self, line: int) -> bool:
        """Return whether a table begins on a line."""
        return bool(_HEADER.match(self._lines[line - 1]))


def _inline(lines: _Lines, table: Way) -> bool:
    """Whether a table is written as `listing = { ... }`."""
    line = lines.places.get(table)
    return len(table) > 2 and line is not None and not lines.is_header(line)


def _rewrite(lines: _Lines, way: Way, value: str) -> None:
    """Give a key another value, in its own statement or in an inline table."""
    line = lines.places.get(way) or lines.places[way[:-1]]
    first, last = lines.statement(line)
    document = tomlkit.parse(lines.get(first, last))
    parts = [str(part) for part in way[2:]]
    table: Any = document
    for part in parts[:-1]:
        table = table.get(part, table)  # below [source.listing] the key stands alone
    table[parts[-1]] = _quoted(value)
    lines.put(first, last, tomlkit.dumps(document))


def _quoted(value: str) -> String:
    """Return a value as a person would quote it."""
    literal = '"' in value and "'" not in value and value.isprintable()
    return tomlkit.string(value, literal=literal)


def _take_out(lines: _Lines, way: Way) -> None:
    table = way[:-1]
    if way in lines.places:
        lines.put(*lines.statement(lines.places[way]), "")
        header = lines.places.get(table)
        if header and len(table) > 2 and not _below(lines, table):
            _take_out_header(lines, header)
    elif _inline(lines, table):
        first, last = lines.statement(lines.places[table])
        document = tomlkit.parse(lines.get(first, last))
        inner: Any = document[str(table[-1])]
        del inner[str(way[-1])]
        lines.put(first, last, tomlkit.dumps(document) if inner else "")


def _take_out_header(lines: _Lines, header: int) -> None:
    """Take out a header without keys, and one of two blank lines that then meet."""
    first = header - 1
    lines.put(first, header, "")
    if (
        not lines.get(first, first + 1).strip()
        and first
        and not lines.get(first - 1, first).strip()
    ):
        lines.put(first - 1, first, "")


def _below(lines: _Lines, table: Way) -> list[Way]:
    """Return the keys of a table, those of tables inside it among them."""
    return [way for way in lines.places if way[: len(table)] == table and way != table]


def _add(lines: _Lines, way: Way, value: str) -> None:
    """Add a key to its table, or a table to its source, before the comments that follow."""
    table, key = way[:-1], str(way[-1])
    statement = tomlkit.dumps({key: _quoted(value)}).strip()
    siblings = _below(lines, table)
    header = lines.places.get(table)
    if header:
        at = lines.places[siblings[-1]] if siblings else header
        indent = re.match(r"[ \t]*", lines.get(at - 1, at))
        new = f"{indent[0] if indent else ''}{statement}"
    elif siblings:  # written as `listing.item = ...`
        at, new = lines.places[siblings[-1]], f"{way[-2]}.{statement}"
    else:
        whole = _below(lines, table[:-1])
        at, new = lines.places[whole[-1]], f"[source.{table[-1]}]{lines.end}{statement}"
    end = at if lines.is_header(at) else lines.statement(at)[1]
    lines.put(end, end, new + lines.end)
