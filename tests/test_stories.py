"""Articles on one event are one story, and a story stays the same while it grows."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model import Article
from digest.stories import Gathering, Telling, Vocabulary, features, language_of
from digest.stories.gathering import FEWEST, WINDOW

AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SMALL = "the a of in on and for with was said it he they at by from to as that this".split()  # noqa: SIM905
QUAKE = (
    "Quake shakes Tobruk",
    "A quake of magnitude 6 shook Tobruk harbour; eleven houses fell down",
)
QUAKE_2 = (
    "Houses fall in Tobruk",
    "Eleven houses fell when a quake shook the town of Tobruk at dawn",
)
QUAKE_3 = "Tobruk counts damage", "After the quake Tobruk counts eleven houses that fell down"
VOTE = "Parliament votes budget", "The parliament in Tripoli voted a budget of forty billion dinars"
VOTE_2 = (
    "Budget of forty billion",
    "A budget of forty billion dinars was voted by parliament, Tripoli",
)


def telling(
    number: int, title: str, text: str, *, story: str = "", at: datetime = AT, name: str = ""
) -> Telling:
    return Telling(
        id=name or f"urn:{number}",
        number=number,
        at=at,
        features=features(title, text),
        story=story,
    )


def background(articles: int = FEWEST) -> Vocabulary:
    """A vocabulary that knows the small words."""
    vocabulary = Vocabulary()
    for number in range(articles):
        vocabulary.learn(features(f"Other{number}", " ".join(SMALL)))
    return vocabulary


def gathered(
    texts: Sequence[tuple[str, str]], known: Iterable[Telling] = (), *, repair: bool = True
) -> Gathering:
    gathering = Gathering(known, background())
    for number, (title, text) in enumerate(texts, start=100):
        gathering.add(telling(number, title, text))
    if repair:
        gathering.repair()
    return gathering


def groups(gathering: Gathering) -> set[frozenset[str]]:
    stories: dict[str, set[str]] = {}
    for id_, story in gathering.story.items():
        stories.setdefault(story, set()).add(id_)
    return {frozenset(ids) for ids in stories.values()}


def test_two_events_are_two_stories() -> None:
    found = gathered([QUAKE, VOTE, QUAKE_2, VOTE_2, QUAKE_3])
    assert groups(found) == {
        frozenset(("urn:100", "urn:102", "urn:104")),
        frozenset(("urn:101", "urn:103")),
    }


@given(st.permutations([QUAKE, VOTE, QUAKE_2, VOTE_2, QUAKE_3]))
@settings(max_examples=20, deadline=None)
def test_the_order_in_which_they_come_does_not_count(texts: list[tuple[str, str]]) -> None:
    found = gathered(texts)
    names = {f"urn:{100 + at}": text for at, text in enumerate(texts)}
    told = {frozenset(names[id_] for id_ in ids) for ids in groups(found)}
    assert told == {frozenset((QUAKE, QUAKE_2, QUAKE_3)), frozenset((VOTE, VOTE_2))}


def test_a_later_article_joins_a_story_that_is_known() -> None:
    known = [telling(1, *QUAKE, story="urn:s"), telling(2, *VOTE, story="urn:v")]
    found = gathered([QUAKE_2], known)
    assert found.story["urn:100"] == "urn:s"
    assert set(found.changed()) == {"urn:1", "urn:100"}
    assert all(centrality > 0 for centrality in found.changed().values())


@pytest.mark.parametrize(("late", "joins"), [(timedelta(), True), (timedelta(seconds=1), False)])
def test_an_event_is_told_for_some_days(late: timedelta, joins: bool) -> None:  # noqa: FBT001
    gathering = Gathering([telling(1, *QUAKE, story="urn:s")], background())
    story = gathering.add(telling(2, *QUAKE_2, at=AT + WINDOW + late))
    assert (story == "urn:s") is joins


def test_before_words_are_known_nothing_is_put_together() -> None:
    gathering = Gathering((), background(FEWEST - 3))
    for number, text in enumerate((QUAKE, QUAKE_2)):
        gathering.add(telling(number, *text))
    gathering.repair()
    assert len(groups(gathering)) == 2
    gathering.add(telling(3, *VOTE))
    gathering.repair()
    assert len(groups(gathering)) == 2


def test_of_merged_stories_the_older_id_stays() -> None:
    known = [
        telling(7, *QUAKE, story="urn:younger"),
        telling(3, *QUAKE_2, story="urn:older"),
    ]
    found = gathered([QUAKE_3], known)
    assert set(found.story.values()) == {"urn:older"}


def test_an_older_story_of_one_article_keeps_its_id_when_others_join_it() -> None:
    known = [
        telling(2, *QUAKE, story="urn:older"),
        telling(3, *QUAKE_2, story="urn:younger"),
        telling(4, *QUAKE_3, story="urn:younger"),
    ]
    found = gathered([("Tobruk quake", "Eleven houses fell in the Tobruk quake")], known)
    assert set(found.story.values()) == {"urn:older"}


def test_a_part_that_is_split_off_gets_a_new_id() -> None:
    known = [
        telling(1, *QUAKE, story="urn:s"),
        telling(2, *QUAKE_2, story="urn:s"),
        telling(3, *VOTE, story="urn:s"),
    ]
    found = gathered([QUAKE_3], known)
    assert {found.story[id_] for id_ in ("urn:1", "urn:2", "urn:100")} == {"urn:s"}
    assert found.story["urn:3"].startswith("urn:uuid:")


def test_an_id_that_a_story_has_is_not_given_to_another() -> None:
    first = Gathering((), background()).add(telling(1, *QUAKE))
    known = [telling(2, *VOTE, story=first), telling(3, *VOTE_2, story=first)]
    gathering = Gathering(known, background())
    assert gathering.add(telling(1, *QUAKE)) != first


def test_small_words_alone_make_no_story() -> None:
    chance = random.Random(5)
    texts = [
        (f"Heading{n}", " ".join([*chance.sample(SMALL, 15), f"only{n}", f"alone{n}"]))
        for n in range(8)
    ]
    assert len(groups(gathered(texts))) == 8


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=60)), max_size=8))
@settings(max_examples=50, deadline=None)
def test_any_text_has_one_story(texts: list[tuple[str, str]]) -> None:
    found = gathered(texts)
    assert set(found.story) == {f"urn:{100 + n}" for n in range(len(texts))}
    assert set(found.changed()) == set(found.story)
    assert all(-1e-9 <= centrality <= 1 + 1e-9 for centrality in found.changed().values())


def test_names_and_numbers_count_as_such_too_and_titles_twice() -> None:
    assert features("Tobruk", "In Tobruk 6 fell") == {
        "tobruk": 3, "^tobruk": 3, "in": 1, "^in": 1, "6": 1, "^6": 1, "fell": 1,
    }  # fmt: skip


def test_scripts_without_spaces_are_cut_into_pairs() -> None:
    assert features("地震", "東京で") == {"地震": 2, "東京": 1, "京で": 1}
    assert features("震", "") == {"震": 2}


def test_arabic_is_known_without_vowels_article_and_forms_of_alef() -> None:
    one, two = features("", "الزَّلزال أحمد وَالمدينة"), features("", "زلزال احمد المدينه")
    assert one == two


def test_only_the_beginning_of_a_text_counts() -> None:
    assert features("", "word " * 500)["word"] == 200
    assert sum(features("", "字" * 100_000).values()) < 4100


@pytest.mark.parametrize(
    ("article", "language"),
    [
        (Article(url="", title="x", language="pt-BR"), "pt"),
        (Article(url="", title="Сильный шторм"), "ru"),
        (Article(url="", title="زلزال في طبرق"), "ar"),
        (Article(url="", title="東京で地震がありました"), "ja"),
        (Article(url="", title="北京发生地震"), "zh"),
        (Article(url="", title="Storm"), "und"),
        (Article(url="", title=""), "und"),
    ],
)
def test_stories_are_of_one_language(article: Article, language: str) -> None:
    assert language_of(article) == language


def test_a_word_is_the_lighter_the_more_articles_have_it() -> None:
    vocabulary = background(100)
    assert vocabulary.weight("the") < 0.01
    assert vocabulary.weight("^other5") > 3
    assert Vocabulary(5, {"a": 9}).weight("a") == 0
