"""How an article was come to is kept at its first coming, and told with what became of it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from stored import HOUR, NOW, article, close_edition, keep, open_edition, url_of

from digest.identity import key
from digest.model import Failure, Habit, Published, Shown, Source
from digest.store import Coming, Listed, Refusal, Store

FEED = Coming(
    way="feed",
    way_url="https://example.org/feed",
    url="https://example.org/a?x",
    title="A",
    place=3,
)
LISTING = Coming(
    way="listing", way_url="https://example.org/", url="https://example.org/a", points=5.5
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as one:
        yield one


def test_the_first_coming_of_each_source_stays(store: Store) -> None:
    stored = keep(store, article(), coming=FEED)
    keep(store, article(title="Another"), now=NOW + HOUR, coming=LISTING)
    keep(store, article(), source="two", now=NOW + 2 * HOUR, coming=LISTING)
    store.listings.keep("one", {key(stored.article.url): Listed(article=stored.id)})
    (one, first), (two, second) = store.trails.of(stored.id).comings
    assert (one, first.way, first.title, first.place, first.at) == ("one", "feed", "A", 3, NOW)
    assert (two, second.way, second.points, second.at) == ("two", "listing", 5.5, NOW + 2 * HOUR)


def test_a_trail_names_the_keys_and_the_edition(store: Store) -> None:
    before, after = keep(store, article("a")), keep(store, article("b", text="other " * 90))
    old = keep(store, article("c", text="old words " * 90), eligible=False)
    assert store.trails.of(before.id).editions == {}
    span = open_edition(store)
    close_edition(store, span)
    later = keep(store, article("d", text="newer words " * 90))
    open_edition(store, days=1)
    assert store.trails.of(after.id).editions == {"": NOW.date()}
    assert store.trails.of(later.id).editions == {"": NOW.date() + timedelta(days=1)}
    assert (store.trails.of(old.id).editions, store.trails.of(old.id).eligible) == ({}, False)
    assert store.trails.of(before.id).keys == (key("https://example.org/a"),)
    with pytest.raises(KeyError):
        store.trails.of("urn:nobody")


def test_a_dropped_link_is_told_with_its_reason(store: Store) -> None:
    failure = Failure(url="https://example.org/shop", reason="no text")
    store.listings.drop("one", "example.org/shop", failure, until=NOW + HOUR)
    assert store.trails.refusals(["example.org/shop", "example.org/x"]) == (
        Refusal(source="one", url=failure.url, reason="no text", until=NOW + HOUR),
    )


def test_a_habit_is_drawn_from_what_is_stored(store: Store) -> None:
    store.sources.sync([Source(name="one", url="https://example.org/")], now=NOW)
    assert store.habits.of("one") == Habit()
    at = NOW - timedelta(days=2)
    dated = Published(at=at, provenance="meta")
    one = keep(store, article("a", published=dated, text="one text " * 90))
    two = keep(store, article("b", text="other text " * 90), now=NOW + HOUR)
    keep(store, article("c", text="", partial="403 Forbidden"), now=NOW + 2 * HOUR)
    keep(store, article("d", text="another text " * 90), source="two")
    store.listings.keep(
        "one",
        {
            key(two.article.url): Listed(article=two.id, title="B", published_at=NOW),
            key(one.article.url): Listed(article=one.id, title="A"),
        },
    )
    assert store.habits.of("one") == Habit(
        shown=(
            Shown(url=two.article.url, title="B", published=NOW),
            Shown(url=one.article.url, title="A"),
        ),
        lengths=(len(two.article.text), len(one.article.text)),
        titles=("Title of c", "Title of b", "Title of a"),
        seen=(NOW + 2 * HOUR, NOW + HOUR, NOW),
        times=(at,),
        newest=at,
    )


def test_a_source_at_another_address_begins_a_new_habit(store: Store) -> None:
    source = Source(name="one", url="https://example.org/")
    store.sources.sync([source], now=NOW)
    old = keep(store, article("a", published=Published(at=NOW, provenance="meta")))
    store.listings.keep("one", {key(old.article.url): Listed(article=old.id, title="A")})
    assert store.habits.of("one").newest == NOW
    moved = Source(name="one", url="https://example.org/archive/")
    store.sources.sync([moved], now=NOW + HOUR)
    assert store.habits.of("one") == Habit()
    keep(store, article("b", text="other words " * 90), now=NOW + 2 * HOUR)
    assert store.habits.of("one").titles == ("Title of b",)
