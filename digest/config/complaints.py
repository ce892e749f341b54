"""Say what is wrong in config.toml: where, what, and what to do.

pydantic finds the errors; its words for them are for programmers, so that only their
kind and place are used. One error, one line:

    config.toml:17: source "libyareview": unknown key "selctor"; did you mean "selector"?
    config.toml:5: [fetch] delay: expected a number of seconds, got "one"
"""

import json
import re
from operator import itemgetter
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from digest.config.delivery_tables import WebhookTable
from digest.config.document import Document
from digest.config.edition_tables import EditionTable
from digest.config.kinds import Expected
from digest.config.places import Way
from digest.config.source_tables import AccessTable, DefaultsTable, SourceTable
from digest.config.table import Table
from digest.config.tables import SubjectTable, TopTable
from digest.config.values import did_you_mean

_BOUNDS = {"ge": "at least", "le": "at most"}
_MOST_SHOWN = 60
_MANY: tuple[type[Table], ...] = (SubjectTable, EditionTable, WebhookTable)
"""Besides those of sources: what is named where a key belongs to no other section."""


def of_top(error: ValidationError, document: Document) -> list[str]:
    """Return what is wrong outside the sources, a line each."""
    return [
        f"{document.name}:{line}: {_said(detail, TopTable, '')}"
        for line, detail in _in_order(error, document, ())
    ]


def of_one(
    error: ValidationError, document: Document, table: type[Table], kind: str, number: int
) -> list[str]:
    """Return what is wrong inside one of the tables of a kind, a line each.

    Args:
        error: what pydantic said of it.
        document: the file that holds it.
        table: what it was checked by.
        kind: the word between its two brackets: "source", "subject".
        number: its place among those of its kind, from 0.
    """
    label = label_of(document, kind, number)
    return [
        f"{document.name}:{line}: {label}: {_said(detail, table, kind)}"
        for line, detail in _in_order(error, document, (kind, number))
    ]


def _in_order(
    error: ValidationError, document: Document, above: Way
) -> list[tuple[int, ErrorDetails]]:
    """Return the errors with their lines, in the order of the file."""
    details = error.errors(include_url=False)
    numbered = [(document.line((*above, *detail["loc"])), detail) for detail in details]
    return sorted(numbered, key=itemgetter(0))


def label_of(document: Document, kind: str, number: int) -> str:
    """Return `source "libyareview"`, or `source 3`, counted from 1, where the name is none."""
    table = document.table[kind][number]
    name = table.get("name") if isinstance(table, dict) else None
    return f"{kind} {shown(name)}" if isinstance(name, str) else f"{kind} {number + 1}"


def shown(value: Any) -> str:
    """Return a value as a message shows it: in one line, short, no password in it."""
    match value:
        case str():
            return _quoted(value)
        case bool() | float():
            return json.dumps(value)
        case int():
            return str(value) if value.bit_length() <= 64 else "a huge number"
        case list() | dict():
            return "a list" if isinstance(value, list) else "a table"
        case _:
            return f"the date or time {value}"


def _quoted(value: str) -> str:
    text = re.sub(r"//.*@", "//***@", value, flags=re.DOTALL)
    text = re.sub(r"(?i)(password=)[^&\s]*", r"\1***", text)
    text = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
    # Quoting escapes what would end the line; the rest should stay readable.
    text = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def _said(detail: ErrorDetails, top: type[Table], root: str) -> str:
    """Return an error without its place: which key, and what is wrong with it."""
    names = [part for part in detail["loc"] if isinstance(part, str)]
    table, rest = _owner(top, names)
    section = [root] * bool(root) + names[: len(names) - len(rest)]
    header = f"[{'.'.join(section)}] " if len(section) > bool(root) else ""
    reason = str(detail.get("ctx", {}).get("error", ""))
    match detail["type"]:
        case "extra_forbidden":
            return f"{header}unknown key {shown(rest[0])}{_proposal(rest[0], table)}"
        case "missing":
            return f"{header}{rest[0]} is missing"
        case "value_error" if not rest:
            return f"{header}{reason}"
        case "model_type":
            advice = "; write it with single brackets" if isinstance(detail["input"], list) else ""
            # What stands in the place of a section of secrets may be one itself.
            got = "" if table is AccessTable else f", got {shown(detail['input'])}"
            return f"expected the section {table.header}{got}{advice}"
        case _:
            header = header if root == "" else "".join(f"{name}." for name in section[1:])
            return f"{header}{rest[0]}: {_expected(detail, table, rest[0])}{reason}"


def _owner(table: type[Table], names: list[str]) -> tuple[type[Table], list[str]]:
    """Return the innermost table on the way of the names, and the names left over."""
    while names and (field := table.written().get(names[0])):
        if not (isinstance(field.annotation, type) and issubclass(field.annotation, Table)):
            break
        table, names = field.annotation, names[1:]
    return table, names


def _expected(detail: ErrorDetails, table: type[Table], key: str) -> str:
    """Return `expected a number of seconds, at most 3600, got 4000`."""
    field = table.written()[key]
    expected = next(about for about in field.metadata if isinstance(about, Expected))
    inside = isinstance(detail["loc"][-1], int)
    words = expected.each if inside else expected.what
    bounds = "".join(
        f", {_BOUNDS[name]} {int(bound)}"
        for name, bound in detail.get("ctx", {}).items()
        if name in _BOUNDS
    )
    got = f", got {shown(detail['input'])}" if expected.shows else ""
    return f"expected {words}{bounds}{got}"


def _proposal(key: str, table: type[Table]) -> str:
    """Return what an unknown key may have been meant to be, or where it belongs; or ""."""
    tables = [field.annotation for field in TopTable.model_fields.values()]
    sections = [found for found in tables if isinstance(found, type) and issubclass(found, Table)]
    sections = [found for found in sections if found is not DefaultsTable]
    sections += [SourceTable, AccessTable]
    homes = [found for found in sections if key in found.written()]
    homes = homes or [found for found in _MANY if key in found.written()]
    if key in TopTable.model_fields:
        return "; it belongs above the first section"
    if len(homes) == 1:
        return f"; it belongs to {homes[0].header}"
    return did_you_mean(key, table.written())
