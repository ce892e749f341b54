"""Read the lists that a page marks in its HTML by microdata.

An ItemList is the publisher's own word on what the page lists, as in JSON-LD; where
there is none, three articles or more, each marked as a whole with its headline and its
address, say the same. Each property belongs to the nearest marked thing around it.
https://html.spec.whatwg.org/multipage/microdata.html, https://schema.org/ItemList
"""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from digest import dates
from digest.address import without_fragment
from digest.discover.objects import MOST_TEASER
from digest.discover.targets import target
from digest.discover.texts import text_of
from digest.markup import plain
from digest.model import Link, Page, Source

FEWEST = 3
"""Marked articles that make a list."""

_MOST_PROPERTIES = 5000
_MOST_LINKS = 500
_ARTICLES = frozenset(str.split(
    "Article NewsArticle BlogPosting ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle"
    " ReviewNewsArticle BackgroundNewsArticle SatiricalArticle LiveBlogPosting TechArticle Report"
    " ScholarlyArticle SocialMediaPosting DiscussionForumPosting Recipe Event JobPosting"
    " CreativeWork VideoObject PodcastEpisode"
))  # fmt: skip
_ADDRESSES = ("url", "mainEntityOfPage", "item", "@id")
_TITLES = ("headline", "name", "title")


@dataclass(slots=True)
class _Thing:
    """One element with `itemscope`, and the first element of each of its properties."""

    element: HtmlElement
    types: frozenset[str]
    inside: "_Thing | None"
    properties: dict[str, HtmlElement] = field(default_factory=dict)
    entries: list[HtmlElement] = field(default_factory=list)
    """The elements of `itemListElement`, in their order."""

    @property
    def is_article(self) -> bool:
        return not self.types.isdisjoint(_ARTICLES)


def links_of(root: HtmlElement, base: str, page: Page, source: Source) -> tuple[Link, ...]:
    """Return the entries of the page's ItemLists, or else its marked articles, in their order.

    Each address once. Articles inside others (its comments, what it cites) are left out,
    and so are lists of breadcrumbs and of navigation; fewer than `FEWEST` articles are no
    list.
    """
    things = _things(root)
    reading = _Reading(things, base, page, source)
    lists = [thing for thing in things.values() if "ItemList" in thing.types]
    entries = [element for thing in lists for element in thing.entries]
    if listed := reading.links(entries):
        return listed
    articles = [
        thing.element for thing in things.values() if thing.is_article and not _is_inner(thing)
    ]
    found = reading.links(articles)
    titled = tuple(link for link in found if link.title)
    return titled if len(titled) >= FEWEST else ()


def _is_inner(thing: _Thing) -> bool:
    return thing.inside is not None and thing.inside.is_article


def _things(root: HtmlElement) -> dict[HtmlElement, _Thing]:
    """Return the marked things in the order of the page, each with its properties."""
    things: dict[HtmlElement, _Thing] = {}
    marked = root.xpath("descendant-or-self::*[@itemscope or @itemprop]")
    for element in marked[:_MOST_PROPERTIES]:
        above = _around(element, things)
        if "itemscope" in element.attrib:
            things[element] = _Thing(element, _types(element), above)
        if above is not None:
            _note(above, element)
    return things


def _note(thing: _Thing, element: HtmlElement) -> None:
    for name in element.get("itemprop", "").split()[:8]:
        if name == "itemListElement":
            thing.entries.append(element)
        thing.properties.setdefault(name, element)


def _around(element: HtmlElement, things: dict[HtmlElement, _Thing]) -> _Thing | None:
    return next((things[above] for above in element.iterancestors() if above in things), None)


def _types(element: HtmlElement) -> frozenset[str]:
    names = element.get("itemtype", "").split()[:8]
    return frozenset(name.rstrip("/").rpartition("/")[2] for name in names)


class _Reading:
    """Makes links of marked things; what all of them need is kept here."""

    def __init__(
        self, things: dict[HtmlElement, _Thing], base: str, page: Page, source: Source
    ) -> None:
        self._things = things
        self._base = base
        self._own = without_fragment(page.url).rstrip("/")
        self._zone = ZoneInfo(source.timezone)
        self._page = page

    def links(self, elements: list[HtmlElement]) -> tuple[Link, ...]:
        """Return a link for each element that leads somewhere else, each address once."""
        found: dict[str, Link] = {}
        for element in elements[:_MOST_LINKS]:
            link = self._link(element)
            if link and link.url.rstrip("/") != self._own:
                found.setdefault(link.url, link)
        return tuple(found.values())

    def _link(self, element: HtmlElement) -> Link | None:
        both = self._parts(element)
        if any("SiteNavigationElement" in thing.types for thing in both):
            return None
        address = self._address(element, both)
        if not address:
            return None
        date = _value(both, ("datePublished", "dateCreated"))
        return Link(
            url=address,
            title=plain(_value(both, _TITLES)) or plain(text_of(element) if not both else ""),
            published=dates.read(
                date, zone=self._zone, latest=self._page.fetched_at, provenance="microdata"
            ),
            teaser=plain(_value(both, ("description",)), limit=MOST_TEASER),
        )

    def _parts(self, element: HtmlElement) -> list[_Thing]:
        """Return the thing of an entry, the item inside it first; none for a plain link."""
        thing = self._things.get(element)
        if thing is None:
            return []
        item = thing.properties.get("item")
        inner = self._things.get(item) if item is not None else None
        return [inner, thing] if inner else [thing]

    def _address(self, element: HtmlElement, both: list[_Thing]) -> str:
        named = [
            _link_of(thing.properties[name])
            for thing in both
            for name in _ADDRESSES
            if name in thing.properties and thing.properties[name] not in self._things
        ]
        named += [thing.element.get("itemid", "") for thing in both]
        named.append(_link_of(element))
        named += [_linked(thing.properties[n]) for thing in both for n in _TITLES[:2]
                  if n in thing.properties]  # fmt: skip
        return next((found for name in named if name and (found := target(name, self._base))), "")


def _link_of(element: HtmlElement) -> str:
    """Return the address that an element of microdata gives by its attributes."""
    return next((value for key in ("href", "content", "itemid") if (value := element.get(key))), "")


def _linked(element: HtmlElement) -> str:
    """Return where a headline leads: by the link inside it, or around it."""
    inner = next(element.iter("a"), None)
    link = inner if inner is not None else next(element.iterancestors("a"), None)
    return link.get("href", "") if link is not None else ""


def _value(things: list[_Thing], names: tuple[str, ...]) -> str:
    for thing in things:
        for name in names:
            element = thing.properties.get(name)
            if element is not None and (text := _text(element)):
                return text
    return ""


def _text(element: HtmlElement) -> str:
    return element.get("content") or element.get("datetime") or text_of(element)
