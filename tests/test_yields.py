"""What a source gives is judged by its own habit, and every judgement names its evidence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digest.model import Article, Habit, Link, Published, Shown
from digest.yields import is_junk, is_no_chance, is_stranger, judged, judged_articles, silence

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEXT = "The council of the harbour said so. " * 60


def url(n: object) -> str:
    return f"https://gazette.example/{n}"


def link(n: int, *, title: str = "", at: datetime | None = None) -> Link:
    published = Published(at=at, provenance="feed") if at else None
    return Link(url=url(n), title=title or f"Headline {n}", published=published)


def habit(count: int = 24, **more: object) -> Habit:
    """A source that showed this many items, the newest an hour ago, each with its own date."""
    shown = tuple(
        Shown(url=url(n), title=f"Headline {n}", published=NOW - (n + 1) * HOUR)
        for n in range(count)
    )
    times = tuple(NOW - (n + 1) * HOUR for n in range(count))
    known = Habit(
        counts=(count,) * 3,
        shown=shown,
        lengths=(2000, 2200, 1900, 2500, 2100, 2300),
        titles=tuple(one.title for one in shown),
        seen=times,
        times=times,
        newest=NOW - HOUR,
    )
    return replace(known, **more)


# ----- lists


def test_an_empty_list_is_told_with_what_it_had() -> None:
    assert judged([], habit()) == "the list had 24 items, now none"
    assert judged([], habit(counts=(24, 1))) == ""
    assert judged([], Habit()) == "no links to articles on the page"


@pytest.mark.parametrize("nature", ["login", "bot wall", "consent", "script shell"])
def test_a_wall_in_place_of_the_list_is_named(nature: str) -> None:
    assert judged([], habit(), nature).startswith("the list had 24 items, now none; the page ")
    assert judged([], habit(counts=(1,)), nature).startswith("the list had 1 item, now none; ")


def test_a_list_that_says_that_it_is_empty_or_dwindled_may_be() -> None:
    assert judged([], habit(), "empty") == ""
    assert judged([], habit(counts=(5, 4, 3))) == ""
    assert judged([], habit(counts=(5, 4))) == "the list had 4 items, now none"
    assert judged([], habit(counts=(5, 3, 2, 0))) == ""


def test_a_few_links_to_something_else_are_no_list() -> None:
    menu = [link(900), link(901)]
    assert judged(menu, habit()) == "the list had 24 items, now 2, hardly one known"
    assert judged(menu, habit(counts=(24, 6, 24))) == ""


def test_a_shorter_list_of_what_it_showed_before_is_well() -> None:
    assert judged([link(n) for n in range(4)], habit()) == ""


def test_one_title_for_all_is_told() -> None:
    links = [link(n, title="News") for n in range(20)]
    assert judged(links, habit()) == (
        'all 20 items are titled "News"; before they had titles of their own'
    )
    assert judged(links, Habit()) == ""
    assert judged(links[:2], habit(2)) == ""
    series = habit(shown=tuple(Shown(url=url(n), title="News") for n in range(9)))
    assert judged(links, series) == ""


def test_one_date_for_all_is_told_where_the_same_items_had_others() -> None:
    links = [link(n, at=NOW) for n in range(20)]
    assert judged(links, habit()) == (
        "all 20 items are dated 2026-11-22; 20 of them had another date before"
    )
    burst = [link(n, at=NOW) for n in range(100, 140)]
    assert judged([*burst, *(link(n, at=NOW - (n + 1) * HOUR) for n in range(5))], habit()) == ""
    assert judged(burst, habit()) == ""


def test_a_list_of_nothing_known_and_all_old_is_told() -> None:
    old = [link(n, at=NOW - (900 + n) * DAY) for n in range(100, 120)]
    assert judged(old, habit()) == (
        "only old articles: the newest is of 2024-02-26, while one of 2026-11-22 is known"
    )
    assert judged([*old, link(3)], habit()) == ""
    assert judged(old, Habit()) == ""
    assert judged([replace(one, published=None) for one in old], habit()) == ""


# ----- articles


def read(
    n: int, *, title: str = "", text: str = "", at: datetime | None = None
) -> tuple[Link, Article]:
    return link(n), Article(
        url=url(n),
        title=title or f"Headline {n}",
        text=text or f"{n} {TEXT}",
        published=Published(at=at, provenance="meta") if at else None,
    )


def test_articles_unlike_each_other_are_well() -> None:
    found = [read(n, at=NOW - n * HOUR) for n in range(3)]
    assert judged_articles(found, habit(), now=NOW) == ""
    assert judged_articles([], habit(), now=NOW) == ""


def test_one_title_on_all_pages_is_told_unless_the_list_says_it_too() -> None:
    found = [read(n, title="The Gazette") for n in range(3)]
    assert judged_articles(found, habit(), now=NOW) == (
        'all 3 articles read are titled "The Gazette"'
    )
    briefings = [(replace(one, title="Briefing"), article) for one, article in found]
    assert judged_articles(briefings, habit(), now=NOW) == ""
    assert judged_articles(found[:2], habit(), now=NOW) == ""


def test_one_text_on_all_pages_is_told() -> None:
    found = [read(n, text=TEXT) for n in range(3)]
    assert "3 articles read have one text" in judged_articles(found, habit(), now=NOW)


def test_texts_a_tenth_as_long_are_told() -> None:
    found = [read(n, text=f"Number {n} is for subscribers.") for n in range(3)]
    said = "3 new texts have at most 28 characters; usually it is 2150"
    assert judged_articles(found, habit(), now=NOW) == said
    assert judged_articles(found, habit(), now=NOW, again=True) == said
    assert judged_articles([*found, read(9)], habit(), now=NOW) == ""
    assert judged_articles(found, habit(lengths=(2000,) * 4), now=NOW) == ""
    assert judged_articles(found, habit(lengths=(2000,) * 6 + (100, 90)), now=NOW) == ""


def test_one_short_text_is_believed_at_the_second_reading_or_where_such_came_before() -> None:
    flash = [read(1, text="The bridge is open again.")]
    assert judged_articles(flash, habit(), now=NOW).startswith("its new text has at most 25")
    assert judged_articles(flash, habit(), now=NOW, again=True) == ""
    assert judged_articles(flash, habit(lengths=(2000,) * 20 + (150,)), now=NOW) == ""


def test_the_moment_of_the_visit_is_no_date() -> None:
    found = [read(n, at=NOW - timedelta(seconds=n)) for n in range(3)]
    assert judged_articles(found, Habit(), now=NOW) == (
        "all 3 articles read are dated with the moment of the visit"
    )


def test_one_moment_for_all_is_told_where_each_had_its_own() -> None:
    found = [read(n, at=NOW - 5 * HOUR) for n in range(3)]
    assert judged_articles(found, habit(), now=NOW) == (
        "all 3 articles read are dated 2026-11-22 03:00"
    )
    at_six = habit(times=(NOW, NOW, *habit().times))
    assert judged_articles(found, at_six, now=NOW) == ""


def test_old_articles_alone_are_told_and_beside_known_ones_are_not() -> None:
    found = [read(n, at=NOW - (300 + n) * DAY) for n in range(3)]
    assert judged_articles(found, habit(), now=NOW).startswith("only old articles: the newest")
    assert judged_articles(found, habit(), now=NOW, familiar=True) == ""


def test_articles_without_a_text_are_told_where_such_are_rare() -> None:
    free = Habit(titles=("a",) * 24, lengths=(2000,) * 24)
    often_paid = Habit(titles=("a",) * 24, lengths=(2000,) * 16)
    assert [is_no_chance(n, free) for n in range(4)] == [False, False, True, True]
    assert [is_no_chance(n, often_paid) for n in (2, 3, 4)] == [False, False, True]
    assert [is_no_chance(n, Habit()) for n in (5, 6)] == [False, True]


# ----- a known article


def test_a_page_that_lost_its_text_or_its_name_is_another_page() -> None:
    (_, old), (_, other) = read(1), read(2)
    assert is_junk(old, replace(old, title="Corrected: Headline 1"), ()) == ""
    assert is_junk(old, replace(old, text="Log in."), ()) == (
        "its text of 2162 characters became one of 7"
    )
    assert is_junk(old, replace(old, title="Gazette"), [other.title, "gazette"]) == (
        'it bears the title of another article now: "Gazette"'
    )
    assert is_junk(replace(old, partial="403"), replace(old, text="Short."), ()) == ""


def test_the_text_of_another_article_under_a_title_of_its_own_is_no_move() -> None:
    (wanted, _), (_, front) = read(1), read(2, title="Welcome to the Gazette")
    assert is_stranger(replace(wanted, title="The bridge is open"), front, front)
    assert not is_stranger(replace(wanted, title="Welcome"), front, front)
    assert not is_stranger(replace(wanted, title=""), front, front)
    japanese = replace(wanted, title="橋が開通した")
    assert is_stranger(japanese, replace(front, title="お問い合わせ"), front)
    assert not is_stranger(japanese, replace(front, title="橋の開通"), front)


# ----- silence


def seen(*days_ago: float) -> Habit:
    return Habit(seen=tuple(NOW - timedelta(days=n) for n in days_ago))


def test_a_daily_source_is_silent_after_two_weeks_at_least() -> None:
    assert silence(seen(13, 14, 15, 18, 19, 20), now=NOW) == ""
    assert silence(seen(35, 36, 37, 40, 41, 42), now=NOW) == (
        "nothing new for 35 days; its longest pause before was 3 days"
    )


def test_a_monthly_source_may_pause_for_months() -> None:
    assert silence(seen(60, 90, 121, 151, 180), now=NOW) == ""
    assert silence(seen(95, 125, 156, 186, 215), now=NOW) == (
        "nothing new for 95 days; its longest pause before was 31 days"
    )


def test_what_came_together_is_one_moment_and_few_moments_are_no_rhythm() -> None:
    assert silence(seen(300, 301, 302, 303), now=NOW) == ""
    assert silence(seen(*[300] * 20, *[301] * 20), now=NOW) == ""
    assert silence(Habit(), now=NOW) == ""
