"""The page of a feed is read by a parser of the standard, whatever its articles hold."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from port import SEEN, STORED, with_article
from reading_pages import (
    ARABIC,
    FEED,
    page,
    read,
    shape,
    text_of,
)

from digest.model import Feed, Published, Stored
from digest.pages import FAVICON, ICON, POLICY, TAIL, beside, head, item

LIBYA = timezone(timedelta(hours=2))

SHAPES = {
    shape(read(page(one, source=source)).find(".//article"))
    for url in ("https://example.org/", "")
    for summary in ("A port.", "")
    for one in [with_article(url=url, summary=summary, text="")]
    for source in ("Example", "")
}
"""Of articles: with and without link, summary and source."""

HEADERS = {
    shape(read(page(feed=replace(FEED, description=said))).find("body/header"))
    for said in ("All of it", "")
}
HEAD = shape(read(page()).find("head"))


def _article(stored: Stored, **said: str) -> Any:
    return read(page(stored, **said)).find(".//article")


def _attribute(document: bytes, path: str, name: str) -> str:
    return str(read(document).find(path).get(name))


def test_article_shows_title_source_day_and_summary() -> None:
    article = _article(STORED, source="The Example & Co")
    link = article.find("h2/a")
    assert link.get("href") == "https://example.org/port"
    assert link.get("rel") == "noopener noreferrer nofollow"
    assert text_of(link) == "Port opens"
    assert text_of(article.find("p")) == "The Example & Co · 22 November 2026"
    assert article.find("p/time").get("datetime") == "2026-11-22T14:30:00Z"
    assert text_of(article.findall("p")[1]) == "A port opened."


def test_page_is_headed_by_the_name_of_the_feed_and_tells_how_to_follow_it() -> None:
    tree = read(page(STORED))
    assert [text_of(one) for one in tree.iter("h1")] == ["News"]
    assert text_of(tree.find("head/title")) == "News"
    about, how = tree.findall("body/header/p")
    assert text_of(about) == "All of it"
    assert text_of(how) == (
        "This page shows what a feed holds. To follow it, give one of these addresses to a"
        " feed reader: RSS · Atom · JSON Feed."
    )
    assert len(list(tree.iter("main"))) == 1


def test_feed_is_found_from_its_page_in_each_format() -> None:
    tree = read(page())
    links = [one for one in tree.findall("head/link") if one.get("rel") == "alternate"]
    assert [(one.get("type"), one.get("title"), one.get("href")) for one in links] == [
        ("application/rss+xml", "News (RSS)", "news.xml"),
        ("application/atom+xml", "News (Atom)", "news.atom"),
        ("application/feed+json", "News (JSON Feed)", "news.json"),
    ]
    shown = [one.get("href") for one in tree.findall("body/header/p/a")]
    assert shown == ["news.xml", "news.atom", "news.json"]


@pytest.mark.parametrize(
    ("path", "up"), [("feed", ""), ("feeds/news", "../"), ("feeds/group/a", "../../")]
)
def test_page_leads_to_the_icon_and_the_index_of_its_folder(path: str, up: str) -> None:
    document = head(FEED, files=beside(path)) + TAIL
    assert _attribute(document, "head/link[@rel='icon']", "href") == f"{up}icon.png"
    assert _attribute(document, "body/nav/a", "href") == f"{up}index.html"
    base = f"https://feeds.example/mine/{path}.html"
    assert urljoin(base, f"{up}icon.png") == "https://feeds.example/mine/icon.png"


def test_page_refers_to_no_file_that_is_not_named() -> None:
    tree = read(head(FEED, files={"rss": "a b:#?.xml"}) + TAIL)
    assert [one.get("href") for one in tree.findall("head/link")] == ["a%20b%3A%23%3F.xml"]
    assert [one.get("href") for one in tree.iter("a")] == ["a%20b%3A%23%3F.xml"]
    bare = read(head(FEED, files={}) + TAIL)
    assert not list(bare.iter("link"))
    assert not list(bare.iter("a"))


def test_page_of_a_feed_without_articles_is_whole_and_has_an_empty_main() -> None:
    main = read(page()).find("body/main")
    assert len(main) == 0
    assert not main.text  # the style says so there, and only where nothing stands


def test_day_is_the_one_of_publication_where_that_was() -> None:
    midnight = datetime(2026, 11, 22, 0, 0, tzinfo=LIBYA)
    dated = Published(at=midnight, provenance="text", day_only=True)
    when = _article(with_article(published=dated)).find("p/time")
    assert text_of(when) == "22 November 2026"
    assert when.get("datetime") == "2026-11-21T22:00:00Z"


@pytest.mark.parametrize(
    "published",
    [
        None,
        Published(at=SEEN + timedelta(days=1), provenance="meta"),
        Published(at=datetime(1970, 1, 1, tzinfo=UTC), provenance="meta"),
    ],
)
def test_article_without_a_date_shows_the_day_it_was_first_seen(
    published: Published | None,
) -> None:
    assert text_of(_article(with_article(published=published)).find("p/time")) == "23 November 2026"


def test_article_in_arabic_is_marked_so_in_an_english_page_and_the_other_way_round() -> None:
    tree = read(page(STORED, with_article(**ARABIC), with_article(language="??", direction="?")))
    assert (tree.get("lang"), tree.get("dir")) == ("en", "ltr")
    assert [(one.get("lang"), one.get("dir")) for one in tree.iter("article")] == [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("", "ltr"),
    ]
    arabic = read(page(STORED, feed=replace(FEED, language="ar-LY")))
    assert (arabic.get("lang"), arabic.get("dir")) == ("ar-LY", "rtl")
    said = arabic.findall("body/header/p")[1]
    assert (said.get("lang"), said.get("dir")) == ("en", "ltr")


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "data:text/html,a", "//example.org/", "ftp://a.b/c"]
)
def test_title_leads_nowhere_but_to_the_web(address: str) -> None:
    article = _article(with_article(url=address))
    assert not list(article.iter("a"))
    assert text_of(article.find("h2")) == "Port opens"


def test_article_has_a_title_always_and_a_summary_where_there_is_one() -> None:
    bare = _article(with_article(title="", summary="", text=""), source="")
    assert text_of(bare.find("h2")) == "https://example.org/port"
    assert [text_of(one) for one in bare.findall("p")] == ["22 November 2026"]
    spoken = _article(with_article(title="", summary=""))
    assert text_of(spoken.find("h2")) == "The port opened today."


def test_part_of_an_article_follows_from_it_alone() -> None:
    part = item(STORED, source_title="Example")
    assert part == item(replace(STORED, revision=9), source_title="Example")
    assert page(STORED, STORED) == head(FEED, files=beside("feeds/news")) + part + part + TAIL
    assert head(FEED, files=beside("a")) == head(
        replace(FEED, articles=(STORED,)), files=beside("a")
    )


def test_policy_in_the_page_allows_its_style_and_nothing_else() -> None:
    tree = read(page(STORED))
    [style] = tree.iter("style")
    found = b64encode(sha256(style.text.encode()).digest()).decode()
    metas = [one for one in tree.iter("meta") if one.get("http-equiv")]
    assert [(one.get("http-equiv"), one.get("content")) for one in metas] == [
        ("Content-Security-Policy", POLICY)
    ]
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules == {
        "default-src": "'none'",
        "style-src": f"'sha256-{found}'",
        "img-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    # A policy counts for what stands after it.
    order = [one for one in tree.find("head") if one.get("http-equiv") or one.tag == "style"]
    assert order == [metas[0], style]


def test_page_asks_for_nothing_and_tells_nobody_where_one_comes_from() -> None:
    tree = read(page(STORED, with_article(html='<p><img src="https://a.example/i.png"></p>')))
    tags = {str(one.tag) for one in tree.iter()}
    assert not tags & {"img", "script", "iframe", "object", "embed", "video", "audio", "base"}
    for one in tree.iter("link"):
        assert "//" not in one.get("href")
    style = tree.find("head/style").text
    assert not re.search(r"url\(|@import|@font-face|image-set|src:", style)
    assert tree.find("head/meta[@name='referrer']").get("content") == "no-referrer"


def test_icons_are_pictures() -> None:
    assert ICON.startswith(b"\x89PNG\r\n\x1a\n")
    assert ICON[16:24] == (128).to_bytes(4) * 2
    assert FAVICON.startswith(b"\0\0\1\0\1\0")
    assert len(ICON) + len(FAVICON) < 2000


def _hostile(text: str) -> bytes:
    article = with_article(
        title=text, url=text, summary=text, text=text, language=text, direction=text
    )
    feed = Feed(title=text, url=text, description=text, language=text)
    return page(STORED, article, feed=feed, source=text)


def _holds(text: str) -> None:
    document = _hostile(text)
    assert document == _hostile(text)
    tree = read(document)
    assert shape(tree.find("head")) == HEAD
    assert shape(tree.find("body/header")) in HEADERS
    assert [str(one.tag) for one in tree.find("body")] == ["nav", "header", "main"]
    first, second = tree.findall("body/main/article")
    assert {shape(first), shape(second)} <= SHAPES
    assert text_of(first.find("h2")) == "Port opens"
    assert text_of(second.find("h2"))
    assert all(one.get("href").startswith(("http://", "https://")) for one in tree.iter("a")
               if one.get("rel"))  # fmt: skip


NAUGHTY = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)",
    "</main></body></html>", "</style><style>*{display:none}", "<!--", "]]>", "{{ 7 * 7 }}",
    "{% raw %}", "\0\x01\x0b\x1f\x7f\x85", "\ud800", "\u202e\u2066", "&lt;b&gt;", "&amp;amp;",
    "\n\r", "<plaintext>", "<svg/onload=alert(1)>", "javascript:alert(1)", "",
    'https://a.example/"><b>',
]  # fmt: skip


@pytest.mark.parametrize("text", NAUGHTY)
def test_no_text_in_any_field_changes_the_structure(text: str) -> None:
    _holds(text)


@given(st.text(st.characters(), max_size=200) | st.sampled_from(NAUGHTY).map(lambda one: one * 3))
def test_no_text_at_all_changes_the_structure(text: str) -> None:
    _holds(text)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["naughty_strings_blns", "output_injection_own"])
def test_no_known_injection_changes_the_structure(name: str, shared: Path) -> None:
    lines = (shared / "vectors" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [str(json.loads(line)["s"]) for line in lines]
    assert len(texts) > 50
    for text in texts:
        _holds(text)


def test_article_shows_its_text_as_it_stands() -> None:
    shown = _article(with_article(title="AT&T: 5 < 6 {{ x }}", summary="a \"b\" 'c' & <d>"))
    assert text_of(shown.find("h2")) == "AT&T: 5 < 6 {{ x }}"
    assert text_of(shown.findall("p")[1]) == "a \"b\" 'c' & ‹d›"
