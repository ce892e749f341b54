"""Fetch the pages of one source's articles and extract them, with the memory of its site.

What one page teaches about the site goes into the extraction of the next. An article of
several pages is put together here, since only here the others can be fetched.
"""

from dataclasses import dataclass, replace

from digest import identity
from digest.errors import FetchError, NoArticleError, ParseError
from digest.extract.paging import is_later
from digest.model import Article, Extraction, Furniture, Link, Page, Source
from digest.pipeline.judging import is_deep, may_pass
from digest.pipeline.tools import Tools

MOST_FOLLOWED = 20
"""Further pages of one article; one with more goes round in a circle."""
FEWEST_REMOVED = 3
"""Articles on which `remove` must have matched nothing to be reported: what it is for, an
offer or a box, may well stand on some pages only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """An article as its pages give it."""

    article: Article
    more: tuple[str, ...] = ()
    """The addresses of its further pages, which lead to it as well."""
    whole: bool = True
    """False when one of its further pages may be had another time."""


class Pages:
    """The pages of one source, in one reading of it."""

    def __init__(self, source: Source, tools: Tools, furniture: Furniture) -> None:
        """Begin with what is known of the site."""
        self.furniture = furniture
        self.extracted = 0
        """Articles that had a text."""
        self._source = source
        self._tools = tools
        self._unmatched: frozenset[str] | None = None

    @property
    def unmatched(self) -> tuple[str, ...]:
        """The selectors of `[source.article]` that matched nothing on any of the articles."""
        names = sorted(self._unmatched or ())
        return tuple(name for name in names if name != "remove" or self.extracted >= FEWEST_REMOVED)

    async def get(self, url: str, *, etag: str = "", last_modified: str = "") -> Page:
        """Return a page of an article.

        Raises:
            FetchError: it could not be read.
            NoArticleError: its address leads to the front page, where sites send what is gone.
        """
        page = await self._tools.get(self._source, url, etag=etag, last_modified=last_modified)
        if not is_deep(identity.key(page.url)):
            raise NoArticleError("leads to the front page")
        return page

    async def article(self, page: Page, link: Link) -> Extracted:
        """Return the article that begins on a page, and learn from it.

        Raises:
            NoArticleError: the page holds none.
            ParseError: it took too long, or its process died.
            ConfigError: a selector of the source is wrong.
        """
        first = await self._extract(page, link)
        later = page
        if is_later(page.url, first.article.url):
            page, first = await self._from_its_first_page(page, first, link)
        self.furniture = first.furniture
        if not first.article.partial:
            self.extracted += 1
            unmatched = frozenset(first.unmatched)
            self._unmatched = unmatched & (
                unmatched if self._unmatched is None else self._unmatched
            )
        found = await self._joined(first, page)
        here = () if later is page else (link.url, later.url)
        return replace(found, more=(*here, *found.more))

    async def _from_its_first_page(
        self, page: Page, later: Extraction, link: Link
    ) -> tuple[Page, Extraction]:
        """The first page of an article that a listing links in the middle of.

        Only the page's canonical address tells so. Where the first page cannot be had, the
        later one is what there is.
        """
        try:
            first = await self.get(later.article.url)
            return first, await self._extract(first, replace(link, url=later.article.url))
        except (FetchError, ParseError, NoArticleError):
            return page, later

    async def _extract(self, page: Page, link: Link) -> Extraction:
        return await self._tools.parsers.extract(page, self._source, link, self.furniture)

    async def _joined(self, first: Extraction, page: Page) -> Extracted:
        """The article with the text of its further pages.

        They teach nothing about the site: one article counts once.
        """
        article, last = first.article, first
        met, more = {page.requested, page.url}, dict[str, None]()
        for _ in range(MOST_FOLLOWED):
            url = last.next_page
            if not url or url in met or article.partial:
                break
            try:
                page = await self.get(url)
                if page.url in met:
                    break
                last = await self._extract(page, Link(url=url))
                article = await self._tools.parsers.join(article, last.article)
            except (FetchError, ParseError, NoArticleError) as error:
                return Extracted(article=article, more=tuple(more), whole=not may_pass(error))
            more |= dict.fromkeys((url, page.url))
            met |= more.keys()
        return Extracted(article=article, more=tuple(more))
