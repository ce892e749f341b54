"""Read JSON that a page carries: leniently, and never further than it is worth.

What publishers' templates write has trailing commas, comment wrappers and JavaScript's
`undefined`; what an attacker writes is deep, long, or both. So texts are cut, a walk
looks at a bounded number of values, and what cannot be read is None.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from digest import markup
from digest.discover.targets import target

MOST_CHARACTERS = 4 * 1024 * 1024
"""Of one text, and of all the state of a page; what comes after is not read."""

MOST_NODES = 20_000
"""Objects and lists looked at in one value."""

MOST_TEASER = 500
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*;?\s*$|;\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s{0,200}[\]}])")
_UNDEFINED = re.compile(r"(?<=[:,\[])undefined(?=[,}\]])")
_DECODER = json.JSONDecoder(strict=False)

Object = Mapping[str, object]


def parsed(text: str) -> object:
    """Return the JSON of a script; None when not even a lenient reading gives any."""
    text = _WRAPPING.sub("", text[:MOST_CHARACTERS].strip())
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def begun(text: str, at: int = 0) -> object:
    """Return the JSON value that begins at a place of a text, whatever follows; None for none.

    For scripts, which assign such a value and go on: `undefined` counts as null.
    """
    try:
        return _DECODER.raw_decode(text, at)[0]
    except (ValueError, RecursionError):
        rest = text[at : at + MOST_CHARACTERS]
    if "undefined" not in rest:
        return None
    try:
        return _DECODER.raw_decode(_UNDEFINED.sub("null", rest))[0]
    except (ValueError, RecursionError):
        return None


def nodes_of(top: object) -> Iterator[Mapping[str, object] | Sequence[object]]:
    """Yield the objects and lists in a JSON value, outer ones first, in their order."""
    waiting = [top]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed([v for v in node.values() if isinstance(v, dict | list)]))
        elif isinstance(node, list):
            yield node
            waiting.extend(reversed([v for v in node[:MOST_NODES] if isinstance(v, dict | list)]))


def objects_of(top: object) -> Iterator[Object]:
    """Yield the objects in a JSON value; see `nodes_of`."""
    for node in nodes_of(top):
        if isinstance(node, Mapping):
            yield node


def text_in(nodes: Sequence[Object], keys: Sequence[str], *inner: str) -> str:
    """Return the first text under one of the keys, plain and on one line; "" for none.

    Args:
        nodes: asked one after the other.
        keys: in the order of trust.
        inner: keys that may hold the text where an object stands in its place.
    """
    for node in nodes:
        for key in keys:
            value = node.get(key)
            if isinstance(value, dict):
                value = next((value[name] for name in inner if name in value), None)
            if isinstance(value, str) and value.strip():
                return markup.plain(value[: 4 * MOST_TEASER])
    return ""


def address_in(value: object, base: str) -> str:
    """Return the absolute address that a value is, or that an object names; "" for none."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("@id", "url", "href", "path") if key in value), None)
    return target(value, base) if isinstance(value, str) else ""
