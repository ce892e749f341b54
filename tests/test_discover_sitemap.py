"""Sitemaps and indexes of them, read through `survey`."""

import gzip
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.discover.kinds import survey
from digest.model import Page, Source, Survey

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ADDRESS = "https://gazette.example/sitemap.xml"
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)

BOMB = '<!ENTITY e0 "aaaaaaaaaa">' + "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)
)


def read(body: str | bytes) -> Survey:
    data = body.encode() if isinstance(body, str) else body
    page = Page(requested=ADDRESS, url=ADDRESS, body=data, content_type="text/xml", fetched_at=NOW)
    return survey(page, Source(name="gazette", url="https://gazette.example/"))


def sitemap(*entries: str) -> str:
    inner = "".join(f"<url>{entry}</url>" for entry in entries)
    return f'<?xml version="1.0"?><urlset {SPACES}>{inner}</urlset>'


def news(slug: str, title: str, day: str) -> str:
    return (
        f"<loc>https://gazette.example/{slug}</loc><news:news><news:publication>"
        "<news:name>The Coast Gazette</news:name></news:publication>"
        f"<news:publication_date>{day}</news:publication_date>"
        f"<news:title>{title}</news:title></news:news>"
        f"<image:image><image:loc>https://gazette.example/{slug}.jpg</image:loc>"
        "<image:title>A picture</image:title></image:image>"
    )


def index(*children: str) -> str:
    inner = "".join(f"<sitemap>{child}</sitemap>" for child in children)
    return f"<sitemapindex {SPACES}>{inner}</sitemapindex>"


def urls(found: Survey) -> list[str]:
    return [link.url.removeprefix("https://gazette.example/") for link in found.links]


def test_news_come_newest_first_with_title_and_date() -> None:
    found = read(
        sitemap(
            news("old", "An old one", "2026-11-20T08:00:00+02:00"),
            news("new", "A &amp; new", "2026-11-21T08:00:00+02:00"),
            news("undated", "Undated", ""),
        )
    )
    assert found.kind == "sitemap"
    assert urls(found) == ["new", "old", "undated"]
    assert found.links[0].title == "A & new"
    assert found.links[0].published is not None
    assert found.links[0].published.provenance == "sitemap"
    assert found.links[2].published is None


def test_entries_without_news_do_not_count_beside_news() -> None:
    found = read(
        sitemap(
            "<loc>https://gazette.example/a-page-of-long-standing</loc>",
            news("new", "A new one", "2026-11-21"),
        )
    )
    assert urls(found) == ["new"]


def test_plain_sitemap_gives_what_looks_like_articles_the_last_changed_first() -> None:
    found = read(
        sitemap(
            "<loc>https://gazette.example/</loc>",
            "<loc>https://gazette.example/sport</loc>",
            "<loc>https://gazette.example/about-us</loc>",
            "<loc>https://gazette.example/the-first-of-them</loc><lastmod>2026-11-02</lastmod>",
            "<loc>https://gazette.example/2026/11/x</loc><lastmod>2026-11-03</lastmod>",
            "<loc>https://gazette.example/n/12345</loc>",
            "<loc>https://gazette.example/tag/a-tag-of-words</loc><lastmod>2026-11-04</lastmod>",
        )
    )
    assert urls(found) == ["2026/11/x", "the-first-of-them", "n/12345"]
    assert all(link.published is None for link in found.links)


def test_address_that_stands_twice_is_one_link() -> None:
    found = read(
        sitemap(news("a", "A", "2026-11-20"), news("b", "B", "2026-11-19"), news("a", "A", ""))
    )
    assert urls(found) == ["a", "b"]


def test_entry_without_address_is_left_out() -> None:
    found = read(sitemap("<lastmod>2026-11-20</lastmod>", "<loc>file:///etc/passwd</loc>"))
    assert found == Survey(kind="sitemap")


def test_index_gives_the_children_that_say_news() -> None:
    found = read(
        index(
            "<loc>https://news.example/posts-1.xml</loc><lastmod>2026-11-21</lastmod>",
            "<loc>https://news.example/sitemap-news.xml</loc>",
        )
    )
    assert found.sitemaps == ("https://news.example/sitemap-news.xml",)


def test_index_without_news_gives_the_two_newest() -> None:
    found = read(
        index(
            "<loc>/a.xml</loc><lastmod>2026-11-01</lastmod>",
            "<loc>/b.xml</loc><lastmod>2026-11-21T10:00:00Z</lastmod>",
            "<loc>/c.xml</loc>",
            "<loc>/d.xml</loc><lastmod>2026-11-20</lastmod>",
        )
    )
    assert found.sitemaps == ("https://gazette.example/b.xml", "https://gazette.example/d.xml")
    assert found.links == ()


def test_wide_index_gives_four_children_at_most() -> None:
    found = read(index(*[f"<loc>/news-{number}.xml</loc>" for number in range(1000)]))
    assert len(found.sitemaps) == 4


def test_compressed_sitemap_is_read() -> None:
    assert urls(read(gzip.compress(sitemap(news("a", "A", "2026-11-20")).encode()))) == ["a"]


def test_sitemap_without_its_namespace_is_read() -> None:
    assert urls(read("<urlset><url><loc>/some-words-of-it</loc></url></urlset>")) == [
        "some-words-of-it"
    ]


def test_cut_off_sitemap_gives_what_came_before() -> None:
    body = sitemap(news("a", "A", "2026-11-20"), news("b", "B", "2026-11-19"))
    assert urls(read(body[: body.index("/b</loc>")])) == ["a"]


def test_charset_that_the_bytes_are_not_in_does_not_count() -> None:
    body = sitemap(news("a", "A", "2026-11-20"))
    for charset in ("utf-16", "no-such-charset"):
        claimed = body.replace('"1.0"', f'"1.0" encoding="{charset}"', 1)
        assert urls(read(claimed)) == ["a"]


def test_sitemap_that_ends_in_its_first_tag_gives_nothing() -> None:
    assert read("<urlset ") == Survey(kind="sitemap")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<urlset>" + "<url>" * 300_000, id="deep"),
        pytest.param(
            f"<!DOCTYPE u [{BOMB}]><urlset><url><loc>&e9;</loc></url></urlset>",
            id="bomb",
        ),
        pytest.param(
            "<urlset>"
            + "".join(
                f"<url><loc>/some-words-of-{n}</loc><lastmod>x</lastmod></url>"
                for n in range(60_000)
            ),
            id="long",
        ),
    ],
)
def test_hostile_sitemap_ends_soon(body: str) -> None:
    started = time.process_time()
    assert read(body).kind == "sitemap"
    assert time.process_time() - started < 5


@given(st.text(alphabet=st.sampled_from("<>/&;'\"[]! ?urlocnews:=-"), max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_sitemap_raises(inner: str) -> None:
    assert read(f"<urlset {SPACES}><url>{inner}").kind == "sitemap"
