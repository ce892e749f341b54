"""The posts of a WordPress: where they are, and how they are read."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from surveying import SOURCE, page, paths, seconds, surveyed

from digest.discover.kinds import survey
from digest.model import Survey

SITE = "https://gazette.example"
API = "https://gazette.example/wp-json/wp/v2/posts"


def head(href: str) -> str:
    return f'<link rel="https://api.w.org/" href="{href}">'


def answered(value: object, url: str = API) -> Survey:
    body = value if isinstance(value, str) else json.dumps(value)
    return survey(page(body, url, "application/json; charset=UTF-8"), SOURCE)


def post(number: int, **more: object) -> dict[str, object]:
    return {
        "link": f"{SITE}/2026/{number}/",
        "title": {"rendered": f"Road &#038; rail {number}"},
        "date_gmt": "2026-11-20T08:30:00",
        "excerpt": {"rendered": "<p>Open again [&hellip;]</p>\n"},
        "content": {"rendered": f"<p>{'Words of the article. ' * 20}</p>"},
        **more,
    }


def test_page_that_names_its_interface_tells_where_the_posts_are() -> None:
    found = surveyed(head("https://gazette.example/wp-json/")).posts
    assert found.startswith(f"{API}?per_page=20&_fields=link,title,date_gmt,excerpt")


def test_interface_of_plain_permalinks_is_asked_by_its_route() -> None:
    found = surveyed(head("https://gazette.example/?rest_route=/")).posts
    assert found.startswith(f"{SITE}/?rest_route=/wp/v2/posts&per_page=20&_fields=link")


def test_files_below_wp_content_show_where_the_interface_is() -> None:
    style = '<link rel="stylesheet" href="/blog/wp-content/themes/x/style.css">'
    assert surveyed(style).posts.startswith(f"{SITE}/blog/wp-json/wp/v2/posts?")


@pytest.mark.parametrize(
    ("archive", "expected"),
    [
        ("wp/v2/categories/12", "&categories=12"),
        ("wp/v2/tags/7", "&tags=7"),
        ("wp/v2/users/3", "&author=3"),
        ("wp/v2/pages/3", ""),
    ],
)
def test_page_of_an_archive_asks_for_its_posts_alone(archive: str, expected: str) -> None:
    link = f'<link rel="alternate" type="application/json" href="{SITE}/wp-json/{archive}">'
    found = surveyed(head(f"{SITE}/wp-json/") + link).posts
    assert found.endswith(f"jetpack_featured_media_url{expected}")


@pytest.mark.parametrize(
    "html",
    [
        head("https://elsewhere.example/wp-json/"),
        head("javascript:x()"),
        '<img src="https://elsewhere.example/wp-content/x.jpg">',
        "<p>/wp-content/ is a folder</p>",
    ],
)
def test_interface_of_another_site_is_not_asked(html: str) -> None:
    assert surveyed(html).posts == ""


def test_posts_are_links_with_their_text_and_dates_are_in_utc() -> None:
    found = answered([post(1), post(2)])
    assert found.kind == "posts"
    assert paths(found.links) == ["/2026/1/", "/2026/2/"]
    first = found.links[0]
    assert (first.title, first.teaser) == ("Road & rail 1", "Open again […]")
    assert "Words of the article." in first.html
    assert first.published is not None
    assert first.published.at == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert first.published.provenance == "posts"


def test_wordpress_without_posts_gives_none() -> None:
    assert answered("[]") == Survey(kind="posts")
    assert answered("[]", f"{SITE}/?rest_route=%2Fwp%2Fv2%2Fposts").kind == "posts"
    assert answered("[]", f"{SITE}/api").kind == "nothing"


@pytest.mark.parametrize(
    "body",
    ["[1, null, []]", '[{"title": "x"}]', "[" * 200_000, "[{]", '[{"link": 1, "title": {}}]'],
)
def test_other_json_is_nothing(body: str) -> None:
    assert answered(body).kind == "nothing"


def test_hundred_thousand_posts_take_bounded_time() -> None:
    body = json.dumps([{"link": f"/{n}", "title": {"rendered": "T"}} for n in range(100_000)])
    assert len(answered(body).links) == 500
    assert seconds(lambda: answered(body)) < 2


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=30) | st.just("https://gazette.example/x"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["link", "title", "rendered", "date_gmt", "excerpt", "content"]), inner
        )
    ),
    max_leaves=15,
)


@given(st.lists(JSON, max_size=5))
@settings(max_examples=200, deadline=None)
def test_no_json_raises(value: list[object]) -> None:
    assert answered(value).kind in {"posts", "nothing"}
