"""Read the lists that a page gives as JSON-LD.

An ItemList is the publisher's own word on what the page lists. Publishers write its
entries in every way that schema.org allows and in some that it does not, so a list of
addresses, of ListItems and of articles are all taken, and what cannot be read is left.
https://schema.org/ItemList, https://www.w3.org/TR/json-ld11/
"""

import json
import re
from collections.abc import Iterator
from datetime import tzinfo
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from digest import dates, markup
from digest.address import without_fragment
from digest.discover.targets import target
from digest.model import Link, Page, Published, Source

_MOST_NODES = 20_000
"""JSON objects and lists looked at on one page."""

_MOST_LINKS = 500
_MOST_CHARACTERS = 4 * 1024 * 1024
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*;?\s*$|;\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s{0,200}[\]}])")
_MOST_TEASER = 500


def links_of(root: HtmlElement, base: str, page: Page, source: Source) -> tuple[Link, ...]:
    """Return the entries of the page's ItemLists in their order, each address once.

    Lists of breadcrumbs and of navigation are left out, and entries that lead to the page
    itself (the steps of a recipe).
    """
    zone = ZoneInfo(source.timezone)
    found: dict[str, Link] = {}
    own = without_fragment(page.url).rstrip("/")
    for entry in _entries(root):
        link = _link(entry, base, page, zone)
        if link and link.url.rstrip("/") != own and len(found) < _MOST_LINKS:
            found.setdefault(link.url, link)
    return tuple(found.values())


def _entries(root: HtmlElement) -> Iterator[object]:
    for script in root.iter("script"):
        if script.get("type", "").lower().partition(";")[0].strip() != "application/ld+json":
            continue
        for node in _objects(_parsed(script.text or "")):
            if "ItemList" in _types(node):
                entries = node.get("itemListElement")
                yield from entries if isinstance(entries, list) else [entries]


def _parsed(text: str) -> object:
    """Return the JSON of a script; None when not even a lenient reading gives any."""
    text = _WRAPPING.sub("", text[:_MOST_CHARACTERS].strip())
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(top: object) -> Iterator[dict[str, object]]:
    """Return the objects in a JSON value, outer ones first, in their order."""
    waiting = [top]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed([v for v in node.values() if isinstance(v, (dict, list))]))
        elif isinstance(node, list):
            waiting.extend(reversed([v for v in node[:_MOST_NODES] if isinstance(v, (dict, list))]))


def _types(node: dict[str, object]) -> list[str]:
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return [item.rpartition("/")[2] for item in values if isinstance(item, str)]


def _link(entry: object, base: str, page: Page, zone: tzinfo) -> Link | None:
    if isinstance(entry, str):
        address = target(entry, base)
        return Link(url=address) if address else None
    if not isinstance(entry, dict) or "SiteNavigationElement" in _types(entry):
        return None
    item = entry.get("item")
    inner = item if isinstance(item, dict) else {}
    both = (inner, entry)
    named: list[object] = [item] if isinstance(item, str) else []
    named += [node.get(key) for node in both for key in ("url", "mainEntityOfPage", "@id")]
    address = next((found for value in named if (found := _address(value, base))), "")
    if not address:
        return None
    return Link(
        url=address,
        title=_text(both, ("headline", "name", "title")),
        published=_published(both, page, zone),
        teaser=_text(both, ("description",))[:_MOST_TEASER],
    )


def _address(value: object, base: str) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return target(value, base) if isinstance(value, str) else ""


def _text(nodes: tuple[dict[str, object], ...], keys: tuple[str, ...]) -> str:
    for node in nodes:
        for key in keys:
            value = node.get(key)
            if isinstance(value, str) and value.strip():
                return markup.plain(value[: 4 * _MOST_TEASER])
    return ""


def _published(nodes: tuple[dict[str, object], ...], page: Page, zone: tzinfo) -> Published | None:
    for node in nodes:
        value = node.get("datePublished")
        if isinstance(value, str):
            return dates.read(value, zone=zone, latest=page.fetched_at, provenance="json-ld")
    return None
