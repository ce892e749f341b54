"""A store that was put back to an older copy takes back what its feeds have shown since."""

import shutil
from datetime import timedelta
from pathlib import Path

import feedparser
from runner import NOON, Runner
from site_server import Site

from digest.store import Store


def ids(runner: Runner, name: str = "feed.xml") -> list[str]:
    parsed = feedparser.parse((runner.folder / "output" / name).read_bytes())
    return [entry.id for entry in parsed.entries]


def put_back(runner: Runner, backup: Path) -> None:
    for gone in runner.folder.glob("digest.db*"):
        gone.unlink()
    shutil.copy(backup, runner.folder / "digest.db")


def backup(runner: Runner) -> Path:
    copy = runner.folder / "copy.db"
    shutil.copy(runner.folder / "digest.db", copy)
    return copy


def move(site: Site, old: str, new: str) -> None:
    site.pages[new] = site.pages.pop(old)
    site.listed = [(new if path == old else path, title) for path, title in site.listed]


def test_an_article_that_moved_since_keeps_the_id_that_it_was_shown_with(
    site: Site, runner: Runner
) -> None:
    site.publish(1)
    runner.run()
    copy = backup(runner)
    site.publish(2)
    site.publish(3)
    runner.run(at=NOON + timedelta(minutes=30))
    shown = ids(runner)
    put_back(runner, copy)
    move(site, "/news/story-number-2", "/archive/story-number-2")
    site.publish(4)
    runner.run(at=NOON + timedelta(hours=1))
    assert ids(runner)[1:] == shown
    assert set(ids(runner, "feeds/site0.xml")) == set(ids(runner))
    # Not yet told in an edition of a day that is over, so still in that of today.
    assert runner.edition("2026-11-20").count("\n### ") == 4


def test_what_an_edition_of_yesterday_told_is_told_by_no_other(site: Site, runner: Runner) -> None:
    site.publish(1)
    runner.run()
    copy = backup(runner)
    site.publish(2)
    runner.run(at=NOON + timedelta(minutes=30))
    runner.run(at=NOON + timedelta(days=1))
    put_back(runner, copy)
    yesterday = runner.edition("2026-11-20")
    assert "story-number-2" in yesterday
    site.publish(3)
    runner.run(at=NOON + timedelta(days=1, hours=1))
    assert "story-number-2" not in runner.edition("2026-11-21")
    assert "story-number-3" in runner.edition("2026-11-21")
    assert len(ids(runner)) == 3


def test_a_new_store_takes_nothing_from_the_feeds_of_an_old_one(site: Site, runner: Runner) -> None:
    site.publish(1)
    runner.run()
    (runner.folder / "digest.db").unlink()
    site.listed.clear()
    site.publish(2)
    runner.run()
    assert len(ids(runner)) == 1


def test_an_article_that_the_store_knows_by_its_text_is_not_taken_twice(
    site: Site, runner: Runner
) -> None:
    site.publish(1)
    runner.run()
    feed = runner.folder / "output" / "feed.xml"
    own = runner.folder / "output" / "feeds" / "site0.xml"
    known = ids(runner)
    for file in (feed, own):
        file.write_bytes(file.read_bytes().replace(known[0].encode(), b"urn:uuid:of-another"))
    runner.run(at=NOON + timedelta(hours=1))
    assert ids(runner) == known
    with Store(runner.settings.store_url) as store:
        assert len(store.articles.everything(most=9)) == 1
