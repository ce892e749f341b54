"""Read one source: its links, then the articles that are new, changed or due again.

Articles are stored as soon as a few of them were judged together, the listing's validators
only after all: a run that is killed on the way finds the rest again.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from digest import due, identity, yields
from digest.discover.select import unwanted
from digest.errors import (
    DigestError,
    FetchError,
    NoArticleError,
    ParseError,
    UnreachableError,
)
from digest.extract.listed import NO_TEXT, from_link
from digest.model import Failure, Link, Outcome, Source
from digest.pipeline.finding import Offer, find
from digest.pipeline.guarding import costs_one
from digest.pipeline.judging import (
    differs,
    is_deep,
    is_refused,
    is_shown_again,
    kept_without_page,
    may_pass,
    server_fault,
)
from digest.pipeline.keeping import NO_ROOM, Keeper, Waiting
from digest.pipeline.pages import Extracted, Pages
from digest.pipeline.room import LEAST_ROOM
from digest.pipeline.tally import Barren, Tally
from digest.pipeline.tools import Tools
from digest.store import Coming, Due, Listed, SourceState
from digest.subjects import OFF_SUBJECT

_NO_ARTICLE = ", no article"


async def read(source: Source, state: SourceState, tools: Tools) -> Outcome:
    """Read a source and store what it gives; return what that was.

    The outcome of the reading itself is not stored here: whether a host that cannot be
    reached is the source's fault is known only when all sources were read.

    Raises:
        StoreError: the store cannot be written.
        ConfigError: a selector of the source is wrong.
    """
    return await _Reading(source, state, tools).read()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Todo:
    """A link to be read, and what is known of it."""

    key: str
    id: str
    """Of the stored article that it leads to; "" for a new one."""
    old: Listed | None
    place: int
    """Among the links of this reading, from 1."""


class _Reading:
    """One reading of one source."""

    def __init__(self, source: Source, state: SourceState, tools: Tools) -> None:
        self.source = source
        self.state = state
        self.tools = tools
        self.articles, self.listings = tools.store.articles, tools.store.listings
        self.habit = tools.store.habits.of(source.name)
        self.pages = Pages(source, tools, self.articles.furniture(source.name))
        self.tally = Tally()
        self.keeper = Keeper(
            source, state, tools, habit=self.habit, pages=self.pages, tally=self.tally
        )

    async def read(self) -> Outcome:
        try:
            offer = await find(self.source, self.state, self.tools, self.habit)
        except FetchError as error:
            place = self.state.way_url or self.source.url
            return Outcome(
                source=self.source.name,
                reason=f"{place}: {error}",
                unreachable=isinstance(error, UnreachableError),
                server_fault=server_fault(error),
                retry_after_s=error.retry_after_s,
            )
        except ParseError as error:
            return Outcome(source=self.source.name, reason=f"{self.source.url}: {error}")
        if not offer.doubt:
            await self._read_links(offer)
            self.keeper.settle()
        if not (offer.doubt or self.tally.broken):
            await self._read_due()
            self.keeper.settle()
        return self._finish(offer)

    async def _read_links(self, offer: Offer) -> None:
        before = self.listings.of(self.source.name)
        links = self._wanted(offer)
        known = self.articles.known(links.keys())
        through = self.articles.through_noise([key for key in links if key not in known])
        known |= {
            key: id_
            for key, (id_, title) in through.items()
            if is_shown_again(key, links[key], id_, title, before)
        }
        asleep = self.listings.dropped(self.source.name, now=self.tools.clock())
        off_subject = self._dropped_off_subject()
        todo = []
        for place, (key, link) in enumerate(links.items(), start=1):
            old = before.get(key)
            if key in known and not differs(link, old):
                self.tally.known += 1
                self.keeper.show(key, link, known[key], old)
            elif key in known or key not in asleep:
                todo.append((_Todo(key=key, id=known.get(key, ""), old=old, place=place), link))
            else:
                self.tally.asleep += 1
                self.tally.off_subject += key in off_subject
        # The last on the page is the oldest: what is newest gets the highest number.
        for one, link in reversed(todo):
            if self.tally.retry_after_s is None and not self.tally.broken:
                with costs_one(self.source.name, link.url, self.tally):
                    await self._read_link(one, link, offer)
            elif one.old:
                self.tally.shown[one.key] = one.old  # its change is still to be looked at

    def _dropped_off_subject(self) -> set[str]:
        if not self.source.subjects:
            return set()
        name, now = self.source.name, self.tools.clock()
        return self.listings.dropped(name, now=now, because=OFF_SUBJECT)

    def _wanted(self, offer: Offer) -> dict[str, Link]:
        wanted: dict[str, Link] = {}
        now = self.tools.clock()
        for link in offer.links:
            key = identity.key(link.url)
            if len(wanted) == self.source.max_articles:
                break
            if is_deep(key) and key not in wanted and not unwanted(link, self.source, now=now):
                wanted[key] = replace(link, url=identity.destination(link.url))
        return wanted

    async def _read_link(self, one: _Todo, link: Link, offer: Offer) -> None:
        page = None
        try:
            page = await self.pages.get(link.url)
            found = await self.pages.article(page, link)
        except (FetchError, ParseError, NoArticleError) as error:
            if one.id:
                # Unless the fault passes, asked again only when its listing changes again.
                self.keeper.show(one.key, link, one.id, one.old if may_pass(error) else None)
                raise
            if not kept_without_page(error, link):
                self._pass_by(one.key, link, error)
                raise
            page, found = None, Extracted(article=from_link(link, str(error)))
            if is_refused(error):
                self.tally.textless.append(Failure(url=link.url, reason=str(error)))
        if found.article.partial == NO_TEXT:
            self.tally.textless.append(Failure(url=link.url, reason=NO_TEXT))
        coming = Coming(
            way=offer.way,
            way_url=offer.way_url,
            url=link.url,
            title=link.title,
            place=one.place,
            points=link.points,
        )
        self.keeper.keep(
            Waiting(
                link=link,
                found=found,
                page=page,
                key=one.key,
                id=one.id,
                old=one.old,
                coming=coming,
            )
        )

    def _pass_by(self, key: str, link: Link, error: DigestError) -> None:
        """Note that a new link gave no article; whether that is its own fault shows later."""
        if isinstance(error, NoArticleError):
            self.tally.barren.append(Barren(key=key, link=link, reason=str(error)))
        elif not may_pass(error):
            self.keeper.drop(key, link, str(error))

    async def _read_due(self) -> None:
        for one in self.articles.due(self.source.name, now=self.tools.clock()):
            if one.partial == NO_ROOM and self.tools.free_bytes() < LEAST_ROOM:
                continue  # it stays due
            if self.tally.retry_after_s is None and not self.tally.broken:
                textless = len(self.tally.textless)
                with costs_one(self.source.name, one.url, self.tally):
                    await self._reread(one)
                if one.partial and self._was_well_after(one.first_seen):
                    del self.tally.textless[textless:]  # it says nothing new
                    self.tally.known_textless -= 1

    async def _reread(self, one: Due) -> None:
        self.tally.known_textless += bool(one.partial)
        steps = due.PARTIAL_AGAIN if one.partial else self.keeper.again
        next_at = due.next_rereading(one.first_seen, steps, now=self.tools.clock())
        self.articles.reread_at(one.id, next_at)
        page = await self.pages.get(one.url, etag=one.etag, last_modified=one.last_modified)
        if page.unchanged:
            if one.partial == NO_TEXT:
                self.tally.textless.append(Failure(url=one.url, reason=NO_TEXT))
            return
        stored = self.articles.get(one.id).article
        link = Link(url=one.url, title=one.title, published=stored.published)
        found = await self.pages.article(page, link)
        if found.article.partial == NO_TEXT:
            self.tally.textless.append(Failure(url=one.url, reason=NO_TEXT))
        if not found.article.partial:
            summary = found.article.summary or stored.summary
            found = replace(found, article=replace(found.article, summary=summary))
            self.keeper.keep(Waiting(link=link, found=found, page=page))

    def _finish(self, offer: Offer) -> Outcome:
        tally = self.tally
        reason = self._reason(offer)
        if not (offer.unchanged or reason):
            self.listings.keep(self.source.name, tally.shown)
            # Without them the next reading sees the links again, whatever failed of them.
            if not tally.again:
                self.tools.store.sources.save_validators(self.source.name, offer.pages)
        self._keep_page(offer, reason)
        outcome = tally.outcome(self.source.name, offer, self.pages, reason=reason)
        if reason or tally.new or tally.off_subject:
            return outcome  # it may well write, on something else
        silence = yields.silence(self.habit, now=self.tools.clock())
        since = self.habit.seen[0] if silence else None
        return replace(outcome, silence=silence, silent_since=since)

    def _keep_page(self, offer: Offer, reason: str) -> None:
        """Keep the last page that was good, and the first after it that was not."""
        snapshots, name = self.tools.store.snapshots, self.source.name
        if not reason and self.state.failures:
            snapshots.forget(name, "failing")
        if offer.taken is None:
            return
        first = not (self.state.failures and snapshots.get(name, "failing"))
        if reason and first:
            snapshots.keep(name, "failing", offer.taken)
        elif not reason and offer.links:
            snapshots.keep(name, "good", offer.taken)

    def _reason(self, offer: Offer) -> str:
        """Say why the reading as a whole gave nothing, "" when it gave something."""
        tally = self.tally
        if offer.doubt:
            return f"{offer.way_url}: {offer.doubt}"
        if tally.broken and not tally.new:
            return f"{offer.way_url}: {tally.broken}"
        if barren := self._barren():
            return barren
        if offer.unchanged or not offer.links or tally.known or tally.new or tally.off_subject:
            return ""
        if not tally.failures:
            # Nothing was asked: what the last reading came to still holds, if it was of links.
            holds = tally.asleep and _NO_ARTICLE in self.state.reason
            return self.state.reason if holds else ""
        first = tally.failures[0]
        return f"{len(offer.links)} links{_NO_ARTICLE}; {first.url}: {first.reason}"

    def _was_well_after(self, moment: datetime) -> bool:
        last = self.state.last_success_at
        return last is not None and moment <= last

    def _is_no_chance(self) -> bool:
        textless, known = len(self.tally.textless), self.tally.known_textless
        return yields.is_no_chance(textless, self.habit, known=known)

    def _barren(self) -> str:
        """Say that new links lead nowhere, where that is the site's fault and not theirs.

        Else they are left alone for a day.
        """
        textless, barren = self.tally.textless, self.tally.barren
        if not self.pages.extracted and self._is_no_chance():
            first = textless[0]
            return f"no text of {len(textless)} articles; {first.url}: {first.reason}"
        if len(barren) >= yields.FEWEST and not self.tally.read and self.habit.lengths:
            link, reason = barren[0].link, barren[0].reason
            return f"all {len(barren)} new links lead to no article; {link.url}: {reason}"
        for one in barren:
            self.keeper.drop(one.key, one.link, one.reason)
        return ""
