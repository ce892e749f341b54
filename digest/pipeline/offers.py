"""Ask one way of reading a source for its links: a feed, posts, a sitemap, a listing.

Each try ends in an offer, or in a reason; what fails costs that way only.
"""

from dataclasses import dataclass, replace

from digest.discover.choosing import Offered, belongs
from digest.discover.select import listing_links
from digest.errors import FetchError, ParseError, StatusError
from digest.model import Link, Page, Source, Survey, Way
from digest.pipeline.judging import says_nothing
from digest.pipeline.tools import Tools

GONE = (404, 410)
MOST_CHILDREN = 2
"""Children of a sitemap index that are looked into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The links of a source, and how they were found."""

    links: tuple[Link, ...] = ()
    way: str = ""
    """feed, structured, posts, sitemap or listing."""
    way_url: str = ""
    pages: tuple[Page, ...] = ()
    """What was fetched, for the validators of the next reading."""
    unchanged: bool = False
    fresh_s: float | None = None
    """For how long the server says that it stays so; None when it does not say."""
    doubt: str = ""
    """Why the links, or their lack, are not to be believed, with the evidence; "" when they are."""
    note: str = ""
    """Why it is another way than the remembered one; "" when it is the same, or the first."""
    unsure: bool = False
    """A better way may only have been out of reach."""
    taken: Page | None = None
    """The page that the links, or their lack, were read from; None for a child of an index."""
    ways: tuple[Way, ...] = ()
    """The ways that were compared, the chosen one first; empty where none was looked for."""
    page: Page | None = None
    """The page of the source's own address, where it was fetched and is HTML."""
    survey: Survey | None = None
    """What that page offers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One way that was tried: what it offers, or why nothing."""

    offered: Offered
    offer: Offer = Offer()
    passing: bool = False
    """The fault may be over at the next reading."""


async def attempt(
    kind: str, url: str, source: Source, tools: Tools, *, reference: tuple[Link, ...]
) -> Tried:
    """Try a feed, posts or a sitemap at an address; whatever fails is told, never raised."""
    try:
        page = await tools.fetcher.get(url)
        survey = await tools.parsers.survey(page, source)
        offer = await of_document(url, page, survey, source, tools, reference=reference)
    except (FetchError, ParseError) as error:
        passing = says_nothing(error)
        failed = Offered(kind=kind, url=url, failed=str(error))
        return Tried(offered=failed, passing=passing)
    if survey.kind != kind:
        return Tried(offered=Offered(kind=kind, url=url, failed=f"is no {kind}"))
    return Tried(offered=Offered(kind=kind, url=url, links=offer.links), offer=offer)


async def of_document(
    url: str,
    page: Page,
    survey: Survey,
    source: Source,
    tools: Tools,
    *,
    reference: tuple[Link, ...],
) -> Offer:
    """Return the links of a feed, of posts or of a sitemap, that of an index's child included.

    Raises:
        FetchError: no child of an index has any, and one could not be read.
        ParseError: likewise, or not be parsed.
    """
    offer = Offer(
        links=survey.links,
        way=survey.kind,
        way_url=url,
        pages=(page,),
        fresh_s=page.fresh_s,
        taken=page,
    )
    if survey.kind == "sitemap" and survey.sitemaps:
        links = await _of_children(survey, source, tools, reference)
        # Without validators: next month's articles stand in another child.
        return replace(offer, links=links, pages=(), taken=None)
    return offer


async def _of_children(
    index: Survey, source: Source, tools: Tools, reference: tuple[Link, ...]
) -> tuple[Link, ...]:
    """Return the links of an index's newest child that has any.

    An index among the children is passed by, as the protocol knows none, and two that
    name each other would never end.
    """
    failed: FetchError | ParseError | None = None
    for child in index.sitemaps[:MOST_CHILDREN]:
        try:
            page = await tools.fetcher.get(child)
            survey = await tools.parsers.survey(page, source)
        except (FetchError, ParseError) as error:
            failed = failed or error
            continue
        if belongs(survey.links, reference):
            return survey.links
    if failed:
        raise failed
    return ()


async def of_listing(page: Page, survey: Survey, source: Source, tools: Tools) -> Offer:
    """Return the links of a listing and of the pages that it goes on at, `max_pages` in all."""
    links = listing_links(survey)
    way = "listing" if links == survey.links else "structured"
    pages, found = [page], {link.url: link for link in links}
    whole = True
    following = survey
    while following.next_page and len(pages) < source.max_pages:
        try:
            next_page = await tools.get(source, following.next_page)
            following = await tools.parsers.survey(next_page, source)
        except (FetchError, ParseError):
            whole = False  # costs that page; without validators it is asked again
            break
        if next_page.url in {one.url for one in pages}:
            break
        pages.append(next_page)
        found = {link.url: link for link in listing_links(following)} | found
    ordered = dict.fromkeys((*(link.url for link in links), *found))
    return Offer(
        links=tuple(found[url] for url in ordered),
        way=way,
        way_url=source.url,
        pages=(page,) if whole else (),
        fresh_s=page.fresh_s if whole else None,
        taken=page,
        page=page,
        survey=survey,
    )


async def fetch_again(source: Source, url: str, tools: Tools) -> Page:
    """Ask conditionally, and where a permanent redirect led before: it is not asked twice.

    A dropped link whose time has come is asked again with a list only, so that the list is
    then asked for whatever it holds.

    Raises:
        FetchError: the page could not be read.
    """
    known = tools.store.sources.validators(source.name, url)
    awake = tools.store.listings.awake(source.name, now=tools.clock())
    etag, last_modified = ("", "") if awake else (known.etag, known.last_modified)
    if not known.final:
        return await tools.get(source, url, etag=etag, last_modified=last_modified)
    try:
        page = await tools.get(source, known.final, etag=etag, last_modified=last_modified)
    except StatusError as error:
        if error.status in GONE:
            return await tools.get(source, url)
        raise
    return replace(page, requested=url, permanent=True)
