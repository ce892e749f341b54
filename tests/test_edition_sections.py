"""Sections are groups, subjects, sites or days, in the order in which their reader put them."""

from dataclasses import replace
from datetime import date, timedelta

from composing import SEEN, SERIES, composed, numbers, published, saying, sections, stored, story

from digest.model import Limits, Subject

OIL = Subject(name="oil", words=("oil", "نفط"))
PORTS = Subject(name="ports", words=("port",), without=("port wine",))
DAYS = timedelta(days=1)


def test_groups_follow_config_and_sources_without_group_come_last() -> None:
    edition = composed([stored(1, "loose"), stored(2, "ball"), stored(3, "times")])
    assert sections(edition) == [("Politics", [3]), ("Sport", [2]), ("", [1])]


def test_sites_follow_config_under_their_titles() -> None:
    series = replace(SERIES, sections_by="site")
    articles = [stored(1, "times"), stored(2, "gone"), stored(3, "ball"), stored(4, "loose")]
    edition = composed(articles, series=series)
    assert sections(edition) == [("Loose", [4]), ("ball", [3]), ("Times", [1]), ("", [2])]


def test_article_is_in_the_section_of_the_first_subject_that_it_is_on() -> None:
    series = replace(SERIES, sections_by="subject")
    articles = [
        saying(stored(1), title="Port wine is dear"),
        saying(stored(2), title="Oil leaves the port"),
        saying(stored(3), title="A port opens"),
        saying(stored(4), title="النفط يرتفع"),
    ]
    edition = composed(articles, series=series, subjects=[OIL, PORTS])
    assert sections(edition) == [("oil", [2, 4]), ("ports", [3]), ("", [1])]


def test_subjects_of_the_series_come_before_those_of_the_configuration() -> None:
    series = replace(SERIES, sections_by="subject", subjects=(PORTS,))
    edition = composed([saying(stored(1), title="Oil leaves the port")], series=series)
    assert sections(edition) == [("ports", [1])]
    edition = composed([saying(stored(1), title="Oil")], series=series, subjects=[OIL])
    assert sections(edition) == [("", [1])]


def test_story_is_on_the_subject_of_any_of_its_articles() -> None:
    series = replace(SERIES, sections_by="subject")
    articles = [stored(1), saying(stored(2), title="A port opens")]
    edition = composed(articles, series=series, subjects=[PORTS], stories=story("a", 1, 2))
    assert sections(edition) == [("ports", [1])]


def test_edition_that_makes_up_for_missed_ones_has_a_section_a_day() -> None:
    since = SEEN - 5 * DAYS
    articles = [
        published(stored(1, "post"), SEEN - 2 * DAYS),
        published(stored(2, "loose"), SEEN - 2 * DAYS),
        stored(3, "ball"),
        published(stored(4, "ball"), SEEN - 30 * DAYS),
        published(stored(5, "times"), SEEN - 3 * DAYS),
        published(stored(6, "ball"), SEEN - 3 * DAYS),
    ]
    edition = composed(articles, since=since, missed=True, stories=story("a", 5, 6))
    assert numbers(edition.top) == [5]
    assert [(one.day, one.title, numbers(one)) for one in edition.sections] == [
        (date(2026, 11, 23), "", [3]),
        (date(2026, 11, 21), "", [1, 2]),
    ]
    assert numbers(edition.late) == [4]


def test_days_are_those_of_the_zone() -> None:
    evening = SEEN.replace(day=22, hour=23)  # 01:00 of the 23rd in Tripoli
    (section,) = composed([published(stored(1), evening)], missed=True).sections
    assert section.day == date(2026, 11, 23)


def test_rest_of_a_section_keeps_its_title_and_order() -> None:
    series = replace(SERIES, limits=Limits(section=1))
    (section,) = composed([stored(3), stored(1), stored(2)], series=series).sections
    assert (section.title, numbers(section), numbers(section.rest)) == ("Politics", [1], [2, 3])
