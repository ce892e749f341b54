from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digest.discover.select import listing_links, unwanted
from digest.errors import ConfigError
from digest.model import Link, Published, Source, Survey

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
SOURCE = Source(name="gazette", url="https://gazette.example/")


def links(*names: object, site: str = "https://gazette.example/") -> tuple[Link, ...]:
    return tuple(Link(url=f"{site}{name}") for name in names)


def listing(*names: object) -> Survey:
    return Survey(links=links(*names))


def test_scored_links_are_those_of_the_listing_without_structured_ones() -> None:
    assert listing_links(listing(1, 2, 3)) == links(1, 2, 3)


def test_structured_list_that_covers_the_scored_one_is_believed() -> None:
    survey = replace(listing(1, 2, 3, "x"), structured=links(1, 2, 3, 4, 5))
    assert listing_links(survey) == links(1, 2, 3, 4, 5)


def test_structured_list_of_a_few_top_stories_is_not_the_list() -> None:
    survey = replace(listing(*range(10)), structured=links(1, 2, 3))
    assert listing_links(survey) == links(*range(10))


def test_structured_list_stands_in_where_scoring_finds_nothing() -> None:
    assert listing_links(Survey(structured=links(1, 2, 3))) == links(1, 2, 3)
    assert listing_links(Survey(structured=links(1, 2))) == ()


def test_selected_links_go_before_structured_ones() -> None:
    survey = replace(listing(1), structured=links(1, 2, 3), selected=True)
    assert listing_links(survey) == links(1)


ROAD = Link(url="https://gazette.example/politics/road", title="The road is open")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (SOURCE, ""),
        (replace(SOURCE, include=("road",)), ""),
        (replace(SOURCE, include=("sport", "/politics/")), ""),
        (replace(SOURCE, include=("sport",)), "not included by any expression"),
        (replace(SOURCE, include=("ROAD",)), "not included by any expression"),
        (replace(SOURCE, include=("(?i)ROAD",)), ""),
        (replace(SOURCE, exclude=("sport",)), ""),
        (replace(SOURCE, exclude=("sport", "^The")), 'excluded by "^The"'),
        (replace(SOURCE, include=("road",), exclude=("/politics/",)), 'excluded by "/politics/"'),
    ],
)
def test_expressions_are_searched_for_in_title_and_address(source: Source, reason: str) -> None:
    assert unwanted(ROAD, source, now=NOW) == reason


SLOW = r"(?:a|aa|b?a)+$"
ENDLESS = Link(url="https://gazette.example/x", title="a" * 60 + "!")


def test_expression_that_takes_too_long_counts_as_not_found() -> None:
    included = unwanted(ENDLESS, replace(SOURCE, include=(SLOW,)), now=NOW)
    assert included == f'not included: "{SLOW}" took longer than 0.1 s'
    assert unwanted(ENDLESS, replace(SOURCE, exclude=(SLOW,)), now=NOW) == ""


def test_wrong_expression_is_an_error_of_configuration() -> None:
    with pytest.raises(ConfigError, match="no regular expression"):
        unwanted(ROAD, replace(SOURCE, exclude=("(",)), now=NOW)


def dated(hours: int, *, day_only: bool = False) -> Link:
    at = NOW - timedelta(hours=hours)
    return replace(ROAD, published=Published(at=at, provenance="feed", day_only=day_only))


@pytest.mark.parametrize(
    ("link", "dropped"),
    [
        (dated(47), False),
        (dated(48), False),
        (dated(49), True),
        (dated(60, day_only=True), False),
        (dated(80, day_only=True), True),
        (ROAD, False),
    ],
)
def test_age_counts_from_publication_and_no_date_has_none(link: Link, *, dropped: bool) -> None:
    reason = unwanted(link, replace(SOURCE, max_age=timedelta(days=2)), now=NOW)
    assert bool(reason) == dropped
    assert unwanted(link, SOURCE, now=NOW) == ""


def test_reason_for_an_old_article_names_its_day_and_the_limit() -> None:
    source = replace(SOURCE, max_age=timedelta(days=2))
    assert unwanted(dated(72), source, now=NOW) == (
        "published 2026-11-19, older than 2 days, 0:00:00"
    )
