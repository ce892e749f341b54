"""Sources and editions that are on some subjects only."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from runner import NOON, Runner
from site_server import Answer, Site, configuration

from digest.parsing import Parsers
from digest.pipeline import explaining, publication
from digest.store import Store

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LIBYA = '\n[[subject]]\nname = "libya"\nwords = ["Libya", "ليبيا"]\nnot = ["football"]\n'
HEADLINES = (
    "Parliament of Somalia meets in the capital",
    "The budget of Libya is passed at last",
    "A football match in Libya ends late",
    "Aid for ليبيا reaches the old harbour",
)
ON = ["Aid for ليبيا reaches the old harbour", "The budget of Libya is passed at last"]


@pytest.fixture
def runner(tmp_path: Path, site: Site, parsers: Parsers) -> Runner:
    for number, title in enumerate(HEADLINES):
        site.publish(number, title=title)
    more = 'subjects = ["libya"]'
    configuration(tmp_path, [site], more=more + LIBYA)
    return Runner(tmp_path, tmp_path / "config.toml", parsers)


def reading(runner: Runner, site: Site, *, at: timedelta) -> list[str]:
    """Read once; return which articles were asked for."""
    site.asked.clear()
    report = runner.run(at=NOON + at)
    assert (report.trouble, report.outcomes[0].reason, report.outcomes[0].failures) == ((), "", ())
    return sorted(path for path in site.asked if "story" in path)


def with_subject(runner: Runner, old: str, new: str) -> None:
    text = runner.file.read_text()
    assert old in text
    runner.file.write_text(text.replace(old, new))


def test_only_what_is_on_a_subject_of_the_source_is_kept(site: Site, runner: Runner) -> None:
    assert len(reading(runner, site, at=HOUR)) == 4
    assert runner.titles() == ON


def test_what_is_on_none_is_not_fetched_at_each_run_but_once_a_week(
    site: Site, runner: Runner
) -> None:
    reading(runner, site, at=HOUR)
    off = ["/news/story-number-0", "/news/story-number-2"]
    for hours in (2, 3, 30, 24 * 6):
        assert not set(off) & set(reading(runner, site, at=hours * HOUR))
    assert set(off) <= set(reading(runner, site, at=8 * DAY))
    assert runner.titles() == ON


def test_it_is_asked_again_at_once_when_the_subjects_change(site: Site, runner: Runner) -> None:
    reading(runner, site, at=HOUR)
    with_subject(runner, '["Libya", ', '["Somalia", "Libya", ')
    assert "/news/story-number-0" in reading(runner, site, at=2 * HOUR)
    assert runner.titles() == [HEADLINES[0], *ON]
    assert "/news/story-number-2" not in reading(runner, site, at=3 * HOUR)


def test_an_article_that_is_kept_stays_when_its_words_are_edited(
    site: Site, runner: Runner
) -> None:
    reading(runner, site, at=HOUR)
    page = site.pages["/news/story-number-1"]
    changed = page.body.replace("The budget of Libya", "The budget of it")
    site.pages["/news/story-number-1"] = replace(page, body=changed)
    assert "/news/story-number-1" in reading(runner, site, at=3 * HOUR)
    assert sorted(runner.titles()) == sorted([ON[0], "The budget of it is passed at last"])


def test_a_source_that_writes_on_other_things_only_is_in_no_trouble(
    tmp_path: Path, site: Site, parsers: Parsers
) -> None:
    """A page that fails beside what is on no subject is one that failed, and not the source."""
    for number in range(4):
        site.publish(number)
    site.pages["/news/story-number-3"] = Answer("no", status=404)
    configuration(tmp_path, [site], more='subjects = ["libya"]' + LIBYA)
    runner = Runner(tmp_path, tmp_path / "config.toml", parsers)
    for hours in (0, 1, 25, 26):
        report = runner.run(at=NOON + hours * HOUR)
        assert (report.trouble, report.outcomes[0].reason) == ((), "")


def test_a_site_that_breaks_is_in_trouble_although_its_pages_are_on_no_subject(
    site: Site, runner: Runner
) -> None:
    reading(runner, site, at=HOUR)
    for number in range(4, 8):
        site.publish(number)
        address = f"/news/story-number-{number}"
        site.pages[address] = replace(site.pages["/news/story-number-0"])
    site.listed[4:] = []
    (outcome,) = runner.run(at=NOON + 3 * HOUR).outcomes
    assert 'are titled "Parliament of Somalia' in outcome.reason


def test_a_dropped_article_is_told_why(site: Site, runner: Runner) -> None:
    reading(runner, site, at=HOUR)
    key = site.url.removeprefix("http://") + "/news/story-number-"
    with Store(runner.settings.store_url) as store:
        told = {one.reason for one in store.trails.refusals([f"{key}0", f"{key}2"])}
    assert told == {
        "no word of subjects: libya",
        'no word of subjects: libya (it has "football")',
    }


def test_an_edition_with_subjects_holds_what_is_on_one_and_feeds_hold_all(
    tmp_path: Path, site: Site, parsers: Parsers
) -> None:
    for number, title in enumerate(HEADLINES):
        site.publish(number, title=title)
    file = configuration(tmp_path, [site], more=LIBYA)
    runner = Runner(tmp_path, file, parsers)
    with_subject(runner, 'title = "Test"', 'title = "Test"\nsubjects = ["libya"]')
    runner.run()
    edition = runner.edition("2026-11-20")
    assert [title for title in HEADLINES if title in edition] == sorted(ON, reverse=True)
    assert len(runner.titles()) == 4
    with Store(runner.settings.store_url) as store:
        to, sources = publication(runner.settings), runner.settings.sources
        kept = {
            one.article.title: explaining.kept(store, sources, to, one.id)
            for one in store.articles.everything(most=9)
        }
    assert kept[ON[0]].editions
    assert kept[HEADLINES[0]].editions == ()
    told = "no word of subjects: libya ([digest] as it is now)"
    assert kept[HEADLINES[0]].why_none == told
