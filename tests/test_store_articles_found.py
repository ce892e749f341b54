"""How articles are found again in the store: by key and text, for feeds, by listings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from stored import HOUR, NOW, OTHER_BODY, article, body_of, keep, names, url_of

from digest.errors import StoreError
from digest.identity import fingerprint, key
from digest.model import Failure, Published
from digest.store import Listed, Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as store:
        yield store


# ----- candidates


def test_candidates_share_a_key_or_the_text(store: Store) -> None:
    by_key = keep(store, article("a"))
    by_text = keep(store, article("b", text=OTHER_BODY))
    keep(store, article("c"))
    asked = ["example.org/a", "example.org/nobody"]
    found = store.articles.candidates(asked, fingerprint(by_text.article))
    assert {one.id: one.keys for one in found} == {
        by_key.id: frozenset({"example.org/a"}),
        by_text.id: frozenset(),
    }


def test_short_texts_have_no_candidates_by_text(store: Store) -> None:
    keep(store, article("a", text="Short."))
    assert store.articles.candidates(["example.org/b"], "") == ()


def test_a_candidate_bears_what_is_decided_by(store: Store) -> None:
    at = datetime(2026, 3, 9, 23, 0, tzinfo=timezone(timedelta(hours=2)))
    lead = keep(store, article("a", published=Published(at=at, provenance="meta")))
    copied = keep(store, replace(article("b"), text=body_of("a")), source="two")
    [one] = store.articles.candidates(["example.org/a"], "")
    assert (one.source, one.title, one.published, one.first_seen) == (
        "one",
        "Title of a",
        at,
        NOW,
    )
    [two] = store.articles.candidates(["example.org/b"], "")
    assert (one.copy_of, two.copy_of) == ("", lead.id)
    assert copied.copy_of == lead.id


def test_two_thousand_keys_can_be_asked_for_at_once(store: Store) -> None:
    one = keep(store, article())
    many = [f"example.org/{n}" for n in range(2000)]
    assert store.articles.known([*many, "example.org/a"]) == {"example.org/a": one.id}
    assert [c.id for c in store.articles.candidates([*many, "example.org/a"], "")] == [one.id]


def test_the_copies_of_many_articles_can_be_asked_for_at_once(store: Store) -> None:
    """SQLite takes 32,766 values in one statement, or 250,000 as Debian builds it."""
    lead = keep(store, article("a"))
    second = keep(store, replace(article("b"), text=body_of("a")), source="two")
    third = keep(store, replace(article("c"), text=body_of("a")), source="three")
    leaders = [f"urn:uuid:{n}" for n in range(260_000)]
    assert store.articles.copies(iter([*leaders, lead.id])) == {lead.id: (second, third)}


# ----- what feeds and editions get


def test_a_feed_of_a_source_holds_what_it_brought_newest_first(store: Store) -> None:
    for name, source in [("a", "one"), ("b", "two"), ("c", "one"), ("b", "one")]:
        keep(store, article(name), source=source)
    assert names(store.articles.of_source("one", most=9)) == ["c", "b", "a"]
    assert names(store.articles.of_source("one", most=2)) == ["c", "b"]
    assert store.articles.of_source("nobody", most=9) == ()
    assert store.articles.counts() == {"one": 3, "two": 1}


def test_a_source_has_its_own_copy_in_its_own_feed(store: Store) -> None:
    keep(store, article("a"), source="one")
    keep(store, replace(article("b"), text=body_of("a")), source="two")
    assert names(store.articles.of_source("two", most=9)) == ["b"]


def test_a_combined_feed_holds_each_copy_group_once(store: Store) -> None:
    keep(store, article("a"), source="one")
    for name, source in [("b", "two"), ("c", "three")]:
        keep(store, replace(article(name), text=body_of("a")), source=source)
    assert names(store.articles.everything(most=9)) == ["a"]
    assert names(store.articles.of_sources(["one", "two", "three"], most=9)) == ["a"]


def test_a_combined_feed_holds_articles_of_its_own_sources_only(store: Store) -> None:
    keep(store, article("a"), source="one")
    for name, source in [("b", "two"), ("c", "three")]:
        keep(store, replace(article(name), text=body_of("a")), source=source)
    assert names(store.articles.of_sources(["two", "three"], most=9)) == ["b"]


def test_an_edition_holds_what_was_stored_between_two_numbers(store: Store) -> None:
    numbers = [keep(store, article(name), eligible=name != "b").number for name in "abcd"]
    assert names(store.articles.between(0, None)) == ["a", "c", "d"]
    assert names(store.articles.between(numbers[0], numbers[2])) == ["c"]


# ----- listings, links without article, reading again


def test_what_a_listing_shows_replaces_what_it_showed(store: Store) -> None:
    a, b = keep(store, article("a")), keep(store, article("b"), source="two")
    first = {"example.org/a": Listed(article=a.id, title="A", published_at=NOW)}
    second = {"example.org/b": Listed(article=b.id)}
    store.listings.keep("one", first)
    assert store.listings.of("one") == first
    store.listings.keep("one", second)
    assert store.listings.of("one") == second
    assert store.listings.of("two") == {}


def test_a_source_that_lists_an_article_has_brought_it_too(store: Store) -> None:
    a = keep(store, article("a"))
    for _ in range(2):
        store.listings.keep("two", {"example.org/a": Listed(article=a.id)})
    assert names(store.articles.of_source("two", most=9)) == ["a"]


def test_a_listing_cannot_show_what_is_not_stored(store: Store) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        store.listings.keep("one", {"example.org/a": Listed(article="urn:uuid:nobody")})


def test_a_link_without_article_is_left_alone_for_a_while(store: Store) -> None:
    failure = Failure(url="https://example.org/a", reason="404 Not Found")
    store.listings.drop("one", "example.org/a", failure, until=NOW)
    store.listings.drop("one", "example.org/a", failure, until=NOW + HOUR)
    assert store.listings.dropped("one", now=NOW) == {"example.org/a"}
    assert store.listings.dropped("two", now=NOW) == set()
    assert store.listings.dropped("one", now=NOW + HOUR) == set()


def test_a_link_that_gives_an_article_after_all_is_no_longer_left_alone(store: Store) -> None:
    failure = Failure(url="https://example.org/a", reason="404 Not Found")
    for source in ("one", "two"):
        store.listings.drop(source, "example.org/a", failure, until=NOW + HOUR)
    keep(store, article("a"))
    assert store.listings.dropped("one", now=NOW) == set()
    assert store.listings.dropped("two", now=NOW) == {"example.org/a"}


def test_due_are_listed_and_partial_articles_whose_time_has_come(store: Store) -> None:
    listed = keep(store, article("listed"), reread_at=NOW, etag='"x"', last_modified="Mon")
    partial = keep(store, article("partial", text="", partial="403"), reread_at=NOW - HOUR)
    keep(store, article("gone"), reread_at=NOW)
    later = keep(store, article("later"), reread_at=NOW + HOUR)
    never = keep(store, article("never"))
    others = keep(store, article("others"), source="two", reread_at=NOW)
    shown = (listed, later, never, others)
    store.listings.keep("one", {key(one.article.url): Listed(article=one.id) for one in shown})
    first, second = store.articles.due("one", now=NOW)
    assert (first.id, first.title, first.etag, first.last_modified, first.partial) == (
        listed.id,
        "Title of listed",
        '"x"',
        "Mon",
        "",
    )
    assert (second.url, second.first_seen, second.partial) == (partial.article.url, NOW, "403")


def test_an_article_is_due_once(store: Store) -> None:
    one = keep(store, article(text="", partial="403"), reread_at=NOW)
    store.articles.reread_at(one.id, NOW + HOUR)
    assert store.articles.due("one", now=NOW) == ()
    assert len(store.articles.due("one", now=NOW + HOUR)) == 1
    store.articles.reread_at(one.id, None)
    assert store.articles.due("one", now=NOW + 99 * HOUR) == ()
