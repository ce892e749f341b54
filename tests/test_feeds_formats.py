"""RSS, Atom and JSON Feed say the same, and a join of parts is what feedgen writes itself."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import feedparser
import port
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from port import SEEN

from digest import feeds
from digest.feeds import FULL, TEASER, TITLE, xml
from digest.model import Enclosure, Feed, Stored

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
SY = "{http://purl.org/rss/1.0/modules/syndication/}"
ARTICLE = replace(
    port.ARTICLE,
    title="Port opens & <b>closes</b>",
    enclosures=(
        Enclosure(url="https://example.org/a.mp3", type="audio/mpeg", length=7),
        Enclosure(url="https://example.org/b.mp4"),
        Enclosure(url="https://example.org/a.mp3"),
        Enclosure(url="javascript:1", type="audio/mpeg"),
    ),
    language="ar",
)
STORED = replace(port.STORED, article=ARTICLE)
FEED = Feed(
    title="News",
    url="https://example.org/",
    path="feeds/one",
    base_url="https://me.example/",
    description="All of it",
    language="en",
    every=timedelta(minutes=30),
    articles=(STORED, replace(STORED, id="urn:uuid:2", number=2)),
)


def entry_of(stored: Stored, **fields: Any) -> Any:
    feed = replace(FEED, articles=(replace(stored, article=replace(stored.article, **fields)),))
    return etree.fromstring(feeds.atom(feed)).find(f"{ATOM}entry")


def item_of(stored: Stored, **fields: Any) -> dict[str, Any]:
    feed = replace(FEED, articles=(replace(stored, article=replace(stored.article, **fields)),))
    (item,) = json.loads(feeds.json_feed(feed))["items"]
    return dict(item)


def test_an_atom_entry_holds_what_the_article_holds() -> None:
    entry = entry_of(STORED)
    assert entry.findtext(f"{ATOM}id") == STORED.id
    assert entry.findtext(f"{ATOM}title") == "Port opens & closes"
    assert entry.findtext(f"{ATOM}content") == ARTICLE.html
    assert entry.find(f"{ATOM}content").get("type") == "html"
    assert entry.findtext(f"{ATOM}summary") == "A port opened."
    assert entry.findtext(f"{ATOM}published") == "2026-11-22T14:30:00Z"
    assert entry.findtext(f"{ATOM}updated") == "2026-11-23T05:00:01.000001Z"
    assert [one.text for one in entry.iter(f"{ATOM}name")] == ["Ann Lee", "عمر"]
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert entry.find(f"{MEDIA}thumbnail").get("url") == "https://example.org/port.jpg"
    assert [dict(link.attrib) for link in entry.findall(f"{ATOM}link")] == [
        {"rel": "alternate", "type": "text/html", "href": "https://example.org/port"},
        {
            "rel": "enclosure",
            "type": "audio/mpeg",
            "href": "https://example.org/a.mp3",
            "length": "7",
        },
        {
            "rel": "enclosure",
            "type": "video/mp4",
            "href": "https://example.org/b.mp4",
            "length": "0",
        },
    ]


def test_a_json_item_holds_what_the_article_holds() -> None:
    assert item_of(replace(STORED, updated=SEEN + timedelta(hours=1))) == {
        "id": STORED.id,
        "url": "https://example.org/port",
        "title": "Port opens & closes",
        "content_html": ARTICLE.html,
        "summary": "A port opened.",
        "image": "https://example.org/port.jpg",
        "date_published": "2026-11-22T14:30:00Z",
        "date_modified": "2026-11-23T06:00:00Z",
        "authors": [{"name": "Ann Lee"}, {"name": "عمر"}],
        "tags": ["Trade", "Ports", "Libya"],
        "language": "ar",
        "attachments": [
            {"url": "https://example.org/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 7},
            {"url": "https://example.org/b.mp4", "mime_type": "video/mp4", "size_in_bytes": 0},
        ],
    }


def test_an_rss_item_has_one_enclosure() -> None:
    (found,) = etree.fromstring(feeds.rss(replace(FEED, articles=(STORED,)))).iter("enclosure")
    assert dict(found.attrib) == {
        "url": "https://example.org/a.mp3",
        "length": "7",
        "type": "audio/mpeg",
    }


def test_each_format_names_its_own_address_and_how_often_it_changes() -> None:
    rss = etree.fromstring(feeds.rss(FEED))[0]
    assert rss.find(f"{ATOM}link").get("href") == "https://me.example/feeds/one.xml"
    assert (rss.findtext("ttl"), rss.findtext("image/url")) == (
        "30",
        "https://me.example/icon.png",
    )
    assert rss.findtext("image/title") == rss.findtext("title")
    assert (rss.findtext(f"{SY}updatePeriod"), rss.findtext(f"{SY}updateFrequency")) == (
        "hourly",
        "2",
    )
    atom = etree.fromstring(feeds.atom(FEED))
    links = {one.get("rel"): one.get("href") for one in atom.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://me.example/feeds/one.atom",
        "alternate": "https://example.org/",
    }
    assert atom.findtext(f"{ATOM}icon") == "https://me.example/icon.png"
    head = json.loads(feeds.json_feed(FEED))
    assert head["version"] == "https://jsonfeed.org/version/1.1"
    assert head["feed_url"] == "https://me.example/feeds/one.json"
    assert (head["home_page_url"], head["language"]) == ("https://example.org/", "en")


@pytest.mark.parametrize(
    ("every", "period"),
    [
        (timedelta(minutes=1), ("hourly", 60)),
        (timedelta(hours=6), ("daily", 4)),
        (timedelta(days=3), ("weekly", 2)),
        (timedelta(days=90), ("weekly", 1)),
    ],
)
def test_the_pace_is_said_in_the_words_of_the_module(
    every: timedelta, period: tuple[str, int]
) -> None:
    channel = etree.fromstring(feeds.rss(replace(FEED, every=every)))[0]
    assert channel.findtext(f"{SY}updatePeriod") == period[0]
    assert channel.findtext(f"{SY}updateFrequency") == str(period[1])


def test_a_feed_without_articles_is_a_feed() -> None:
    empty = replace(FEED, articles=())
    assert etree.fromstring(feeds.atom(empty)).findtext(f"{ATOM}updated") == "1990-01-01T00:00:00Z"
    assert json.loads(feeds.json_feed(empty))["items"] == []
    assert not etree.fromstring(feeds.rss(empty))[0].findall("item")


def test_no_two_entries_have_one_moment() -> None:
    many = tuple(replace(STORED, id=f"urn:uuid:{n}", number=n) for n in range(50))
    entries = feedparser.parse(feeds.atom(replace(FEED, articles=many))).entries
    assert len({one.updated for one in entries}) == 50


def test_an_entry_without_address_or_text_has_a_content() -> None:
    for fields in ({"url": ""}, {"html": ""}, {"url": "", "html": ""}):
        assert entry_of(STORED, **fields).findtext(f"{ATOM}content")
    assert item_of(STORED, html="")["content_html"] == "<p>A port opened.</p>"


@pytest.mark.parametrize("name", ["rss", "atom"])
def test_the_joined_document_is_what_feedgen_writes_whole(name: str) -> None:
    whole = _whole(name)
    joined = feeds.rss(FEED) if name == "rss" else feeds.atom(FEED)
    assert etree.tostring(etree.fromstring(joined), method="c14n") == etree.tostring(
        etree.fromstring(whole), method="c14n"
    )


def _whole(name: str) -> bytes:
    channel = xml._channel(name, FEED)  # noqa: SLF001 - what is joined otherwise
    for stored in FEED.articles:
        entry = channel.add_entry(order="append")
        xml._fill(entry, name, stored, FULL)  # noqa: SLF001 - likewise
    return bytes((channel.rss_str if name == "rss" else channel.atom_str)(pretty=True))


@pytest.mark.parametrize("form", feeds.FORMATS, ids=lambda form: form.name)
def test_less_of_an_article_is_less_of_an_item(form: feeds.Format) -> None:
    full, teaser, title = (form.item(STORED, how) for how in (FULL, TEASER, TITLE))
    assert [b"The port opened" in item for item in (full, teaser, title)] == [True, False, False]
    assert [b"A port opened." in item for item in (full, teaser, title)] == [True, True, False]
    assert all(STORED.id.encode() in item for item in (full, teaser, title))


@pytest.mark.parametrize("write", [feeds.rss, feeds.atom, feeds.json_feed])
def test_what_does_not_fit_loses_text_then_description_and_never_an_item(
    write: Callable[..., bytes],
) -> None:
    html = f"<p>{'word ' * 400}</p>"
    many = tuple(
        replace(
            STORED,
            id=f"tag:item-{n:03}",
            number=n,
            article=replace(ARTICLE, html=html, summary=f"Description {n}."),
        )
        for n in range(300)
    )
    feed = replace(FEED, articles=many)
    sizes = [len(write(feed, limit=limit)) for limit in (10**7, 400_000, 250_000, 1)]
    assert sizes == sorted(sizes, reverse=True)
    assert all(size <= limit for size, limit in zip(sizes[1:3], (400_000, 250_000), strict=True))
    for limit in (10**7, 400_000, 250_000, 1):
        body = write(feed, limit=limit).decode()
        places = [body.index(f"tag:item-{n:03}") for n in range(300)]
        assert places == sorted(places)
        texts = [f"Description {n}." in body for n in range(300)]
        assert texts == sorted(texts, reverse=True)


@given(st.lists(st.integers(1, 50), max_size=20), st.integers(0, 800))
def test_the_newest_keep_most_and_what_fits_is_used(sizes: list[int], room: int) -> None:
    cost = {FULL: 20, TEASER: 5, TITLE: 1}
    made = feeds.fitted(
        range(len(sizes)),
        room=room,
        item=lambda places, how: {one: b"x" * (sizes[one] * cost[how]) for one in places},
    )
    levels = [len(item) // size for item, size in zip(made.items, sizes, strict=True)]
    assert levels == sorted(levels, reverse=True)
    assert len(set(levels)) <= 2
    assert made.overfull == (sum(sizes) > room)
    assert made.overfull or sum(map(len, made.items)) <= room


def test_items_are_other_bytes_only_with_another_writer() -> None:
    """Where this fails after a change of how items are written, count WRITER up too."""
    made = b"".join(form.item(STORED, FULL) for form in feeds.FORMATS)
    assert (feeds.WRITER, hashlib.sha256(made).hexdigest()[:16]) == (2, "837868072a58c314")
