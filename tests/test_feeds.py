"""A feed is read by a strict XML parser and by feedparser, whatever its articles hold."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser
import pytest
from feed_rules import broken
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from port import ARTICLE, SEEN, STORED, with_article

from digest.feeds import LIMIT, rss
from digest.markup import clean
from digest.model import Article, Feed, Image, Published, Stored

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
ATOM = "{http://www.w3.org/2005/Atom}"


def _feed(*articles: Stored, **fields: Any) -> Feed:
    known = {"title": "News", "url": "https://example.org/", **fields}
    return Feed(articles=articles, **known)


def _channel(feed: Feed) -> Any:
    document = rss(feed)
    assert broken(document) == []
    return etree.fromstring(document, etree.XMLParser(recover=False))[0]


def _item(stored: Stored) -> Any:
    return _channel(_feed(stored)).find("item")


def test_item_holds_what_the_article_holds() -> None:
    item = _item(STORED)
    assert item.findtext("title") == "Port opens"
    assert item.findtext("link") == "https://example.org/port"
    assert item.findtext("description") == "A port opened."
    assert item.findtext(CONTENT) == "<p>The port opened <b>today</b>.</p>"
    assert item.findtext("guid") == STORED.id
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("pubDate") == "Sun, 22 Nov 2026 14:30:00 +0000"
    assert [creator.text for creator in item.findall(f"{DC}creator")] == ["Ann Lee", "عمر"]
    assert [category.text for category in item.findall("category")] == ["Trade", "Ports", "Libya"]
    assert item.findtext(f"{DC}language") == "en"


def test_description_comes_before_the_content() -> None:
    names = [element.tag for element in _item(STORED)]
    assert names.index("description") < names.index(CONTENT)


def test_picture_is_given_with_its_size_where_that_is_known() -> None:
    content = _item(STORED).find(f"{MEDIA}content")
    assert dict(content.attrib) == {
        "url": "https://example.org/port.jpg",
        "medium": "image",
        "width": "640",
        "height": "480",
    }
    assert content.find(f"{MEDIA}thumbnail").get("url") == "https://example.org/port.jpg"
    unsized = _item(with_article(image=Image(url="https://example.org/a.jpg"))).find(
        f"{MEDIA}content"
    )
    assert set(unsized.attrib) == {"url", "medium"}


@pytest.mark.parametrize("image", [None, Image(url="javascript:x"), Image(url="")])
def test_article_without_a_picture_has_no_media(image: Image | None) -> None:
    assert _item(with_article(image=image)).find(f"{MEDIA}content") is None


def test_channel_names_its_page_and_itself() -> None:
    feed = _feed(
        STORED,
        base_url="https://me.example/",
        language="ar-LY",
        description="All of it",
    )
    channel = _channel(feed)
    assert channel.findtext("title") == "News"
    assert channel.findtext("link") == "https://example.org/"
    assert channel.findtext("description") == "All of it"
    assert channel.findtext("language") == "ar-LY"
    assert channel.findtext("generator") == "digest"
    own = channel.find(f"{ATOM}link")
    assert dict(own.attrib) == {
        "href": "https://me.example/feed.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }


def test_channel_leaves_out_what_is_not_known() -> None:
    channel = _channel(_feed(STORED, language="english!!"))
    assert channel.find(f"{ATOM}link") is None
    assert channel.find("language") is None
    assert channel.findtext("description") == "News"


def test_channel_without_any_name_or_address_is_still_a_feed() -> None:
    channel = _channel(Feed(title="", url="nonsense"))
    assert channel.findtext("title") == "digest"
    assert channel.findtext("link") == "http://localhost/"


def test_last_build_is_the_last_change_and_never_the_run() -> None:
    later = replace(STORED, id="b", updated=SEEN + timedelta(hours=2))
    channel = _channel(_feed(STORED, later))
    built = [element.text for element in channel.findall("lastBuildDate")]
    assert built == ["Mon, 23 Nov 2026 07:00:00 +0000"]
    assert _channel(_feed()).find("lastBuildDate") is None


def test_same_articles_give_the_same_bytes() -> None:
    assert rss(_feed(STORED)) == rss(_feed(STORED))


def test_articles_stand_in_the_order_given() -> None:
    articles = [replace(STORED, id=f"urn:uuid:{n}", number=n) for n in range(30)]
    guids = [item.findtext("guid") for item in _channel(_feed(*articles)).findall("item")]
    assert guids == [stored.id for stored in articles]


@pytest.mark.parametrize(
    "at",
    [
        SEEN + timedelta(seconds=1),
        datetime(2027, 11, 22, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-14))),
    ],
)
def test_implausible_date_becomes_the_moment_of_first_sight(at: datetime) -> None:
    item = _item(with_article(published=Published(at=at, provenance="meta")))
    assert parsedate_to_datetime(item.findtext("pubDate")) == SEEN


def test_article_without_a_date_shows_when_it_was_first_seen() -> None:
    item = _item(with_article(published=None))
    assert parsedate_to_datetime(item.findtext("pubDate")) == SEEN


def test_date_with_an_odd_offset_is_the_same_moment() -> None:
    at = datetime(2026, 11, 22, 14, tzinfo=timezone(timedelta(minutes=52, seconds=44)))
    item = _item(with_article(published=Published(at=at, provenance="meta")))
    assert parsedate_to_datetime(item.findtext("pubDate")) == at


def test_description_is_the_first_sentences_where_there_is_no_summary() -> None:
    assert _item(with_article(summary="")).findtext("description") == "The port opened today."


def test_item_is_never_without_description() -> None:
    item = _item(with_article(summary="", text="", html=""))
    assert item.findtext("description") == "Port opens"
    assert item.find(CONTENT) is None


def test_partial_article_has_its_teaser_and_says_no_more() -> None:
    item = _item(with_article(partial="403 Forbidden", html="", text=""))
    assert item.findtext("description") == "A port opened."
    assert b"403" not in rss(_feed(with_article(partial="403 Forbidden")))


def test_article_without_title_gets_its_first_words_or_its_address() -> None:
    assert _item(with_article(title="")).findtext("title") == "The port opened today."
    assert _item(with_article(title="", text="")).findtext("title") == "https://example.org/port"
    assert _item(with_article(title="", text="", url="")).findtext("title") == "Untitled"


def test_article_without_an_address_has_no_link() -> None:
    item = _item(with_article(url="javascript:alert(1)"))
    assert item.find("link") is None
    assert item.findtext("guid") == STORED.id


def test_names_stand_once_and_plain() -> None:
    tags = ("Libya", "libya", "", "  ", "Oil &amp; Gas", "<b>Libya</b>", "x" * 300)
    categories = [
        c.text for c in _item(with_article(section="LIBYA", tags=tags)).findall("category")
    ]
    assert categories == ["LIBYA", "Oil & Gas", "x" * 99 + "…"]
    creators = _item(with_article(authors=("<a>Ann</a>", "ann", ""))).findall(f"{DC}creator")
    assert [creator.text for creator in creators] == ["Ann"]


def test_feed_that_grows_too_large_loses_the_bodies_of_the_oldest_only() -> None:
    body = f"<p>{'word ' * 50_000}</p>"
    articles = [
        replace(STORED, id=f"urn:{n}", article=replace(ARTICLE, html=body)) for n in range(6)
    ]
    items = _channel(_feed(*articles)).findall("item")
    assert [item.find(CONTENT) is not None for item in items] == [True] * 3 + [False] * 3
    assert all(item.findtext("description") for item in items)
    assert len(rss(_feed(*articles))) <= LIMIT


def test_body_that_no_xml_can_hold_is_cleaned_anew() -> None:
    html = '<p>a\x00b</p><a href="\x01java\x03script:alert(1)">c</a>'
    body = _item(with_article(html=html)).findtext(CONTENT)
    assert body.startswith("<p>ab</p>")
    assert 'href="javascript' not in body


def test_reader_sees_the_title_as_it_stands() -> None:
    for title in ("AT&T at 3 < 4", "Fish &amp; chips", "a \"b\" 'c' ]]> d", "خبر «عاجل»"):
        entry = feedparser.parse(rss(_feed(with_article(title=title)))).entries[0]
        assert entry.title == title.replace("&amp;", "&")


ANY = st.text(max_size=12)
MOMENTS = st.datetimes(
    min_value=datetime(1, 1, 2),  # noqa: DTZ001  (Hypothesis wants them naive)
    max_value=datetime(9999, 12, 30),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-14)), timezone(timedelta(hours=14))]),
)
ARTICLES = st.builds(
    Article,
    url=ANY | st.just("https://example.org/"),
    title=ANY,
    html=ANY.map(lambda html: clean(html, "")) | ANY.map("\0{}".format),
    text=ANY,
    summary=ANY,
    published=st.none() | st.builds(Published, at=MOMENTS, provenance=ANY),
    authors=st.lists(ANY, max_size=3).map(tuple),
    section=ANY,
    tags=st.lists(ANY, max_size=3).map(tuple),
    image=st.none() | st.builds(Image, url=ANY, width=st.integers(), height=st.integers()),
    language=ANY,
    direction=st.sampled_from(["ltr", "rtl"]),
)
FEEDS = st.builds(
    Feed,
    title=ANY,
    url=ANY,
    path=ANY,
    base_url=ANY,
    description=ANY,
    language=ANY,
    articles=st.lists(
        st.builds(
            Stored,
            id=st.uuids().map("urn:uuid:{}".format),
            number=st.integers(),
            source=ANY,
            article=ARTICLES,
            first_seen=st.just(SEEN),
            updated=st.integers(0, 10**6).map(lambda later: SEEN + timedelta(seconds=later)),
        ),
        max_size=4,
        unique_by=lambda stored: stored.id,
    ).map(tuple),
)


@settings(deadline=None)
@given(FEEDS)
def test_no_text_in_any_field_stops_a_feed_or_costs_an_item(feed: Feed) -> None:
    items = _channel(feed).findall("item")
    assert len(items) == len(feed.articles)
    assert all(item.findtext("title") and item.findtext("description") for item in items)
    assert all(item.findtext("pubDate") for item in items)
    assert rss(feed) == rss(feed)
    assert not feedparser.parse(rss(feed)).bozo


def test_an_item_says_since_when_it_is_as_it_is_once_it_changed() -> None:
    assert _item(STORED).find(f"{ATOM}updated") is None
    item = _item(replace(STORED, updated=SEEN + timedelta(hours=2)))
    assert item.findtext(f"{ATOM}updated") == "2026-11-23T07:00:00Z"
    assert item.findtext("guid") == STORED.id
    assert parsedate_to_datetime(item.findtext("pubDate")) == ARTICLE.published.at
