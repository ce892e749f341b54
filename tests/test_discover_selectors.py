"""Listings read by the selectors of `[source.listing]`."""

from datetime import UTC, datetime

import pytest

from digest.discover.kinds import survey
from digest.discover.select import listing_links
from digest.errors import ConfigError
from digest.model import ListingRules, Page, Source, Survey

HOME = "https://gazette.example/"
HTML = """<nav><a href="/sport">Sport</a></nav>
<div class="row"><h3><a href="/a#top">  The road
is open </a></h3><p class="when">20.11.2026</p><a href="/tag/roads">roads</a></div>
<div class="row"><a href="/photo"><img></a><h3><a href="/b">Ferries</a></h3>
<time class="when" datetime="2026-11-19T10:00:00Z">yesterday</time></div>
<div class="row"><h3>No link</h3></div>
<div class="row"><h3><a href="/a">The road again</a></h3><p class="when">soon</p></div>
<a class="card" href="/c"><b>A card</b></a>"""


def read(html: str = HTML, **rules: str) -> Survey:
    page = Page(
        requested=HOME,
        url=HOME,
        body=html.encode(),
        content_type="text/html; charset=utf-8",
        fetched_at=datetime(2026, 11, 22, 8, tzinfo=UTC),
    )
    source = Source(
        name="gazette", url=HOME, timezone="Africa/Tripoli", listing=ListingRules(**rules)
    )
    return survey(page, source)


def test_selectors_take_the_place_of_scoring() -> None:
    found = read(item=".row", link="h3", title="h3 a", date=".when")
    assert found.selected
    assert [(link.url, link.title) for link in found.links] == [
        ("https://gazette.example/a", "The road is open"),
        ("https://gazette.example/b", "Ferries"),
    ]
    days = [link.published.at.isoformat() for link in found.links if link.published]
    assert days == ["2026-11-20T00:00:00+02:00", "2026-11-19T10:00:00+00:00"]
    assert {link.published.provenance for link in found.links if link.published} == {"selector"}
    assert listing_links(found) == found.links


def test_first_link_of_an_item_is_the_article_where_no_selector_says_otherwise() -> None:
    found = read(item=".row")
    assert [link.url for link in found.links] == [
        "https://gazette.example/a",
        "https://gazette.example/photo",
    ]
    assert found.links[0].published is None


def test_link_selector_may_name_the_link_or_what_holds_it() -> None:
    for link in ("h3 a", "h3"):
        found = read(item=".row", link=link)
        assert [found.url[-2:] for found in found.links] == ["/a", "/b"]


def test_item_may_itself_be_the_link() -> None:
    (link,) = read(item="a.card").links
    assert (link.url, link.title) == ("https://gazette.example/c", "A card")


def test_selector_of_a_title_or_date_that_finds_nothing_leaves_it_out() -> None:
    found = read(item=".row", title="h6", date=".nowhere")
    assert {(link.title, link.published) for link in found.links} == {("", None)}


def test_selector_that_finds_nothing_is_no_error() -> None:
    found = read(item=".gone", link="a")
    assert (found.links, found.selected) == ((), True)


@pytest.mark.parametrize("key", ["item", "link", "title", "date"])
def test_wrong_selector_is_named_with_its_source_and_place(key: str) -> None:
    rules = {"item": ".row", key: "h3 >"}
    with pytest.raises(ConfigError, match=rf'source "gazette": listing\.{key}: "h3 >" is no CSS'):
        read(**rules)


def test_selectors_without_item_are_refused() -> None:
    with pytest.raises(ConfigError, match=r"listing\.item is missing"):
        read(link="h3 a")


def test_item_inside_an_item_is_part_of_it() -> None:
    html = "<ul><li><a href='/a'>A</a><ul><li><a href='/b'>B</a></ul><li><a href='/c'>C</a></ul>"
    found = read(html, item="li")
    assert [link.url for link in found.links] == [
        "https://gazette.example/a",
        "https://gazette.example/c",
    ]


def test_hostile_page_does_not_hurt_selectors() -> None:
    assert read("<div class=row>" * 5000 + "<a href='/a'>x</a>", item=".row").kind == "listing"
