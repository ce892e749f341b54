"""What each of many pages gives, in their order, several at work at once.

A page that gives no article costs itself: why stands in its answer.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, replace

from digest.cli.pages import NOWHERE, Named, read
from digest.errors import FetchError, NoArticleError, ParseError, UnreadableError
from digest.fetch import Fetcher
from digest.model import Extraction, Furniture, Link, Source
from digest.parsing import Parsers

_AHEAD = 4
"""Pages in work or waiting for an earlier one, for each process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one page gave: an extraction, or an error."""

    name: str
    """The page's, as UTF-8 can write it."""
    extraction: Extraction | None = None
    error: str = ""
    status: int = 0
    """Exit status: 0 an article, 1 none, 2 no such file."""


async def answers(
    pages: Sequence[Named], rules: Source, fetcher: Fetcher, *, at_once: int
) -> AsyncGenerator[Answer, None]:
    """Yield what each page gives, in their order, read by the rules of a source."""
    parsers = Parsers(processes=at_once)
    working: deque[asyncio.Task[Answer]] = deque()
    try:
        async with fetcher:
            for page in pages:
                working.append(asyncio.create_task(_answer(page, rules, fetcher, parsers)))
                if len(working) >= _AHEAD * at_once:
                    yield await working.popleft()
            while working:
                yield await working.popleft()
    finally:
        for task in working:
            task.cancel()
        parsers.close()


async def _answer(named: Named, rules: Source, fetcher: Fetcher, parsers: Parsers) -> Answer:
    name = named.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        page = await read(named, fetcher)
        extraction = await parsers.extract(page, rules, Link(url=page.url), Furniture())
    except UnreadableError as error:
        return Answer(name=name, error=str(error), status=2)
    except (FetchError, NoArticleError, ParseError) as error:
        return Answer(name=name, error=str(error), status=1)
    if extraction.article.partial.startswith("no HTML"):
        return Answer(name=name, error=extraction.article.partial, status=1)
    return Answer(name=name, extraction=_without_nowhere(extraction))


def _without_nowhere(extraction: Extraction) -> Extraction:
    """The extraction; of a page from nowhere, without the address that stood in for its own."""
    article = extraction.article
    if article.url != NOWHERE:
        return extraction
    addresses = tuple(address for address in article.addresses if address != NOWHERE)
    return replace(extraction, article=replace(article, url="", addresses=addresses))
