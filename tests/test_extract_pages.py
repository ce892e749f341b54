"""Whole pages: each `pages/NAME.toml` that has a `title` says what `NAME.html` holds."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from digest.extract.article import extract
from digest.model import Link, Page, Source

PAGES = Path(__file__).parent / "pages"
NAMES = (
    "jnews-bare",
    "jnews-data",
    "arabic",
    "broken-json-ld",
    "live-blog",
    "paywall",
    "related-date",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_gives_what_its_table_says(name: str) -> None:
    wanted: dict[str, Any] = tomllib.loads((PAGES / f"{name}.toml").read_text("utf-8"))
    url = wanted["url"]
    page = Page(
        requested=url,
        url=url,
        body=(PAGES / f"{name}.html").read_bytes(),
        content_type="text/html; charset=utf-8",
        fetched_at=datetime(2026, 3, 22, 9, tzinfo=UTC),
    )
    article = extract(page, Source(name="source", url=url), Link(url=url)).article
    paragraphs = [paragraph for paragraph in article.text.split("\n\n") if paragraph]

    assert article.title == wanted["title"]
    published = article.published
    assert (published.at.isoformat() if published else None) == wanted.get("published")
    assert (published.day_only if published else None) == wanted.get("day_only")
    assert (published.provenance if published else None) == wanted.get("provenance")
    assert article.section == wanted["section"]
    assert list(article.tags) == wanted["tags"]
    assert list(article.authors) == wanted["authors"]
    assert article.language == wanted["language"]
    assert article.direction == wanted["direction"]
    assert article.partial == wanted.get("partial", "")
    assert article.summary == wanted.get("summary", article.summary)
    assert article.url == url
    assert len(paragraphs) == wanted["paragraphs"]
    assert article.text.startswith(wanted["begins"])
    assert article.text.endswith(wanted["ends"])
    assert all(words in article.text for words in wanted["contains"])
    assert not [words for words in wanted["lacks"] if words in article.text + article.html]
