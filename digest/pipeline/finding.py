"""Find the links of a source: by the way that worked before, else by comparing the ways.

A feed that the page advertises, posts and lists given as data, a news sitemap and the links
of the page itself are compared by what they yield (`discover.choosing`). The best is
remembered and used alone from then on. It is left only when it says that it is gone, or
answers and gives nothing that can be believed; never for a passing fault. Then the other
ways are compared, and one that shows what the source showed before takes its place.
"""

from collections.abc import Sequence
from dataclasses import replace

from digest import yields
from digest.address import absolute
from digest.discover.choosing import Offered, belongs, compare, is_complete
from digest.discover.select import FEWEST, listing_links
from digest.discover.usual import ADDRESSES
from digest.errors import FetchError, ParseError, StatusError
from digest.model import Habit, Link, Page, Source, Survey, Way
from digest.pipeline.judging import says_nothing
from digest.pipeline.offers import (
    GONE,
    Offer,
    Tried,
    attempt,
    fetch_again,
    of_document,
    of_listing,
)
from digest.pipeline.tools import Tools
from digest.store import SourceState

__all__ = ["Offer", "behind", "find"]

MOST_TRIED = 2
"""Feeds, guessed feeds and sitemaps that are looked into, of each, for one source."""
UNSURE_READINGS = 3
"""Readings of a new source that may still choose anew, where a better way was out of reach."""

_NO_HABIT = Habit()
_DOCUMENTS = ("feed", "posts", "sitemap")


async def find(source: Source, state: SourceState, tools: Tools, habit: Habit = _NO_HABIT) -> Offer:
    """Return the links of a source, by the remembered way or by looking for one.

    An offer in doubt is what no way could better; its links are not to be read.

    Args:
        source: what is read.
        state: the way that is remembered.
        tools: what to read with.
        habit: what the source gave before, by which its links are judged.

    Raises:
        FetchError: the page could not be read.
        ParseError: it could not be parsed.
    """
    search = _Search(source, state, tools, habit)
    if not state.way or (state.unsure and len(state.counts) < UNSURE_READINGS):
        return await search.choose(await tools.get(source, source.url))
    offer = await search.same_way()
    if offer.unchanged or not offer.doubt:
        return offer
    return await search.other_way(offer) or offer


async def behind(source: Source, tools: Tools) -> tuple[Offer, ...]:
    """Return what the usual addresses of a source's site give, its page being of no use.

    A wall round the pages of a site is often none round its feed, its posts or its news
    sitemap. Nothing is worked around: these are asked for like any page.
    """
    tried = await _Search(source, _UNREAD, tools, _NO_HABIT).behind(())
    return tuple(one.offer for one in tried if one.offer.links)


_UNREAD = SourceState.unread()


class _Search:
    """The search for the links of one source."""

    def __init__(self, source: Source, state: SourceState, tools: Tools, habit: Habit) -> None:
        self.source = source
        self.state = state
        self.tools = tools
        self.habit = habit
        self.failing = False
        """The site itself is out of reach: it is not to be asked for more."""
        self.shown = tuple(Link(url=one.url, title=one.title) for one in habit.shown)

    async def same_way(self) -> Offer:
        """Ask the remembered way; an offer in doubt when it is gone, or not to be believed."""
        kind, url = self.state.way, self.state.way_url
        try:
            page = await fetch_again(self.source, url, self.tools)
        except StatusError as error:
            if error.status in GONE:
                return Offer(way=kind, way_url=url, doubt=str(error))
            raise
        if page.unchanged:
            return Offer(way=kind, way_url=url, unchanged=True, fresh_s=page.fresh_s)
        survey = await self.tools.parsers.survey(page, self.source)
        if survey.kind in _DOCUMENTS:
            offer = await of_document(url, page, survey, self.source, self.tools, reference=())
            return replace(offer, doubt=yields.judged(offer.links, self.habit))
        lost = Offer(way=kind, way_url=url, taken=page, doubt=f"is no {kind} any more")
        if kind in _DOCUMENTS and url != self.source.url:
            return lost
        offer = await of_listing(page, survey, self.source, self.tools)
        offer = replace(offer, doubt=self._doubt(offer))
        if kind not in _DOCUMENTS or offer.doubt:
            return offer
        # Of a feed that is no more, the address may lead to the front page.
        same = len(self.shown) >= FEWEST and belongs(offer.links, self.shown)
        return replace(offer, note=_note(lost, offer.way)) if same else lost

    def _doubt(self, offer: Offer) -> str:
        nature = offer.survey.nature if offer.survey and offer.way == "listing" else ""
        return yields.judged(offer.links, self.habit, nature)

    async def other_way(self, lost: Offer) -> Offer | None:
        """Return another way than one that is in doubt, and why; None when there is none."""
        found = await self._on_page(lost)
        if found is None and self.state.failures == 0 and self._may_look_behind():
            tried = await self.behind(self.shown)
            found = self._best([one for one in tried if not _is(one, lost)], self.shown)
        if found is None:
            return None
        place = "" if found.way_url == self.source.url else f" {found.way_url}"
        return replace(found, note=_note(lost, f"{found.way}{place}"))

    def _may_look_behind(self) -> bool:
        """Whether the usual addresses may be asked for, and could be told from another list."""
        rules = self.source.listing
        selected = rules != type(rules)()
        telling = len(self.shown) >= FEWEST or self._is_root()
        return telling and not (selected or self.failing)

    async def _on_page(self, lost: Offer) -> Offer | None:
        page, survey = lost.page, lost.survey
        if page is None and lost.way_url != self.source.url:
            try:
                page = await self.tools.get(self.source, self.source.url)
                survey = await self.tools.parsers.survey(page, self.source)
            except (FetchError, ParseError) as error:
                self.failing = says_nothing(error)
                return None  # the remembered way's own reason says more
        if page is None or survey is None:
            return None
        found = await self._compared(page, survey, without=lost)
        return None if found.doubt or not found.links else found

    async def choose(self, page: Page) -> Offer:
        """Compare the ways that a source's page offers, and return the best."""
        survey = await self.tools.parsers.survey(page, self.source)
        if survey.kind in _DOCUMENTS:
            url = self.source.url
            offer = await of_document(url, page, survey, self.source, self.tools, reference=())
            return replace(offer, doubt=yields.judged(offer.links, self.habit))
        found = await self._compared(page, survey)
        if found.doubt and not survey.selected and self.state.failures == 0 and self._is_root():
            tried = await self.behind(self.shown)
            best = self._best(tried, self.shown)
            return replace(best, page=page, survey=survey) if best else found
        return found

    def _is_root(self) -> bool:
        """Whether the source is all of its site, so that the site's feed is its feed."""
        return self.source.url == absolute("/", self.source.url)

    async def _compared(self, page: Page, survey: Survey, without: Offer | None = None) -> Offer:
        listing = await of_listing(page, survey, self.source, self.tools)
        here = Tried(
            offered=Offered(kind=listing.way, url=listing.way_url, links=listing.links),
            offer=listing,
        )
        tried = [here]
        reference = listing_links(survey)
        if len(reference) < FEWEST:
            reference = self.shown
        if not survey.selected:
            tried += await self._documents(survey, reference, without)
        if without is not None:
            tried = [one for one in tried if not _is(one, without)]
        unsure = any(one.passing for one in tried)
        ways = compare([one.offered for one in tried], reference)
        found = self._best(tried, reference)
        if found is None:
            return replace(listing, doubt=self._doubt(listing), ways=ways)
        return replace(
            found,
            ways=_chosen_first(ways, found),
            unsure=unsure,
            pages=() if unsure else found.pages,
            fresh_s=None if unsure else found.fresh_s,
            page=page,
            survey=survey,
        )

    def _best(self, tried: Sequence[Tried], reference: Sequence[Link]) -> Offer | None:
        """Return the offer of the best way whose links can be believed."""
        offers = {(one.offered.kind, one.offered.url): one.offer for one in tried}
        for way in compare([one.offered for one in tried], reference):
            offer = offers[way.kind, way.url]
            if way.usable and not self._doubt(offer):
                return offer
        return None

    async def _documents(
        self, survey: Survey, reference: tuple[Link, ...], without: Offer | None
    ) -> list[Tried]:
        """Try feeds, posts and news sitemaps until one of them cannot be bettered."""
        tried: list[Tried] = []
        lost = without.way_url if without else ""
        feeds = [("feed", url) for url in survey.feeds[:MOST_TRIED] if url != lost]
        if await self._try_until_complete(feeds, tried, reference):
            return tried
        guesses = [("feed", url) for url in survey.guesses[:MOST_TRIED]]
        wanted = [] if any(one.offer.links for one in tried) else guesses
        wanted += [("posts", survey.posts)] if survey.posts else []
        if not await self._try_until_complete(wanted, tried, reference):
            named = await self.tools.fetcher.sitemaps(self.source.url)
            news = [("sitemap", url) for url in named if "news" in url.lower()]
            await self._try_until_complete(news[:MOST_TRIED], tried, reference)
        return tried

    async def _try_until_complete(
        self, wanted: Sequence[tuple[str, str]], tried: list[Tried], reference: tuple[Link, ...]
    ) -> bool:
        """Try ways one after another; return whether one needs no other beside it."""
        for kind, url in wanted:
            one = await attempt(kind, url, self.source, self.tools, reference=reference)
            tried.append(one)
            if is_complete(one.offered, reference):
                return True
        return False

    async def behind(self, reference: tuple[Link, ...]) -> list[Tried]:
        """Try the usual addresses from the root of the site, and the sitemaps that it names.

        A site that fails meanwhile is asked for no more.
        """
        root = absolute("/", self.source.url)
        wanted = [(kind, absolute(path, root)) for kind, path in ADDRESSES]
        named = await self.tools.fetcher.sitemaps(self.source.url)
        news = [url for url in named if "news" in url.lower()] or named
        wanted += [("sitemap", url) for url in news[:MOST_TRIED]]
        tried: list[Tried] = []
        for one in dict.fromkeys(wanted):
            if await self._try_until_complete([one], tried, reference) or tried[-1].passing:
                break
        return tried


def _note(lost: Offer, by: str) -> str:
    return f"{lost.way} {lost.way_url}: {lost.doubt}; read by {by} now"


def _is(one: Tried, offer: Offer) -> bool:
    return (one.offered.kind, one.offered.url) == (offer.way, offer.way_url)


def _chosen_first(ways: Sequence[Way], chosen: Offer) -> tuple[Way, ...]:
    mine = [way for way in ways if (way.kind, way.url) == (chosen.way, chosen.way_url)]
    others = [way for way in ways if way not in mine]
    return (*(replace(way, chosen=True) for way in mine), *others)
