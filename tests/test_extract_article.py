"""What becomes of a page as a whole, and of one whose text is missing."""

from datetime import UTC, datetime

import pytest
from extracting import FETCHED, OTHER, PARAGRAPH, URL, document, ld, page, read
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import NoArticleError
from digest.extract.article import extract
from digest.extract.listed import from_link
from digest.model import Article, Image, Link, Page, Published, Source

FULL = f"<p>{PARAGRAPH}</p><p>{OTHER}</p>"
DAY = Published(at=datetime(2025, 12, 7, tzinfo=UTC), provenance="feed")
EMPTY = "<html><body><h1>Sign in</h1><p>Please log in.</p></body></html>"


def test_text_and_html_are_the_same_words() -> None:
    article = read(
        document("<p>A <b>bold</b> <a href='/x'>link</a> beside it, in the first line.</p>")
    )
    assert article.text.split("\n\n")[-2:] == [PARAGRAPH, OTHER]
    assert f"<p>{OTHER}</p>" in article.html
    assert 'href="https://news.example/x"' in article.html
    assert article.partial == ""


def test_every_address_that_led_to_an_article_is_kept_once() -> None:
    body = document(head='<link rel="canonical" href="/story#top">').encode()
    fetched = Page(requested="https://news.example/r?id=1", url=URL, body=body, fetched_at=FETCHED)
    article = extract(
        fetched, Source(name="a", url=URL), Link(url="https://news.example/r?id=1")
    ).article
    assert article.url == "https://news.example/story"
    assert article.addresses == (
        "https://news.example/r?id=1",
        URL,
        "https://news.example/story",
    )


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        (b"%PDF-1.7 ...", "text/html", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "", "image/png"),
        (b"<!doctype html><p>", "image/png", "image/png"),
        (b"<!doctype html><p>", "Video/MP4; x", "video/mp4"),
        (b"\xff\xd8\xff\xe0", "", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "", "image/webp"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "", "video/x-msvideo"),
        (b"\x00\x00\x00\x20ftypisom", "text/html", "video/mp4"),
        (b'{"a": 1}', "application/json; charset=utf-8", "application/json"),
        (b"plain words", "text/plain", "text/plain"),
        (b"<?xml version='1.0'?><rss></rss>", "application/xml", "application/xml"),
    ],
)
def test_what_is_no_html_is_kept_from_its_link(body: bytes, content_type: str, kind: str) -> None:
    article = read(body, content_type=content_type, link=Link(url=URL, title="The report"))
    assert article.partial == f"no HTML ({kind})"
    assert article.title == "The report"
    assert article.addresses == (URL,)


@pytest.mark.parametrize(
    "content_type", ["", "text/html", "application/xhtml+xml", "text/plain", "application/xml"]
)
def test_html_is_html_whatever_it_is_called(content_type: str) -> None:
    start = '<?xml version="1.0"?>' if "xml" in content_type else "<!doctype html>"
    assert read(start + document(), content_type=content_type).partial == ""


def test_a_page_without_text_or_mark_is_no_article() -> None:
    with pytest.raises(NoArticleError, match="no text and no mark of an article"):
        read(EMPTY)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:type" content="article">',
        ld('{"@type": "NewsArticle", "headline": "Sign in"}'),
        '<meta property="article:published_time" content="2025-12-07">',
    ],
)
def test_a_page_that_says_it_is_an_article_is_kept_without_its_text(head: str) -> None:
    article = read(
        EMPTY.replace("<body>", f"<head>{head}</head><body>"),
        link=Link(url=URL, teaser="In short."),
    )
    assert (article.partial, article.text, article.html) == ("no text", "", "")
    assert article.summary == "In short."


@pytest.mark.parametrize(
    "link",
    [
        Link(url=URL, teaser="In short."),
        Link(url=URL, published=DAY),
        Link(url=URL, html="<p>Two words.</p>"),
    ],
)
def test_a_page_without_text_that_a_feed_named_is_kept(link: Link) -> None:
    assert read(EMPTY, link=link).partial == "no text"


def test_the_text_of_the_feed_stands_in_for_that_of_the_page() -> None:
    article = read(EMPTY, link=Link(url=URL, html=FULL))
    assert (article.partial, article.html) == ("", FULL)
    assert article.text == f"{PARAGRAPH}\n\n{OTHER}"


def test_the_body_that_json_ld_declares_stands_in_for_text_made_by_scripts() -> None:
    node = (
        f'{{"@type": "NewsArticle", "headline": "Closed", "articleBody": "{PARAGRAPH}\\n{OTHER}"}}'
    )
    article = read(f"<html><head>{ld(node)}</head><body><div id=app></div></body></html>")
    assert article.text == f"{PARAGRAPH}\n\n{OTHER}"
    assert article.partial == ""


def test_a_short_text_in_a_dense_script_is_whole() -> None:
    flash = (
        "市議会は火曜日の夜に開かれ、昨春の洪水で閉鎖された橋の再建について三時間にわたり議論した。"
    )
    article = read(f"<html><body><article><h1>橋の再建</h1><p>{flash}</p></article></body></html>")
    assert article.partial == ""
    assert article.text == flash


def test_an_article_from_its_link_has_what_the_link_has() -> None:
    link = Link(
        url=URL,
        title="The bridge",
        teaser="In short.",
        html=FULL,
        published=DAY,
        authors=("Ada Lind",),
        image="https://news.example/a.jpg",
    )
    assert from_link(link, "403 Forbidden") == Article(
        url=URL,
        addresses=(URL,),
        title="The bridge",
        html=FULL,
        text=f"{PARAGRAPH}\n\n{OTHER}",
        summary="In short.",
        published=DAY,
        authors=("Ada Lind",),
        image=Image(url="https://news.example/a.jpg"),
        partial="403 Forbidden",
    )


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://a.example/2025/border-talks_end.html", "Border talks end"),
        ("https://a.example/%D8%AE%D8%A8%D8%B1/", "خبر"),
        ("https://a.example/", "a.example"),
        ("https://a.example/?p=12", "a.example"),
    ],
)
def test_a_link_without_title_is_called_by_its_address(url: str, title: str) -> None:
    article = from_link(Link(url=url), "404 Not Found")
    assert article.title == title
    assert article.direction == "ltr"


def test_an_arabic_title_makes_an_article_of_the_link_run_right_to_left() -> None:
    assert from_link(Link(url=URL, title="افتتاح مكتبة جديدة في المدينة"), "410").direction == "rtl"


def test_the_link_gives_what_the_page_does_not() -> None:
    body = f"<html><body><div><p>{PARAGRAPH}</p><p>{OTHER}</p></div></body></html>"
    link = Link(
        url=URL,
        title="From the list",
        published=DAY,
        authors=("Ada Lind",),
        image="https://news.example/a.jpg",
        teaser="In short.",
    )
    article = read(body, link=link)
    assert article.title == "From the list"
    assert article.published == DAY
    assert article.authors == ("Ada Lind",)
    assert article.image == Image(url="https://news.example/a.jpg")
    assert article.summary == "In short."
    assert dict(article.provenance)["authors"] == "link"


def test_a_page_and_a_link_without_title_leave_the_words_of_the_address() -> None:
    article = read(f"<html><body><div><p>{PARAGRAPH}</p><p>{OTHER}</p></div></body></html>")
    assert article.title == "Story"


def test_the_clock_of_the_feed_is_better_than_a_day_in_words() -> None:
    clock = Published(at=datetime(2025, 12, 7, 9, 30, tzinfo=UTC), provenance="feed")
    words = document("<p>December 6, 2025</p>")
    assert read(words, link=Link(url=URL, published=clock)).published == clock
    day = document(head='<meta property="article:published_time" content="2025-12-07">')
    assert read(day, link=Link(url=URL, published=clock)).published == clock
    other = document(head='<meta property="article:published_time" content="2025-12-06">')
    found = read(other, link=Link(url=URL, published=clock)).published
    assert found is not None
    assert found.provenance == "meta"


def test_the_summary_is_the_publishers_own() -> None:
    head = (
        '<meta name="description" content="Why &amp;lt;b&amp;gt;it&amp;lt;/b&amp;gt; stays shut.">'
    )
    assert read(document(head=head), link=Link(url=URL, teaser="x")).summary == "Why it stays shut."


def test_dates_without_offset_are_in_the_zone_of_the_source() -> None:
    head = '<meta property="article:published_time" content="2025-12-07T10:00:00">'
    article = read(document(head=head), zone="Africa/Tripoli")
    assert article.published is not None
    assert article.published.at.isoformat() == "2025-12-07T10:00:00+02:00"


TAGS = st.sampled_from(
    [
        *str.split("<p> </p> <h1> </script> <br> <li> [ } , &#x0; '> <table><tr><td>"),
        "<time datetime='2025-13-45'>",
        "<meta property='og:title' content='",
        "<script type='application/ld+json'>",
        '{"@type": "Article", "headline":',
        "<a rel=tag href='//['>",
        "<base href='::'>",
        "<link rel=canonical href='http://[::'>",
        "<body dir=rtl>",
        "<img src=x>",
        "\x00",
        "ا",
        PARAGRAPH,
    ]
)


@given(st.lists(TAGS | st.text(max_size=20), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_no_page_raises_anything_else(body: str) -> None:
    try:
        article = extract(
            page(body.encode("utf-8", "ignore")), Source(name="a", url=URL), Link(url=URL)
        ).article
    except NoArticleError:
        return
    assert article.title


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_no_bytes_raise_anything_else(body: bytes) -> None:
    try:
        assert extract(page(body), Source(name="a", url=URL), Link(url=URL)).article.title
    except NoArticleError:
        return
