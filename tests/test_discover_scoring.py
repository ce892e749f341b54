"""The choice among the candidates of a page."""

from digest.discover.anchors import collect
from digest.discover.candidates import candidates
from digest.discover.scoring import choose
from digest.discover.texts import width_of
from digest.page import parse

HOME = "https://gazette.example/news/"


def chosen(html: str) -> list[str]:
    found = candidates(collect(parse(f"<html><body>{html}</body></html>"), HOME, HOME), HOME)
    return [c.address.removeprefix("https://gazette.example/") for c in choose(found, HOME)]


NAMES = ["one", "two", "three", "four", "five"]
RIVER = "".join(
    f'<article><h2><a href="/news/the-long-road-{n}">The long road to number {n} is open</a></h2>'
    f"<p>{'Words of a teaser, and more of them. ' * 3}</p></article>"
    for n in NAMES
)
RIVER_URLS = [f"news/the-long-road-{n}" for n in NAMES]


def test_headlines_are_chosen_and_sections_are_not() -> None:
    menu = "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ["news", "sport", "weather"])
    assert chosen(f"<ul>{menu}</ul>{RIVER}") == RIVER_URLS


def test_short_headline_is_carried_by_its_list() -> None:
    short = '<article><h2><a href="/news/snow">Snow</a></h2><p>%s</p></article>' % ("Words. " * 20)
    assert chosen(RIVER + short) == [*RIVER_URLS, "news/snow"]


def test_links_that_begin_alike_are_buttons() -> None:
    buttons = "".join(
        f'<h4><a href="/list/1-10/{n}-and-other-things-like-it">More from the port of {n}</a></h4>'
        for n in NAMES
    )
    assert chosen(RIVER + buttons) == RIVER_URLS


def test_lone_link_to_another_site_is_an_advertisement() -> None:
    offer = '<div><a href="https://shop.example/">Our calendar for the year to come</a></div>'
    assert chosen(RIVER + offer) == RIVER_URLS


def test_headlines_in_side_columns_and_footers_are_not_of_the_list() -> None:
    old = "".join(f'<li><a href="/old/{n}">An older piece about {n}</a></li>' for n in NAMES)
    assert chosen(f"{RIVER}<aside><ul>{old}</ul></aside>") == RIVER_URLS
    assert chosen(f"{RIVER}<footer><ul>{old}</ul></footer>") == RIVER_URLS


def test_fewer_than_three_good_links_bring_in_the_family_nearest_to_the_bar() -> None:
    short = "".join(f'<td><b><a href="/{n}.html">On {n} essays</a></b></td>' for n in NAMES)
    other = "".join(f'<i><a href="/{n}">{n}</a></i>' for n in ["a1", "b2", "c3"])
    assert chosen(f"<table><tr>{short}</tr></table>{other}") == [f"{n}.html" for n in NAMES]


def test_best_family_brings_those_of_the_same_pattern_of_address() -> None:
    short = "".join(f'<p><a href="/products/{n}">{n.title()} it</a></p>' for n in NAMES)
    lead = '<div><a href="/products/zero">Zero it</a></div><div><a href="/x/y/z">No</a></div>'
    assert chosen(lead + short) == ["products/zero", *[f"products/{n}" for n in NAMES]]


def test_nothing_but_two_links_gives_no_family() -> None:
    assert chosen('<p><a href="/a">A</a></p><p><a href="/b">B</a></p>') == []


def test_family_far_from_the_bar_is_no_list() -> None:
    assert chosen("".join(f'<b><a href="/{n}">{n}</a></b>' for n in ["up", "in", "on"])) == []


def test_page_without_links_gives_none() -> None:
    assert chosen("<p>Nothing here.</p>") == []


def test_width_counts_what_a_script_says_in_its_letters() -> None:
    assert width_of("a road") == 6
    assert width_of("道路") == 5
    assert width_of("도로") == 4
    assert width_of("") == 0
    assert 4 < width_of("طريق") < 6
