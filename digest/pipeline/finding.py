"""Find the links of a source: the order in which the ways of reading it are tried.

A feed that the page advertises, structured data, a news sitemap, and only then the
links of the page. The way that worked is remembered and used alone from then on; it is
left only when it says that it is gone, or holds nothing, never for a passing fault.
"""

from dataclasses import dataclass, replace

from digest.discover.select import belongs, listing_links
from digest.errors import FetchError, ParseError, StatusError
from digest.model import Link, Page, Source, Survey, Way
from digest.pipeline.tools import Tools
from digest.store import SourceState

GONE = (404, 410)
MOST_TRIED = 2
"""Feeds, sitemaps and children of a sitemap index that are looked into for one source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The links of a source, and how they were found."""

    links: tuple[Link, ...] = ()
    way: str = ""
    """feed, structured, sitemap or listing."""
    way_url: str = ""
    pages: tuple[Page, ...] = ()
    """What was fetched, for the validators of the next reading."""
    unchanged: bool = False
    ways: tuple[Way, ...] = ()
    """The ways that were compared, the chosen one first; empty where none was looked for."""
    page: Page | None = None
    """The page of the source's own address, where it was fetched and is HTML."""
    survey: Survey | None = None
    """What that page offers."""


async def find(source: Source, state: SourceState, tools: Tools) -> Offer:
    """Return the links of a source, by the remembered way or by looking for one.

    Raises:
        FetchError: the page could not be read.
        ParseError: it could not be parsed.
    """
    if state.way in ("feed", "sitemap") and state.way_url != source.url:
        offer = await _same_way(source, state, tools)
        if offer.links or offer.unchanged:
            return offer
    return await _from_page(source, state, tools)


async def _same_way(source: Source, state: SourceState, tools: Tools) -> Offer:
    try:
        page = await _fetch_again(source, state.way_url, tools)
        if page.unchanged:
            return Offer(way=state.way, way_url=state.way_url, unchanged=True)
        survey = await tools.parsers.survey(page, source)
        if survey.sitemaps:
            return await _children(source, state.way_url, survey, Survey(), tools)
    except StatusError as error:
        if error.status in GONE:
            return Offer()
        raise
    return Offer(links=survey.links, way=state.way, way_url=state.way_url, pages=(page,))


async def _fetch_again(source: Source, url: str, tools: Tools) -> Page:
    """Ask conditionally, and where a permanent redirect led before: it is not asked twice."""
    known = tools.store.sources.validators(source.name, url)
    validators = {"etag": known.etag, "last_modified": known.last_modified}
    if not known.final:
        return await tools.fetcher.get(url, **validators)
    try:
        page = await tools.fetcher.get(known.final, **validators)
    except StatusError as error:
        if error.status in GONE:
            return await tools.fetcher.get(url)
        raise
    return replace(page, requested=url, permanent=True)


async def _from_page(source: Source, state: SourceState, tools: Tools) -> Offer:
    read_before = state.way in ("listing", "structured") or state.way_url == source.url
    fetch = (
        _fetch_again(source, source.url, tools) if read_before else tools.fetcher.get(source.url)
    )
    page = await fetch
    if page.unchanged:
        return Offer(way=state.way, way_url=source.url, unchanged=True)
    survey = await tools.parsers.survey(page, source)
    if survey.kind == "sitemap":
        return await _of_sitemap(source, source.url, page, survey, Survey(), tools)
    if survey.kind == "feed":
        return Offer(links=survey.links, way="feed", way_url=source.url, pages=(page,))
    if not survey.selected and state.way not in ("listing", "structured"):
        offer = await _better_than_page(source, survey, tools)
        if offer.links:
            return offer
    return await _listing(source, page, survey, tools)


async def _better_than_page(source: Source, survey: Survey, tools: Tools) -> Offer:
    for url in survey.feeds[:MOST_TRIED]:
        offer = await _feed(source, url, survey, tools)
        if offer.links:
            return offer
    structured = listing_links(survey) != survey.links
    if structured:
        return Offer()
    named = await tools.fetcher.sitemaps(source.url)
    for url in [url for url in named if "news" in url.lower()][:MOST_TRIED]:
        offer = await _sitemap(source, url, survey, tools)
        if offer.links:
            return offer
    return Offer()


async def _feed(source: Source, url: str, listing: Survey, tools: Tools) -> Offer:
    try:
        page = await tools.fetcher.get(url)
        survey = await tools.parsers.survey(page, source)
    except (FetchError, ParseError):
        return Offer()  # advertised and dead, as many are: the page itself is read
    if survey.kind != "feed" or not belongs(survey, listing):
        return Offer()
    return Offer(links=survey.links, way="feed", way_url=url, pages=(page,))


async def _sitemap(source: Source, url: str, listing: Survey, tools: Tools) -> Offer:
    try:
        page = await tools.fetcher.get(url)
        survey = await tools.parsers.survey(page, source)
        return await _of_sitemap(source, url, page, survey, listing, tools)
    except (FetchError, ParseError):
        return Offer()  # as with feeds


async def _of_sitemap(
    source: Source, url: str, page: Page, survey: Survey, listing: Survey, tools: Tools
) -> Offer:
    if survey.links and belongs(survey, listing):
        return Offer(links=survey.links, way="sitemap", way_url=url, pages=(page,))
    return await _children(source, url, survey, listing, tools)


async def _children(
    source: Source, url: str, index: Survey, listing: Survey, tools: Tools
) -> Offer:
    """Return the links of an index's newest child that has any.

    The index is what is remembered, and without validators: next month's articles stand
    in another child. An index among the children is passed by, as the protocol knows
    none, and two that name each other would never end.

    Raises:
        FetchError: none has any, and one could not be read.
        ParseError: likewise, or not be parsed.
    """
    failed: FetchError | ParseError | None = None
    for child in index.sitemaps[:MOST_TRIED]:
        try:
            page = await tools.fetcher.get(child)
            survey = await tools.parsers.survey(page, source)
        except (FetchError, ParseError) as error:
            failed = failed or error
            continue
        if survey.links and belongs(survey, listing):
            return Offer(links=survey.links, way="sitemap", way_url=url)
    if failed:
        raise failed
    return Offer()


async def _listing(source: Source, page: Page, survey: Survey, tools: Tools) -> Offer:
    links = listing_links(survey)
    way = "listing" if links == survey.links else "structured"
    pages, found = [page], {link.url: link for link in links}
    whole = True
    while survey.next_page and len(pages) < source.max_pages:
        try:
            page = await tools.fetcher.get(survey.next_page)
            survey = await tools.parsers.survey(page, source)
        except (FetchError, ParseError):
            whole = False  # costs that page; without validators it is asked again
            break
        if page.url in {one.url for one in pages}:
            break
        pages.append(page)
        found = {link.url: link for link in listing_links(survey)} | found
    ordered = dict.fromkeys((*(link.url for link in links), *found))
    return Offer(
        links=tuple(found[url] for url in ordered),
        way=way,
        way_url=source.url,
        pages=tuple(pages[:1]) if whole else (),
    )


async def behind(source: Source, tools: Tools) -> tuple[Offer, ...]:  # noqa: ARG001
    """Return what answers beside a page that shows no list: nothing is looked for yet."""
    return ()
