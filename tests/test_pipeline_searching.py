"""Feeds of [[feed]]: what is stored, chosen by source, group, subject, language, and by story."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from runner import Runner
from site_server import Site
from stored import HOUR, NOW, OTHER_BODY, QUAKE, QUAKE_2, article, keep, read_enough, tell, url_of

from digest.model import Search, Source, Subject
from digest.pipeline import Publication, explaining
from digest.pipeline import searching as module
from digest.pipeline.gathering import gather
from digest.pipeline.pressing import publish_feeds
from digest.store import Store
from digest.stories.gathering import FEWEST

SOURCES = (
    Source(name="one", url="https://one.example/", title="First & Co", group="Coast"),
    Source(name="two", url="https://two.example/", title="Second", group="Lake"),
    Source(name="three", url="https://three.example/", title="Third"),
)
OIL = Subject(name="oil", words=("oil", "نفط"))
ALL = Search(name="all", title="All of it")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as opened:
        opened.sources.sync(SOURCES, now=NOW)
        yield opened


@pytest.fixture
def to(tmp_path: Path) -> Publication:
    return Publication(folder=tmp_path / "output", title="T", timezone="UTC", language="en")


def titles(store: Store, to: Publication, asked: Search) -> list[str]:
    publish_feeds(store, SOURCES, replace(to, searches=(asked,)))
    parsed = feedparser.parse((to.folder / f"feeds/search/{asked.name}.xml").read_bytes())
    assert parsed.feed.title == asked.title
    return [one.title.removeprefix("Title of ") for one in parsed.entries]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["d", "c", "b", "a"]),
        ({"sources": ("one",)}, ["a"]),
        ({"groups": ("Coast", "Lake")}, ["b", "a"]),
        ({"groups": ("Lake",), "sources": ("three",)}, ["d", "c", "b"]),
        ({"language": "ar"}, ["c", "b"]),
        ({"language": "ar-LY"}, ["c"]),
        ({"subjects": (OIL,)}, ["d", "b"]),
        ({"subjects": (OIL,), "language": "ar"}, ["b"]),
        ({"subjects": (replace(OIL, words=("gas",)),)}, []),
    ],
)
def test_a_feed_holds_what_it_asks_for(
    store: Store, to: Publication, fields: dict[str, object], expected: list[str]
) -> None:
    keep(store, article("a", language="en"))
    keep(store, article("b", language="ar", summary="بالنفط"), source="two")
    keep(store, article("c", language="ar-LY"), source="three")
    keep(store, article("d", tags=("Oil",), language="arn"), source="three")
    assert titles(store, to, replace(ALL, **fields)) == expected


def test_an_article_is_looked_at_again_only_when_it_changed(
    store: Store, to: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    asked = replace(ALL, subjects=(OIL,))
    off_subject = module.off_subject

    def counted(subjects: tuple[Subject, ...], one: object) -> str:
        seen.append(one.title)
        return off_subject(subjects, one)

    monkeypatch.setattr(module, "off_subject", counted)
    keep(store, article("a", tags=("oil",)))
    keep(store, article("b"))
    assert titles(store, to, asked) == ["a"]
    assert titles(store, to, asked) == ["a"]
    assert len(seen) == 2
    keep(store, article("b", tags=("oil",)), now=NOW + HOUR)
    assert titles(store, to, asked) == ["b", "a"]
    assert len(seen) == 3


def test_old_articles_of_a_rare_subject_stay_and_many_new_ones_too(
    store: Store, to: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digest.pipeline.feeding.FEED_ARTICLES", 2)
    asked = replace(ALL, subjects=(OIL,))
    for n in range(4):
        keep(store, article(f"n{n}", tags=("oil",)), now=NOW + n * timedelta(days=2))
    keep(store, article("other"), now=NOW + timedelta(days=100))
    assert titles(store, to, asked) == ["n3", "n2"]
    assert titles(store, replace(to, keep=timedelta(days=5)), asked) == ["n3", "n2", "n1"]


def test_a_story_is_one_item_with_links_to_who_else_tells_it(store: Store, to: Publication) -> None:
    read_enough(store)
    first = tell(store, "one", *QUAKE)
    other = tell(store, "two", *QUAKE_2, now=NOW + HOUR)
    gather(store, now=NOW + 2 * HOUR)
    asked = replace(ALL, stories=True)
    assert titles(store, to, asked)[:2] == [QUAKE[0], f"Other{FEWEST - 1}"]
    body = (to.folder / "feeds/search/all.xml").read_bytes()
    item = feedparser.parse(body).entries[0]
    assert item.id == first.id
    assert item.content[0].value.endswith(
        f'<p>Also in: <a href="{other.article.url}" rel="noopener noreferrer">Second</a></p>'
    )
    assert other.id.encode() not in body
    assert publish_feeds(store, SOURCES, replace(to, searches=(asked,))) == ()
    third = tell(store, "three", *QUAKE_2[:1], f"{QUAKE[1]} {QUAKE_2[1]}", now=NOW + 3 * HOUR)
    gather(store, now=NOW + 4 * HOUR)
    titles(store, to, asked)
    item = feedparser.parse((to.folder / "feeds/search/all.xml").read_bytes()).entries[0]
    assert (item.id, item.content[0].value.count("<a ")) == (first.id, 2)
    found = explaining.kept(store, SOURCES, replace(to, searches=(asked,)), third.id).feeds
    assert "feeds/search/all.xml" not in found


def test_other_text_is_no_story(store: Store, to: Publication) -> None:
    keep(store, article("a"))
    keep(store, article("b", text=OTHER_BODY), source="two")
    gather(store, now=NOW)
    assert titles(store, to, replace(ALL, stories=True)) == ["b", "a"]


def test_a_feed_of_the_configuration_is_written_and_named_by_the_index(
    site: Site, runner: Runner
) -> None:
    site.publish(1, title="Oil flows from the port again, ministry says")
    site.publish(2, title="Bakery of the old town closes for good today")
    runner.file.write_text(
        runner.file.read_text()
        + '[[subject]]\nname = "oil"\nwords = ["oil"]\n'
        + '[[feed]]\nname = "oil"\ntitle = "On oil"\nsubjects = ["oil"]\nsources = ["site0"]\n'
        + '[[feed]]\nname = "wrong"\nsources = ["nobody"]\n'
    )
    runner.run()
    assert runner.titles("feeds/search/oil.xml") == ["Oil flows from the port again, ministry says"]
    index = (runner.folder / "output" / "index.html").read_text()
    assert 'href="feeds/search/oil.html"' in index
    assert "On oil" in index
    assert "Searches" in index
    assert "wrong" not in index
    assert "nobody" in " ".join(runner.settings.problems)
    assert runner.run().written == ()
