"""Readers that people use show what the feed holds, and no article twice."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree
from readers.parsers import OF_PYPI, Shown, by_npm
from readers.server import serving_feed
from readers.stored import Feed2exec, Lemon24, Newsboat, Reader, Rss2email, Sfeed

from benchmarks import feeds as torture
from digest import feeds
from digest.model import Article, Feed, Image, Published, Stored

ATOM = "{http://www.w3.org/2005/Atom}"
SEEN = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
TITLES = (
    "Port opens",
    "AT&T at 3 < 4 & \"quotes\" 'single'",
    "خبر «عاجل» من طرابلس",
    "文章 🎉 – “news” …",
    "A price of $5 {{now}} ]]> %s \\ end",
    "Say ‹b›no‹/b›",
)
WRITERS = {"feed.xml": feeds.rss, "feed.atom": feeds.atom, "feed.json": feeds.json_feed}
READ_BY_PYPI = [
    (parser, name)
    for parser in OF_PYPI
    for name in WRITERS
    if (parser, name) != ("feedparser", "feed.json")  # it reads XML only
]
READ_BY_NPM = [
    pytest.param(package, name, marks=pytest.mark.npm(package))
    for package in ("rss-parser", "htmlparser2", "feedsmith")
    for name in WRITERS
    if package == "feedsmith" or name != "feed.json"  # the others read XML only
]
STORED = [
    pytest.param(Newsboat, marks=pytest.mark.system("newsboat")),
    pytest.param(Sfeed, marks=pytest.mark.system("sfeed_update", "curl")),
    pytest.param(Rss2email, marks=pytest.mark.system("r2e")),
    pytest.param(Feed2exec, marks=pytest.mark.system("feed2exec")),
    pytest.param(Lemon24),
]


def _stored(number: int, title: str) -> Stored:
    seen = SEEN + timedelta(minutes=number)
    article = Article(
        url=f"https://example.org/{number}?a=1&b={number}",
        title=title,
        html=f"<p>Body of number {number}: 3 &lt; 4.</p>",
        text=f"Body of number {number}: 3 < 4.",
        summary=f"A teaser of {title}",
        published=Published(at=seen - timedelta(hours=2), provenance="json-ld"),
        authors=("Ann & Bob",),
        tags=("Trade",),
        image=Image(url=f"https://example.org/{number}.jpg", width=640, height=480),
        language="en",
    )
    return Stored(
        id=f"urn:uuid:7e5f1d2c-76d1-5a76-a6e9-{number:012}",
        number=number,
        source="example",
        article=article,
        first_seen=seen,
        updated=seen,
    )


def _feed(articles: Iterable[Stored]) -> Feed:
    return Feed(title="News", url="https://example.org/", articles=tuple(articles))


ARTICLES = tuple(_stored(number, title) for number, title in enumerate(TITLES))


def held(document: bytes) -> Shown:
    """Return what the feed holds, read by nothing but XML and JSON."""
    if document.startswith(b"{"):
        items = json.loads(document)["items"]
        return [(item["title"], item.get("url", "")) for item in items]
    root = etree.fromstring(document, etree.XMLParser(huge_tree=True))
    if root.tag == "rss":
        items = root.iter("item")
        return [(item.findtext("title"), item.findtext("link") or "") for item in items]
    return [(entry.findtext(f"{ATOM}title"), _page(entry)) for entry in root.iter(f"{ATOM}entry")]


def _page(entry: etree._Element) -> str:
    links = entry.findall(f"{ATOM}link")
    return next((link.get("href") for link in links if link.get("rel") == "alternate"), "")


def _check(shown: Shown, document: bytes, *, order: bool = True) -> None:
    """The same titles, and the same links where there are any.

    For an item without a link feedparser and those who use it show its id, feed2exec the
    feed's page, others nothing.
    """
    expected = held(document)
    without = {title for title, link in expected if not link}
    found = [(title, "" if title in without else link) for title, link in shown]
    assert found == expected if order else sorted(found) == sorted(expected)


@pytest.fixture(scope="module")
def tortured(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the feeds of all records of the torture set."""
    folder = tmp_path_factory.mktemp("torture")
    assert torture.answer(shared / "torture" / "torture.jsonl", folder) == 98
    return folder


@pytest.mark.parametrize(("parser", "name"), READ_BY_PYPI)
def test_parser_of_pypi_shows_what_the_feed_holds(parser: str, name: str) -> None:
    document = WRITERS[name](_feed(ARTICLES))
    _check(OF_PYPI[parser](document), document)
    assert [title for title, _ in held(document)] == list(TITLES)


@pytest.mark.parametrize(("package", "name"), READ_BY_NPM)
def test_parser_of_npm_shows_what_the_feed_holds(package: str, name: str, tmp_path: Path) -> None:
    document = WRITERS[name](_feed(ARTICLES))
    _check(by_npm(package, document, tmp_path), document)


@pytest.mark.parametrize("reader", STORED)
def test_reader_shows_what_the_feed_holds(reader: type[Reader], tmp_path: Path) -> None:
    document = feeds.rss(_feed(ARTICLES))
    with serving_feed(document) as served:
        program = reader(tmp_path, served.url)
        program.look()
    _check(program.items(), document, order=False)
    assert sorted(title for title, _ in program.items()) == sorted(TITLES)


@pytest.mark.shared
@pytest.mark.parametrize(("parser", "name"), READ_BY_PYPI)
def test_parser_of_pypi_shows_all_of_the_torture(parser: str, name: str, tortured: Path) -> None:
    document = (tortured / name).read_bytes()
    _check(OF_PYPI[parser](document), document)


@pytest.mark.shared
@pytest.mark.parametrize(("package", "name"), READ_BY_NPM)
def test_parser_of_npm_shows_all_of_the_torture(
    package: str, name: str, tortured: Path, tmp_path: Path
) -> None:
    document = (tortured / name).read_bytes()
    _check(by_npm(package, document, tmp_path), document)


@pytest.mark.shared
@pytest.mark.parametrize("reader", STORED)
def test_reader_shows_all_of_the_torture(
    reader: type[Reader], tortured: Path, tmp_path: Path
) -> None:
    document = (tortured / "feed.xml").read_bytes()
    with serving_feed(document) as served:
        program = reader(tmp_path, served.url)
        program.look()
    assert len(program.items()) == 98
    _check(program.items(), document, order=False)


def _changed(stored: Stored, **changes: object) -> Stored:
    article = replace(stored.article, **changes)
    return replace(stored, article=article, updated=stored.updated + timedelta(hours=1))


LATER = Published(at=SEEN - timedelta(minutes=7), provenance="json-ld")
CHANGES = {
    "title": lambda one: _changed(one, title="Port opens at last"),
    "body": lambda one: _changed(one, html="<p>Another body.</p>", text="Another body."),
    "date": lambda one: _changed(one, published=LATER),
}


@pytest.mark.parametrize("reader", STORED)
def test_reader_takes_no_change_for_a_new_article(reader: type[Reader], tmp_path: Path) -> None:
    first, *others = ARTICLES
    with serving_feed(feeds.rss(_feed(ARTICLES))) as served:
        program = reader(tmp_path, served.url)
        program.look()
        before = len(program.items())
        assert before == len(ARTICLES)
        for field, change in CHANGES.items():
            if (reader, field) == (Sfeed, "title"):
                continue  # its items are told apart by id, link and title together
            served.put(feeds.rss(_feed([change(first), *others])))
            program.look()
            assert len(program.items()) == before, field
        served.put(feeds.rss(_feed(reversed(ARTICLES))))
        program.look()
        assert len(program.items()) == before
        served.put(feeds.rss(_feed([_stored(9, "News"), *ARTICLES])))
        program.look()
        assert len(program.items()) == before + 1
    assert served.answers == [200] * len(served.answers)


@pytest.mark.parametrize("reader", [one for one in STORED if one.values[0] is not Sfeed])
def test_reader_that_asks_whether_there_is_news_is_told_that_there_is_none(
    reader: type[Reader], tmp_path: Path
) -> None:
    """Sfeed asks for the whole feed each time."""
    with serving_feed(feeds.rss(_feed(ARTICLES))) as served:
        program = reader(tmp_path, served.url)
        for _ in range(4):  # newsboat asks so from its third visit on
            program.look()
    assert served.answers[0] == 200
    assert served.answers[-1] == 304
