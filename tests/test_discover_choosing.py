"""The ways of reading a source are compared by what they yield."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from digest.discover.choosing import Offered, belongs, compare, is_complete
from digest.model import Link, Published, Way

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def links(*names: object, site: str = "https://gazette.example/") -> tuple[Link, ...]:
    return tuple(Link(url=f"{site}{name}") for name in names)


# ----- whether a way shows what the page lists


def test_feed_of_the_same_articles_belongs() -> None:
    assert belongs(links(*range(10)), links(*range(30)))


def test_feed_written_with_other_scheme_host_query_and_slash_belongs() -> None:
    offer = links(*(f"{n}/?utm_source=rss" for n in range(5)), site="http://www.gazette.example/")
    assert belongs(offer, links(*range(5)))


def test_feed_of_the_whole_site_does_not_belong_to_a_section() -> None:
    """Four of the ten newest on the site are of the section, whose list goes far back."""
    assert not belongs(links(*range(4), *"abcdef"), links(*range(40)))


def test_feed_of_one_section_does_not_belong_to_the_front_page() -> None:
    assert not belongs(links(0, 1, 2), links(0, 1, 2, *"abcdefghij"))


def test_front_page_that_also_shows_older_pieces_keeps_its_links() -> None:
    assert belongs(links(*range(10)), links("x", "y", *range(5), "z", "w", "v", *range(5, 20)))


def test_any_feed_with_entries_belongs_to_a_page_without_a_list() -> None:
    assert belongs(links(1), links("a", "b"))
    assert not belongs(links(), links("a", "b"))


def test_articles_told_apart_by_their_query_are_compared_with_it() -> None:
    page = links(*(f"?p={n}" for n in range(10)))
    assert belongs(links(*(f"?p={n}" for n in range(10))), page)
    assert not belongs(links(*(f"?p={n}" for n in range(50, 60))), page)


def test_feed_that_leads_through_a_counter_belongs_by_its_titles() -> None:
    titles = [f"The council met for the {n}th time" for n in range(10)]
    page = [replace(one, title=t) for one, t in zip(links(*range(10)), titles, strict=True)]
    counted = links(*(f"~r/{n}" for n in range(10)), site="https://counter.example/")
    feed = [replace(one, title=t) for one, t in zip(counted, titles, strict=True)]
    assert belongs(feed, page)
    assert not belongs([replace(one, title="News") for one in feed], page)
    assert not belongs(counted, links(*range(10)))


# ----- which way is the best


def full(*names: object, age: timedelta = timedelta()) -> tuple[Link, ...]:
    """Links as a good feed gives them: with a title and a date, an hour apart."""
    return tuple(
        replace(
            link,
            title=f"Title {n}",
            published=Published(at=NOW - age - n * timedelta(hours=1), provenance="feed"),
        )
        for n, link in enumerate(links(*names))
    )


def titled(*names: object) -> tuple[Link, ...]:
    return tuple(replace(link, title=f"Title of {link.url}") for link in links(*names))


def listing(*names: object) -> Offered:
    return Offered(kind="listing", url="https://gazette.example/", links=titled(*names))


def feed(found: tuple[Link, ...], name: str = "feed") -> Offered:
    return Offered(kind="feed", url=f"https://gazette.example/{name}", links=found)


def best(*offered: Offered) -> Way:
    ways = compare(offered, offered[0].links)
    assert len(ways) == len(offered)
    return ways[0]


def test_a_feed_with_dates_is_better_than_the_page_that_has_none() -> None:
    way = best(listing(*range(20)), feed(full(*range(15))))
    assert (way.kind, way.links, way.dated, way.newest) == ("feed", 15, 15, NOW)
    assert way.verdict == "all dated, holds 10 of the first 10 links of the page"


def test_a_feed_of_three_items_is_worse_than_a_page_of_twenty() -> None:
    assert best(listing(*range(9), 20), feed(links(0, 1, 2))).kind == "listing"


def test_a_feed_without_titles_and_dates_is_no_better_than_the_page() -> None:
    assert best(listing(*range(12)), feed(links(*range(12)))).kind == "listing"


def test_posts_serve_where_the_feed_is_cut_short() -> None:
    posts = Offered(kind="posts", url="https://gazette.example/p", links=full(*range(20)))
    short = feed(tuple(replace(one, published=None) for one in full(*range(10))))
    assert best(listing(*range(20)), short, posts).kind == "posts"


def test_a_feed_that_was_forgotten_loses_to_a_fresh_one() -> None:
    old = feed(full(*range(10), age=timedelta(days=400)))
    ways = compare([listing(*range(10)), old, feed(full(*range(10)), "new")], links(*range(10)))
    assert [way.url.rpartition("/")[2] for way in ways] == ["new", "", "feed"]
    assert ways[2].verdict.endswith("its newest is of 2025-10-18, another's of 2026-11-22")


@pytest.mark.parametrize(
    ("offered", "verdict"),
    [
        (feed(()), "no links"),
        (replace(feed(()), failed="404 Not Found"), "404 Not Found"),
        (
            feed(full(*"abcdefghij")),
            "another list: it holds 0 of the first 10 links of the page",
        ),
    ],
)
def test_what_cannot_be_used_comes_last_and_says_why(offered: Offered, verdict: str) -> None:
    ways = compare([offered, listing(*range(10))], links(*range(10)))
    assert [way.usable for way in ways] == [True, False]
    assert ways[1].verdict == verdict


def test_of_two_alike_the_first_counts() -> None:
    assert best(listing(*range(5)), feed(full(*range(5))), feed(full(*range(5)), "b")).url.endswith(
        "/feed"
    )


def test_a_feed_that_lacks_nothing_needs_no_other_beside_it() -> None:
    page = links(*range(10))
    assert is_complete(feed(full(*range(10))), page)
    assert not is_complete(feed(full(*range(9))), page)
    assert not is_complete(feed(full(*"abcdefghij")), page)
    assert not is_complete(feed(titled(*range(10))), page)
    assert not is_complete(listing(*range(10)), page)
