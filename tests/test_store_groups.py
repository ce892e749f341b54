"""Copies are judged anew when texts change, and what a person parted stays two."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from stored import HOUR, NOW, article, body_of, keep, names, url_of

from digest.model import Stored
from digest.pipeline.recognising import regroup
from digest.pipeline.splitting import find_split, split
from digest.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as opened:
        yield opened


def tell(store: Store, name: str, text: str, *, source: str = "", hours: int = 0) -> Stored:
    """Store an article, new or changed, as a reading does."""
    one = article(name, text=text)
    now = NOW + hours * HOUR
    before = store.articles.known([f"example.org/{name}"])
    stored = keep(store, one, source=source or name, now=now)
    if before:
        regroup(store, stored, now=now)
    return store.articles.get(stored.id)


def test_an_article_that_becomes_a_copy_stays_in_the_feed_that_it_was_in(store: Store) -> None:
    first = tell(store, "a", body_of("a"))
    second = tell(store, "b", body_of("b"))
    assert names(store.articles.everything(most=9)) == ["b", "a"]
    joined = tell(store, "b", body_of("a"), hours=1)
    assert (joined.id, joined.copy_of) == (second.id, first.id)
    assert names(store.articles.everything(most=9)) == ["b", "a"]
    assert names(store.articles.of_sources(["a", "b"], most=9)) == ["b", "a"]
    assert [one.id for one in store.articles.copies([first.id])[first.id]] == [second.id]


def test_a_copy_that_is_none_any_more_is_an_article_of_its_own(store: Store) -> None:
    first = tell(store, "a", body_of("a"))
    assert tell(store, "b", body_of("a")).copy_of == first.id
    assert names(store.articles.everything(most=9)) == ["a"]
    assert tell(store, "b", body_of("b"), hours=1).copy_of == ""
    assert names(store.articles.everything(most=9)) == ["b", "a"]


def test_a_leader_stays_one_also_when_it_becomes_like_a_later_article(store: Store) -> None:
    first, second = tell(store, "a", body_of("a")), tell(store, "b", body_of("b"))
    third = tell(store, "c", body_of("a"))
    assert third.copy_of == first.id
    again = tell(store, "a", body_of("b"), hours=1)
    assert again.copy_of == ""
    assert store.articles.get(second.id).copy_of == ""
    assert store.articles.get(third.id).copy_of == first.id


def test_copies_of_one_that_becomes_a_copy_go_with_it(store: Store) -> None:
    first, second = tell(store, "a", body_of("a")), tell(store, "b", body_of("b"))
    third = tell(store, "c", body_of("b"))
    assert third.copy_of == second.id
    tell(store, "b", body_of("a"), hours=1)
    assert {store.articles.get(one.id).copy_of for one in (second, third)} == {first.id}


def test_what_was_split_is_never_one_again(store: Store) -> None:
    first = tell(store, "a", body_of("a"))
    copy = tell(store, "b", body_of("a"))
    found = find_split(store, copy.article.url)
    assert (found.kind, found.stored, found.others) == ("copy", copy, (first,))
    split(store, found)
    assert store.articles.get(copy.id).copy_of == ""
    assert names(store.articles.everything(most=9)) == ["b", "a"]
    changed = tell(store, "b", body_of("a") + " And a sentence that is new in here.", hours=1)
    assert changed.copy_of == ""
    assert tell(store, "c", body_of("a"), hours=2).copy_of == first.id
    assert tell(store, "b", body_of("a"), hours=3).copy_of == ""


def test_an_address_that_was_split_off_becomes_an_article_of_its_own(store: Store) -> None:
    text = body_of("a")
    first = keep(store, article("a", title="One title", text=text))
    moved = keep(store, article("b", title="One title", text=text))
    assert moved.id == first.id
    assert find_split(store, "https://example.org/b").kind == "alone"  # its present address
    found = find_split(store, "https://example.org/a")
    assert (found.kind, found.key) == ("address", "example.org/a")
    split(store, found)
    assert store.articles.known(["example.org/a", "example.org/b"]) == {"example.org/b": first.id}
    again = keep(store, article("a", title="One title", text=text))
    assert again.id != first.id
    assert again.copy_of == ""
    assert keep(store, article("a", title="One title", text=text)).id == again.id


def test_there_is_nothing_to_split_of_what_leads_or_is_alone_or_unknown(store: Store) -> None:
    leader, alone = tell(store, "a", body_of("a")), tell(store, "d", body_of("d"))
    tell(store, "b", body_of("a"))
    kinds = {
        one: find_split(store, one) for one in (leader.id, alone.article.url, "https://no.example/")
    }
    assert [found.kind for found in kinds.values()] == ["leader", "alone", "unknown"]
    for found in kinds.values():
        with pytest.raises(ValueError, match="nothing to split"):
            split(store, found)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_no_id_is_lost_and_no_copy_leads(tmp_path: Path, seed: int) -> None:
    chance, ids, parted = random.Random(seed), set(), []
    shown: set[str] = set()
    with Store(url_of(tmp_path / "digest.db")) as store:
        for step in range(25):
            name = chance.choice("abcdef")
            if chance.random() < 0.2 and ids:
                found = find_split(store, f"https://example.org/{name}")
                if found.kind == "copy" and found.stored:
                    split(store, found)
                    parted += [(found.stored.id, one.id) for one in found.others]
            else:
                ids.add(tell(store, name, body_of(chance.choice("xyz")), hours=step).id)
            every = {id_: store.articles.get(id_) for id_ in ids}
            assert all(not every[one.copy_of].copy_of for one in every.values() if one.copy_of)
            for one, other in parted:
                groups = [every[id_].copy_of or id_ for id_ in (one, other)]
                assert groups[0] != groups[1]
            now = [one.id for one in store.articles.everything(most=99)]
            assert len(now) == len(set(now))
            assert shown <= set(now)  # what a reader was shown is not taken away
            shown = set(now)


def test_a_day_of_its_own_keeps_notices_apart(store: Store) -> None:
    tell(store, "a", body_of("a"))
    late = keep(store, article("b", text=body_of("b")), source="b", now=NOW + timedelta(days=9))
    keep(store, article("b", text=body_of("a")), source="b", now=NOW + timedelta(days=9))
    regroup(store, store.articles.get(late.id), now=NOW + timedelta(days=9))
    assert store.articles.get(late.id).copy_of == ""
