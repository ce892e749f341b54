"""What the store remembers of each source."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from stored import article, keep

from digest.identity import Decision
from digest.model import Article, Failure, Outcome, Page, Source, Trouble
from digest.store import Listed, Save, Store, Validators

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'digest.db'}") as store:
        yield store


def source(name: str = "one", url: str = "https://example.org/", **keys: object) -> Source:
    return Source(name=name, url=url, title=name.title(), **keys)


def add(store: Store, name: str, *, to: str = "one") -> str:
    """Store an article, with a place on the listing and a link that gave nothing."""
    url = f"https://example.org/{name}"
    key = f"example.org/{name}"
    id_ = store.articles.add(
        Article(url=url, addresses=(url,), title=name),
        Decision(kind="new", keys=(key,)),
        Save(source=to, fingerprint="", now=NOW, reread_at=NOW),
    )
    shown = store.listings.of(to)
    store.listings.keep(to, shown | {key: Listed(article=id_, title=name)})
    failure = Failure(url=f"{url}/gone", reason="404 Not Found")
    store.listings.drop(to, f"{key}/gone", failure, until=NOW + HOUR)
    return id_


def fail(store: Store, name: str = "one", *, now: datetime = NOW, reason: str = "down") -> None:
    store.sources.failed(Outcome(source=name, reason=reason), now=now, due_at=now + HOUR)


def succeed(store: Store, name: str = "one", *, now: datetime = NOW, **outcome: object) -> None:
    store.sources.succeeded(Outcome(source=name, **outcome), now=now, due_at=now + HOUR)


# ----- new, changed and removed sources


def test_a_new_source_was_never_read(store: Store) -> None:
    store.sources.sync([source()], now=NOW)
    state = store.sources.states()["one"]
    assert (state.url, state.added_at) == ("https://example.org/", NOW)
    assert (state.first_read_at, state.due_at, state.failures, state.way) == (None, None, 0, "")
    assert not state.in_trouble


def test_the_same_sources_again_change_nothing(store: Store) -> None:
    store.sources.sync([source(), source("two")], now=NOW)
    succeed(store, way="feed", way_url="https://example.org/feed", links=9)
    fail(store, "two")
    before = store.sources.states()
    store.sources.sync([source("two"), source()], now=NOW + HOUR)
    assert store.sources.states() == before
    assert store.sources.tell_removed() == ()


def test_a_changed_address_forgets_how_the_old_one_was_read_and_its_troubles(store: Store) -> None:
    store.sources.sync([source()], now=NOW)
    succeed(store, way="feed", way_url="https://example.org/feed", links=9)
    fail(store)
    fail(store)
    store.sources.hold("one", until=NOW + 99 * HOUR)
    store.sources.sync([source(url="https://example.org/news")], now=NOW + HOUR)
    state = store.sources.states()["one"]
    assert state.url == "https://example.org/news"
    assert (state.way, state.way_url, state.links) == ("", "", 0)
    assert (state.due_at, state.held_until) == (None, None)
    assert (state.failures, state.failing_since, state.reason) == (0, None, "")
    assert (state.added_at, state.first_read_at) == (NOW, None)


def test_a_removed_source_keeps_its_articles_and_is_told_once(store: Store) -> None:
    store.sources.sync([source(), source("two")], now=NOW)
    add(store, "a")
    for hours in (1, 2):
        store.sources.sync([source("two")], now=NOW + hours * HOUR)
    assert store.sources.states()["one"].removed_at == NOW + HOUR
    assert store.sources.tell_removed() == ("one",)
    assert store.sources.tell_removed() == ()
    assert len(store.articles.of_source("one", most=9)) == 1


def test_a_source_that_comes_back_is_due_and_can_be_removed_and_told_again(store: Store) -> None:
    store.sources.sync([source()], now=NOW)
    succeed(store, links=3, way="listing")
    store.sources.sync([], now=NOW + HOUR)
    store.sources.tell_removed()
    store.sources.sync([source()], now=NOW + 2 * HOUR)
    state = store.sources.states()["one"]
    assert (state.removed_at, state.due_at, state.links) == (None, None, 3)
    store.sources.sync([], now=NOW + 3 * HOUR)
    assert store.sources.tell_removed() == ("one",)


def test_a_source_that_comes_back_with_another_address_is_no_longer_removed(store: Store) -> None:
    store.sources.sync([source()], now=NOW)
    store.sources.sync([], now=NOW)
    store.sources.sync([source(url="https://other.example/")], now=NOW)
    assert store.sources.states()["one"].removed_at is None


def test_thousands_of_sources_can_be_synced(store: Store) -> None:
    store.sources.sync([source(f"s{n}") for n in range(3000)], now=NOW)
    store.sources.sync([], now=NOW)
    assert len(store.sources.tell_removed()) == 3000


# ----- renamed sources


def test_a_renamed_source_keeps_all_that_is_its_own(store: Store) -> None:
    store.sources.sync([source("old")], now=NOW)
    succeed(store, "old", way="listing", links=5)
    id_ = add(store, "a", to="old")
    store.sources.sync([source("new", formerly=("old",))], now=NOW + HOUR)
    states = store.sources.states()
    assert list(states) == ["new"]
    assert (states["new"].links, states["new"].added_at) == (5, NOW)
    assert store.articles.get(id_).source == "new"
    assert [one.id for one in store.articles.of_source("new", most=9)] == [id_]
    assert list(store.listings.of("new")) == ["example.org/a"]
    assert store.listings.dropped("new", now=NOW) == {"example.org/a/gone"}
    assert [one.id for one in store.articles.due("new", now=NOW)] == [id_]
    assert store.articles.of_source("old", most=9) == ()
    assert store.listings.of("old") == {}
    assert store.listings.dropped("old", now=NOW) == set()
    assert store.sources.tell_removed() == ()


def test_what_a_renamed_source_repeats_is_known_on(store: Store) -> None:
    store.sources.sync([source("old")], now=NOW)
    keep(store, article("b"), source="old", boilerplate=frozenset({7}))
    store.sources.sync([source("new", formerly=("old",))], now=NOW + HOUR)
    assert store.articles.repeated("new") == {7}
    assert store.articles.repeated("old") == frozenset()


def test_a_rename_is_done_once_and_can_stand_in_the_configuration_for_good(store: Store) -> None:
    store.sources.sync([source("old")], now=NOW)
    for hours in (1, 2):
        store.sources.sync([source("new", formerly=("old",))], now=NOW + hours * HOUR)
        succeed(store, "new", links=hours)
    assert store.sources.states()["new"].links == 2


def test_a_rename_may_change_the_address_too(store: Store) -> None:
    store.sources.sync([source("old")], now=NOW)
    succeed(store, "old", way="feed")
    new = source("new", "https://new.example/", formerly=("old",))
    store.sources.sync([new], now=NOW + HOUR)
    state = store.sources.states()["new"]
    assert (state.url, state.way, state.first_read_at) == ("https://new.example/", "", None)


def test_a_source_that_was_removed_and_comes_back_renamed_is_no_longer_removed(
    store: Store,
) -> None:
    store.sources.sync([source("old")], now=NOW)
    store.sources.sync([], now=NOW)
    store.sources.sync([source("new", formerly=("old",))], now=NOW)
    assert store.sources.states()["new"].removed_at is None


def test_several_former_sources_become_one(store: Store) -> None:
    """What both had found, listed or left out stands once afterwards."""
    store.sources.sync([source("a"), source("b"), source("new")], now=NOW)
    shared = add(store, "shared", to="a")
    key = "example.org/shared"
    for name in ("b", "new"):
        store.listings.keep(name, {key: Listed(article=shared, title=name)})
        failure = Failure(url="https://example.org/x", reason=name)
        store.listings.drop(name, f"{key}/gone", failure, until=NOW + HOUR)
    only = add(store, "only", to="b")
    succeed(store, "new", links=7)
    store.sources.sync([source("new", formerly=("a", "b"))], now=NOW)
    assert list(store.sources.states()) == ["new"]
    assert store.sources.states()["new"].links == 7
    assert [one.id for one in store.articles.of_source("new", most=9)] == [only, shared]
    assert store.articles.counts() == {"new": 2}
    listed = store.listings.of("new")
    assert {one: listed[one].title for one in listed} == {key: "new", "example.org/only": "only"}
    assert store.listings.dropped("new", now=NOW) == {f"{key}/gone", "example.org/only/gone"}


def test_a_former_name_that_is_still_a_source_of_its_own_changes_nothing(store: Store) -> None:
    both = [source("old"), source("new", "https://new.example/", formerly=("old",))]
    store.sources.sync(both[:1], now=NOW)
    succeed(store, "old", links=5)
    id_ = add(store, "a", to="old")
    for _ in range(2):
        store.sources.sync(both, now=NOW + HOUR)
    states = store.sources.states()
    assert (states["old"].links, states["new"].links) == (5, 0)
    assert store.articles.get(id_).source == "old"


def test_an_unknown_former_name_changes_nothing(store: Store) -> None:
    store.sources.sync([source(formerly=("nobody",))], now=NOW)
    assert list(store.sources.states()) == ["one"]


# ----- health


def test_one_failure_is_no_trouble_and_the_second_is(store: Store) -> None:
    one, two = source(), source("two")
    store.sources.sync([one, two], now=NOW)
    fail(store, reason="first")
    assert store.sources.trouble([one, two]) == ()
    fail(store, now=NOW + HOUR, reason="second")
    assert store.sources.trouble([one, two]) == (
        Trouble(source="one", title="One", url=source().url, since=NOW, reason="second"),
    )
    assert store.sources.states()["one"].due_at == NOW + 2 * HOUR


def test_a_success_ends_the_trouble(store: Store) -> None:
    store.sources.sync([source()], now=NOW)
    for _ in range(3):
        fail(store)
    succeed(store, now=NOW + HOUR)
    state = store.sources.states()["one"]
    assert (state.failures, state.failing_since, state.reason) == (0, None, "")
    assert state.last_success_at == state.last_read_at == NOW + HOUR
    fail(store, now=NOW + 2 * HOUR)
    assert store.sources.states()["one"].failing_since == NOW + 2 * HOUR
    assert store.sources.trouble([source()]) == ()


def test_a_source_that_is_switched_off_is_in_no_trouble(store: Store) -> None:
    store.sources.sync([source()], now=NOW)
    fail(store)
    fail(store)
    assert store.sources.trouble([source(enabled=False)]) == ()


def test_a_source_that_the_store_does_not_know_is_in_no_trouble(store: Store) -> None:
    assert store.sources.trouble([source()]) == ()


def test_a_failure_leaves_the_way_of_reading_alone(store: Store) -> None:
    store.sources.sync([source()], now=NOW)
    succeed(store, way="feed", way_url="https://example.org/feed", links=9)
    fail(store, now=NOW + HOUR)
    state = store.sources.states()["one"]
    assert (state.way, state.way_url, state.links) == ("feed", "https://example.org/feed", 9)
    assert (state.last_success_at, state.last_read_at) == (NOW, NOW + HOUR)


def test_the_first_reading_is_the_first_that_succeeded(store: Store) -> None:
    store.sources.sync([source()], now=NOW)
    fail(store)
    assert store.sources.states()["one"].first_read_at is None
    for hours in (1, 2):
        succeed(store, now=NOW + hours * HOUR)
    assert store.sources.states()["one"].first_read_at == NOW + HOUR


def test_an_unchanged_page_keeps_the_number_of_links(store: Store) -> None:
    store.sources.sync([source()], now=NOW)
    succeed(store, links=9)
    succeed(store, unchanged=True)
    assert store.sources.states()["one"].links == 9
    succeed(store, links=0)
    assert store.sources.states()["one"].links == 0


def test_a_server_is_left_alone_as_long_as_it_asked(store: Store) -> None:
    store.sources.sync([source()], now=NOW)
    store.sources.hold("one", until=NOW + HOUR)
    assert store.sources.states()["one"].held_until == NOW + HOUR


def test_a_reading_that_the_server_cut_off_is_not_yet_the_whole_first_one(store: Store) -> None:
    store.sources.sync([source()], now=NOW)
    succeed(store, retry_after_s=60.0)
    assert store.sources.states()["one"].first_read_at is None


# ----- validators


def page(url: str, **headers: str) -> Page:
    return Page(requested=url, url=f"{url}/final", fetched_at=NOW, **headers)


def test_validators_are_those_of_the_last_answer(store: Store) -> None:
    url = "https://example.org/feed"
    assert store.sources.validators("one", url) == Validators()
    store.sources.save_validators("one", [page(url, etag='"1"', last_modified="Mon")])
    assert store.sources.validators("one", url) == Validators(etag='"1"', last_modified="Mon")
    store.sources.save_validators("one", [page(url, etag='"2"')])
    assert store.sources.validators("one", url) == Validators(etag='"2"')
    store.sources.save_validators("one", [page(url)])
    assert store.sources.validators("one", url) == Validators()


def test_validators_are_those_of_one_source_and_move_with_its_name(store: Store) -> None:
    url = "https://example.org/feed"
    store.sources.sync([source(), source("two")], now=NOW)
    store.sources.save_validators("one", [page(url, etag='"1"')])
    assert store.sources.validators("two", url) == Validators()
    store.sources.sync([source("new", formerly=("one",)), source("two")], now=NOW)
    assert store.sources.validators("new", url) == Validators(etag='"1"')


def test_validators_tell_where_permanent_redirects_led(store: Store) -> None:
    url = "https://example.org/feed"
    store.sources.save_validators("one", [replace(page(url, etag='"1"'), permanent=True)])
    assert store.sources.validators("one", url) == Validators(etag='"1"', final=f"{url}/final")


def test_changed_rules_make_a_source_due_and_looked_at_anew(store: Store) -> None:
    store.sources.sync([source()], now=NOW)
    succeed(store, way="feed", way_url="https://example.org/feed", links=9)
    store.sources.sync([replace(source(), title="Other", weight=2.0)], now=NOW + HOUR)
    assert store.sources.states()["one"].way == "feed"
    store.sources.sync([replace(source(), exclude=("sport",))], now=NOW + HOUR)
    state = store.sources.states()["one"]
    assert (state.way, state.way_url, state.due_at, state.links) == ("", "", None, 9)
