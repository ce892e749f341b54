import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.discover.shapes import shape_of

SITE = "https://gazette.example"


@pytest.mark.parametrize(
    "path",
    [
        "/tag/roads",
        "/topic/roads",
        "/thema/klima-politik",
        "/category/politics/",
        "/author/salma-haddad/page/2",
        "/news/page/3",
        "/news/page-3",
        "/news?page=3",
        "/i/photo.jpg",
        "/feed.xml",
        "/a?share=facebook",
        "/a?replytocom=12",
        "/send?url=https%3A%2F%2Fgazette.example%2Fa",
    ],
)
def test_lists_files_and_ways_to_share_are_refused(path: str) -> None:
    assert shape_of(SITE + path).refused


@pytest.mark.parametrize(
    "path",
    [
        "/2026/11/the-road-is-open",
        "/category/politics/2026/the-road-is-open",
        "/?p=123",
        "/index.php?page=2&id=55",
        "/about/in-the-news/a-prize",
        "/release.pdf",
        "/search-for-the-lost-ship-ends",
        "/topic/history-of-coffee",
    ],
)
def test_what_may_be_an_article_is_not_refused(path: str) -> None:
    shape = shape_of(SITE + path)
    assert not shape.refused
    assert not shape.office


@pytest.mark.parametrize(
    "path", ["", "/", "/about", "/impressum.html", "/en/privacy-policy/", "/Login", "/?lang=fr"]
)
def test_roots_forms_and_legal_pages_are_offices(path: str) -> None:
    assert shape_of(SITE + path).office


@pytest.mark.parametrize(
    ("path", "dated", "numbered"),
    [
        ("/2026/11/20/road", True, False),
        ("/news/2026-11-20-road", True, False),
        ("/20261120/road", True, False),
        ("/2026/nov/20/road", True, False),
        ("/road-48213.html", False, True),
        ("/?p=9", False, True),
        ("/story?newsid=77", False, True),
        ("/2026/road", False, True),
        ("/top-10", False, False),
        ("/road", False, False),
    ],
)
def test_dates_and_numbers_of_an_address_are_seen(
    path: str, *, dated: bool, numbered: bool
) -> None:
    shape = shape_of(SITE + path)
    assert (shape.dated, shape.numbered) == (dated, numbered)


def test_addresses_of_one_rule_have_one_pattern() -> None:
    one = shape_of(f"{SITE}/news/2026/the-road-is-open")
    other = shape_of(f"{SITE}/news/2025/ferries-are-late-again-today")
    assert one.pattern == other.pattern
    assert one.pattern != shape_of(f"{SITE}/sport/2025/ferries-are-late-again").pattern
    assert one.pattern != shape_of(f"{SITE}/news/").pattern


def test_words_are_counted_in_every_script() -> None:
    assert shape_of(f"{SITE}/%D9%81%D8%AA%D8%AD-%D8%A7%D9%84%D8%B7%D8%B1%D9%8A%D9%82").words == 2


@given(st.text(max_size=60))
def test_no_address_raises(path: str) -> None:
    assert shape_of(f"{SITE}/{path}").segments >= 0
