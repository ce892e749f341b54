"""Where a listing goes on, read through `survey`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from surveying import seconds, surveyed

SITE = "https://gazette.example"


def next_page(own: str, *links: str) -> str:
    anchors = (link if link.startswith("<") else f'<a href="{link}">x</a>' for link in links)
    found = surveyed(f"<body>{' '.join(anchors)}</body>", SITE + own).next_page
    return found.removeprefix(SITE)


@pytest.mark.parametrize(
    ("own", "links", "expected"),
    [
        ("/news/", ["/news/?page=2", "/news/?page=3"], "/news/?page=2"),
        ("/news/?page=2", ["/news/?page=1", "/news/?page=3"], "/news/?page=3"),
        ("/news/?page=2", ["/news/?page=1"], ""),
        ("/news", ["/news/page/2/", "/news/page/9/"], "/news/page/2/"),
        ("/news/page/2/", ["/news/", "/news/page/3/"], "/news/page/3/"),
        ("/news/page/9/", ["/news/page/8/", "/news/page/10/"], "/news/page/10/"),
        ("/", ["/?paged=2"], "/?paged=2"),
        ("/", ["/page/2"], "/page/2"),
        ("/news.html", ["/news-page-2.html"], "/news-page-2.html"),
        ("/news/index.html", ["/news/page-2.html"], "/news/page-2.html"),
        ("/list?q=sea", ["/list?page=2&q=sea", "/list?page=2"], "/list?page=2&q=sea"),
        ("/aktuell/", ["/aktuell/seite/2"], "/aktuell/seite/2"),
        ("/list", ["/list?start=40", "/list?start=20"], "/list?start=20"),
        ("/list?start=20", ["/list?start=0", "/list?start=20", "/list?start=40"], "/list?start=40"),
        ("/list?offset=20", ["/list?offset=0", "/list?offset=10"], ""),
        ("/list", ["/list?from=25"], "/list?from=25"),
    ],
)
def test_link_to_this_address_with_the_next_number_or_offset_leads_on(
    own: str, links: list[str], expected: str
) -> None:
    assert next_page(own, *links) == expected


@pytest.mark.parametrize(
    "label", ["2", "٢", "Next", "Older posts »", "التالي", "下一页", "次へ", "›"]
)
def test_bare_number_leads_on_where_the_link_says_so(label: str) -> None:
    assert next_page("/news/", f'<a href="/news/2/">{label}</a>') == "/news/2/"
    assert next_page("/list.html", f'<a href="/list_2.html">{label}</a>') == "/list_2.html"


def test_two_of_a_page_that_counts_from_nought_is_its_page_1() -> None:
    links = [f'<a href="/news?page={n}">{n + 1}</a>' for n in (0, 1, 2)]
    assert next_page("/news", *links) == "/news?page=1"
    assert next_page("/news?page=1", *links) == "/news?page=2"


def test_next_of_a_page_that_counts_from_nought_is_its_page_1() -> None:
    assert next_page("/news", '<a href="/news?page=1">Next ›</a>') == "/news?page=1"


def test_first_page_in_the_list_of_pages_is_not_the_next() -> None:
    links = [f'<a href="/news?page={n}">{n}</a>' for n in (1, 2, 3)]
    assert next_page("/news", *links) == "/news?page=2"


def test_declared_next_page_goes_before_numbers() -> None:
    assert next_page("/a/", "/a/?page=2", '<a rel=next href="/a/?before=77">x</a>') == (
        "/a/?before=77"
    )


@pytest.mark.parametrize(
    ("own", "link"),
    [
        ("/news/", "/sport/?page=2"),
        ("/news/", "https://elsewhere.example/news/?page=2"),
        ("/news/", '<a href="/news/2/">Two die in storm</a>'),
        ("/news/", '<a href="/news/2024/">2024</a>'),
        ("/2026/11/", '<a href="/2026/12/">12</a>'),
        ("/2026/11/22/", '<a href="/2026/11/23/">23</a>'),
        ("/", '<a href="/?p=2">2</a>'),
        ("/news/?page=1", "/news/?page=1"),
        ("/news/", "/news/?page=3"),
        ("/news/", "/news/?page=two"),
        ("/news/", "/news/?start=" + "9" * 500),
    ],
)
def test_other_lists_days_posts_and_other_sites_are_not_the_next_page(own: str, link: str) -> None:
    assert next_page(own, link) == ""


def test_twenty_thousand_numbered_links_take_bounded_time() -> None:
    links = "".join(f'<a href="/news/?page={n}&x={"9" * 200}">{n}</a>' for n in range(20_000))
    assert seconds(lambda: surveyed(links)) < 2
    assert seconds(lambda: surveyed(f'<a href="/{"p-1/" * 1600}2">2</a>' * 300)) < 2


@given(st.text(alphabet="/?&=page20.-_%[]:#", max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_address_raises(href: str) -> None:
    surveyed(f'<a href="{href}">2</a>', f"{SITE}/news/")
