"""Propose settings for a source that broke, from what it once gave.

What may have happened is tried in the order of how little it changes: the site moved; the
selectors are no longer needed; they need new names; the articles stand elsewhere, in a
feed or on another page. The first change by which the source can be read again is the
proposal; each was tried on the site, or on the page that was kept, before it is shown.
"""

import tempfile
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from urllib.parse import urljoin

from digest import identity
from digest.config import Config
from digest.discover.select import listing_links
from digest.errors import FetchError, NoArticleError, ParseError, UnreachableError
from digest.model import Induced, Link, ListingRules, Page, Source
from digest.pipeline.attempts import (
    Attempt,
    Past,
    known_among,
    on_a_page,
    on_the_site,
    with_changes,
    with_good_page,
)
from digest.pipeline.finding import behind
from digest.pipeline.judging import server_fault
from digest.pipeline.tools import Tools, opened
from digest.store import SourceState, Store

_MOST_FOLLOWED = 2
"""Known articles that are asked for, to see where their site is now."""
_MOST_MORE = 1.5
"""The automatic way may find so many times the links of new selectors; more are no articles."""
_NEARLY = 0.8
"""Share of the known articles of new selectors that the automatic way must find as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What is wrong with a source, and what would make it well."""

    now: Attempt
    """What it gives as it is set."""
    wrong: str = ""
    """Why it should be set otherwise; "" when it is well."""
    changes: Mapping[str, str] = field(default_factory=dict)
    """What to change, as `with_changes` takes it; empty when nothing is needed, or helped."""
    then: Attempt | None = None
    """What it gives with these changes."""
    tried: tuple[str, ...] = ()
    """What was tried and did not help, a line each."""
    nature: str = ""
    """What its page is instead of a list; see `Survey.nature`."""
    had: int = 0
    """How many links its last good page gave."""


async def diagnose(
    config: Config, source: Source, past: Past, *, offline: bool = False
) -> Diagnosis:
    """Return what is wrong with a source, and the change by which it can be read.

    Nothing is stored.

    Args:
        config: says how sites are read.
        source: one of its sources.
        past: what the store remembers of it.
        offline: asks no site: the failing page that was kept stands for it, and only
            selectors of the listing are looked for.

    Raises:
        ConfigError: a selector of the source is wrong.
        NoArticleError: `offline`, and no failing page was kept.
    """
    if offline and past.failing is None:
        raise NoArticleError(
            f"{source.name}: no failing page was kept; without --offline the site is asked"
        )
    with (
        tempfile.TemporaryDirectory(prefix="digest-fix-") as folder,
        Store(f"sqlite:///{Path(folder) / 'empty.db'}") as empty,
    ):
        async with opened(config, empty) as bare:
            tools = bare.for_source(source)
            past = await with_good_page(source, past, tools)
            kept = past.failing if offline else None
            return await _Fixing(source, past, tools, kept=kept).diagnose()


class _Fixing:
    """The search for what makes one source readable."""

    def __init__(self, source: Source, past: Past, tools: Tools, *, kept: Page | None) -> None:
        """Begin; `kept` is read in place of the site."""
        self.source = source
        self.past = past
        self.tools = tools
        self.kept = kept
        self.tried: list[str] = []
        self.nature = ""

    async def diagnose(self) -> Diagnosis:
        state = self.past.state or SourceState.unread()
        now = (
            await on_a_page(self.source, self.kept, self.past, self.tools)
            if self.kept
            else await on_the_site(self.source, state, self.past, self.tools)
        )
        page = await self._page()
        wrong = now.wrong or self._outdated(now, page)
        found = Diagnosis(now=now, wrong=wrong, had=self.past.had)
        if not wrong:
            return found
        async with aclosing(self._ideas(now, page)) as ideas:
            async for idea in ideas:
                changes, then = await self._try(idea)
                if then and not then.wrong:
                    return replace(
                        found,
                        changes=changes,
                        then=then,
                        tried=tuple(self.tried),
                        nature=self.nature,
                    )
        return replace(found, tried=tuple(self.tried), nature=self.nature)

    def _outdated(self, now: Attempt, page: Page | None) -> str:
        """Say what in the settings of a source that can be read is out of date; "" for nothing."""
        if page and self._moved(page):
            return f"its address moved for good to {page.url}"
        if unmatched := self._unmatched(now):
            return f"nothing matches {' and '.join(f'article.{one}' for one in unmatched)}"
        return ""

    def _moved(self, page: Page) -> bool:
        return page.permanent and identity.key(page.url) != identity.key(self.source.url)

    def _unmatched(self, tried: Attempt) -> list[str]:
        """Return the selectors of articles to take out.

        What is removed from pages may stand on some of them only: a whole reading must
        have found none as well.
        """
        before = self.past.state.unmatched.split() if self.past.state else []
        vain = tried.unmatched if not self.kept else before
        return [
            one
            for one in vain
            if getattr(self.source.article, one) and (one != "remove" or one in before)
        ]

    async def _page(self) -> Page | None:
        """Return the page of the source's address as it is now; None when it gives none."""
        if self.kept:
            return self.kept
        try:
            return await self.tools.fetcher.get(self.source.url)
        except FetchError:
            return None

    async def _look(self, source: Source) -> Attempt:
        if self.kept:
            return await on_a_page(source, self.kept, self.past, self.tools)
        return await on_the_site(source, self._state_after(source), self.past, self.tools)

    def _state_after(self, source: Source) -> SourceState:
        """Return the state that a source has once its settings changed; see `Sources.sync`."""
        state = self.past.state if source.url == self.source.url else None
        return replace(SourceState.unread(), failures=state.failures if state else 0)

    async def _try(self, changes: Mapping[str, str]) -> tuple[Mapping[str, str], Attempt | None]:
        """Try changes, without the selectors of articles that match nothing then."""
        then = await self._look(with_changes(self.source, changes))
        if not then.wrong and (unmatched := self._unmatched(then)):
            changes = {**changes, **{f"article.{one}": "" for one in unmatched}}
            then = await self._look(with_changes(self.source, changes))
        if not then.wrong and not then.links:
            then = replace(then, wrong="no links to articles")
        if not then.wrong and "url" in changes and self.past.known and not then.known:
            then = replace(then, wrong="none of its links is a known article")
        if then.wrong:
            self.tried.append(f"{described(changes)}: {then.wrong}")
        return changes, then

    async def _ideas(
        self, now: Attempt, page: Page | None
    ) -> AsyncGenerator[Mapping[str, str], None]:
        """Yield what may help, the smallest change first."""
        if now.error and server_fault(now.error) and not isinstance(now.error, UnreachableError):
            return  # the server's own fault, which passes
        moved: dict[str, str] = {}
        if page and self._moved(page):
            moved = {"url": page.url}
            yield moved
        if not now.wrong:
            if unmatched := self._unmatched(now):
                yield {f"article.{one}": "" for one in unmatched}
            return
        if page:
            for changes in await self._selectors(page):
                yield moved | changes
        if not self.kept:
            async for address in self._elsewhere():
                yield {"url": address} | self._without_selectors()

    def _without_selectors(self) -> dict[str, str]:
        return {f"listing.{key}": "" for key, value in asdict(self.source.listing).items() if value}

    async def _selectors(self, page: Page) -> list[dict[str, str]]:
        """Return which selectors to drop or to set, what is more likely to be right first."""
        source = replace(self.source, listing=ListingRules())
        try:
            survey = await self.tools.parsers.survey(page, source)
            self.nature = survey.nature
            if survey.kind != "listing":
                return []
            induced = await self.tools.parsers.induce(page, source, self.past.known)
        except ParseError as error:
            self.tried.append(f"{page.url}: {error}")
            return []
        dropped, named = self._without_selectors(), self._named(induced.rules)
        ideas = [named, dropped]
        if self._does_as_well(listing_links(survey), induced):
            ideas.reverse()
        return [changes for changes in ideas if changes]

    def _named(self, rules: ListingRules) -> dict[str, str]:
        old = asdict(self.source.listing)
        new = asdict(rules) if rules.item else old
        return {f"listing.{key}": new[key] for key in new if new[key] != old[key]}

    def _does_as_well(self, links: tuple[Link, ...], induced: Induced) -> bool:
        """Whether the automatic way finds what new selectors find, and not much else."""
        known = known_among(links, self.past.known)
        by_selectors = known_among(induced.links, self.past.known)
        few = not induced.links or len(links) <= _MOST_MORE * len(induced.links)
        return bool(links) and known >= _NEARLY * by_selectors and few

    async def _elsewhere(self) -> AsyncGenerator[str, None]:
        """Yield other addresses that may give the source's articles."""
        places: dict[str, None] = {}
        if not self._without_selectors():  # else it was tried without them
            anew = await self._look(self.source)
            if anew.way not in ("", "listing", "structured"):
                places[anew.way_url] = None
        places |= dict.fromkeys(offer.way_url for offer in await behind(self.source, self.tools))
        for place in places:
            if place != self.source.url:
                yield place
        own = identity.key(self.source.url)
        for place in await self._around_articles():
            if identity.key(place) != own:
                yield place

    async def _around_articles(self) -> list[str]:
        """Return the sections and the front pages that known articles are below now."""
        sections, fronts = [], []
        for one in self.past.known[:_MOST_FOLLOWED]:
            try:
                page = await self.tools.fetcher.get(one.url)
            except FetchError:
                continue
            section = urljoin(page.url, ".")
            if not any(c.isdigit() for c in section.partition("://")[2].partition("/")[2]):
                sections.append(section)
            fronts.append(urljoin(page.url, "/"))
        return list(dict.fromkeys((*sections, *fronts)))


def described(changes: Mapping[str, str]) -> str:
    """Return changes in words: `url = "https://...", no listing.date`."""
    return ", ".join(
        f'{key} = "{value}"' if value else f"no {key}" for key, value in changes.items()
    )
