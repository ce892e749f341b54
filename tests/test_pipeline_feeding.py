"""Feeds are made of parts that are kept, and only where something changed."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from stored import HOUR, NOW, article, body_of, keep, url_of
from uncounted import uncounted

from digest import feeds
from digest.feeds.format import How
from digest.model import Source, Stored
from digest.pipeline import Publication
from digest.pipeline.pressing import publish_feeds
from digest.store import Store

SOURCES = (Source(name="one", url="https://example.org/", title="One", group="News"),)
FILES = {
    f"{path}.{suffix}"
    for path in ("feed", "feeds/one", "feeds/group/news")
    for suffix in ("xml", "atom", "json", "html")
}
FEEDS = {name for name in FILES if not name.endswith(".html")}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as opened:
        opened.sources.sync(SOURCES, now=NOW)
        yield opened


@pytest.fixture
def to(tmp_path: Path) -> Publication:
    return Publication(folder=tmp_path / "output", title="T", timezone="UTC", language="en")


def published(store: Store, to: Publication) -> set[str]:
    return {str(path.relative_to(to.folder)) for path in publish_feeds(store, SOURCES, to)}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that are made items of from now on, once for each format."""
    ids: list[str] = []

    def counting(form: feeds.Format) -> feeds.Format:
        def item(stored: Stored, how: How) -> bytes:
            ids.append(stored.id)
            return form.item(stored, how)

        return replace(form, item=item)

    monkeypatch.setattr(feeds, "FORMATS", tuple(map(counting, feeds.FORMATS)))
    return ids


def test_every_feed_comes_in_every_format(store: Store, to: Publication) -> None:
    keep(store, article())
    assert published(store, to) == FILES
    assert published(store, to) == set()


def test_an_article_is_made_an_item_of_once_for_all_feeds(
    store: Store, to: Publication, made: list[str]
) -> None:
    stored = [keep(store, article(name)).id for name in "abc"]
    published(store, to)
    assert sorted(made) == sorted(stored * 3)
    made.clear()
    new = keep(store, article("d")).id
    assert published(store, to) == FILES
    assert made == [new] * 3


def test_what_changes_of_an_article_is_in_all_feeds(
    store: Store, to: Publication, made: list[str]
) -> None:
    one, _ = keep(store, article("a")), keep(store, article("b"))
    published(store, to)
    made.clear()
    keep(store, article("a"), now=NOW + HOUR)
    assert published(store, to) == set()
    keep(store, article("a", section="Sport"), now=NOW + HOUR)
    assert published(store, to) == FEEDS  # pages tell no section
    assert made == [one.id] * 3
    assert all("Sport" in (to.folder / name).read_text() for name in FEEDS)


def test_nothing_new_reads_no_article(
    store: Store, to: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, article())
    published(store, to)
    monkeypatch.setattr(store.rendered, "of", None)  # whoever asks for them crashes
    assert published(store, to) == set()


def test_a_file_that_was_lost_or_edited_is_made_again(store: Store, to: Publication) -> None:
    keep(store, article())
    published(store, to)
    before = (to.folder / "feed.xml").read_bytes()
    (to.folder / "feed.xml").write_bytes(b"edited by hand")
    (to.folder / "feeds/one.json").unlink()
    assert published(store, to) == {"feed.xml", "feeds/one.json"}
    assert (to.folder / "feed.xml").read_bytes() == before


def test_another_title_or_limit_is_another_file(store: Store, to: Publication) -> None:
    keep(store, article())
    published(store, to)
    assert published(store, replace(to, title="Other")) >= {"feed.xml", "feed.atom", "feed.json"}
    assert published(store, replace(to, title="Other", feed_bytes=2_000_000)) == set()


def test_a_thousand_articles_of_a_day_are_all_in_the_feed(store: Store, to: Publication) -> None:
    with uncounted():
        for n in range(1000):
            html = f"<p>{body_of(f'n{n}')}</p>" * 4
            keep(store, article(f"n{n}", html=html), now=NOW + n * timedelta(minutes=1))
    published(store, to)
    for suffix in ("xml", "atom"):
        file = to.folder / f"feed.{suffix}"
        assert file.stat().st_size <= to.feed_bytes
        entries = feedparser.parse(file.read_bytes()).entries
        assert {one.title for one in entries} == {f"Title of n{n}" for n in range(1000)}
        texts = ["content" in one for one in entries]
        assert texts[0]
        assert texts == sorted(texts, reverse=True)
    assert len(json.loads((to.folder / "feed.json").read_bytes())["items"]) == 1000


def test_what_came_before_the_newest_articles_leaves_the_feed(
    store: Store, to: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digest.pipeline.feeding.ALL_ARTICLES", 2)
    for place, name in enumerate("abcd"):
        keep(store, article(name), now=NOW + place * timedelta(days=2))
    published(store, replace(to, keep=timedelta(days=5)))
    titles = [one.title for one in feedparser.parse((to.folder / "feed.xml").read_bytes()).entries]
    assert titles == [f"Title of {name}" for name in "dcb"]


def test_status_names_a_feed_whose_titles_alone_are_too_many(
    store: Store, to: Publication, typed: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    for n in range(30):
        keep(store, article(f"n{n}"))
    published(store, replace(to, feed_bytes=5000))
    to.folder.with_name("config.toml").write_text(
        '[[source]]\nname = "one"\nurl = "https://example.org/"\n'
    )
    assert typed("status") == 0
    said = capsys.readouterr().out
    assert "feed.xml: titles alone are more than [feeds] max_bytes; give sources a group" in said
    assert typed("status", "--json") == 0
    assert set(json.loads(capsys.readouterr().out)["overfull"]) == FEEDS
    published(store, to)
    assert typed("status") == 0
    assert "titles alone" not in capsys.readouterr().out


def test_what_no_feed_holds_is_kept_no_longer(store: Store) -> None:
    one, two = keep(store, article("a")), keep(store, article("b"))
    made = {"rss": {one.number: b"1", two.number: b"2"}}
    changes = {one.number: 1, two.number: 2}
    store.rendered.keep(made, changes)
    store.rendered.sweep({two.number})
    assert store.rendered.of("rss", changes) == {two.number: b"2"}
    assert store.rendered.of("rss", changes | {two.number: 3}) == {}
