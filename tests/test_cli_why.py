"""`digest why` tells the whole way of an article, or why there is none."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from site_server import configuration, serving
from stored import HOUR, NOW, OTHER_BODY, article, keep, open_edition, url_of

from digest import config
from digest.model import Failure, Outcome, Page, Published
from digest.store import Coming, Store

Type = Callable[..., int]
URL = "https://example.org/a"
FEED = Coming(
    way="feed",
    way_url="https://example.org/feed",
    url=f"{URL}?utm_source=feed",
    title="A [bold] title",
    place=3,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    file = tmp_path / "config.toml"
    file.write_text(
        '[digest]\ntimezone = "Africa/Tripoli"\n'
        '[[source]]\nname = "one"\nurl = "https://example.org/"\n'
        '[[source]]\nname = "two"\nurl = "https://two.example/"\n'
    )
    with Store(url_of(tmp_path / "digest.db")) as one:
        one.sources.sync(config.load(file).sources, now=NOW)
        yield one


def test_why_tells_the_whole_way_of_an_article(
    store: Store, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    at = Published(at=datetime(2026, 3, 10, 9, 0, tzinfo=UTC), provenance="json-ld")
    told = article(published=at, provenance=(("title", "og:title"), ("published", "json-ld")))
    stored = keep(store, told, coming=FEED)
    scored = Coming(way="listing", way_url="https://two.example/", url=URL, points=6.5)
    keep(store, told, source="two", now=NOW + HOUR, coming=scored)
    open_edition(store)
    assert typed("why", "http://www.example.org/a/?fbclid=1") == 0
    said = capsys.readouterr().out
    assert f"{told.title}\n{URL}\n{stored.id}\n" in said
    assert (
        "\n  one: link 3 of the feed https://example.org/feed, 2026-03-10 14:00: "
        f'{URL}?utm_source=feed as "A [bold] title"\n'
        f"  two: a link of the listing https://two.example/, 6.5 points, 2026-03-10 15:00: {URL}\n"
    ) in said
    (title,) = [line for line in said.splitlines() if line.split()[:1] == ["title"]]
    assert title.split() == ["title", *told.title.split(), "og:title"]
    assert "\nKnown by\n  example.org/a\n" in said
    assert (
        "\nWhen\n  first seen 2026-03-10 14:00\n  revision 1, updated 2026-03-10 14:00\n"
        "  dated in feeds 2026-03-10 11:00\n"
    ) in said
    assert said.endswith(
        "Where it went\n  digest/2026-03-10.md\n  feed.xml\n  feeds/one.xml\n  feeds/two.xml\n"
    )
    assert "Same text" not in said


def test_why_as_json_is_complete(
    store: Store, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    stored = keep(store, article(), coming=FEED)
    other = "https://two.example/x"
    copy = keep(store, replace(article(), url=other, addresses=(other,)), source="two")
    assert typed("why", stored.id, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told.pop("article").items() >= {
        "title": "Title of a", "characters": len(stored.article.text), "provenance": {}
    }.items()  # fmt: skip
    assert told.pop("contested") == told.pop("split_from") == told.pop("story") == []
    at = "2026-03-10T12:00:00+00:00"
    assert told == {
        "stored": True,
        "id": stored.id,
        "number": stored.number,
        "source": "one",
        "found": [
            {
                "source": "one",
                "way": "feed",
                "way_url": "https://example.org/feed",
                "url": f"{URL}?utm_source=feed",
                "title": "A [bold] title",
                "place": 3,
                "points": None,
                "at": at,
            }
        ],
        "keys": ["example.org/a"],
        "copy_of": None,
        "copies": [{"id": copy.id, "source": "two", "url": other}],
        "first_seen": at,
        "dated": at,
        "updated": at,
        "revision": 1,
        "revisions": [{"number": 1, "at": at, "edited": None}],
        "editions": [],
        "no_edition": "the next one will hold it",
        "feeds": ["feed.xml", "feeds/one.xml"],
    }


def test_why_as_json_names_what_an_article_is_a_copy_of(
    store: Store, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    other = "https://two.example/x"
    stored = keep(store, article())
    keep(store, replace(article(), url=other, addresses=(other,)), source="two")
    assert typed("why", other, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["copy_of"] == {"id": stored.id, "source": "one", "url": URL}
    assert (told["copies"], told["found"][0]["way"]) == ([], "")


@pytest.mark.parametrize(
    ("published", "told"),
    [
        (None, ", when it was first seen: its page gives no date"),
        (
            datetime(2026, 3, 11, 9, 0, tzinfo=UTC),
            ", when it was first seen: the date of its page, 2026-03-11 09:00, cannot be",
        ),
    ],
)
def test_why_says_why_feeds_date_an_article_by_when_it_was_first_seen(
    published: datetime | None,
    told: str,
    store: Store,
    typed: Type,
    capsys: pytest.CaptureFixture[str],
) -> None:
    dated = Published(at=published, provenance="meta") if published else None
    keep(store, article(published=dated))
    assert typed("why", URL) == 0
    assert f"\n  dated in feeds 2026-03-10 14:00{told}\n" in capsys.readouterr().out


def test_why_tells_copies_and_what_an_older_program_stored(
    store: Store, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(store, article())
    for name in ("two", "three"):
        url = f"https://{name}.example/x"
        keep(store, replace(article(), url=url, addresses=(url,)), source=name)
    assert typed("why", URL) == 0
    said = capsys.readouterr().out
    assert "  one: how is not known" in said
    assert "\nSame text\n  also in two: https://two.example/x, 100% alike\n" in said
    assert typed("why", "two.example/x") == 0
    said = capsys.readouterr().out
    assert f"\nSame text\n  a copy of one: {URL}, 100% alike\n" in said
    assert "undo it with: digest split https://two.example/x\n  also in three:" in said
    assert "  no edition: a copy; what it is a copy of is in none\n  feeds/two.xml\n" in said


def test_why_names_the_rule_that_dropped_a_link(
    store: Store, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    failure = Failure(url=URL, reason="no text [of] an article")
    store.listings.drop("one", "example.org/a", failure, until=NOW + HOUR)
    assert typed("why", URL) == 1
    assert capsys.readouterr().out == (
        f"{URL}: not stored\n  one: its page gave no article to keep: no text [of] an article; "
        "asked again after 2026-03-10 15:00\n"
    )
    assert typed("why", URL, "--json") == 1
    assert json.loads(capsys.readouterr().out) == {
        "stored": False,
        "url": URL,
        "causes": [
            {
                "source": "one",
                "rule": "dropped",
                "reason": "no text [of] an article",
                "until": "2026-03-10T13:00:00+00:00",
                "points": None,
            }
        ],
        "nearby": [{"name": "one", "url": "https://example.org/", "page_at": None}],
    }


def test_why_of_what_is_nowhere_names_the_sources_of_its_site(
    store: Store, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Page(requested=URL, url="https://example.org/", body=b"<p>no", fetched_at=NOW)
    store.sources.succeeded(Outcome(source="one", way="listing"), now=NOW, due_at=NOW)
    store.snapshots.keep("one", "good", page)
    assert typed("why", URL) == 1
    assert capsys.readouterr().out == (
        f"{URL}: not stored\n  no source's last good page holds it\n"
        "  one is of its site: https://example.org/ (page of 2026-03-10 14:00)\n"
    )
    assert typed("why", "https://two.example/x") == 1
    assert "two is of its site: https://two.example/ (no page is kept)" in capsys.readouterr().out
    assert typed("why", "https://elsewhere.example/x") == 1
    assert "follow it with: digest add https://elsewhere.example/\n" in capsys.readouterr().out
    assert typed("why", "urn:uuid:nobody") == 1
    assert capsys.readouterr().out == "urn:uuid:nobody: not stored\n"


@pytest.mark.usefixtures("store")
def test_why_refuses_what_is_no_address(typed: Type, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("why", "ftp://example.org/a") == 2
    assert "neither an address nor an id" in capsys.readouterr().err
    assert typed("why") == 2


def test_why_of_articles_that_a_run_read(
    tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as site:
        url = site.publish(1)
        left_out = site.publish(2)
        site.publish(3)
        configuration(tmp_path, [site], more='exclude = ["number 2"]')
        assert typed("why", url) == 1
        assert "nothing was read yet" in capsys.readouterr().err
        assert typed("why", url, "--json") == 1
        assert json.loads(capsys.readouterr().out)["stored"] is False
        assert typed("run") == 0
        asked = len(site.asked)
        assert typed("why", url, "--json") == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["source"], told["feeds"]) == ("site0", ["feed.xml", "feeds/site0.xml"])
        assert told["editions"]
        (found,) = told["found"]
        assert (found["way"], found["way_url"]) == ("listing", f"{site.url}/")
        assert (found["url"], found["place"]) == (url, 2)
        assert found["title"] == "A long enough headline about story number 1"
        assert typed("why", left_out) == 1
        assert 'site0: not wanted: excluded by "number 2"\n' in capsys.readouterr().out
        assert len(site.asked) == asked


def test_a_long_text_does_not_stand_in_the_answer(
    store: Store, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(store, article(text=OTHER_BODY * 50))
    assert typed("why", URL) == 0
    assert len(capsys.readouterr().out) < 4000
