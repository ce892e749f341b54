"""Copies are judged anew when texts change, and what a person parted stays two."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from stored import HOUR, NOW, article, body_of, keep, names, url_of

from digest.identity import Decision
from digest.model import Stored
from digest.pipeline.recognising import recognise
from digest.pipeline.splitting import find_split, split
from digest.store import Save, Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as opened:
        yield opened


def tell(store: Store, name: str, text: str, *, source: str = "", hours: int = 0) -> Stored:
    """Store an article, new or changed, as a reading does."""
    one = article(name, text=text)
    return keep(store, one, source=source or name, now=NOW + hours * HOUR)


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


def test_a_split_address_stays_one_where_copies_and_claims_lead_back(store: Store) -> None:
    text, a, b = body_of("a"), "https://example.org/a", "https://example.org/b"
    first = keep(store, article("a", title="One title", text=text))
    claims = article("b", title="One title", text=text, url=a, addresses=(b, a))
    assert keep(store, claims).id == first.id
    assert tell(store, "c", text, source="two").copy_of == first.id
    split(store, find_split(store, b))
    own = keep(store, claims)
    assert (own.id == first.id, own.copy_of) == (False, "")
    assert recognise(store, claims, source="one", now=NOW).decision.keys == ("example.org/b",)
    assert keep(store, claims).id == own.id
    assert keep(store, article("a", title="One title", text=text)).id == first.id
    assert tell(store, "b", text + " And more was said of it.", source="one").copy_of == ""


def test_an_article_that_claims_the_address_that_was_split_off_stays_what_it_is(
    store: Store,
) -> None:
    text, a, b = body_of("a"), "https://example.org/a", "https://example.org/b"
    first = keep(store, article("a", title="One title", text=text))
    assert keep(store, article("b", title="One title", text=text)).id == first.id
    split(store, find_split(store, a))
    claims = article("b", title="One title", text=text, url=a, addresses=(b, a))
    assert keep(store, claims).id == first.id
    assert store.articles.known(["example.org/a", "example.org/b"]) == {"example.org/b": first.id}
    assert keep(store, article("a", title="One title", text=text)).id != first.id


def test_an_address_whose_every_key_is_taken_is_the_article_that_it_leads_to(store: Store) -> None:
    text, a = body_of("a"), "https://example.org/a"
    one = keep(store, article("a", title="One title", text=text))
    both = article("a", title="One title", text=text, addresses=("https://example.org/b", a))
    assert keep(store, both).id == one.id
    store.groups.split_key("example.org/x", one.id)
    third = "https://example.org/x"
    again = replace(both, url="https://example.org/b", addresses=(a, third, both.addresses[0]))
    other = keep(store, again)  # its final address was said to be none of it
    assert other.id != one.id
    assert keep(store, again).id == other.id


def test_what_changes_its_group_is_neither_shown_nor_taken_away_for_it(store: Store) -> None:
    for name, text in (("a", "a"), ("b", "b"), ("c", "b"), ("d", "a")):
        tell(store, name, body_of(text))
    feeds = [names(store.articles.everything(most=9)), names(_of(store, "c", "d"))]
    assert feeds == [["b", "a"], ["d", "c"]]
    assert tell(store, "c", body_of("a"), hours=1).copy_of == _id(store, "a")
    assert [names(store.articles.everything(most=9)), names(_of(store, "c", "d"))] == feeds
    tell(store, "b", body_of("a"), hours=2)
    assert [names(store.articles.everything(most=9)), names(_of(store, "c", "d"))] == feeds


def test_what_was_split_while_another_program_judged_is_not_joined_again(store: Store) -> None:
    first, copy = tell(store, "a", body_of("a")), tell(store, "b", body_of("a"))
    store.groups.split(first.id)  # it leads: there is nothing to undo
    assert store.groups.parted_by_hand(first.id) == ()
    store.groups.split(copy.id)
    assert store.groups.parted_by_hand(first.id) == (copy.id,)
    store.articles.update(
        article("b", text=body_of("c")),
        Decision(kind="known", id=copy.id, leader=first.id, keys=("example.org/b",)),
        Save(source="b", fingerprint="", now=NOW, reread_at=None),
    )
    assert (store.articles.get(copy.id).revision, store.articles.get(copy.id).copy_of) == (2, "")


def test_an_address_that_was_split_off_keeps_apart_who_is_fetched_there_later(
    store: Store,
) -> None:
    a, b = "https://example.org/a", "https://example.org/b"
    first = tell(store, "f", body_of("a"), source="one")
    store.groups.split_key("example.org/a", first.id)
    claims = article("b", text=body_of("b"), url=a, addresses=(b,), claims=(a,))
    assert tell(store, "b", body_of("b"), source="one").id == keep(store, claims).id
    assert store.articles.known(["example.org/a"], claims=True)
    late = tell(store, "a", body_of("c"), source="one")
    assert store.articles.known(["example.org/a"]) == {"example.org/a": late.id}
    assert store.groups.parted_by_hand(late.id) == (first.id,)


def test_one_title_and_text_in_one_source_are_copies_from_then_on(store: Store) -> None:
    first = tell(store, "a", body_of("a"), source="one")
    other = replace(article("b", text=body_of("b")), title=first.article.title)
    keep(store, other, source="one")
    again = keep(store, replace(other, text=body_of("a")), source="one", now=NOW + HOUR)
    assert again.copy_of == first.id


def _id(store: Store, name: str) -> str:
    return store.articles.known([f"example.org/{name}"])[f"example.org/{name}"]


def _of(store: Store, *sources: str) -> tuple[Stored, ...]:
    return store.articles.of_sources(sources, most=99)


SITES = {"one": "abc", "two": "def", "three": "gh"}


class Press:
    """Random news of three sources, of which a person splits some."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store, self.chance = store, random.Random(seed)
        self.ids: set[str] = set()
        self.parted: set[tuple[str, str]] = set()
        """Pairs of a key or an id and the id of another article."""

    def step(self, hours: int) -> None:
        name = self.chance.choice("abcdefgh")
        if self.chance.random() < 0.3:
            self._split(f"https://example.org/{name}")
        else:
            self._publish(name, hours)

    def _publish(self, name: str, hours: int) -> None:
        source = next(source for source, names_ in SITES.items() if name in names_)
        other = self.chance.choice(SITES[source])
        own, claimed = (f"https://example.org/{one}" for one in (name, other))
        one = article(
            name,
            text=body_of(self.chance.choice("xyz")),
            title=self.chance.choice(("One title", "Sentence of what is said")),
            url=self.chance.choice((own, claimed)),
            addresses=self.chance.choice(((own,), (own, claimed))),
            claims=self.chance.choice(((), (claimed,), (f"guid:{name}",))),
        )
        stored = keep(self.store, one, source=source, now=NOW + hours * HOUR)
        self.ids.add(stored.id)

    def _split(self, address: str) -> None:
        found = find_split(self.store, address)
        if found.stored and found.can_be_undone:
            split(self.store, found)
            one = found.key or found.stored.id
            others = (found.stored,) if found.key else found.others
            self.parted |= {(one, other.id) for other in others}

    def check(self, shown: dict[str, set[str]]) -> None:
        every = {id_: self.store.articles.get(id_) for id_ in self.ids}
        groups = {id_: one.copy_of or id_ for id_, one in every.items()}
        assert all(not every[leader].copy_of for leader in groups.values())
        leads = self.store.articles.known([f"example.org/{name}" for name in "abcdefgh"])
        for one, other in self.parted:
            held = leads.get(one, one)
            assert groups.get(held) != groups[other]
        feeds = {
            "all": self.store.articles.everything(most=99),
            "some": _of(self.store, "one", "two"),
            "one": self.store.articles.of_source("one", most=99),
        }
        for name, feed in feeds.items():
            now = {one.id for one in feed}
            assert len(now) == len(feed)
            assert shown[name] <= now  # what a reader was shown is not taken away
            shown[name] = now
        assert {id_ for id_, leader in groups.items() if leader == id_} <= shown["all"]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_nothing_is_lost_and_what_was_parted_stays_so(
    tmp_path: Path, seed: int
) -> None:
    shown: dict[str, set[str]] = {"all": set(), "some": set(), "one": set()}
    with Store(url_of(tmp_path / "digest.db")) as store:
        press = Press(store, seed)
        for hours in range(25):
            press.step(hours)
            press.check(shown)


def test_a_day_of_its_own_keeps_notices_apart(store: Store) -> None:
    tell(store, "a", body_of("a"))
    late = keep(store, article("b", text=body_of("b")), source="b", now=NOW + timedelta(days=9))
    keep(store, article("b", text=body_of("a")), source="b", now=NOW + timedelta(days=9))
    assert store.articles.get(late.id).copy_of == ""
