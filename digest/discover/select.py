"""Choose among the links that a page of a source gives."""

from datetime import datetime, timedelta
from functools import lru_cache

import regex

from digest.address import comparable
from digest.errors import ConfigError
from digest.model import Link, Source, Survey

FEWEST = 3
"""Links that make a list."""

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
    said, scored = comparable(
        [link.url for link in links] for links in (listing.structured, listing.links)
    )
    covered = sum(key in said for key in scored)
    return listing.structured if covered * 3 >= len(scored) * 2 else listing.links


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
