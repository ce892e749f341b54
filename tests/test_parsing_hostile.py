"""Pages made to keep a parser busy: two seconds of CPU at most, and the next one is read."""

import asyncio
import time
from datetime import UTC, datetime

import pytest

from digest.discover.kinds import survey
from digest.errors import NoArticleError
from digest.extract.article import extract
from digest.model import Furniture, Link, Page, Source
from digest.parsing import Parsers

MOST_CPU_S = 2.0
SOURCE = Source(name="a", url="http://a.test/")
ARTICLE = (
    "<article><h1>Port authority opens new pier</h1><p>"
    + "The new pier was opened on Friday by the port authority. " * 12
    + "</p></article>"
)
PAGES = {
    "100,000 attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>",
    "100,000 levels": "<div>" * 100_000 + "text" + "</div>" * 100_000,
    "100,000 levels in a line": "<p>" + "<b><i><a href=x>" * 33_000 + "text",
    "a comment of 8 MB": f"<!--{'x' * 8_000_000}-->",
    "a comment without end": "<!--" * 2_000_000,
    "a title of 5 MB": f"<title>{'long title ' * 500_000}</title>",
}


def page_of(text: str) -> Page:
    body = f"<!doctype html>{text}".encode()
    at = datetime(2026, 11, 22, tzinfo=UTC)
    return Page(
        requested=SOURCE.url, url=SOURCE.url, body=body, content_type="text/html", fetched_at=at
    )


def read(page: Page) -> None:
    survey(page, SOURCE)
    try:
        extract(page, SOURCE, Link(url=page.url))
    except NoArticleError:
        pass


@pytest.fixture(scope="module", autouse=True)
def _what_is_loaded_once() -> None:
    read(page_of(ARTICLE))


@pytest.mark.parametrize("text", [f"{text}{ARTICLE}" for text in PAGES.values()], ids=PAGES)
def test_a_page_costs_two_seconds_of_cpu_at_most(text: str) -> None:
    began = time.process_time()
    read(page_of(text))
    assert time.process_time() - began < MOST_CPU_S


def test_the_article_after_a_hostile_page_is_read(parsers: Parsers) -> None:
    async def test() -> None:
        for text in PAGES.values():
            try:
                await parsers.extract(page_of(text), SOURCE, Link(url=SOURCE.url), Furniture())
            except NoArticleError:
                pass
            found = await parsers.extract(
                page_of(ARTICLE), SOURCE, Link(url=SOURCE.url), Furniture()
            )
            assert found.article.title == "Port authority opens new pier"

    asyncio.run(test())
