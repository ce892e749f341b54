"""Find the JSON that the scripts of a page start from.

Sites that draw their pages in the browser send along what they draw: as a script of type
application/json (Next.js, Nuxt 3), as an assignment in a script (`window.__INITIAL_STATE__
= {...}`), in pieces (the App Router of Next.js), or in an attribute (Inertia, Rails). Each
is looked for where its framework puts it; nothing is executed.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml.html import HtmlElement

from digest.discover.objects import MOST_CHARACTERS, MOST_NODES, begun, parsed

_MOST_SCRIPTS = 300
_SHORTEST = 100
"""Characters: a list of three articles is longer."""

_JSON = frozenset(("application/json", "text/json"))
_CODE = frozenset(("", "text/javascript", "application/javascript", "module"))
_ASSIGNED = re.compile(
    r"(?:(?:window|self|globalThis)(?:\.|\[[\"'])[\w$.]{1,80}(?:[\"']\])?|(?:var|let|const)\s[\w$]{1,80})"
    r"\s{0,5}=\s{0,5}(?:JSON\.parse\(\s{0,5})?(?:decodeURIComponent\(\s{0,5})?(?=[{\[\"])"
)
_PIECE = re.compile(r"self\.__next_f\.push\(\[1,\s?(?=\")")
_ROW = re.compile(r"^[0-9a-f]{1,6}:(?=[\[{])", re.MULTILINE)
_MOST_ROWS = 500
_ATTRIBUTES = ("data-page", "data-props", "data-react-props", "data-initial-state")
_DEEPEST = 14


class _Budget:
    """Characters that may still be read; a value that fails costs what it had to be read."""

    def __init__(self) -> None:
        self.left = 2 * MOST_CHARACTERS

    def allows(self, characters: int) -> bool:
        self.left -= characters
        return self.left >= 0


def payloads_of(root: HtmlElement) -> Iterator[object]:
    """Yield the JSON values that a page's scripts start from, in the order of the page.

    At most twice `MOST_CHARACTERS` are read in all; what is no JSON is passed over.
    """
    budget = _Budget()
    pieces: list[str] = []
    for number, script in enumerate(root.iter("script")):
        text = (script.text or "")[:MOST_CHARACTERS]
        if number >= _MOST_SCRIPTS or not budget.allows(len(text)):
            break
        kind = script.get("type", "").lower().partition(";")[0].strip()
        if len(text) < _SHORTEST:
            continue
        if kind in _JSON:
            yield _whole(parsed(text), script)
        elif kind in _CODE:
            pieces += _pieces(text)
            yield from _assigned(text, budget)
    yield from _rows("".join(pieces), budget)
    yield from _attributes(root, budget)


def _whole(value: object, script: HtmlElement) -> object:
    if isinstance(value, list) and "__NUXT_DATA__" in (script.get("id"), script.get("data-id")):
        return _Flat(value).at(0)
    return value


def _assigned(text: str, budget: _Budget) -> Iterator[object]:
    end = 0
    for match in _ASSIGNED.finditer(text):
        if match.start() < end or len(text) - match.end() < _SHORTEST:
            continue
        if not budget.allows((len(text) - match.end()) // 4):
            return
        value = begun(text, match.end())
        if isinstance(value, str):
            value = parsed(unquote(value) if value.startswith("%") else value)
        if value is not None:
            yield value


def _pieces(text: str) -> Iterator[str]:
    for match in _PIECE.finditer(text):
        piece = begun(text, match.end())
        if isinstance(piece, str):
            yield piece


def _rows(text: str, budget: _Budget) -> Iterator[object]:
    """The values of a stream of React: a line each, `1a:[...]`."""
    for number, match in enumerate(_ROW.finditer(text)):
        line = text[match.end() : text.find("\n", match.end()) + 1 or len(text)]
        if number >= _MOST_ROWS or not budget.allows(len(line)):
            return
        if len(line) >= _SHORTEST and (value := begun(line)) is not None:
            yield value


def _attributes(root: HtmlElement, budget: _Budget) -> Iterator[object]:
    for name in _ATTRIBUTES:
        for element in root.xpath(f"descendant-or-self::*[@{name}]")[:20]:
            text = element.get(name).lstrip()
            if text.startswith(("{", "[")) and budget.allows(len(text)):
                yield parsed(text)


class _Flat:
    """A value that Nuxt wrote as one flat list: members of objects are places in it.

    https://github.com/Rich-Harris/devalue
    """

    def __init__(self, values: list[object]) -> None:
        self._values = values
        self._left = MOST_NODES

    def at(self, place: object, depth: int = 0) -> object:
        """Return the value at a place; None where there is none, or too deep, or too much."""
        self._left -= 1
        if not isinstance(place, int) or not 0 <= place < len(self._values):
            return None
        value = self._values[place]
        if not isinstance(value, dict | list):
            return value
        if depth >= _DEEPEST or self._left <= 0:
            return None
        if isinstance(value, dict):
            return {key: self.at(inner, depth + 1) for key, inner in list(value.items())[:200]}
        if len(value) >= 2 and isinstance(value[0], str):  # ["Reactive", 3], ["Date", "2026-..."]
            return self.at(value[1], depth + 1) if isinstance(value[1], int) else value[1]
        return [self.at(inner, depth + 1) for inner in value[:1000]]
