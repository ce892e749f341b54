"""Why an article is stored, where it went, or which rule kept it away; nothing is fetched."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from stored import HOUR, NOW, OTHER_BODY, article, keep, open_edition, url_of

from digest import pipeline
from digest.identity import key
from digest.model import (
    ArticleRules,
    Considered,
    Failure,
    ListingRules,
    Outcome,
    Page,
    Series,
    Source,
)
from digest.parsing import Parsers
from digest.pipeline import Publication, explaining
from digest.pipeline.explaining import Cause, Kept, Missing, Nearby
from digest.store import Store

ONE = Source(name="one", url="https://example.org/", group="News", formerly=("uno",))
TWO = Source(name="two", url="https://two.example/news", group="News")
THREE = Source(name="three", url="https://three.example/")
SOURCES = (ONE, TWO, THREE)
TO = Publication(
    folder=Path("output"),
    title="T",
    timezone="UTC",
    language="en",
    series=(Series(title="T", timezone="UTC", at=time(7)),),
    keep=timedelta(),
)
COPY = replace(article("first"), url="https://two.example/x", addresses=("https://two.example/x",))
"""The article "first" of the source "one", as "two" has it."""
ROWS = "".join(
    f'<article><h2><a href="/2026/03/a-long-story-{n}">A long enough headline of number {n}'
    f"</a></h2><p>What happened in the harbour of number {n}.</p></article>"
    for n in range(6)
)
LISTING = f"<!doctype html><html><body><main>{ROWS}</main></body></html>"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as one:
        one.sources.sync(SOURCES, now=NOW)
        yield one


def _kept(store: Store, text: str) -> Kept:
    id_ = explaining.stored_id(store, explaining.located(text))
    return explaining.kept(store, SOURCES, TO, id_)


def _missing(
    store: Store, parsers: Parsers, address: str, sources: tuple[Source, ...] = SOURCES
) -> Missing:
    return asyncio.run(explaining.missing(address, store, sources, parsers))


def _read(store: Store, source: Source, body: str = LISTING, *, way: str = "listing") -> None:
    """Keep a page as the last good one of a source that is read by a way."""
    url = source.url if way == "listing" else f"{source.url}feed"
    outcome = Outcome(source=source.name, way=way, way_url=url, links=6)
    store.sources.succeeded(outcome, now=NOW, due_at=NOW)
    page = Page(
        requested=source.url,
        url=source.url,
        body=body.encode(),
        content_type="text/html; charset=utf-8",
        fetched_at=NOW,
    )
    store.snapshots.keep(source.name, "good", page)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        (" example.org/a?b=1 ", "https://example.org/a?b=1"),
        ("URN:UUID:1B4E28BA-2FA1-11D2-883F-0016D3CCA427",) * 2,
        ("ftp://example.org/a", ""),
        ("", ""),
        ("not an address", ""),
        ("libyareview", ""),
    ],
)
def test_what_is_typed_is_an_address_or_an_id(typed: str, address: str) -> None:
    assert explaining.located(typed) == (address.lower() if "URN" in address else address)


def test_any_alias_with_tracking_parameters_and_the_id_lead_to_an_article(store: Store) -> None:
    both = ("https://example.org/a", "https://example.org/?p=7")
    stored = keep(store, article(addresses=both))
    for typed in ("http://www.example.org/a/?utm_source=x#top", "example.org/?p=7", stored.id):
        assert explaining.stored_id(store, explaining.located(typed)) == stored.id
    assert explaining.stored_id(store, "https://example.org/b") == ""
    assert explaining.stored_id(store, "urn:uuid:nobody") == ""
    assert set(_kept(store, stored.id).trail.keys) == {"example.org/a", "example.org?p=7"}


def test_an_article_is_in_its_edition_and_the_feeds_of_all_that_brought_it(store: Store) -> None:
    stored = keep(store, article())
    keep(store, article("b", text=OTHER_BODY), source="three")
    first = _kept(store, stored.id)
    assert (first.editions, first.why_none) == ((), "the next one will hold it")
    open_edition(store)
    first = _kept(store, stored.id)
    assert (first.editions, first.why_none) == (("digest/2026-03-10.md",), "")
    feeds = ("feed.xml", "feeds/one.xml", "feeds/uno.xml", "feeds/group/news.xml")
    assert (first.feeds, first.leader, first.copies) == (feeds, None, ())


def test_the_feeds_named_are_those_whose_files_hold_it(store: Store, tmp_path: Path) -> None:
    """What is said follows from what is written, for copies and what newer ones drove out."""
    to = replace(TO, folder=tmp_path / "output")
    stored = [keep(store, article("first")), keep(store, COPY, source="two")]
    assert stored[1].copy_of == stored[0].id
    stored += [
        keep(store, article(f"n{n}", text=f"{n} other words {n} " * 40), source="three")
        for n in range(3)
    ]
    pipeline.publish(store, SOURCES, to, now=NOW)
    files = {
        str(path.relative_to(to.folder)): path.read_text() for path in to.folder.rglob("*.xml")
    }
    for one in stored:
        said = explaining.kept(store, SOURCES, to, one.id).feeds
        assert set(said) == {name for name, text in files.items() if one.id in text}
    assert "feeds/two.xml" in explaining.kept(store, SOURCES, to, stored[1].id).feeds


def test_an_article_that_newer_ones_drove_out_is_in_no_feed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digest.pipeline.feeding.FEED_ARTICLES", 1)
    monkeypatch.setattr("digest.pipeline.feeding.ALL_ARTICLES", 1)
    old, new = keep(store, article()), keep(store, article("b", text=OTHER_BODY))
    assert _kept(store, old.id).feeds == ()
    assert len(_kept(store, new.id).feeds) == 4


def test_a_copy_names_what_it_is_a_copy_of_and_the_edition_of_that(store: Store) -> None:
    leader, copy = keep(store, article("first")), keep(store, COPY, source="two")
    assert "is in none" in _kept(store, copy.id).why_none
    open_edition(store)
    told = _kept(store, "https://two.example/x")
    assert (told.leader, told.copies, told.editions) == (leader, (), ())
    assert told.why_none == "a copy; what it is a copy of is in that of 2026-03-10"
    assert "feed.xml" not in told.feeds
    assert _kept(store, leader.id).copies == (copy,)


def test_what_was_old_at_the_first_reading_is_in_no_edition(store: Store) -> None:
    stored = keep(store, article(), eligible=False)
    open_edition(store)
    told = _kept(store, stored.id)
    assert told.editions == ()
    assert told.why_none == "it was old already at the first reading of one"


def test_an_article_of_a_source_no_longer_followed_is_in_the_feed_of_all(store: Store) -> None:
    stored = keep(store, article(), source="gone")
    assert _kept(store, stored.id).feeds == ("feed.xml",)


def test_a_dropped_link_is_explained_by_its_rule_before_all_else(
    store: Store, parsers: Parsers
) -> None:
    _read(store, ONE)
    url = "https://example.org/2026/03/a-long-story-1"
    failure = Failure(url=url, reason="no text")
    store.listings.drop("one", key(url), failure, until=NOW + HOUR)
    assert _missing(store, parsers, url) == Missing(
        url=url,
        causes=(Cause(source="one", rule="dropped", reason="no text", until=NOW + HOUR),),
        nearby=(Nearby(name="one", url=ONE.url, page_at=NOW),),
    )


@pytest.mark.parametrize(
    ("changes", "rule", "reason"),
    [
        ({"exclude": ("number [45]",)}, "unwanted", 'excluded by "number [45]"'),
        ({"include": ("nowhere",)}, "unwanted", "not included by any expression"),
        ({"max_articles": 4}, "max_articles", "beyond the first 4 of its list (max_articles)"),
        ({"max_articles": 5}, "none", "it is on the list and wanted; the next reading asks for it"),
        (
            {"max_articles": 3, "exclude": ("number [012]",)},
            "none",
            "it is on the list and wanted; the next reading asks for it",
        ),
        ({"listing": ListingRules(link="a")}, "unreadable", "item"),
    ],
)
def test_a_link_of_the_last_good_page_is_explained_by_the_rules_of_its_source(
    changes: dict[str, object], rule: str, reason: str, store: Store, parsers: Parsers
) -> None:
    _read(store, ONE)
    source = replace(ONE, **changes)
    url = "http://www.example.org/2026/03/a-long-story-4?utm_source=x"
    (cause,) = _missing(store, parsers, url, (source, TWO)).causes
    assert (cause.source, cause.rule) == ("one", rule)
    assert reason in cause.reason


def test_age_counts_from_when_the_page_was_fetched(store: Store, parsers: Parsers) -> None:
    feed = (
        "<rss><channel><item><title>An old story</title><link>https://example.org/news/old</link>"
        "<pubDate>Tue, 03 Mar 2026 12:00:00 +0000</pubDate></item></channel></rss>"
    )
    _read(store, ONE, feed, way="feed")
    old = replace(ONE, max_age=timedelta(days=6))
    url = "https://example.org/news/old"
    (cause,) = _missing(store, parsers, url, (old,)).causes
    assert cause.reason == "published 2026-03-03, older than 6 days, 0:00:00"
    young = replace(ONE, max_age=timedelta(days=8))
    assert [one.rule for one in _missing(store, parsers, url, (young,)).causes] == ["none"]


def test_a_page_that_is_not_what_is_read_says_so(store: Store, parsers: Parsers) -> None:
    _read(store, ONE, way="feed")
    url = "https://example.org/2026/03/a-long-story-1"
    (cause,) = _missing(store, parsers, url).causes
    assert cause.rule == "other way"
    assert cause.reason == "on its page, but read by feed: https://example.org/feed"


def test_a_source_on_another_site_is_asked_where_its_page_names_the_end_of_the_address(
    store: Store, parsers: Parsers
) -> None:
    _read(store, TWO, LISTING.replace('"/2026', '"https://example.org/2026'))
    _read(store, THREE, LISTING.replace("a-long-story", "another"))
    url = "https://example.org/2026/03/a-long-story-1"
    told = _missing(store, parsers, url)
    assert [(one.source, one.rule) for one in told.causes] == [("two", "none")]
    assert told.nearby == (Nearby(name="one", url=ONE.url, page_at=None),)


def test_what_no_page_holds_is_answered_with_the_sources_of_its_site(
    store: Store, parsers: Parsers
) -> None:
    _read(store, ONE)
    assert _missing(store, parsers, "https://news.example.org/unheard-of") == Missing(
        url="https://news.example.org/unheard-of",
        causes=(),
        nearby=(Nearby(name="one", url=ONE.url, page_at=NOW),),
    )
    assert _missing(store, parsers, "https://elsewhere.example/x").nearby == ()


def test_the_address_of_a_source_or_of_its_feed_is_no_article(
    store: Store, parsers: Parsers
) -> None:
    _read(store, ONE, way="feed")
    for url in ("https://example.org/", "https://example.org/feed"):
        assert [one.rule for one in _missing(store, parsers, url).causes] == ["own page"]


def test_a_front_page_that_is_listed_is_no_article(store: Store, parsers: Parsers) -> None:
    rules = ListingRules(item="article")
    page = LISTING.replace(
        "<main>", '<main><article><a href="https://friend.example/">F</a></article>'
    )
    _read(store, ONE, page)
    source = replace(ONE, listing=rules, article=ArticleRules())
    (cause,) = _missing(store, parsers, "https://friend.example/", (source,)).causes
    assert (cause.source, cause.rule) == ("one", "front page")


class Judging(Parsers):
    """Parsers whose scoring thought little of one address."""

    async def explain(self, page: Page, source: Source) -> tuple[Considered, ...]:
        assert (page.url, source.name) == (ONE.url, "one")
        judged = Considered(
            url="https://example.org/shop", title="", points=0, taken=False, reason=""
        )
        return (
            replace(judged, url="https://example.org/2026/03/x", taken=True),
            replace(judged, points=-1.5, reason="short text, in the menu"),
        )


def test_what_scoring_left_out_is_told_with_its_points(store: Store) -> None:
    _read(store, ONE)
    judging = Judging(processes=1)
    try:
        told = _missing(store, judging, "https://example.org/shop")
        assert _missing(store, judging, "https://example.org/2026/03/x").causes == ()
    finally:
        judging.close()
    reason = "short text, in the menu"
    assert told.causes == (Cause(source="one", rule="scored", reason=reason, points=-1.5),)


def test_no_more_pages_are_parsed_than_are_allowed(
    store: Store, parsers: Parsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    for source in (ONE, THREE):
        _read(store, source, LISTING.replace('"/2026', '"https://example.org/2026'))
    url = "https://example.org/2026/03/a-long-story-1"
    assert [one.source for one in _missing(store, parsers, url).causes] == ["one", "three"]
    monkeypatch.setattr(explaining, "MOST_PAGES", 1)
    assert [one.source for one in _missing(store, parsers, url).causes] == ["one"]
