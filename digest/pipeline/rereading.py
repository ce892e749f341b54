"""Extract stored articles again, by the rules and the program of now.

The page is fetched as it is today, so this is for what is new: older pages change or go.
What cannot be had again stays as it is. To a reader of feeds the article is the same
afterwards: its id, number, revision and times do not move.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from digest import identity
from digest.errors import DigestError, FetchError, NoArticleError, ParseError
from digest.model import Article, Link, Page, Source, Stored
from digest.pipeline.judging import asked_too_often
from digest.pipeline.pages import Pages
from digest.pipeline.recognising import leader_of
from digest.pipeline.tools import Tools
from digest.store import Save

LOG = logging.getLogger(__name__)

_COMPARED = (
    "title", "html", "summary", "published", "modified", "authors", "section", "tags", "image",
    "language", "direction", "partial", "paywalled",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """One stored article, and what reading it again gave."""

    stored: Stored
    article: Article | None = None
    """As it is extracted now; None when it could not be."""
    reason: str = ""
    """Why not."""

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields of the article that differ now."""
        if self.article is None:
            return ()
        one, other = self.stored.article, self.article
        return tuple(name for name in _COMPARED if getattr(one, name) != getattr(other, name))


async def reread(
    source: Source,
    articles: Sequence[Stored],
    tools: Tools,
    *,
    store: bool,
    told: Callable[[Again], None] = lambda _: None,
) -> tuple[Again, ...]:
    """Fetch stored articles of one source again and extract them anew, one after another.

    Args:
        source: with the rules of now.
        articles: of the source.
        tools: what to read and store with.
        store: whether what differs is stored; False only tells.
        told: called with each article as it comes.

    Raises:
        StoreError: the store cannot be read or written.
        ConfigError: a selector of the source is wrong.
    """
    tools = tools.for_source(source)
    pages = Pages(source, tools, tools.store.articles.furniture(source.name))
    done: list[Again] = []
    stop = ""
    for one in articles:
        if stop:
            again = Again(stored=one, reason=f"not asked: {stop}")
        else:
            again, stop = await _survive(one, pages, tools)
        if store and again.article is not None:
            _correct(source, one, again.article, pages, tools)
        done.append(again)
        told(again)
    return tuple(done)


async def _survive(one: Stored, pages: Pages, tools: Tools) -> tuple[Again, str]:
    """Read one article again; return also why no other is to be asked for, "" if they may."""
    try:
        return Again(stored=one, article=await _read(one, pages, tools)), ""
    except (FetchError, ParseError, NoArticleError) as error:
        return Again(stored=one, reason=str(error)), str(error) if asked_too_often(error) else ""
    except DigestError:
        raise  # the store or the configuration: no article's fault
    except Exception as error:  # outlives a bug, which costs one article; rule 9 of the design
        LOG.exception("crashed url=%s", one.article.url)
        return Again(stored=one, reason=f"crashed: {error!r}"), ""


async def _read(one: Stored, pages: Pages, tools: Tools) -> Article:
    old = one.article
    page = await pages.get(old.url)
    _refuse_other(one, page, tools)
    link = Link(url=old.url, title=old.title, teaser=old.summary, authors=old.authors)
    found = await pages.article(page, link)
    if found.article.partial:
        raise NoArticleError(found.article.partial)
    if not found.whole:
        raise NoArticleError("one of its further pages could not be read")
    return replace(
        found.article,
        url=old.url,
        addresses=old.addresses,
        published=found.article.published or old.published,
        image=found.article.image or old.image,
    )


def _refuse_other(one: Stored, page: Page, tools: Tools) -> None:
    """Refuse a page that is another stored article's by now."""
    key = identity.key(page.url)
    holder = tools.store.articles.known([key]).get(key, one.id)
    if holder != one.id:
        raise NoArticleError(f"leads to another article: {page.url}")


def _correct(source: Source, one: Stored, article: Article, pages: Pages, tools: Tools) -> None:
    save = Save(
        source=source.name,
        fingerprint=identity.fingerprint(article),
        sketch=identity.sketch(article),
        now=tools.clock(),
        reread_at=None,
        furniture=pages.furniture,
    )
    leader = leader_of(tools.store, one, article, now=save.now)
    tools.store.articles.correct(one.id, article, save, leader=leader)
