"""Why each link of a listing was taken, or was not."""

import asyncio

from surveying import HOME, SOURCE, page, script, surveyed

from digest.discover.explaining import explain
from digest.model import Considered, ListingRules, Source
from digest.parsing import Parsers

NAMES = ["one", "two", "three", "four", "five"]
MENU = "<nav>" + "".join(f'<a href="/s/{n}">{n}</a>' for n in NAMES) + "</nav>"
RIVER = "".join(
    f'<article><h2><a href="/news/the-long-road-{n}">The long road to number {n} is open</a></h2>'
    f"<time datetime=2026-11-20>x</time><p>{'Words of a teaser, and more. ' * 4}</p></article>"
    for n in NAMES
)


def told(html: str, source: Source = SOURCE) -> dict[str, Considered]:
    found = explain(page(f"<html><body>{html}</body></html>"), source)
    return {one.url.removeprefix("https://gazette.example"): one for one in found}


def test_each_link_has_its_points_and_what_counted_most() -> None:
    found = told(MENU + RIVER)
    assert len(found) == 10
    news, section = found["/news/the-long-road-one"], found["/s/one"]
    assert (news.taken, section.taken) == (True, False)
    assert news.points > 3.2 > section.points
    assert news.title == "The long road to number one is open"
    assert "a heading" in news.reason
    assert "in a menu" in section.reason.partition("but ")[2]


def test_taken_are_those_that_the_survey_gives_with_the_same_points() -> None:
    found = told(MENU + RIVER)
    links = surveyed(f"<html><body>{MENU + RIVER}</body></html>").links
    assert {link.url: link.points for link in links} == {
        one.url: one.points for one in found.values() if one.taken
    }


def test_links_of_the_nearest_list_are_told_to_be_below_the_bar() -> None:
    short = "".join(f'<td><b><a href="/{n}.html">On {n} essays</a></b></td>' for n in NAMES)
    one = told(f"<table><tr>{short}</tr></table>")["/one.html"]
    assert one.taken
    assert one.reason.startswith("below the bar, but in the list nearest to it")


def test_selectors_are_told_where_they_choose() -> None:
    source = Source(name="gazette", url=HOME, listing=ListingRules(item="article"))
    found = told(MENU + RIVER, source)
    assert len(found) == 5
    assert found["/news/the-long-road-one"].reason == "by your selectors"


def test_data_of_the_page_is_told_where_it_chooses() -> None:
    entries = [f"https://gazette.example/news/the-long-road-{n}" for n in NAMES[:4]]
    data = script(
        {"@type": "ItemList", "itemListElement": [*entries, "/elsewhere"]}, "application/ld+json"
    )
    found = told(data + RIVER)
    assert found["/news/the-long-road-one"].reason.startswith("in the page's own data; ")
    assert found["/elsewhere"] == Considered(
        url="https://gazette.example/elsewhere",
        title="",
        points=0.0,
        taken=True,
        reason="in the page's own data",
    )
    last = found["/news/the-long-road-five"]
    assert (last.taken, last.reason.partition(";")[0]) == (False, "not in the page's own data")


def test_entries_of_a_feed_are_told_as_such() -> None:
    feed = b"<rss><channel><item><link>https://gazette.example/x</link></item></channel></rss>"
    assert [one.reason for one in explain(page(feed), SOURCE)] == ["an entry of the feed"]
    assert explain(page(b"", content_type="image/png"), SOURCE) == ()


def test_explanation_comes_from_a_process_of_its_own(parsers: Parsers) -> None:
    asked = page(f"<html><body>{RIVER}</body></html>")
    assert asyncio.run(parsers.explain(asked, SOURCE)) == explain(asked, SOURCE)
