"""ItemLists in JSON-LD, read through `survey`."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.discover.kinds import survey
from digest.model import Link, Page, Source

HOME = "https://gazette.example/news/"


def read(*scripts: object) -> tuple[Link, ...]:
    texts = [script if isinstance(script, str) else json.dumps(script) for script in scripts]
    html = "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    page = Page(
        requested=HOME,
        url=HOME,
        body=f"<html><head>{html}</head><body></body></html>".encode(),
        fetched_at=datetime(2026, 11, 22, 8, tzinfo=UTC),
    )
    return survey(page, Source(name="gazette", url=HOME)).structured


def urls(links: tuple[Link, ...]) -> list[str]:
    return [link.url.removeprefix("https://gazette.example/") for link in links]


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param({"@type": "ListItem", "position": 1, "url": "/a"}, id="url"),
        pytest.param({"@type": "ListItem", "item": "/a"}, id="address"),
        pytest.param({"@type": "ListItem", "item": {"@id": "/a", "name": "x"}}, id="id"),
        pytest.param({"@type": "ListItem", "item": {"url": "/a"}}, id="article in item"),
        pytest.param({"@type": "NewsArticle", "mainEntityOfPage": {"@id": "/a"}}, id="article"),
        pytest.param("/a", id="string"),
    ],
)
def test_entry_is_read_in_every_way_that_it_is_written(entry: object) -> None:
    assert urls(read({"@type": "ItemList", "itemListElement": [entry]})) == ["a"]
    assert urls(read({"@type": ["ItemList"], "itemListElement": entry})) == ["a"]


@pytest.mark.parametrize(
    "around",
    [
        lambda inner: {"@graph": [{"@type": "WebSite"}, inner]},
        lambda inner: {"@type": "CollectionPage", "mainEntity": inner},
        lambda inner: [[inner]],
    ],
)
def test_list_is_found_inside_other_objects(around: Callable[[object], object]) -> None:
    inner = {"@type": "https://schema.org/ItemList", "itemListElement": ["/a", "/b"]}
    assert urls(read(around(inner))) == ["a", "b"]


def test_title_date_and_teaser_are_kept() -> None:
    article = {
        "@type": "NewsArticle",
        "url": "/a",
        "headline": "Road &amp; rail",
        "description": "<b>Open</b> again",
        "datePublished": "2026-11-20T08:30:00+02:00",
    }
    (link,) = read({"@type": "ItemList", "itemListElement": [{"item": article}]})
    assert (link.title, link.teaser) == ("Road & rail", "Open again")
    assert link.published is not None
    assert link.published.provenance == "json-ld"


def test_lists_of_crumbs_menus_and_steps_are_left_out() -> None:
    menu = {"@type": "SiteNavigationElement", "url": "/sport"}
    assert read({"@type": "BreadcrumbList", "itemListElement": ["/a"]}) == ()
    assert read({"@type": "ItemList", "itemListElement": [menu, "#step-1", HOME, None, 3]}) == ()


def test_scripts_that_are_no_json_ld_are_left_alone() -> None:
    list_ = json.dumps({"@type": "ItemList", "itemListElement": ["/b"]})
    assert urls(read("1</script><script>" + list_)) == []


@pytest.mark.parametrize(
    "text",
    [
        '{"@type":"ItemList","itemListElement":["/a",],}',
        '<!-- {"@type":"ItemList","itemListElement":["/a"]} -->',
        '//<![CDATA[\n{"@type":"ItemList","itemListElement":["/a"]}\n//]]>',
        '{"@type":"ItemList","itemListElement":["/a"], "name":"two\nlines"};',
    ],
)
def test_broken_json_is_read_where_its_sense_is_plain(text: str) -> None:
    assert urls(read("{broken", text)) == ["a"]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, ", " * 500_000, "1" * 5000])
def test_hostile_json_gives_no_links(text: str) -> None:
    assert read(text) == ()


def test_endless_list_is_cut() -> None:
    assert (
        len(read({"@type": "ItemList", "itemListElement": [f"/{n}" for n in range(9000)]})) == 500
    )


def test_walk_ends_after_twenty_thousand_objects() -> None:
    late = {"@type": "ItemList", "itemListElement": ["/a"]}
    assert read([*({} for _ in range(30_000)), late]) == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("ItemList"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "itemListElement", "item", "url", "name", "@id"]), inner
        )
    ),
    max_leaves=20,
)


@given(JSON)
@settings(max_examples=100, deadline=None)
def test_no_json_raises(value: object) -> None:
    assert isinstance(read({"@type": "ItemList", "itemListElement": value}), tuple)
