"""The list of articles in the state of a page, read through `survey`."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from surveying import paths, script, seconds, surveyed

TITLES = [
    "Libya reopens the coastal road after two years",
    "Harbour council votes on a new bridge",
    "Why the ferry is late every winter",
    "Market day moves to Sunday from next month",
]
MENU = [
    {"title": name, "url": f"/{name.lower()}/"} for name in ("News", "Sport", "Culture", "Jobs")
]


def articles(titles: list[str], **more: object) -> list[dict[str, object]]:
    return [{"title": title, "url": f"/a/{n}", **more} for n, title in enumerate(titles)]


def read(value: object) -> list[str]:
    return paths(surveyed(script(value)).structured)


@pytest.mark.parametrize(
    "titles",
    [
        pytest.param(TITLES, id="English"),
        pytest.param(
            [
                "المصرف المركزي يخفض سعر الفائدة",
                "افتتاح الطريق الساحلي بعد عامين",
                "ارتفاع إنتاج النفط مجددا في الجنوب",
            ],
            id="Arabic",
        ),
        pytest.param(
            ["中央银行宣布下调基准利率", "新地铁线路将于下月开通", "大学城图书馆免费开放了"],
            id="Chinese",
        ),
        pytest.param(
            [
                "中央図書館が来月から夜間も開館",
                "新しい橋の工事が始まりました",
                "港の朝市に大勢の人出が",
            ],
            id="Japanese",
        ),
    ],
)
def test_list_of_headlines_is_found_beside_a_menu(titles: list[str]) -> None:
    state = {"props": {"menu": MENU, "pageProps": {"list": {"items": articles(titles)}}}}
    found = surveyed(script(state)).structured
    assert [link.title for link in found] == titles
    assert paths(found) == [f"/a/{n}" for n in range(len(titles))]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda title, path: {"headline": title, "canonicalUrl": f"https://gazette.example{path}"},
        lambda title, path: {"name": title, "link": {"href": path}},
        lambda title, path: {"title": {"rendered": title}, "link": path},
        lambda title, path: {"headlines": {"basic": title}, "website_url": path},
        lambda title, path: {"node": {"title": title, "path": path.removeprefix("/")}},
        lambda title, path: {"type": "card", "content": {"title": title, "uri": path}},
    ],
)
def test_objects_are_read_in_the_forms_that_sites_use(wrap: object) -> None:
    assert callable(wrap)
    state = {"x": [wrap(title, f"/a/{n}") for n, title in enumerate(TITLES)]}
    found = surveyed(script(state)).structured
    assert [link.title for link in found] == TITLES
    assert paths(found) == ["/a/0", "/a/1", "/a/2", "/a/3"]


def test_date_and_teaser_are_kept() -> None:
    many = articles(TITLES, publishedAt="2026-11-20T08:30:00Z", excerpt="<b>Open</b> again")
    link = surveyed(script({"x": many})).structured[0]
    assert link.teaser == "Open again"
    assert link.published is not None
    assert link.published.at == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert link.published.provenance == "state"


def test_seconds_since_1970_are_a_date() -> None:
    link = surveyed(script({"x": articles(TITLES, date=1_795_000_000)})).structured[0]
    assert link.published is not None


def test_names_in_lists_of_apollo_are_followed_in_their_order() -> None:
    store = {
        f"Article:{n}": {"__typename": "Article", "title": title, "url": f"/a/{n}"}
        for n, title in enumerate(TITLES)
    }
    query = {"ROOT_QUERY": {"latest": [{"__ref": f"Article:{n}"} for n in (2, 0, 3)]}}
    assert read({**query, **store}) == ["/a/2", "/a/0", "/a/3"]


def test_objects_kept_by_name_are_a_list_where_there_is_no_other() -> None:
    assert read({"byId": {str(n): one for n, one in enumerate(articles(TITLES))}}) == [
        f"/a/{n}" for n in range(4)
    ]


@pytest.mark.parametrize(
    "state",
    [
        {"menu": MENU},
        {"x": articles(TITLES[:2])},
        {"x": [{"title": title, "url": "https://shop.example/x"} for title in TITLES]},
        {"x": [{"title": title, "url": f"/photo{n}.jpg"} for n, title in enumerate(TITLES)]},
        {"x": [{"title": title, "url": f"/tag/{n}"} for n, title in enumerate(TITLES)]},
        {"x": [{"title": title, "url": "/a/same"} for title in TITLES]},
        {"x": [{"title": title} for title in TITLES]},
        {"x": [[], 1, None, "x", {}, {"title": 1, "url": []}]},
    ],
)
def test_menus_pictures_and_adverts_are_no_list(state: object) -> None:
    assert read(state) == []


def test_list_of_a_page_without_links_is_what_it_lists() -> None:
    """A page that scripts draw: the state is all there is, and no shell then."""
    html = f"<div id=root></div>{script({'x': articles(TITLES)})}<script src=/app.js></script>"
    found = surveyed(html)
    assert len(found.structured) == 4
    assert found.nature == ""


def test_two_megabytes_of_state_take_less_than_a_second() -> None:
    many = [{"title": f"{TITLES[n % 4]} {n}", "url": f"/a/{n}"} for n in range(30_000)]
    html = script({"x": many, "y": [many[n : n + 3] for n in range(0, 3000, 3)]})
    assert len(html) > 2_000_000
    assert seconds(lambda: surveyed(html)) < 1


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=5)
            | st.dictionaries(
                st.sampled_from(["title", "url", "link", "date", "__ref", "ROOT_QUERY", "node"]),
                inner,
            )
        ),
        max_leaves=30,
    )
)
@settings(max_examples=200, deadline=None)
def test_no_state_raises(value: object) -> None:
    read([value, value, value, " " * 100])
