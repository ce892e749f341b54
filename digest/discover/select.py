"""Choose between the ways to read a source, and among the links that they give."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

import regex

from digest.errors import ConfigError
from digest.model import Link, Source, Survey

FEWEST = 3
"""Links that make a list."""

_LOOKED_AT = 10
"""Links of each list that are compared: the newest of both."""

_TIMEOUT_S = 0.1
"""For one regular expression on one title or address."""


def listing_links(listing: Survey) -> tuple[Link, ...]:
    """Return the links that a listing page gives.

    Those of the selectors, where there are any; else those of its JSON-LD, if they are
    three or more and hold at least two thirds of the scored ones, since a list of the
    five top stories is no list of the page; else the scored ones. An empty tuple means
    that the page lists nothing.
    """
    if listing.selected or len(listing.structured) < FEWEST:
        return listing.links
    if len(listing.links) < FEWEST:
        return listing.structured
    said, scored = _keys((listing.structured, listing.links))
    covered = sum(key in said for key in scored)
    return listing.structured if covered * 3 >= len(scored) * 2 else listing.links


def belongs(offer: Survey, listing: Survey) -> bool:
    """Return whether a feed or sitemap offers the articles of this listing.

    Two things must hold, else it is the feed of something narrower or wider. A third of
    the first ten links of the listing stand in the offer: a front page also shows what is
    older or lasting, so more cannot be asked. And half of the first ten entries of the
    offer stand in the listing: those of a feed of the whole site do not stand on the page
    of one section, while a list and its own feed both begin with what is newest.
    Addresses are compared without scheme, `www.`, query and closing slash, or with their
    query where that alone tells them apart.

    An offer without links offers nothing. A listing of fewer than three links cannot say
    no, so that a page without a list of its own can be followed by its feed.
    """
    if not offer.links:
        return False
    links = listing_links(listing)
    if len(links) < FEWEST:
        return True
    offered, listed = _keys((offer.links, links))
    return _held(listed[:_LOOKED_AT], set(offered)) * 3 >= min(len(listed), _LOOKED_AT) and _held(
        offered[:_LOOKED_AT], set(listed)
    ) * 2 >= min(len(offered), _LOOKED_AT)


def _held(keys: list[str], others: set[str]) -> int:
    return sum(key in others for key in keys)


def _keys(lists: Iterable[tuple[Link, ...]]) -> list[list[str]]:
    """Return comparable forms of the addresses of each list."""
    lists = tuple(lists)
    short = [[_key(link.url.partition("?")[0]) for link in links] for links in lists]
    if all(len(set(keys)) == len(keys) for keys in short):
        return short
    return [[_key(link.url) for link in links] for links in lists]


def _key(address: str) -> str:
    place = address.partition("#")[0].partition("://")[2].removeprefix("www.")
    path, mark, query = place.partition("?")
    return path.rstrip("/") + mark + query


def unwanted(link: Link, source: Source, *, now: datetime) -> str:
    """Return why a link is dropped before it is fetched; "" when it is wanted.

    The regular expressions of the source are searched for in the title and in the
    address, as they are written (`(?i)` makes one blind to case). One that takes longer
    than a tenth of a second counts as not found. A link without a date has no age.

    Raises:
        ConfigError: an expression of the source is none.
    """
    found = _included(link, source.include)
    if found:
        return found
    for pattern in source.exclude:
        if _search(pattern, link) is True:
            return f'excluded by "{pattern}"'
    return _too_old(link, source.max_age, now)


def _included(link: Link, patterns: tuple[str, ...]) -> str:
    results = []
    for pattern in patterns:
        results.append(_search(pattern, link))
        if results[-1]:
            return ""
    if not patterns:
        return ""
    slow = [pattern for pattern, result in zip(patterns, results, strict=True) if result is None]
    if slow:
        return f'not included: "{slow[0]}" took longer than {_TIMEOUT_S} s'
    return "not included by any expression"


def _search(pattern: str, link: Link) -> bool | None:
    """Return whether the expression is found; None when it took too long."""
    compiled = _compiled(pattern)
    try:
        return any(
            compiled.search(text, timeout=_TIMEOUT_S) is not None for text in (link.title, link.url)
        )
    except TimeoutError:
        return None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> regex.Pattern[str]:
    try:
        return regex.compile(pattern)
    except regex.error as error:
        raise ConfigError(f'"{pattern}" is no regular expression: {error}') from error


def _too_old(link: Link, max_age: timedelta | None, now: datetime) -> str:
    if max_age is None or link.published is None:
        return ""
    # Only the day is known: the article may have come at its end.
    grace = timedelta(days=1) if link.published.day_only else timedelta()
    if now - link.published.at <= max_age + grace:
        return ""
    return f"published {link.published.at.date().isoformat()}, older than {max_age}"
