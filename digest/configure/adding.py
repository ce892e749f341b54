"""Find out whether and how addresses can be followed, and what to answer where they cannot.

Somebody waits at a terminal for the answer, and it is only a few pages of each site that
are asked for, once: so the delay between requests is a quarter of a second where config.toml
asks for more. What the site itself asks for in robots.txt counts as ever, and so does the
configured delay from the first run on. Articles that are not read in time are shown as the
listing shows them.

A source is the same as another when its address is, in all that identity folds: scheme,
`www.`, slash, tracking parameters. A site's own feed is the same source too: the one that
its page is read by, and any that its front page advertises; the feed that a section
advertises may be the whole site's, which is another thing than the section.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from digest import identity
from digest.address import same_site
from digest.config import Config
from digest.configure.elsewhere import Proposal, above, beside
from digest.errors import (
    DigestError,
    FetchError,
    ParseError,
    RefusedError,
    RobotsError,
    SlowError,
    StatusError,
    TooLargeError,
    UnreachableError,
)
from digest.model import Network, Source
from digest.pipeline.judging import is_deep
from digest.pipeline.previewing import Preview, look, without_trace
from digest.pipeline.tools import Tools
from digest.walls import NEEDS_A_BROWSER
from digest.yields import WALLS

DELAY_S = 0.25
"""Between two requests to one host, at the most; a longer Crawl-delay of the site counts."""
WITHIN_S = 3.2
"""From the first request until articles are no longer waited for."""
AT_ONCE = 20
"""Addresses that are looked at at one time."""

_DOCUMENTS = ("feed", "posts", "sitemap")
_GONE = (404, 410)
_WALLS = (401, 402, 403, 407, 429, 451)
NATURES = {
    **WALLS,
    "article": "this is an article, not a page that lists articles",
    "empty": "the page says itself that it lists nothing now",
}
"""What a page may be instead of a list, in words; see `Survey.nature`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address that was looked at, and what it may become."""

    url: str
    """To be written: the address that was asked for, or where it leads for good."""
    preview: Preview | None = None
    """None where it could not be read."""
    refused: str = ""
    """Why it cannot be added, and what to do; "" when it can."""
    doubt: str = ""
    """Why it should perhaps not be added although it gives something; "" for no doubt."""
    network: str = ""
    """What `allow_networks` would have to hold for it to be read; "" for nothing."""
    proposals: tuple[Proposal, ...] = ()
    """Other addresses of the site, which do give articles."""
    scripted: bool = False
    """Its text comes by scripts alone, so that a browser may read it."""


async def examine(
    urls: Sequence[str],
    config: Config,
    *,
    most: int,
    told: Callable[[str], None] = lambda _: None,
    render: bool = False,
) -> tuple[Candidate, ...]:
    """Look at addresses, hosts in parallel, and say what each gives, in their order.

    Args:
        urls: absolute.
        config: its `[fetch]` counts; its store is not touched.
        most: articles to read of each.
        told: called with each address when it was looked at.
        render: read them in a browser.
    """
    fetch = replace(config.fetch, delay_s=min(config.fetch.delay_s, DELAY_S))
    sources = [
        Source(name=f"new-{number}", url=url, timezone=config.digest.timezone, render=render)
        for number, url in enumerate(urls)
    ]
    places = asyncio.Semaphore(AT_ONCE)
    async with without_trace(replace(config, fetch=fetch), sources) as tools:
        tools.parsers.prepare()

        async def one(source: Source) -> Candidate:
            async with places:
                found = await _examined(source, tools, most)
            told(source.url)
            return found

        return tuple(await asyncio.gather(*(one(source) for source in sources)))


async def _examined(source: Source, tools: Tools, most: int) -> Candidate:
    try:
        seen = await look(source, tools, most=most, within_s=WITHIN_S)
    except (FetchError, ParseError) as error:
        return await _not_read(source, error, tools)
    url = source.url
    if seen.page and seen.page.permanent and same_site(url, seen.page.url):
        url = seen.page.url
    gives = bool(seen.links and (seen.articles or seen.unread))
    what = _what(seen)
    if gives:
        elsewhere = await _elsewhere(source, seen.nature, tools) if what else ()
        return Candidate(url=url, preview=seen, doubt=what, proposals=elsewhere)
    elsewhere = await _elsewhere(source, seen.nature, tools)
    return Candidate(
        url=url,
        preview=seen,
        refused=what or _nothing(seen),
        proposals=elsewhere,
        scripted=not source.render and _is_scripted(seen),
    )


def _is_scripted(seen: Preview) -> bool:
    """Whether a page, or the first article that it lists, holds no text but what scripts bring."""
    first = seen.dropped[0].reason if seen.dropped else ""
    return seen.nature == "script shell" or first == NEEDS_A_BROWSER


def _what(seen: Preview) -> str:
    """Say what a page is instead of a list, or what is wrong with its articles; "" for neither.

    What a page looks like does not matter where a feed gives its articles, unless it is one
    of these: then the feed is of something wider.
    """
    matters = seen.nature == "article" or seen.way not in _DOCUMENTS
    what = NATURES.get(seen.nature, "") if matters else ""
    return what or (seen.fell if seen.links else "")


async def _elsewhere(source: Source, nature: str, tools: Tools) -> tuple[Proposal, ...]:
    return await (above if nature == "article" else beside)(source, tools)


def _nothing(seen: Preview) -> str:
    """Say why a page that could be read gives no article."""
    if seen.links and seen.dropped:
        first = seen.dropped[0]
        return f"{seen.links} links, and no article could be read: {first.url}: {first.reason}"
    kind = seen.page.content_type.partition(";")[0].strip() if seen.page else ""
    if kind and "html" not in kind and "xml" not in kind and "json" not in kind:
        return f"it is neither a page nor a feed ({kind}); give the page that lists the articles"
    return (
        "no links to articles were found on it; give the page that lists them, or write the "
        "source into config.toml with [source.listing] selectors"
    )


async def _not_read(source: Source, error: FetchError | ParseError, tools: Tools) -> Candidate:
    proposals: tuple[Proposal, ...] = ()
    status = error.status if isinstance(error, StatusError) else 0
    if status in _GONE:
        proposals = await above(source, tools)
    elif status in _WALLS or isinstance(error, RobotsError | TooLargeError | ParseError):
        proposals = await beside(source, tools)
    network = error.network if isinstance(error, RefusedError) else ""
    refused = f"{error}; {said}" if (said := advice(error)) else str(error)
    return Candidate(url=source.url, refused=refused, network=network, proposals=proposals)


_ADVICE: tuple[tuple[type[FetchError | ParseError], str], ...] = (
    (RobotsError, "the site asks programs not to read it; its feed may be open"),
    (UnreachableError, "is the address right, and this machine on line?"),
    (TooLargeError, "raise [fetch] max_bytes in config.toml"),
    (SlowError, "try again later"),
)


def advice(error: DigestError) -> str:
    """Say what to do about an address that cannot be read; "" where the error says it."""
    if not isinstance(error, StatusError):
        return next((said for kind, said in _ADVICE if isinstance(error, kind)), "")
    if error.status in _GONE:
        return "look the right address up in a browser"
    if error.status in _WALLS:
        return "the site does not let programs read it; its feed may be open"
    return "try again later" if error.status >= 500 else ""


def same(
    addresses: Iterable[str], sources: Iterable[Source], feeds: Mapping[str, str]
) -> Source | None:
    """Return the source that is read at one of these addresses; None when there is none.

    `feeds` gives, by the name of a source, the feed that it is read by.
    """
    keys = {identity.key(address) for address in addresses}
    for source in sources:
        own = (source.url, *filter(None, [feeds.get(source.name)]))
        if not keys.isdisjoint(map(identity.key, own)):
            return source
    return None


def addresses(candidate: Candidate) -> tuple[str, ...]:
    """Return the addresses that a source stands at, of which one may be followed already."""
    seen = candidate.preview
    if not seen:
        return (candidate.url,)
    found = [candidate.url]
    if seen.page:
        found.append(seen.page.url)
    if seen.way == "feed":
        found.append(seen.way_url)
    if not is_deep(identity.key(candidate.url)):
        found += seen.feeds
    return tuple(found)


def allowing(networks: Iterable[str], allowed: Iterable[Network]) -> str:
    """Return the line for `[fetch]` that opens networks beside those that are open already."""
    there = (
        one.network if one.port is None else f"{_bare(one.network)}:{one.port}" for one in allowed
    )
    listed = ", ".join(f'"{one}"' for one in dict.fromkeys((*there, *networks)))
    return f"allow_networks = [{listed}]"


def _bare(network: str) -> str:
    """Return a network as it stands before a port."""
    short = network.removesuffix("/32").removesuffix("/128")
    return f"[{short}]" if ":" in short else short
