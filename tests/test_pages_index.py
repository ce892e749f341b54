"""The page of all feeds and the list of them, for people and for feed readers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from reading_pages import read, shape, text_of
from site_server import Answer, configuration, serving

from digest import config, opml
from digest.feeds import rss
from digest.model import Feed, Listed, Series
from digest.pages import MOST_EDITIONS, POLICY, index, subscriptions

BASE = "https://feeds.example/mine/"
DAY = date(2026, 11, 23)
LISTED = (
    Listed(title="Mine", kind="everything", path="feed"),
    Listed(title="Politics", kind="group", path="feeds/group/politics"),
    Listed(title="سياسة: ليبيا", kind="group", path="feeds/group/سياسة: ليبيا"),
    Listed(title="Oil", kind="search", path="feeds/search/oil"),
    Listed(title="B", kind="source", path="feeds/b", url="https://b.example/", group="Politics"),
    Listed(title="A & C", kind="source", path="feeds/a", group="Politics"),
    Listed(title="Z", kind="source", path="feeds/z"),
)


DAILY = Series(title="Mine", timezone="UTC", at=time(7))
WEEKLY = replace(DAILY, name="weekly", title="The week")


def _index(*listed: Listed, days: tuple[date, ...] = (), title: str = "Mine") -> Any:
    return read(index(title, listed, {DAILY: days}))


def test_feeds_stand_by_kind_in_the_order_given() -> None:
    sections = _index(*LISTED).findall("body/main/section")
    found = [(text_of(one.find("h2")), [text_of(a) for a in one.findall("ul/li/a")])
             for one in sections]  # fmt: skip
    assert found == [
        ("Everything", ["Mine"]),
        ("Groups", ["Politics", "سياسة: ليبيا"]),
        ("Searches", ["Oil"]),
        ("Sources", ["B", "A & C", "Z"]),
    ]


def test_each_feed_leads_to_its_page_and_to_its_file_in_each_format() -> None:
    lines = list(_index(*LISTED).iter("li"))
    assert len(lines) == len(LISTED)
    for line, one in zip(lines, LISTED, strict=False):
        found = [a.get("href") for a in line.iter("a")]
        wanted = [f"{BASE}{one.path}{suffix}" for suffix in (".html", ".xml", ".atom", ".json")]
        assert [unquote(urljoin(BASE, address)) for address in found] == wanted
        assert all(address.isascii() and ":" not in address for address in found)
        assert [text_of(a) for a in line.findall("span/a")] == ["RSS", "Atom", "JSON Feed"]


def test_feed_of_everything_is_found_from_the_index() -> None:
    links = [one for one in _index(*LISTED).iter("link") if one.get("rel") == "alternate"]
    assert [(one.get("title"), one.get("href")) for one in links] == [
        ("Mine (RSS)", "feed.xml"),
        ("Mine (Atom)", "feed.atom"),
        ("Mine (JSON Feed)", "feed.json"),
    ]


def test_editions_stand_newest_first_and_not_without_end() -> None:
    days = tuple(DAY - timedelta(number) for number in reversed(range(MOST_EDITIONS + 5)))
    [section] = _index(days=days).findall("body/main/section")
    found = section.findall("ul/li/a")
    assert text_of(section.find("h2")) == "Editions"
    assert len(found) == MOST_EDITIONS
    assert (found[0].get("href"), text_of(found[0])) == ("digest/2026-11-23.md", "23 November 2026")
    assert found[1].get("href") == "digest/2026-11-22.md"
    assert found[0].find("time").get("datetime") == "2026-11-23"


def test_each_series_has_its_own_list_of_editions() -> None:
    tree = read(index("Mine", (), {DAILY: (), WEEKLY: [DAY]}, suffix="html"))
    [section] = tree.findall("body/main/section")
    assert text_of(section.find("h2")) == "The week"
    assert [a.get("href") for a in section.iter("a")] == ["digest/weekly/2026-11-23.html"]


def test_index_leads_to_the_list_of_subscriptions_where_there_are_feeds() -> None:
    header = _index(*LISTED).find("body/header")
    assert [one.get("href") for one in header.iter("a")] == ["subscriptions.opml"]
    empty = _index().find("body/header")
    assert text_of(empty.find("p")) == "No feeds yet."
    assert not list(empty.iter("a"))


def test_index_obeys_the_policy_of_the_pages_and_speaks_their_language() -> None:
    tree = read(index("صباح ليبيا", LISTED, {DAILY: [DAY]}, language="ar"))
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")
    assert [one.get("content") for one in tree.iter("meta") if one.get("http-equiv")] == [POLICY]
    assert [text_of(one) for one in tree.iter("h1")] == ["صباح ليبيا"]
    assert {one.get("lang") for one in tree.iter("h2")} == {"en"}


SHAPE = shape(read(index("Mine", LISTED, {DAILY: [DAY], WEEKLY: [DAY]})))


@given(
    st.text(st.characters(), max_size=80)
    | st.sampled_from(["</a><script>alert(1)</script>", '"><b', "//evil.example/a", "javascript:a"])
)
def test_no_title_and_no_path_changes_the_structure(text: str) -> None:
    hostile = [replace(one, title=text, path=text, url=text, group=text) for one in LISTED]
    named = replace(DAILY, name="weekly", title=text)
    document = index(text, hostile, {DAILY: [DAY], named: [DAY]})
    tree = read(document)
    assert document == index(text, hostile, {DAILY: [DAY], named: [DAY]})
    assert shape(tree) == SHAPE
    for one in tree.iter("a"):
        assert urljoin(BASE, one.get("href")).startswith("https://feeds.example/")


def _outlines(document: bytes) -> list[dict[str, str]]:
    root = etree.fromstring(document, etree.XMLParser(recover=False))
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    return [dict(one.attrib) for one in root.iter("outline") if one.get("xmlUrl")]


def test_list_names_each_feed_as_readers_import_it() -> None:
    assert [list(one.values()) for one in _outlines(subscriptions("Mine", LISTED, BASE))][:3] == [
        ["B", "B", "rss", f"{BASE}feeds/b.xml", "https://b.example/"],
        ["A & C", "A & C", "rss", f"{BASE}feeds/a.xml", f"{BASE}feeds/a.html"],
        ["Mine", "Mine", "rss", f"{BASE}feed.xml", f"{BASE}feed.html"],
    ]
    keys = {tuple(one) for one in _outlines(subscriptions("Mine", LISTED, BASE))}
    assert keys == {("text", "title", "type", "xmlUrl", "htmlUrl")}


def test_list_is_relative_where_nobody_knows_the_place_of_the_folder() -> None:
    found = _outlines(subscriptions("Mine", LISTED, ""))
    assert found[0]["xmlUrl"] == "feeds/b.xml"
    assert found[-2]["xmlUrl"] == "feeds/search/oil.xml"
    assert found[-1]["htmlUrl"] == "feeds/z.html"


def test_list_is_read_back_with_groups_as_folders_and_as_the_list_of_another() -> None:
    found = opml.read(subscriptions("Mine", LISTED, BASE))
    assert [(one.title, one.group) for one in found] == [
        ("B", "Politics"),
        ("A & C", "Politics"),
        ("Mine", ""),
        ("Politics", ""),
        ("سياسة: ليبيا", ""),
        ("Oil", ""),
        ("Z", ""),
    ]
    assert {unquote(one.feed) for one in found} == {f"{BASE}{one.path}.xml" for one in LISTED}
    assert {(one.url, one.name) for one in found} == {("", "")}


@given(st.text(st.characters(), max_size=80))
def test_no_text_stops_the_list(text: str) -> None:
    hostile = [replace(one, title=text, url=text, group=text) for one in LISTED]
    document = subscriptions(text, hostile, BASE)
    assert document == subscriptions(text, hostile, BASE)
    assert len(_outlines(document)) == len(LISTED)
    assert len(opml.read(document)) == len(LISTED)


def test_feeds_of_the_list_are_followed_by_an_import(
    tmp_path: Path, typed: Callable[..., int]
) -> None:
    """A list of one program is followed by another, from a folder served by anything."""
    configuration(tmp_path, [])
    with serving() as site:
        served = rss(Feed(title="Oil", url="https://a.example/")).decode()
        for one in LISTED:
            site.pages[f"/{one.path}.xml"] = Answer(served, content_type="application/rss+xml")
        few = [one for one in LISTED if one.path.isascii()]
        (tmp_path / "s.opml").write_bytes(subscriptions("Mine", few, f"{site.url}/"))
        assert typed("opml", "import", "s.opml", "--yes") == 0
        found = config.load(tmp_path / "config.toml", strict=True).sources
        assert [one.url for one in found[:2]] == [
            f"{site.url}/feeds/b.xml",
            f"{site.url}/feeds/a.xml",
        ]
        assert {one.group for one in found} == {"Politics", ""}
        assert len(found) == len(few)
