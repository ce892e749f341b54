"""First comes what most sources tell; a section shows so many of each source."""

from dataclasses import replace
from datetime import timedelta

from composing import (
    SEEN,
    SERIES,
    SOURCES,
    composed,
    numbers,
    published,
    saying,
    sections,
    stored,
    story,
)

from digest.model import Limits

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_story_that_more_sources_tell_comes_before_a_newer_one() -> None:
    articles = [
        published(stored(1, "post"), SEEN - 5 * HOUR),
        published(stored(2, "ball"), SEEN - 5 * HOUR),
        published(stored(3, "loose"), SEEN - 5 * HOUR),
        stored(4, "post"),
        stored(5, "times"),
    ]
    edition = composed(articles, stories=story("quake", 1, 2, 3) | story("match", 5, 4))
    assert numbers(edition.top) == [1, 5]
    assert edition.sections == ()


def test_two_articles_of_one_source_are_no_top_story() -> None:
    edition = composed([stored(1), stored(2)], stories=story("quake", 1, 2))
    assert (edition.top, sections(edition)) == ((), [("Politics", [1])])


def test_copy_by_another_source_makes_a_top_story() -> None:
    known = stored(7, "times", copy_of="urn:1")
    assert numbers(composed([stored(1)], copies={"urn:1": [known]}).top) == [1]


def test_copies_count_by_their_sources() -> None:
    articles = [stored(1, "post"), stored(2, "times"), stored(3, "ball"), stored(4, "loose")]
    copies = {
        "urn:1": [stored(5, "ball", copy_of="urn:1"), stored(6, "ball", copy_of="urn:1")],
        "urn:3": [stored(7, "post", copy_of="urn:3")],
    }
    edition = composed(articles, copies=copies, stories=story("quake", 3, 4) | story("vote", 1, 2))
    assert numbers(edition.top) == [1, 3]
    edition = composed(articles[2:], copies=copies, stories=story("quake", 3, 4))
    assert numbers(edition.top) == [3]


def test_of_stories_of_one_hour_the_weightier_comes_first_and_of_others_the_newer() -> None:
    heavy = [replace(one, weight=2.0 if one.name == "ball" else 1.0) for one in SOURCES]
    at = SEEN.replace(minute=0)
    articles = [
        published(stored(1, "post", first_seen=at + HOUR), at + 50 * MINUTE),
        published(stored(2, "times"), at),
        published(stored(3, "ball", first_seen=at + HOUR), at + 10 * MINUTE),
        published(stored(4, "loose"), at),
        published(stored(5, "ball"), at - MINUTE),
        published(stored(6, "loose"), at - MINUTE),
    ]
    stories = story("a", 1, 2) | story("b", 3, 4) | story("c", 5, 6)
    assert numbers(composed(articles, stories=stories, sources=heavy).top) == [3, 1, 5]
    assert numbers(composed(articles, stories=stories).top) == [1, 3, 5]


def test_story_is_as_new_as_its_newest_article() -> None:
    articles = [
        published(stored(1), SEEN - 9 * HOUR),
        stored(2),
        published(stored(3), SEEN - HOUR),
    ]
    assert sections(composed(articles, stories=story("a", 1, 2))) == [("Politics", [1, 3])]


def test_top_stories_beyond_the_limit_stand_in_their_section() -> None:
    series = replace(SERIES, limits=Limits(top=1))
    articles = [stored(1, "post"), stored(2, "ball"), stored(3, "times"), stored(4, "ball")]
    edition = composed(articles, stories=story("a", 1, 2) | story("b", 4, 3), series=series)
    assert (numbers(edition.top), sections(edition)) == ([1], [("Sport", [4])])


def test_weight_comes_before_time_in_a_section() -> None:
    heavy = [replace(one, weight=3.0 if one.name == "times" else 1.0) for one in SOURCES]
    articles = [stored(1), published(stored(2, "times"), SEEN - 5 * HOUR), stored(3)]
    assert sections(composed(articles, sources=heavy)) == [("Politics", [2, 1, 3])]


def test_section_shows_so_many_of_a_source_and_so_many_at_all() -> None:
    series = replace(SERIES, limits=Limits(section=3, source=2))
    articles = [*map(stored, (1, 2, 3)), *(stored(n, "times") for n in (4, 5))]
    (section,) = composed(articles, series=series).sections
    assert numbers(section) == [1, 2, 4]
    assert numbers(section.rest) == [3, 5]


def test_late_articles_are_limited_likewise() -> None:
    series = replace(SERIES, limits=Limits(section=2, source=1))
    old = SEEN - timedelta(days=9)
    articles = [published(stored(n), old + n * HOUR) for n in (1, 2, 3)]
    late = composed(articles, series=series).late
    assert (numbers(late), numbers(late.rest)) == ([3], [2, 1])


def test_summary_of_a_top_story_has_two_sentences_and_another_as_many_as_there_is_room_for() -> (
    None
):
    text = "The port opened on Monday. Ships came at once. Nobody had waited."
    articles = [saying(stored(n, name), text=text) for n, name in ((1, "post"), (2, "ball"))]
    (entry,) = composed(articles, stories=story("a", 1, 2)).top
    assert entry.summary == "The port opened on Monday. Ships came at once."
    (section, _) = composed(articles).sections
    assert section.entries[0].summary == text
