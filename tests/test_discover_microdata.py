"""Lists that a page marks by microdata, read through `survey`."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from surveying import paths, seconds, surveyed

SCHEMA = "https://schema.org"


def listed(*entries: str) -> str:
    return f'<ul itemscope itemtype="{SCHEMA}/ItemList">{"".join(entries)}</ul>'


def article(path: str, title: str, kind: str = "NewsArticle", more: str = "") -> str:
    return (
        f'<div itemscope itemtype="{SCHEMA}/{kind}"><h3 itemprop="headline">'
        f'<a itemprop="url" href="{path}">{title}</a></h3>{more}</div>'
    )


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param('<a itemprop="itemListElement" href="{0}">Title</a>', id="link"),
        pytest.param('<link itemprop="itemListElement" href="{0}">', id="unseen link"),
        pytest.param(
            f'<li itemprop="itemListElement" itemscope itemtype="{SCHEMA}/ListItem">'
            '<a itemprop="url" href="{0}"><span itemprop="name">Title</span></a></li>',
            id="url of a ListItem",
        ),
        pytest.param(
            f'<li itemprop="itemListElement" itemscope itemtype="{SCHEMA}/ListItem">'
            '<meta itemprop="position" content="1"><div itemprop="item" itemscope '
            f'itemtype="{SCHEMA}/NewsArticle"><a itemprop="url" href="{{0}}">'
            '<b itemprop="headline">Title</b></a></div></li>',
            id="article in item",
        ),
        pytest.param(
            f'<li itemprop="itemListElement" itemscope itemtype="{SCHEMA}/NewsArticle">'
            '<h2 itemprop="headline"><a href="{0}">Title</a></h2></li>',
            id="link in the headline",
        ),
        pytest.param(
            f'<li itemprop="itemListElement" itemscope itemtype="{SCHEMA}/NewsArticle" '
            'itemid="{0}"><b itemprop="headline">Title</b></li>',
            id="itemid",
        ),
    ],
)
def test_entry_of_a_list_is_read_in_every_way_that_it_is_written(entry: str) -> None:
    found = surveyed(listed(*(entry.format(path) for path in ("/a", "/b", "/c")))).structured
    assert paths(found) == ["/a", "/b", "/c"]
    assert {link.title for link in found} <= {"Title", ""}


def test_three_marked_articles_are_a_list_in_every_script() -> None:
    time = '<time itemprop="datePublished" datetime="2026-11-20T09:00:00+02:00">x</time>'
    found = surveyed(
        article("/1", "المصرف المركزي يخفض سعر الفائدة", more=time)
        + article("/2", "中央銀行が金利を引き下げ", "BlogPosting")
        + article("/3", "Road &amp; rail", more='<p itemprop="description">Open again</p>')
    ).structured
    assert paths(found) == ["/1", "/2", "/3"]
    assert [link.title for link in found] == [
        "المصرف المركزي يخفض سعر الفائدة",
        "中央銀行が金利を引き下げ",
        "Road & rail",
    ]
    assert found[2].teaser == "Open again"
    published = found[0].published
    assert published is not None
    assert (published.at, published.provenance) == (
        datetime(2026, 11, 20, 7, tzinfo=UTC),
        "microdata",
    )


def test_what_is_marked_inside_an_article_is_no_entry_of_the_list() -> None:
    inner = f'<div itemprop="comment">{article("/comment", "A long comment on it")}</div>'
    author = (
        f'<span itemprop="author" itemscope itemtype="{SCHEMA}/Person">'
        '<a itemprop="url" href="/people/ann">Ann</a></span>'
    )
    html = "".join(article(f"/{n}", f"Title {n}", more=inner + author) for n in range(3))
    assert paths(surveyed(html).structured) == ["/0", "/1", "/2"]


@pytest.mark.parametrize(
    "html",
    [
        article("/1", "One") + article("/2", "Two"),
        article("/1", "One", "Person") * 3,
        article("/1", "One") + article("/1#top", "One") + article("/1", "Again"),
        listed('<a itemprop="itemListElement" href="javascript:x()">x</a>' * 4),
        f'<ol itemscope itemtype="{SCHEMA}/BreadcrumbList">'
        + '<li itemprop="itemListElement"><a href="/x">x</a></li>' * 4,
    ],
)
def test_two_articles_breadcrumbs_and_one_address_thrice_are_no_list(html: str) -> None:
    assert surveyed(html).structured == ()


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(article("/a", "Title " * 5) * 8000, id="beside each other"),
        pytest.param('<div itemscope itemprop="a b c d e f g h i">' * 8000, id="in each other"),
        pytest.param(
            f'<i itemscope itemtype="{SCHEMA}/ItemList">' * 140
            + '<a itemprop="itemListElement url name" href="/x">x</a>' * 20_000,
            id="deep and many",
        ),
    ],
)
def test_thousands_of_marked_things_take_bounded_time(html: str) -> None:
    """Half a second of the processor, most of it the page's own parse."""
    assert seconds(lambda: surveyed(html)) < 2


@given(st.text(alphabet="<>/=\"' itemscoprlLaisthf.", max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_markup_raises(html: str) -> None:
    surveyed(f'<div itemscope itemtype="{SCHEMA}/ItemList">{html}')
