"""Read a listing by the CSS selectors that its reader wrote in config.toml.

BeautifulSoup runs them, because people know its selectors and their errors. It is handed
the tree that is already bounded, so that a hostile page costs no more here. A selector
that finds nothing is no error: the page may have changed, and pipeline tells so.
"""

from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup, Tag
from lxml import etree
from lxml.html import HtmlElement
from soupsieve import SelectorSyntaxError

from digest import dates, markup
from digest.discover.targets import target
from digest.discover.texts import one_line
from digest.errors import ConfigError
from digest.model import Link, ListingRules, Page, Published, Source

_MOST_ITEMS = 1000


def soup_of(root: HtmlElement) -> BeautifulSoup:
    """Return a bounded tree as selectors are run on it."""
    return BeautifulSoup(etree.tostring(root, method="html", encoding="unicode"), "lxml")


def links_of(soup: BeautifulSoup, base: str, page: Page, source: Source) -> tuple[Link, ...]:
    """Return the links that the selectors of the source give, each address once.

    Raises:
        ConfigError: a selector is not CSS, or there is none for `item`; the message names
            the source and the selector.
    """
    rules = source.listing
    if not rules.item:
        raise ConfigError(
            f'source "{source.name}": listing.item is missing; link, title and date are '
            "looked for inside it"
        )
    found: dict[str, Link] = {}
    for item in _outermost(_select(soup, rules.item, "item", source)[:_MOST_ITEMS]):
        link = _link(item, base, page, source)
        if link:
            found.setdefault(link.url, link)
    return tuple(found.values())


def _outermost(items: list[Tag]) -> list[Tag]:
    """Leave out items inside other items, so that no part of the page is read twice."""
    kept: list[Tag] = []
    for item in items:  # in the order of the page: an item follows the one around it
        if not kept or all(parent is not kept[-1] for parent in item.parents):
            kept.append(item)
    return kept


def _select(within: Tag, selector: str, key: str, source: Source) -> list[Tag]:
    try:
        return list(within.select(selector))
    except (SelectorSyntaxError, NotImplementedError, ValueError) as error:  # all soupsieve's
        reason = one_line(str(error).partition("\n")[0])
        raise ConfigError(
            f'source "{source.name}": listing.{key}: "{selector}" is no CSS selector: {reason}'
        ) from error


def _link(item: Tag, base: str, page: Page, source: Source) -> Link | None:
    rules = source.listing
    anchor = _anchor(item, rules, source)
    address = target(str(anchor.get("href", "")), base) if anchor else ""
    if not anchor or not address:
        return None
    titles = _select(item, rules.title, "title", source) if rules.title else [anchor]
    return Link(
        url=address,
        title=markup.plain(titles[0].get_text(" ")) if titles else "",
        published=_published(item, page, source),
    )


def _anchor(item: Tag, rules: ListingRules, source: Source) -> Tag | None:
    """Return the element whose `href` is the article.

    Without a selector that is the item itself, if it is a link, or its first link. A
    selector may also name an element that holds the link: "h3".
    """
    if not rules.link and item.get("href"):
        return item
    chosen = _select(item, rules.link, "link", source) if rules.link else [item]
    for element in chosen:
        if element.get("href"):
            return element
        if inner := element.select_one("a[href]"):
            return inner
    return None


def _published(item: Tag, page: Page, source: Source) -> Published | None:
    if not source.listing.date:
        return None
    zone = ZoneInfo(source.timezone)
    for element in _select(item, source.listing.date, "date", source):
        for value in (str(element.get("datetime") or ""), element.get_text(" ")):
            published = dates.read(
                one_line(value),
                zone=zone,
                latest=page.fetched_at,
                provenance="selector",
                language=source.language,
            )
            if published:
                return published
    return None
