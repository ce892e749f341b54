"""Read the lists that a page gives as JSON-LD.

An ItemList is the publisher's own word on what the page lists. Publishers write its
entries in every way that schema.org allows and in some that it does not, so a list of
addresses, of ListItems and of articles are all taken, and what cannot be read is left.
https://schema.org/ItemList, https://www.w3.org/TR/json-ld11/
"""

from collections.abc import Iterator
from datetime import tzinfo
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from digest import dates
from digest.address import without_fragment
from digest.discover.objects import MOST_TEASER, Object, address_in, objects_of, parsed, text_in
from digest.discover.targets import target
from digest.model import Link, Page, Published, Source

_MOST_LINKS = 500


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
        for node in objects_of(parsed(script.text or "")):
            if "ItemList" in _types(node):
                entries = node.get("itemListElement")
                yield from entries if isinstance(entries, list) else [entries]


def _types(node: Object) -> list[str]:
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
    address = next((found for value in named if (found := address_in(value, base))), "")
    if not address:
        return None
    return Link(
        url=address,
        title=text_in(both, ("headline", "name", "title")),
        published=_published(both, page, zone),
        teaser=text_in(both, ("description",))[:MOST_TEASER],
    )


def _published(nodes: tuple[Object, ...], page: Page, zone: tzinfo) -> Published | None:
    for node in nodes:
        value = node.get("datePublished")
        if isinstance(value, str):
            return dates.read(value, zone=zone, latest=page.fetched_at, provenance="json-ld")
    return None
