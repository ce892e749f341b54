"""The command that extracts stored articles again."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from site_server import Answer, Site, article, configuration, serving, story

from digest.cli.rereading import first_other_words
from digest.model import Stored
from digest.store import Store

Type = Callable[..., int]
DATE = "2026-11-20T08:00:00+02:00"
RULES = '[source.article]\nremove = ".offer"'
OFFER = (
    '<p class="offer">Ours is the best subscription that ever was, says who sells it to you.</p>'
)


def page(number: int, *, title: str = "", date: str = "") -> Answer:
    title = title or f"The headline of number {number}"
    words = f"ours{number} is{number} the{number} best{number} subscription{number} ever{number}"
    offer = f'<p class="offer">{words}, says who sells it to you.</p>'
    return Answer(article(title, body=offer + story(number), date=date))


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        for number in range(3):
            one.publish(number)
            one.pages[f"/news/story-number-{number}"] = page(number, date=DATE)
        yield one


@pytest.fixture
def typed(site: Site, tmp_path: Path, typed: Type) -> Type:
    """Type a command in the folder of a store with three articles; returns the exit status."""
    configuration(tmp_path, [site])
    assert typed("run") == 0
    configuration(tmp_path, [site], more=RULES)
    return typed


def stored(folder: Path) -> dict[int, Stored]:
    with Store(f"sqlite:///{folder / 'digest.db'}") as store:
        every = store.articles.everything(most=100)
    return {int(one.article.url[-1]): one for one in every}


def test_a_dry_run_shows_what_would_differ_and_stores_nothing(
    tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    before, feed = stored(tmp_path), (tmp_path / "output" / "feed.xml").read_bytes()
    with Store(f"sqlite:///{tmp_path / 'digest.db'}") as store, store.lock():
        assert typed("reread", "site0", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "The headline of number 1" in said
    assert "ours1 is1 the1 best1 subscription1 ever1," in said
    assert "3 of 3 articles would differ; nothing was stored" in said
    assert stored(tmp_path) == before
    assert (tmp_path / "output" / "feed.xml").read_bytes() == feed


def test_it_brings_articles_up_to_the_rules_and_is_no_news_to_readers(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stored(tmp_path)
    site.pages["/news/story-number-1"] = page(1, title="A better headline of number 1")
    assert typed("reread", "site0") == 0
    assert "3 of 3 articles differed and were stored anew" in capsys.readouterr().out
    after = stored(tmp_path)
    for number, old in before.items():
        new = after[number]
        assert "subscription" in old.article.text
        assert "subscription" not in new.article.text
        kept = ("id", "number", "first_seen", "updated", "revision", "copy_of")
        assert [getattr(old, name) for name in kept] == [getattr(new, name) for name in kept]
        assert new.article.published == old.article.published is not None
    assert after[1].article.title == "A better headline of number 1"
    assert "A better headline of number 1" in (tmp_path / "output" / "feed.xml").read_text()
    assert typed("reread", "site0") == 0
    assert "0 of 3 articles differed" in capsys.readouterr().out
    assert typed("run") == 0
    assert "0 updated" in capsys.readouterr().out


def test_json_gives_both_sides_and_the_first_other_words(
    site: Site, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/news/story-number-1"] = Answer("gone", status=404)
    assert typed("reread", "site0", "--dry-run", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["source"], told["dry_run"], len(told["articles"])) == ("site0", True, 3)
    by_number = {int(one["url"][-1]): one for one in told["articles"]}
    one, lost = by_number[2], by_number[1]
    assert one["changed"] == ["html"]
    assert one["before"]["characters"] > one["after"]["characters"] > 0
    assert one["before"]["published"] == one["after"]["published"] == DATE
    assert one["words"][0] == "ours2 is2 the2 best2 subscription2 ever2,"
    assert (lost["after"], lost["changed"], lost["reason"]) == (None, [], "404 Not Found")


def test_what_cannot_be_had_again_stays_as_it_is_and_is_listed(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stored(tmp_path)
    site.pages["/news/story-number-0"] = Answer(status=302, headers={"Location": "/"})
    site.pages["/news/story-number-1"] = Answer(article("Please log in", body="<p>Log in</p>"))
    location = {"Location": "/news/story-number-1"}
    site.pages["/news/story-number-2"] = Answer(status=302, headers=location)
    assert typed("reread", "site0") == 1
    said = capsys.readouterr()
    assert "0 of 3 articles differed" in said.out
    for reason in ("leads to the front page", "no text", "leads to another article"):
        assert reason in said.err
    assert stored(tmp_path) == before


def test_a_server_that_is_asked_too_often_is_left_alone(
    site: Site, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/news/story-number-0"] = Answer("slower", status=429)
    site.asked.clear()
    assert typed("reread", "site0") == 1
    assert capsys.readouterr().err.count("not asked: 429") == 2
    assert {path for path in site.asked if "news" in path} == {"/news/story-number-0"}


def test_an_article_that_lacks_one_of_its_pages_now_stays_as_it_is(
    site: Site, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "/news/story-number-0"
    link = f'<link rel="next" href="{path}/2">'
    site.pages[path] = Answer(article("Two pages", body=story(8), head=link))
    site.pages[f"{path}/2"] = Answer("slower", status=429)
    assert typed("reread", "site0", "--dry-run") == 1
    assert "one of its further pages could not be read" in capsys.readouterr().err


def test_only_articles_first_seen_within_the_time_are_read_again(
    tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    database = sqlite3.connect(tmp_path / "digest.db")
    with database:
        ((seen,),) = database.execute("select first_seen from article where number = 1")
        old = datetime.fromisoformat(seen) - timedelta(days=10)
        database.execute(
            "update article set first_seen = ? where number = 1",
            (old.isoformat(sep=" ", timespec="microseconds"),),
        )
    database.close()
    for age, count in (("12h", 2), ("7d", 2), ("2w", 3)):
        assert typed("reread", "site0", "--since", age, "--dry-run") == 0
        assert f" of {count} articles" in capsys.readouterr().out


def test_bad_use_is_refused(typed: Type, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("reread", "sight0") == 2
    assert 'no source is named "sight0"; there are: site0' in capsys.readouterr().err
    assert typed("reread", "site0", "--since", "soon") == 2
    assert "soon is no duration; units are w, d, h, m and s" in capsys.readouterr().err


def test_another_instance_that_holds_the_store_is_waited_for_by_the_user(
    site: Site, tmp_path: Path, typed: Type
) -> None:
    site.asked.clear()
    with Store(f"sqlite:///{tmp_path / 'digest.db'}") as store, store.lock():
        assert typed("reread", "site0") == 3
    assert site.asked == []


def test_without_a_store_there_is_nothing_to_read_again(
    tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "digest.db").unlink()
    assert typed("reread", "site0") == 0
    assert "nothing was read yet" in capsys.readouterr().err
    assert not (tmp_path / "digest.db").exists()


def test_a_wrong_selector_is_an_error_of_the_configuration(
    site: Site, tmp_path: Path, typed: Type
) -> None:
    before = stored(tmp_path)
    configuration(tmp_path, [site], more='[source.article]\nremove = "p["')
    assert typed("reread", "site0") == 2
    assert stored(tmp_path) == before


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("", "", ("", "")),
        ("a b c", "a b c", ("", "")),
        ("a b c", "a x c", ("b c", "x c")),
        ("a b", "", ("a b", "")),
        ("a", "a b c d e f g h", ("", "b c d e f g")),
    ],
)
def test_the_first_other_words_are_where_two_texts_part(
    one: str, other: str, shown: tuple[str, str]
) -> None:
    assert first_other_words(one, other) == shown


def test_a_selector_that_matches_nothing_is_named_where_one_looks(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site], more='[source.article]\ndate = ".when"')
    named = "article.date matched nothing on any page"
    assert typed("preview", "site0") == 0
    assert named in capsys.readouterr().out
    assert typed("preview", "site0", "--json") == 0
    assert json.loads(capsys.readouterr().out)["unmatched"] == ["date"]
    site.publish(4)
    assert typed("run") == 0
    said = capsys.readouterr().err
    assert f"site0: {named}" in said
    assert "unmatched=date" in said
    assert typed("status") == 0
    assert f"site0: {named}" in capsys.readouterr().out
