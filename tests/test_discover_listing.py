"""Whole listing pages, read through `survey` as `digest run` does."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.discover.kinds import survey
from digest.model import Page, Source, Survey

PAGES = Path(__file__).parent / "pages"
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
HOME = "https://gazette.example/"


def read(html: str, url: str = HOME) -> Survey:
    page = Page(
        requested=url, url=url, body=html.encode(), content_type="text/html", fetched_at=NOW
    )
    return survey(page, Source(name="gazette", url=url))


def menu(*names: str) -> str:
    items = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in names)
    return f"<nav><ul>{items}</ul></nav>"


def urls(found: Survey) -> list[str]:
    return [link.url for link in found.links]


@pytest.mark.parametrize("name", ["listing_front"])
def test_page_gives_its_articles_with_title_and_date_and_nothing_else(name: str) -> None:
    expected = tomllib.loads((PAGES / f"{name}.toml").read_text())
    found = read((PAGES / f"{name}.html").read_text(), expected["url"])
    assert [
        {
            "url": link.url,
            "title": link.title,
            "published": link.published.at if link.published else None,
        }
        for link in found.links
    ] == expected["links"]
    assert list(found.feeds) == expected["feeds"]
    assert found.next_page == expected["next_page"]
    assert found.kind == "listing"
    assert not found.selected


def test_date_of_a_listing_says_that_it_comes_from_there() -> None:
    found = read((PAGES / "listing_front.html").read_text())
    assert {link.published.provenance for link in found.links if link.published} == {"listing"}


@pytest.mark.parametrize(
    "titles",
    [
        pytest.param(
            [
                "中央银行宣布下调基准利率",
                "新地铁线路将于下月开通",
                "大学城图书馆免费开放",
                "台风过后渔港恢复作业",
            ],
            id="Chinese",
        ),
        pytest.param(
            [
                "中央図書館が来月から夜間も開館",
                "新しい橋の工事が始まりました",
                "港の朝市に大勢の人出",
                "雪の予報で列車に遅れ",
            ],
            id="Japanese",
        ),
        pytest.param(
            [
                "중앙은행 기준금리 인하를 발표",
                "새 지하철 노선 다음 달 개통",
                "항구 시장에 많은 인파",
                "폭설 예보로 열차 지연",
            ],
            id="Korean",
        ),
        pytest.param(
            [
                "ธนาคารกลางประกาศลดอัตราดอกเบี้ย",
                "รถไฟฟ้าสายใหม่เปิดเดือนหน้า",
                "ตลาดเช้าคนแน่นมาก",
                "พยากรณ์ฝนตกหนัก",
            ],
            id="Thai",
        ),
        pytest.param(
            [
                "المصرف المركزي يخفض سعر الفائدة",
                "افتتاح الطريق الساحلي بعد عامين",
                "ارتفاع إنتاج النفط مجددا",
                "المدارس تبدأ متأخرة",
            ],
            id="Arabic",
        ),
    ],
)
def test_headlines_count_in_every_script(titles: list[str]) -> None:
    items = "".join(
        f'<li><a href="/a/{1000 + n}.html">{title}</a></li>' for n, title in enumerate(titles)
    )
    found = read(f"{menu('Home', 'Sport', 'Contact')}<div><ul class=list>{items}</ul></div>")
    assert [link.title for link in found.links] == titles


def test_links_to_other_sites_are_the_articles_of_a_link_blog() -> None:
    rows = "".join(
        f'<tr><td><a class="story" href="https://site{n}.example/{slug}">{title}</a>'
        f' <a href="/from/site{n}">site{n}.example</a></td></tr>'
        f'<tr><td>{n} points <a href="/item?id={3000 + n}">{n} comments</a></td></tr>'
        for n, (slug, title) in enumerate(
            [
                ("garbage", "A garbage collector written over a weekend"),
                ("sqlite-notes", "Notes on making SQLite twice as fast"),
                ("radio", "How shortwave radio came back to the north"),
                ("fonts", "Every font is a small program, and it shows"),
                ("maps", "Drawing the maps of cities that never were"),
            ]
        )
    )
    found = read(f"{menu('New', 'Past', 'Jobs')}<table>{rows}</table>")
    assert urls(found) == [
        "https://site0.example/garbage",
        "https://site1.example/sqlite-notes",
        "https://site2.example/radio",
        "https://site3.example/fonts",
        "https://site4.example/maps",
    ]


def test_articles_linked_by_read_more_alone_get_the_heading_of_their_block() -> None:
    blocks = "".join(
        f'<section class="entry"><h3>{title}</h3><p>{"Words of the teaser. " * 6}</p>'
        f'<a class="button" href="/news/{slug}">Read more</a></section>'
        for slug, title in [
            ("bridge-open", "The bridge is open again"),
            ("ferry-late", "Why the ferry is always late"),
            ("market-day", "Market day moves to Sunday"),
            ("two-storks", "Two storks on the town hall"),
        ]
    )
    found = read(f"{menu('Home', 'Team')}<div id=primary>{blocks}</div>")
    assert [link.title for link in found.links] == [
        "The bridge is open again",
        "Why the ferry is always late",
        "Market day moves to Sunday",
        "Two storks on the town hall",
    ]


def test_list_of_very_short_titles_is_found_as_the_best_family() -> None:
    """Essays of one or two words have nothing that a menu has not, but their place."""
    items = "".join(
        f'<tr><td><font><a href="{name.lower()}.html">{name}</a></font></td></tr>'
        for name in ["Taste", "Cities", "Good Work", "Fashion", "Keep Going", "Kids", "Noise"]
    )
    found = read(f"<body><table><tr><td><table>{items}</table></td></tr></table></body>")
    assert len(found.links) == 7


def test_page_of_menus_alone_lists_nothing() -> None:
    found = read(f"{menu('Home', 'News', 'Sport', 'Team')}<footer>{menu('Jobs', 'Press')}</footer>")
    assert found.links == ()


def test_two_anchors_that_differ_by_their_fragment_are_one_link() -> None:
    html = (PAGES / "listing_front.html").read_text()
    assert len(urls(read(html))) == len(set(urls(read(html)))) == 6
    assert not any("#" in url for url in urls(read(html)))


def test_relative_addresses_join_to_the_base_of_the_page() -> None:
    items = "".join(
        f'<h2><a href="2026/some-long-headline-{word}">A headline of some length, {word}</a></h2>'
        for word in ["one", "two", "three", "four"]
    )
    found = read(f"<head><base href='https://gazette.example/deep/'></head><main>{items}</main>")
    assert urls(found)[0] == "https://gazette.example/deep/2026/some-long-headline-one"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a rel="next" href="?page=2">Older</a>', "https://gazette.example/?page=2"),
        ('<link rel="nofollow next" href="/p/2#top">', "https://gazette.example/p/2"),
        ('<a rel="next" href="https://elsewhere.example/2">Older</a>', ""),
        ('<a rel="next" href="/">Older</a>', ""),
        ('<a rel="next" href="javascript:more()">Older</a>', ""),
        ('<a href="/archive/2">Next</a>', ""),
    ],
)
def test_next_page_is_another_page_of_the_site(markup: str, expected: str) -> None:
    assert read(f"<body>{markup}</body>").next_page == expected


def test_hundred_thousand_links_take_bounded_time() -> None:
    """Two thousand anchors are looked at; the rest of the page costs its parse."""
    item = '<li><a href="/news/%d/some-long-headline">Headline number %d of quite a length</a></li>'
    html = "<ul>" + "".join(item % (n, n) for n in range(100_000)) + "</ul>"
    assert len(read(html).links) == 2000
