"""Read one source: its links, then the articles that are new, changed or due again.

Each article is stored as soon as it is read, the listing's validators only after all of
them: a run that is killed on the way finds the rest again.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from digest import due, identity
from digest.discover.select import unwanted
from digest.errors import (
    DigestError,
    FetchError,
    NoArticleError,
    ParseError,
    UnreachableError,
)
from digest.extract.listed import from_link
from digest.model import Article, Failure, Link, Outcome, Page, Source
from digest.pipeline.finding import Offer, find
from digest.pipeline.judging import (
    asked_too_often,
    differs,
    is_deep,
    kept_without_page,
    may_pass,
    older_than,
    server_fault,
    with_longer_text,
)
from digest.pipeline.pages import Extracted, Pages
from digest.pipeline.tally import Tally
from digest.pipeline.tools import Tools
from digest.store import Due, Listed, Save, SourceState

LOG = logging.getLogger(__name__)

UNDATED = 10
"""Articles without a date that a source's first reading gives to an edition."""
ASK_AGAIN = timedelta(days=1)
"""How long a link that gave no article is left alone."""


async def read(source: Source, state: SourceState, tools: Tools) -> Outcome:
    """Read a source and store what it gives; return what that was.

    The outcome of the reading itself is not stored here: whether a host that cannot be
    reached is the source's fault is known only when all sources were read.

    Raises:
        StoreError: the store cannot be written.
        ConfigError: a selector of the source is wrong.
    """
    return await _Reading(source, state, tools).read()


class _Reading:
    """One reading of one source."""

    def __init__(self, source: Source, state: SourceState, tools: Tools) -> None:
        self.source = source
        self.state = state
        self.tools = tools
        self.articles = tools.store.articles
        self.pages = Pages(source, tools, self.articles.furniture(source.name))
        self.tally = Tally()

    async def read(self) -> Outcome:
        try:
            offer = await find(self.source, self.state, self.tools)
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
        await self._read_links(offer)
        await self._read_due()
        return self._finish(offer)

    async def _read_links(self, offer: Offer) -> None:
        before = self.articles.listed(self.source.name)
        links = self._wanted(offer)
        known = self.articles.known(links.keys())
        asleep = self.articles.dropped(self.source.name, now=self.tools.clock())
        todo = []
        for key, link in links.items():
            old = before.get(key)
            if key in known and not differs(link, old):
                self.tally.known += 1
                self._show(key, link, known[key], old)
            elif key in known or key not in asleep:
                todo.append((key, link, known.get(key, ""), old))
            else:
                self.tally.asleep += 1
        # The last on the page is the oldest: what is newest gets the highest number.
        for key, link, id_, old in reversed(todo):
            if self.tally.retry_after_s is None:
                await self._guarded(link.url, self._read_link, key, link, id_, old)
            elif old:
                self.tally.shown[key] = old  # its change is still to be looked at

    def _wanted(self, offer: Offer) -> dict[str, Link]:
        wanted: dict[str, Link] = {}
        now = self.tools.clock()
        for link in offer.links:
            key = identity.key(link.url)
            if len(wanted) == self.source.max_articles:
                break
            if is_deep(key) and key not in wanted and not unwanted(link, self.source, now=now):
                wanted[key] = link
        return wanted

    async def _guarded(self, url: str, step: Callable[..., Awaitable[None]], *args: object) -> None:
        """Take a step that costs one article at the most."""
        tally = self.tally
        try:
            await step(*args)
        except (FetchError, ParseError, NoArticleError) as error:
            tally.failures.append(Failure(url=url, reason=str(error)))
            tally.again |= may_pass(error)
            if isinstance(error, FetchError) and asked_too_often(error):
                tally.retry_after_s = error.retry_after_s or 0.0
        except DigestError:
            raise  # the store or the configuration: no article's fault
        except Exception as error:  # the one place that outlives a bug; rule 9 of the design
            LOG.exception("crashed source=%s url=%s", self.source.name, url)
            tally.failures.append(Failure(url=url, reason=f"crashed: {error!r}"))
            tally.crashed += 1
            tally.again = True

    async def _read_link(self, key: str, link: Link, id_: str, old: Listed | None) -> None:
        try:
            page = await self.pages.get(link.url)
            found = await self.pages.article(page, link)
        except (FetchError, ParseError, NoArticleError) as error:
            if id_:
                # Unless the fault passes, asked again only when its listing changes again.
                self._show(key, link, id_, old if may_pass(error) else None)
                raise
            if not kept_without_page(error, link):
                if not may_pass(error):
                    self._drop(key, link, str(error))
                raise
            found = Extracted(article=from_link(link, str(error)))
            self._keep(key, link, found, None)
        else:
            self._keep(key, link, found, page)

    def _drop(self, key: str, link: Link, reason: str) -> None:
        until = self.tools.clock() + ASK_AGAIN
        failure = Failure(url=link.url, reason=reason)
        self.articles.drop(self.source.name, key, failure, until=until)

    def _show(self, key: str, link: Link, id_: str, old: Listed | None = None) -> None:
        """Remember what the listing shows of an article, or, for `old`, showed before."""
        self.tally.shown[key] = old or Listed(
            article=id_,
            title=link.title,
            published_at=link.published.at if link.published else None,
        )

    def _keep(self, key: str, link: Link, found: Extracted, page: Page | None) -> None:
        now, article = self.tools.clock(), found.article
        too_old = older_than(self.source.max_age, article, now=now)
        if too_old:
            self._drop(key, link, too_old)
            return
        if article.partial and self.state.in_trouble:
            self.tally.again = True
            raise NoArticleError(f"{article.partial}; not kept while the source is in trouble")
        self._show(key, link, self._store(found, page, now))

    def _store(self, found: Extracted, page: Page | None, now: datetime) -> str:
        article = found.article
        fingerprint = identity.fingerprint(article)
        candidates = self.articles.candidates(identity.keys(article), fingerprint)
        decision = identity.decide(article, candidates, source=self.source.name, now=now)
        if identity.key(article.url) not in decision.keys:
            # Another article's: a template's mistake, which must not be shown or fetched.
            article = replace(article, url=article.addresses[0])
        more = (key for key in map(identity.key, found.more) if key not in decision.keys)
        decision = replace(decision, keys=(*decision.keys, *dict.fromkeys(more)))
        if decision.id and not found.whole:
            article = with_longer_text(article, self.articles.get(decision.id).article)
            fingerprint = identity.fingerprint(article)
        steps = due.PARTIAL_AGAIN if article.partial else self.source.reread
        first_seen = next((c.first_seen for c in candidates if c.id == decision.id), now)
        save = Save(
            source=self.source.name,
            fingerprint=fingerprint,
            now=now,
            reread_at=due.next_rereading(first_seen, steps, now=now),
            eligible=bool(decision.id) or self._eligible(article, now),
            # Without them the first page is not answered 304 while another is to come.
            etag=page.etag if page and found.whole else "",
            last_modified=page.last_modified if page and found.whole else "",
            furniture=self.pages.furniture,
        )
        if decision.id:
            self.tally.known += 1
            self.tally.moved += decision.kind == "moved"
            self.tally.updated += self.articles.update(article, decision, save)
            return decision.id
        self.tally.new += 1
        self.tally.copies += decision.kind == "copy"
        self.tally.partial += bool(article.partial)
        return self.articles.add(article, decision, save)

    def _eligible(self, article: Article, now: datetime) -> bool:
        """Whether an edition may hold it: all but what was old at the first reading."""
        if self.state.first_read_at is not None or self.tools.keep_old:
            return True
        if article.published is None:
            self.tally.undated += 1
            return self.tally.undated <= UNDATED
        return not due.is_old(article.published, now=now)

    async def _read_due(self) -> None:
        for one in self.articles.due(self.source.name, now=self.tools.clock()):
            if self.tally.retry_after_s is None:
                await self._guarded(one.url, self._reread, one)

    async def _reread(self, one: Due) -> None:
        steps = due.PARTIAL_AGAIN if one.partial else self.source.reread
        next_at = due.next_rereading(one.first_seen, steps, now=self.tools.clock())
        self.articles.reread_at(one.id, next_at)
        page = await self.pages.get(one.url, etag=one.etag, last_modified=one.last_modified)
        if page.unchanged:
            return
        stored = self.articles.get(one.id).article
        link = Link(url=one.url, title=one.title, published=stored.published)
        found = await self.pages.article(page, link)
        if not found.article.partial:
            summary = found.article.summary or stored.summary
            found = replace(found, article=replace(found.article, summary=summary))
            self._store(found, page, self.tools.clock())

    def _finish(self, offer: Offer) -> Outcome:
        tally = self.tally
        reason = self._reason(offer)
        if not (offer.unchanged or reason):
            self.articles.list(self.source.name, tally.shown)
            # Without them the next reading sees the links again, whatever failed of them.
            if not tally.again:
                self.tools.store.sources.save_validators(self.source.name, offer.pages)
        return tally.outcome(self.source.name, offer, self.pages, reason=reason)

    def _reason(self, offer: Offer) -> str:
        """Say why the reading as a whole gave nothing, "" when it gave something."""
        if offer.unchanged or self.tally.known or self.tally.new:
            return ""
        if not offer.links:
            return f"{self.source.url}: no links to articles on the page"
        if not self.tally.failures:
            # Nothing was asked: what the last reading came to still holds.
            return self.state.reason if self.tally.asleep else ""
        first = self.tally.failures[0]
        return f"{len(offer.links)} links, no article; {first.url}: {first.reason}"
