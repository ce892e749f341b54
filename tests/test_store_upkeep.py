"""Old things are thrown away in their order, and nothing that somebody still needs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from stored import HOUR, NOW, article, body_of, keep, url_of

from digest.config import Retention
from digest.model import Source, Stored
from digest.pipeline.housekeeping import growth, keep_house, low_room
from digest.pipeline.room import LEAST_ROOM, free_bytes_at
from digest.store import Listed, Store, Swept, upkeep

DAY = timedelta(days=1)
LATER = NOW + 100 * DAY


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as opened:
        yield opened


def fill(store: Store, names: str, **saved: object) -> dict[str, Stored]:
    return {name: keep(store, article(name), **saved) for name in names}


def sweep(store: Store, *, now: datetime = LATER, feeds: int = 2, **before: datetime) -> Swept:
    asked = dict.fromkeys(("texts", "articles", "ids")) | before
    return store.upkeep.sweep(now=now, in_feeds=feeds, in_combined=feeds, **asked)


def test_texts_go_but_what_an_article_is_known_by_stays(store: Store) -> None:
    made = fill(store, "abcd")
    keep(store, article("a", title="Other title of a"), now=NOW + HOUR)
    assert sweep(store, texts=LATER) == Swept(texts=2)
    texts = {name: store.articles.get(one.id).article.text for name, one in made.items()}
    assert [name for name, text in texts.items() if text] == ["c", "d"]
    old = store.articles.get(made["a"].id)
    assert (old.article.html, old.article.title, old.revision) == ("", "Other title of a", 2)
    assert len(store.revisions.of(old.id)) == 1
    assert store.trails.of(old.id).text_dropped_at == LATER
    assert sweep(store, texts=LATER) == Swept()


def test_what_a_list_or_a_feed_holds_stays(store: Store) -> None:
    made = fill(store, "ab")
    fill(store, "cdef", source="two")
    store.articles.list("one", {"example.org/a": Listed(article=made["a"].id)})
    store.articles.list("two", {"example.org/c": Listed(article=made["b"].id)})
    assert sweep(store, texts=LATER).texts == 2  # c and d; b is in the feeds of one, and listed
    store.articles.list("one", {})
    assert sweep(store, texts=LATER, feeds=1).texts == 2  # a, and e


def test_a_young_article_keeps_its_text(store: Store) -> None:
    fill(store, "abc", now=LATER)
    fill(store, "de", now=LATER + DAY)
    assert sweep(store, texts=LATER) == Swept()


def test_an_old_article_is_known_again_when_nothing_else_is_left(store: Store) -> None:
    made = fill(store, "abcd")
    assert sweep(store, texts=LATER, articles=LATER) == Swept(texts=2, articles=2)
    gone = store.articles.get(made["a"].id)
    assert (gone.article.title, gone.article.addresses, gone.id) == ("", (), made["a"].id)
    again = keep(store, article("a"), now=LATER + DAY)
    assert (again.id, again.revision, again.updated) == (made["a"].id, 1, NOW)
    assert again.article == article("a")
    assert sweep(store, texts=LATER, articles=LATER) == Swept(texts=1, articles=1)


def test_at_last_ids_go_too(store: Store) -> None:
    made = fill(store, "abcd")
    assert sweep(store, texts=LATER, articles=LATER, ids=LATER) == Swept(texts=2, articles=2, ids=2)
    with pytest.raises(KeyError):
        store.articles.get(made["a"].id)
    assert store.articles.known(["example.org/a"]) == {}
    assert keep(store, article("a"), now=LATER).number > made["d"].number


def test_an_article_that_copies_lead_to_is_not_forgotten_before_them(store: Store) -> None:
    leader = keep(store, article("a", text=body_of("x")))
    fill(store, "bc")
    copy = keep(store, article("z", text=body_of("x")), source="two", now=NOW + HOUR)
    fill(store, "de")
    assert copy.copy_of == leader.id
    found = sweep(store, articles=NOW + HOUR, ids=NOW + HOUR, feeds=1)
    assert found.articles > found.ids
    assert store.articles.get(leader.id).id == leader.id


def test_texts_are_dropped_in_more_than_one_transaction(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store, "abcdefg")
    monkeypatch.setattr(upkeep, "AT_ONCE", 2)
    assert sweep(store, texts=LATER).texts == 5


def test_what_is_known_of_a_source_that_is_gone_for_long_goes(store: Store) -> None:
    one = Source(name="one", url="https://example.org/")
    store.sources.sync([one], now=NOW, whole=True)
    made = fill(store, "abc")
    store.articles.list("one", {"example.org/a": Listed(article=made["a"].id)})
    store.sources.sync([], now=NOW, whole=True)
    sweep(store, now=NOW + 89 * DAY)
    assert store.articles.listed("one")
    sweep(store, now=NOW + 91 * DAY)
    assert not store.articles.listed("one")


def test_it_is_done_once_a_day_and_measures_the_store(store: Store) -> None:
    keep_house(store, Retention(), now=NOW, timezone="Africa/Tripoli")
    (size,) = store.upkeep.sizes()
    assert size.day == date(2026, 3, 10)
    assert size.bytes == store.upkeep.bytes() > 50_000
    assert not store.upkeep.is_due(size.day)
    for n in range(1, 70):
        keep_house(store, Retention(), now=NOW + n * DAY, timezone="Africa/Tripoli")
    assert len(store.upkeep.sizes()) == 61


def test_ages_are_those_of_the_configuration(store: Store) -> None:
    for n in range(510):
        keep(store, article(f"n{n}", text="Short."))
    never = Retention(text=None, articles=None, ids=None)
    assert keep_house(store, never, now=LATER, timezone="UTC") == Swept()
    ages = Retention(text=99 * DAY, articles=99 * DAY, ids=99 * DAY)
    assert keep_house(store, ages, now=LATER, timezone="UTC") == Swept()  # done today
    found = keep_house(store, ages, now=LATER, timezone="UTC", always=True)
    assert found == Swept(texts=10, articles=10, ids=10)


def test_a_full_disk_is_told_once_and_again_after_it_was_over(store: Store) -> None:
    def told(megabytes: int) -> str:
        return low_room(store, lambda: megabytes * 2**20, now=NOW)

    assert told(500) == ""
    assert "only 499 MB are free" in told(499)
    assert told(400) == ""
    assert told(600) == ""
    assert "only 10 MB are free" in told(10)


def test_the_room_is_that_of_the_disk_of_the_store(tmp_path: Path) -> None:
    assert free_bytes_at(tmp_path / "digest.db")() > 0
    assert free_bytes_at(None)() == LEAST_ROOM


def test_a_dropped_text_that_comes_again_is_no_revision(store: Store) -> None:
    made = fill(store, "abcd")
    sweep(store, texts=LATER)
    again = keep(store, article("a"), now=LATER)
    assert (again.revision, again.article.text) == (1, body_of("a"))
    other = keep(store, replace(article("b"), text=body_of("other")), now=LATER)
    assert (other.id, other.revision) == (made["b"].id, 2)


def test_growth_is_that_of_the_last_week(store: Store) -> None:
    assert growth(store, 1000).week is None
    for n in range(12):
        store.upkeep.done(NOW.date() + n * DAY, now=NOW)
    assert (growth(store, 1000).week, growth(store, 1000).days_left) == (0, None)
    fill(store, "abcdefgh")
    for n in range(60):
        keep(store, article(f"n{n}", text=body_of(f"n{n}") * 20))
    store.upkeep.done(NOW.date() + 12 * DAY, now=NOW)
    found = growth(store, 10**9)
    assert found.bytes == store.upkeep.bytes()
    assert found.week == found.bytes - store.upkeep.sizes()[7].bytes > 0
    assert found.days_left == 10**9 * 7 // found.week


def test_growth_of_less_than_a_week_is_reckoned_up(store: Store) -> None:
    store.upkeep.done(NOW.date(), now=NOW)
    for n in range(60):
        keep(store, article(f"n{n}", text=body_of(f"n{n}") * 20))
    store.upkeep.done(NOW.date() + 2 * DAY, now=NOW)
    newest, before = store.upkeep.sizes()
    assert growth(store, 10**9).week == round((newest.bytes - before.bytes) * 7 / 2)


def test_an_article_whose_text_was_dropped_may_change_and_is_found_by_its_new_text(
    store: Store,
) -> None:
    made = fill(store, "abcd", now=LATER)
    late = LATER + DAY
    assert sweep(store, now=late, texts=late).texts == 2
    longer = f"{body_of('a')} Nobody was hurt when the old bridge fell down."
    again = keep(store, article("a", text=longer), now=late)
    assert (again.id, again.revision, again.article.text) == (made["a"].id, 2, longer)
    moved = article("moved", title="Title of a", text=longer + " More of it comes later.")
    assert keep(store, moved, now=late).id == made["a"].id
