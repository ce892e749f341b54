"""Reads the JSON-LD of a page, also where it is broken.

Publishers write it with templates: trailing commas, raw line ends, HTML escapes and
comment wrappers are common, and no browser complains. What can be mended is mended; of
what cannot, the few fields that news needs are still picked out. Format:
https://www.w3.org/TR/json-ld11/ as far as https://schema.org/Article uses it.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

Node = Mapping[str, Any]
"""One JSON object, as the page has it."""

MOST_CHARACTERS = 1_000_000
"""Of JSON-LD in one page; what comes after is not read."""
MOST_NODES = 5_000

_WRAPPER = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)[\s;]*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_LINE_COMMENT = re.compile(r"^[ \t]*//[^\n]*", re.MULTILINE)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\Z)|[\[\]{}]', re.DOTALL)
_PICKED = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|inLanguage)"\s*:\s*"((?:[^"\\]|\\.){1,400})"'
)
_ASIDE = frozenset(
    str.split(
        "about citation comment hasPart isBasedOn itemListElement liveBlogUpdate mentions"
        " relatedLink review"
        " significantLink subjectOf"
    )
)
"""What stands under these is another thing than the page's own article."""


@dataclass(frozen=True, slots=True)
class Graph:
    """All objects with a type, in the order of the page."""

    nodes: tuple[Node, ...] = ()
    """Those of the page's own; what is only mentioned, listed or commented is left out."""
    by_id: Mapping[str, Node] = field(default_factory=dict)

    def resolve(self, value: object) -> object:
        """Return the object that `{"@id": ...}` stands for, where the page has it."""
        if isinstance(value, Mapping) and isinstance(value.get("@id"), str) and len(value) <= 2:
            return self.by_id.get(value["@id"], value)
        return value

    def items(self, value: object) -> tuple[object, ...]:
        """Return one value or the members of a list, resolved."""
        if isinstance(value, Mapping) and isinstance(value.get("@list"), list):
            value = value["@list"]
        many = value if isinstance(value, list) else [value]
        return tuple(self.resolve(one) for one in many if one is not None)

    def texts(self, value: object, *names: str) -> tuple[str, ...]:
        """Return the strings of a value, or of these properties of its objects."""
        return tuple(text for one in self.items(value) if (text := self._text(one, names)))

    def text(self, value: object, *names: str) -> str:
        """Return the first string of a value; "" when it has none."""
        return next(iter(self.texts(value, *names)), "")

    def _text(self, value: object, names: tuple[str, ...]) -> str:
        if isinstance(value, Mapping):
            found = (value.get(name) for name in ("@value", *names))
            value = next((one for one in found if isinstance(one, str | list)), "")
            if isinstance(value, list):
                value = next((one for one in value if isinstance(one, str)), "")
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        return value.strip() if isinstance(value, str) else ""


def kinds(node: Node) -> frozenset[str]:
    """Return the types of an object, without the vocabulary's address."""
    types = node.get("@type")
    many = types if isinstance(types, list) else [types]
    return frozenset(re.split(r"[/#:]", one)[-1] for one in many if isinstance(one, str))


def graph_of(root: HtmlElement) -> Graph:
    """Return what all JSON-LD blocks of a page say; broken ones never raise."""
    nodes: list[Node] = []
    by_id: dict[str, Node] = {}
    left = MOST_CHARACTERS
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "")[:left]
        left -= len(text)
        for node, own in _objects(_values(text)):
            identity = node.get("@id")
            if isinstance(identity, str) and (
                identity not in by_id or len(node) > len(by_id[identity])
            ):
                by_id[identity] = node
            if own and kinds(node):
                nodes.append(node)
    return Graph(tuple(nodes), by_id)


def _values(text: str) -> list[object]:
    """The JSON values of one block; the first way of mending that works for all of it."""
    text = _WRAPPER.sub("", _WRAPPER.sub("", text)).strip()
    best: list[object] = []
    for mended in _mended(text):
        values, whole = _decoded(mended)
        if values and whole:
            return values
        best = max(best, values, key=len)
    if best:
        return best
    picked = {name: html.unescape(value) for name, value in reversed(_PICKED.findall(text))}
    return [{"@type": "Article", **picked}] if picked else []


def _mended(text: str) -> Iterator[str]:
    """The text as it is, and then with one fault after another mended."""
    yield text
    text = html.unescape(text)
    yield text
    text = _TRAILING_COMMA.sub(r"\1", text)
    yield text
    text = _TRAILING_COMMA.sub(r"\1", _BAD_ESCAPE.sub("", _uncommented(text))).strip()
    yield text
    text = text[max(0, min(text.find("{"), text.find("["), key=lambda at: (at < 0, at))) :]
    yield text
    yield _closed(text)


def _uncommented(text: str) -> str:
    """The text without comments, which JSON has none of; not by one pattern, as that is slow."""
    kept: list[str] = []
    rest = text
    while rest:
        before, start, behind = rest.partition("/*")
        comment, end, after = behind.partition("*/") if start else ("", "", "")
        kept += [before, "" if end else start + comment]
        rest = after
    return _LINE_COMMENT.sub("", "".join(kept))


def _closed(text: str) -> str:
    """What was cut off at its end, with the brackets that are open closed."""
    open_ones: list[str] = []
    for match in _TOKEN.finditer(text):
        if match[0] in "{[":
            open_ones.append("}" if match[0] == "{" else "]")
        elif match[0] in "}]" and open_ones:
            open_ones.pop()
    return text.rstrip().rstrip(",") + "".join(reversed(open_ones))


def _decoded(text: str) -> tuple[list[object], bool]:
    """The values up to the first fault, and whether there is none."""
    decoder = json.JSONDecoder(strict=False)
    values: list[object] = []
    at = 0
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return values, False
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n;,":
            at += 1
    return values, True


def _objects(values: list[object]) -> Iterator[tuple[Node, bool]]:
    """All objects, outer before inner, and whether they are the page's own."""
    waiting: list[tuple[object, bool]] = [(value, True) for value in reversed(values)]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        value, own = waiting.pop()
        if isinstance(value, dict):
            yield value, own
            inner = [
                (v, own and k not in _ASIDE) for k, v in value.items() if isinstance(v, dict | list)
            ]
            waiting += reversed(inner)
        elif isinstance(value, list):
            waiting += [(one, own) for one in reversed(value) if isinstance(one, dict | list)]
