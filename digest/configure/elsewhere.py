"""What else a site gives, where the address that was asked for gives no articles.

Behind a wall the feed is often open, and an article stands below the section that lists
it: so the answer to a wrong address can be a right one.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from digest.discover.select import FEWEST
from digest.errors import FetchError, ParseError
from digest.model import Source
from digest.pipeline.finding import Offer, behind, find
from digest.pipeline.tools import Tools

_MOST_ABOVE = 2
"""Sections of an address that are looked at; its front page as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An address that may be added in place of another."""

    url: str
    way: str
    links: int
    newest: datetime | None = None


async def beside(source: Source, tools: Tools) -> tuple[Proposal, ...]:
    """Return what answers with links behind a page that gives none: feeds, posts, sitemaps."""
    with suppress(FetchError, ParseError):
        return tuple(_proposal(one.way_url, one) for one in await behind(source, tools))
    return ()


async def above(source: Source, tools: Tools) -> tuple[Proposal, ...]:
    """Return the sections that an address stands below, and its front page, if they list."""
    found = []
    state = tools.store.sources.states()[source.name]
    for url in sections(source.url):
        with suppress(FetchError, ParseError):
            offer = await find(replace(source, url=url), replace(state, url=url), tools)
            lists = not offer.survey or offer.survey.nature in ("", "empty")
            if lists and len(offer.links) >= FEWEST:
                found.append(_proposal(url, offer))
    return tuple(found)


def _proposal(url: str, offer: Offer) -> Proposal:
    dates = [link.published.at for link in offer.links if link.published]
    newest = max(dates, default=None)
    return Proposal(url=url, way=offer.way, links=len(offer.links), newest=newest)


def sections(url: str) -> tuple[str, ...]:
    """Return the addresses that a page may be listed at: its sections and the front page.

    The first part of its path that is a number, as of a date, ends them. The address is
    absolute.
    """
    path = url.partition("?")[0].partition("#")[0].partition("://")[2].partition("/")[2]
    parts = [part for part in path.split("/") if part][:-1]
    named = list(_until_number(parts))
    above_it = ["/".join(named[:length]) for length in range(len(named), 0, -1)]
    paths = [f"/{path}/" for path in above_it[:_MOST_ABOVE]]
    return tuple(urljoin(url, path) for path in (*paths, "/") if urljoin(url, path) != url)


def _until_number(parts: Iterable[str]) -> Iterable[str]:
    for part in parts:
        if part.isdigit():
            return
        yield part
