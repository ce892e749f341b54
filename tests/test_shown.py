"""What our feeds have shown can be read back from their files."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import feeds, shown
from digest.model import Article, Feed, Published, Stored

AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def stored(number: int, article: Article) -> Stored:
    return Stored(
        id=f"urn:uuid:{number}", number=number, source="a", article=article,
        first_seen=AT, updated=AT,
    )  # fmt: skip


def rss(*articles: Article) -> bytes:
    every = tuple(stored(number, one) for number, one in enumerate(articles))
    return feeds.rss(Feed(title="All", url="https://example.org/", articles=every))


def test_an_item_gives_the_article_back() -> None:
    one = Article(
        url="https://example.org/news/harbour?id=4",
        addresses=("https://example.org/news/harbour?id=4",),
        title="Fähre & Hafen ‹neu›",
        html="<p>One.</p><ul><li>Two &amp; three</li></ul>",
        text="One.\n\nTwo & three",
        summary="In short.",
        published=Published(at=AT, provenance="feed"),
        authors=("Ann", "Bo"),
        tags=("Port",),
        language="de",
    )
    (found,) = shown.shown(rss(one), ["urn:uuid:0"])
    assert found.article == one
    assert found.id == "urn:uuid:0"


def test_text_from_right_to_left_stays_so() -> None:
    html = '<div dir="rtl"><p>سؤال</p></div>'
    one = Article(url="https://example.org/a", title="خبر", html=html, text="سؤال", direction="rtl")
    (found,) = shown.shown(rss(one), ["urn:uuid:0"])
    assert (found.article.direction, found.article.html) == ("rtl", html)


def test_only_wanted_items_with_an_address_come_back() -> None:
    body = rss(
        Article(url="https://example.org/a", title="A", html="<p>a</p>", text="a"),
        Article(url="ftp://example.org/b", title="B"),
        Article(url="https://example.org/c", title="C"),
    )
    assert shown.ids(body) == ("urn:uuid:0", "urn:uuid:1", "urn:uuid:2")
    (found,) = shown.shown(body, {"urn:uuid:1", "urn:uuid:2"})
    assert found.article.title == "C"
    assert found.article.partial == "no text"


@pytest.mark.parametrize("body", [b"", b"no feed", b"<html><p>x</html>", b"<rss><channel>"])
def test_what_is_no_feed_has_shown_nothing(body: bytes) -> None:
    assert shown.ids(body) == ()


@given(st.binary(max_size=300))
def test_a_spoilt_file_gives_what_can_be_read(noise: bytes) -> None:
    whole = rss(Article(url="https://example.org/a", title="A", html="<p>a</p>", text="a"))
    body = whole[: len(whole) // 2] + noise + whole[len(whole) // 2 :]
    for one in shown.shown(body, set(shown.ids(body))):
        assert one.article.url.startswith(("http://", "https://"))


def test_a_wrong_date_is_none() -> None:
    body = rss(
        Article(
            url="https://example.org/a", title="A", published=Published(at=AT, provenance="meta")
        )
    )
    body = body.replace(b"Fri, 20 Nov 2026 08:00:00 +0000</pubDate>", b"yesterday</pubDate>")
    (found,) = shown.shown(body, ["urn:uuid:0"])
    assert found.article.published is None
