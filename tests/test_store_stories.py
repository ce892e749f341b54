"""Stories are kept with the words that they are known by, and grow from run to run."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from stored import HOUR, NOW, QUAKE, QUAKE_2, read_enough, tell, url_of

from digest.pipeline.gathering import gather
from digest.store import Store
from digest.store import stories as kept
from digest.stories.gathering import FEWEST

VOTE = "Parliament votes budget", "The parliament in Tripoli voted a budget of forty billion."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that has read enough to know which words are rare."""
    with Store(url_of(tmp_path / "digest.db")) as opened:
        read_enough(opened)
        yield opened


def test_a_story_grows_from_run_to_run(store: Store) -> None:
    first = tell(store, "a", *QUAKE)
    vote = tell(store, "b", *VOTE)
    gather(store, now=NOW)
    second = tell(store, "c", *QUAKE_2, now=NOW + 2 * HOUR)
    gather(store, now=NOW + 2 * HOUR)
    told = store.stories.of([first.id, second.id, vote.id])
    assert told[first.id].story == told[second.id].story != told[vote.id].story
    assert told[first.id].centrality == pytest.approx(told[second.id].centrality)
    assert told[vote.id].centrality == 0
    assert set(store.stories.articles(second.id)) == {first.id, second.id}


def test_a_long_story_stays_whole(store: Store) -> None:
    ids = []
    for n in range(4):
        now = NOW + n * timedelta(days=2)
        text = f"{QUAKE[1]} {QUAKE_2[1]}"
        ids.append(tell(store, f"q{n}", f"{QUAKE[0]} day{n}", f"Update{n}. {text}", now=now).id)
        gather(store, now=now)
    told = store.stories.of(ids)
    assert len({one.story for one in told.values()}) == 1
    assert len(store.stories.articles(ids[0])) == 4


def test_nothing_is_gathered_twice(store: Store) -> None:
    one = tell(store, "a", *QUAKE)
    gather(store, now=NOW)
    before = store.stories.of([one.id])
    assert store.stories.untold(since=NOW - HOUR) == {}
    gather(store, now=NOW)
    assert store.stories.of([one.id]) == before
    assert store.stories.gathering("en", since=NOW).vocabulary.articles == FEWEST + 1


def test_copies_and_what_no_edition_may_hold_tell_no_story(store: Store) -> None:
    text = " ".join(f"Sentence {n} of the quake in Tobruk." for n in range(20))
    first, copy = tell(store, "a", QUAKE[0], text), tell(store, "b", QUAKE[0], text)
    assert copy.copy_of == first.id
    old = tell(store, "c", *QUAKE_2, eligible=False)
    gather(store, now=NOW)
    assert set(store.stories.of([first.id, copy.id, old.id])) == {first.id}
    assert store.stories.articles(copy.id) == ()


def test_what_an_older_program_stored_long_ago_is_left_alone(store: Store) -> None:
    tell(store, "a", *QUAKE, now=NOW - timedelta(days=8))
    assert store.stories.untold(since=NOW - timedelta(days=7)) == {}


def test_other_languages_have_stories_of_their_own(store: Store) -> None:
    one, two = tell(store, "a", *QUAKE), tell(store, "b", *QUAKE_2, language="fr")
    gather(store, now=NOW)
    told = store.stories.of([one.id, two.id])
    assert told[one.id].story != told[two.id].story
    assert store.stories.gathering("fr", since=NOW).vocabulary.articles == 1


def test_words_of_one_article_go_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_WORDS", 50)
    tell(store, "a", *QUAKE)
    gather(store, now=NOW)
    words = store.stories.gathering("en", since=NOW).vocabulary
    assert (words.count("the"), words.count("alone3"), words.articles) == (50, 0, 51)


def test_more_articles_than_one_statement_takes_have_their_stories(store: Store) -> None:
    one = tell(store, "a", *QUAKE)
    gather(store, now=NOW)
    many = [f"urn:{n}" for n in range(2500)]
    assert set(store.stories.of([*many, one.id])) == {one.id}
