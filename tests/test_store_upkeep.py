"""Old things are thrown away in their order, and nothing that somebody still needs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path

import pytest
from stored import HOUR, NOW, article, body_of, close_edition, keep, open_edition, url_of

from digest.config import Retention
from digest.identity import sketch
from digest.model import Page, Series, Source, Stored
from digest.pipeline import Publication, feeding, publish
from digest.pipeline.housekeeping import growth, keep_house, low_room
from digest.pipeline.room import LEAST_ROOM, free_bytes_at
from digest.store import Listed, Save, Store, Swept, upkeep
from digest.store.schema import metadata

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
    newest = store.articles.everything(most=feeds)
    by_source = (store.articles.of_source(name, most=feeds) for name in ("one", "two"))
    held = {one.id for one in chain(newest, *by_source)}
    return store.upkeep.sweep(now=now, held=held, **asked)


def publication_in(folder: Path) -> Publication:
    return Publication(
        folder=folder,
        title="T",
        timezone="Africa/Tripoli",
        language="en",
        series=(Series(title="T", timezone="Africa/Tripoli", at=time(7)),),
        keep=timedelta(),
    )


def feed_texts(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.rglob("*.xml")}


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
    store.listings.keep("one", {"example.org/a": Listed(article=made["a"].id)})
    store.listings.keep("two", {"example.org/c": Listed(article=made["b"].id)})
    assert sweep(store, texts=LATER).texts == 2  # c and d; b is in the feeds of one, and listed
    store.listings.keep("one", {})
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
    store.listings.keep("one", {"example.org/a": Listed(article=made["a"].id)})
    store.sources.sync([], now=NOW, whole=True)
    sweep(store, now=NOW + 89 * DAY)
    assert store.listings.of("one")
    sweep(store, now=NOW + 91 * DAY)
    assert not store.listings.of("one")


def test_it_is_done_once_a_day_and_measures_the_store(store: Store, tmp_path: Path) -> None:
    to = publication_in(tmp_path)
    keep_house(store, (), to, Retention(), now=NOW)
    (size,) = store.upkeep.sizes()
    assert size.day == date(2026, 3, 10)
    assert size.bytes == store.upkeep.bytes() > 50_000
    assert not store.upkeep.is_due(size.day)
    for n in range(1, 70):
        keep_house(store, (), to, Retention(), now=NOW + n * DAY)
    assert len(store.upkeep.sizes()) == 61


def test_ages_are_those_of_the_configuration(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "ALL_ARTICLES", 10)
    to, span = publication_in(tmp_path), open_edition(store)
    for n in range(20):
        keep(store, article(f"n{n}", text="Short."))
    close_edition(store, span)
    never = Retention(text=None, articles=None, ids=None)
    assert keep_house(store, (), to, never, now=LATER) == Swept()
    ages = Retention(text=99 * DAY, articles=99 * DAY, ids=99 * DAY)
    assert keep_house(store, (), to, ages, now=LATER) == Swept()  # done today
    found = keep_house(store, (), to, ages, now=LATER + DAY)
    assert found == Swept(texts=10, articles=10, ids=10)


def test_no_feed_changes_however_far_back_it_reaches(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copies count once in the feeds of several sources, which then hold older articles."""
    monkeypatch.setattr(feeding, "ALL_ARTICLES", 8)
    monkeypatch.setattr(feeding, "FEED_ARTICLES", 5)
    sources = [
        Source(name=name, url=f"https://{name}.org/", title=name, group="G")
        for name in ("one", "two")
    ]
    store.sources.sync([*sources, Source(name="gone", url="https://gone.org/")], now=NOW)
    to = publication_in(tmp_path)
    for n in range(6):
        keep(store, article(f"gone{n}"), source="gone")
    for n in range(9):
        for name in ("one", "two"):
            keep(store, article(f"{name}{n}", text=body_of(f"x{n}")), source=name)
    store.sources.sync(sources, now=NOW)
    publish(store, sources, to, now=NOW)
    publish(store, sources, to, now=LATER)
    written = feed_texts(tmp_path)
    swept = keep_house(store, sources, to, Retention(), now=LATER + DAY)
    publish(store, sources, to, now=LATER + DAY)
    assert feed_texts(tmp_path) == written
    assert len(written) == 4
    assert all(one.article.text for one in store.articles.of_source("gone", most=5))
    assert swept.texts == 6


def test_the_open_edition_does_not_change(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "ALL_ARTICLES", 1)
    to = publication_in(tmp_path)
    fill(store, "abc")
    brief = replace(Retention(), text=HOUR)
    publish(store, (), to, now=NOW)
    (file,) = tmp_path.glob("digest/*.md")
    written = file.read_bytes()
    assert b"it is said" in written
    keep_house(store, (), to, brief, now=NOW + 2 * HOUR)
    publish(store, (), to, now=NOW + 3 * HOUR)
    assert file.read_bytes() == written


def test_each_table_has_its_bound() -> None:
    """A new table is thrown away from in `upkeep`, or is named here with what bounds it."""
    by_article = {"alias", "apart", "article", "contested", "found", "revision", "sketch", "story"}
    by_source = {"boilerplate", "dropped", "furniture", "listed", "snapshot", "validator"}
    bounded = {
        "source": "config.toml",
        "edition": "a row a day",
        "upkeep": "60 days",
        "notice": "one thing that is told",
        "vocabulary": "200,000 words of a language",
        "noise": "a row a host, of 96 names",
        "file": "a row a file of the output folder",
        "rendered": "what feeds hold, once a day",
        "letter": "a year",
        "outbox": "a year after it is sent",
        "host": "90 days after its rest",
        "robots": "90 days after it was asked for",
    }
    assert set(metadata.tables) == by_article | by_source | set(bounded)


def test_addresses_that_are_asked_conditionally_do_not_add_up(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "MOST_VALIDATORS", 2)
    for name, days in (("one", 4), ("two", 1)):
        for day in range(days):
            url = f"https://example.org/sitemap-{day}.xml"
            page = Page(requested=url, url=url, body=b"", etag=f"e{day}", fetched_at=NOW)
            store.sources.save_validators(name, [page])
    sweep(store)
    kept = {
        (name, day): store.sources.validators(name, f"https://example.org/sitemap-{day}.xml").etag
        for name in ("one", "two")
        for day in range(4)
    }
    assert {place for place, etag in kept.items() if etag} == {("one", 2), ("one", 3), ("two", 0)}


def test_an_article_is_found_by_its_text_for_thirty_days(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "HASHES_AT_ONCE", 7)
    old = keep(store, article("a"))
    young = keep(store, article("b"), now=NOW + 20 * DAY)

    def found_by(one: Stored) -> list[str]:
        rows = sketch(one.article).rows()
        return [candidate.id for candidate in store.articles.candidates((), "", rows)]

    assert old.id in found_by(old)
    sweep(store, now=NOW + 31 * DAY)
    assert old.id not in found_by(old)
    assert young.id in found_by(young)


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


def test_a_text_that_was_extracted_anew_is_dropped_again(store: Store) -> None:
    made = fill(store, "abcd")
    sweep(store, texts=LATER, articles=LATER)
    save = Save(source="one", fingerprint="", now=LATER, reread_at=None)
    store.articles.correct(made["a"].id, article("a"), save, leader="")
    assert store.articles.get(made["a"].id).article.text
    assert sweep(store, texts=LATER, articles=LATER) == Swept(texts=1, articles=1)


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
