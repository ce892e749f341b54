"""What a reading keeps, judges and asks again, over sites that fail on the way."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from runner import NOON, Runner
from site_server import Answer, Site, article, configuration, serving, story
from stored import article as stored_article
from stored import keep

from digest.parsing import Parsers
from digest.pipeline.keeping import NO_ROOM
from digest.store import Store

SLOWER = Answer("slower", status=429, headers={"Retry-After": "60"})
OLD = "2026-11-01T08:00:00+02:00"


@pytest.fixture
def runner(tmp_path: Path, site: Site, parsers: Parsers) -> Runner:
    return Runner(tmp_path, configuration(tmp_path, [site], first="day"), parsers)


def test_a_source_whose_links_are_all_dead_is_in_trouble_from_the_second_time_on(
    site: Site, runner: Runner
) -> None:
    """Dead links are asked again a day later; meanwhile nothing says that all is well."""
    for number in range(4):
        site.publish(number)
    pages = dict(site.pages)
    site.pages.clear()
    assert not runner.run().trouble
    (trouble,) = runner.run(at=NOON + timedelta(hours=1)).trouble
    assert "404 Not Found" in trouble.reason
    assert runner.run(at=NOON + timedelta(hours=25)).trouble
    site.pages.update(pages)
    assert not runner.run(at=NOON + timedelta(hours=50)).trouble


def test_a_source_whose_articles_are_all_too_old_is_well(
    site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    runner = Runner(tmp_path, configuration(tmp_path, [site], more='max_age = "3d"'), parsers)
    for number in range(4):
        site.publish(number, date=OLD)
    for hours in range(3):
        report = runner.run(at=NOON + timedelta(hours=hours))
        assert (report.trouble, report.outcomes[0].reason) == ((), "")


def test_a_first_reading_that_the_server_cuts_off_goes_on_as_a_first_one(
    site: Site, runner: Runner
) -> None:
    for number in range(9):
        site.publish(number, date=OLD)
    page = site.pages["/news/story-number-3"]
    site.pages["/news/story-number-3"] = SLOWER
    assert runner.run().outcomes[0].new == 3
    site.pages["/news/story-number-3"] = page
    assert runner.run(at=NOON + timedelta(hours=1)).outcomes[0].new == 6
    assert runner.edition("2026-11-20").count("/news/") == 0


def test_the_first_reading_of_a_changed_address_gives_the_edition_its_last_day_only(
    site: Site, runner: Runner
) -> None:
    for number in range(3):
        site.publish(number, date=OLD)
    runner.run()
    with serving() as other:
        for number in range(10, 20):
            other.publish(number, date=OLD)
        other.publish(20, date="2026-11-20T08:00:00+02:00")
        runner.file.write_text(runner.file.read_text().replace(site.url, other.url))
        assert runner.run().outcomes[0].new == 11
    assert runner.edition("2026-11-20").count("/news/") == 1


def test_a_changed_title_is_still_seen_after_the_server_cut_the_reading_off(
    site: Site, runner: Runner
) -> None:
    for number in range(3):
        site.publish(number)
    runner.run()
    title = "Corrected: what the paper says about story number 2 now"
    site.pages["/news/story-number-2"] = Answer(article(title, body=story(2)))
    site.listed[0] = ("/news/story-number-2", title)
    site.publish(3)
    site.listed.append(site.listed.pop(0))  # at the end of the page, so that it is read first
    page = site.pages["/news/story-number-3"]
    site.pages["/news/story-number-3"] = SLOWER
    runner.run(at=NOON + timedelta(minutes=1))
    assert title not in runner.titles()
    site.pages["/news/story-number-3"] = page
    assert runner.run(at=NOON + timedelta(minutes=10)).outcomes[0].updated == 1
    assert title in runner.titles()


def test_an_article_that_leads_to_the_front_page_by_now_stays_as_it_was(
    site: Site, runner: Runner
) -> None:
    for number in range(3):
        site.publish(number)
    runner.run()
    before = runner.titles()
    listing = site.answer("/").body
    assert isinstance(listing, str)
    rows = listing.partition("<main>")[2].partition("</main>")[0]
    site.pages["/"] = Answer(article("What the front page says", body=story(77) + rows))
    site.pages["/news/story-number-1"] = Answer(status=302, headers={"Location": "/"})
    (outcome,) = runner.run(at=NOON + timedelta(hours=2)).outcomes
    assert [failure.reason for failure in outcome.failures] == ["leads to the front page"]
    assert runner.titles() == before


def test_a_bug_costs_one_article_which_the_next_run_brings(
    site: Site, runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(3):
        site.publish(number)
    well = runner.clock

    def breaks_once() -> datetime:
        """A clock of ours with a bug: it stops when one article was just read."""
        if site.asked and site.asked[-1].endswith("number-1"):
            site.asked.append("broke")
            raise ZeroDivisionError
        return well()

    runner.clock = breaks_once
    report = runner.run()
    (outcome,) = report.outcomes
    assert (outcome.new, outcome.crashed, report.crashed) == (2, 1, 1)
    assert "ZeroDivisionError" in caplog.text
    runner.clock = well
    (outcome,) = runner.run().outcomes
    assert (outcome.new, outcome.crashed, outcome.known) == (1, 0, 2)


def test_a_bug_in_finding_links_costs_that_source_only(
    site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    with serving() as other:
        runner = Runner(tmp_path, configuration(tmp_path, [site, other]), parsers)
        site.publish(1)
        other.publish(2)
        well, left = runner.clock, iter([1])

        def breaks_once() -> datetime:
            if site.asked and site.asked[-1] == "/" and next(left, 0):
                raise ZeroDivisionError
            return well()

        runner.clock = breaks_once
        first, second = runner.run().outcomes
    assert sorted((first.crashed, second.crashed)) == [0, 1]
    assert first.new + second.new == 1


def test_a_text_that_came_late_and_found_no_room_is_asked_for_once_more(
    site: Site, runner: Runner
) -> None:
    site.publish(1)
    path, _ = site.listed[0]
    page, site.pages[path] = site.pages[path], Answer("no", status=403)
    runner.run()
    site.pages[path], runner.free = page, 0
    runner.run(at=NOON + timedelta(hours=25))
    runner.free = 2**30
    runner.run(at=NOON + timedelta(days=3))
    with Store(runner.settings.store_url) as store:
        (one,) = store.articles.everything(most=2)
    assert one.article.text


def test_without_room_on_the_disk_texts_come_later(site: Site, runner: Runner) -> None:
    for number in range(3):
        site.publish(number)
    runner.free = 10 * 2**20
    assert "only 10 MB are free" in runner.run().low_room
    assert len(runner.titles()) == 3
    with Store(runner.settings.store_url) as store:
        one = store.articles.everything(most=1)[0]
    assert (one.article.text, one.article.partial) == ("", NO_ROOM)
    site.listed = []  # they need not be listed any more
    asked = len(site.asked)
    assert runner.run(at=NOON + timedelta(days=3)).low_room == ""
    assert not [path for path in site.asked[asked:] if path.startswith("/news/")]
    runner.free = 2**30
    runner.run(at=NOON + timedelta(days=3, hours=2))
    with Store(runner.settings.store_url) as store:
        assert all(one.article.text for one in store.articles.everything(most=3))


@pytest.mark.parametrize(("more", "asked"), [("", 0), ('reread = ["1h"]', 3)])
def test_articles_of_a_busy_source_are_not_read_again_unless_config_toml_says_so(
    site: Site, tmp_path: Path, parsers: Parsers, more: str, asked: int
) -> None:
    runner = Runner(tmp_path, configuration(tmp_path, [site], more=more), parsers)
    for number in range(3):
        site.publish(number)
    runner.run(at=NOON - timedelta(days=2))
    with Store(runner.settings.store_url) as store:
        for n in range(50, 0, -1):
            at = NOON - timedelta(minutes=20 * n)
            keep(store, stored_article(f"older-{n}"), source="site0", now=at)
    for number in range(3, 6):
        site.publish(number)
    assert runner.run(at=NOON).outcomes[0].new == 3
    before = len(site.asked)
    runner.run(at=NOON + timedelta(hours=1.1))
    assert sum("/news/" in path for path in site.asked[before:]) == asked
