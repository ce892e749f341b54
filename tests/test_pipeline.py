"""Runs over small sites that change, by the real fetcher, parsers and store."""

from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from runner import NOON, Runner
from site_server import (
    Answer,
    Site,
    article,
    configuration,
    mailed,
    serving,
    story,
    unreachable,
)

from digest.model import Outcome
from digest.parsing import Parsers
from digest.pipeline import Report
from digest.store import Store


def only(report: Report) -> Outcome:
    (outcome,) = report.outcomes
    return outcome


def test_the_first_run_stores_all_articles_and_the_next_one_fetches_none(
    site: Site, runner: Runner
) -> None:
    for number in range(5):
        site.publish(number)
    assert only(runner.run()).new == 5
    site.asked.clear()
    second = runner.run()
    assert (only(second).new, only(second).unchanged, second.written) == (0, True, ())
    assert site.asked == ["/"]
    assert site.unchanged == 1
    assert len(runner.titles()) == 5


def test_an_edited_title_updates_the_article_in_place(site: Site, runner: Runner) -> None:
    for number in range(3):
        site.publish(number)
    runner.run()
    before = feedparser.parse((runner.folder / "output/feed.xml").read_bytes()).entries
    title = "Corrected: a long enough headline about story number 0"
    site.pages["/news/story-number-0"] = Answer(article(title, body=story(0)))
    site.listed[-1] = ("/news/story-number-0", title)
    outcome = only(runner.run(at=NOON + timedelta(minutes=5)))
    assert (outcome.new, outcome.updated) == (0, 1)
    after = feedparser.parse((runner.folder / "output/feed.xml").read_bytes()).entries
    assert {entry.id for entry in after} == {entry.id for entry in before}
    assert title in {entry.title for entry in after}


@pytest.mark.parametrize(("updates", "kept", "told"), [("bump", 2, True), ("silent", 1, False)])
def test_readers_are_told_of_a_change_as_config_toml_says(
    site: Site, tmp_path: Path, parsers: Parsers, updates: str, kept: int, *, told: bool
) -> None:
    file = configuration(tmp_path, [site], more=f'updates = "{updates}"')
    file.write_text(f"{file.read_text()}[store]\nmax_revisions = {kept - 1}\n")
    runner = Runner(tmp_path, file, parsers)
    for number in range(3):
        site.publish(number)
    runner.run()
    title = "Corrected: a long enough headline about story number 0"
    site.pages["/news/story-number-0"] = Answer(article(title, body=story(0)))
    site.listed[-1] = ("/news/story-number-0", title)
    runner.run(at=NOON + timedelta(hours=2))
    feed = feedparser.parse((runner.folder / "output/feed.xml").read_bytes())
    (entry,) = (one for one in feed.entries if one.title == title)
    assert ("updated" in entry) is told
    with Store(runner.settings.store_url) as store:
        assert len(store.revisions.of(entry.id)) == kept


def test_a_moved_article_keeps_its_id(site: Site, runner: Runner) -> None:
    for number in range(3):
        site.publish(number)
    runner.run()
    before = feedparser.parse((runner.folder / "output/feed.xml").read_bytes()).entries
    title = "A long enough headline about story number 1"
    site.pages["/2026/moved-story-one"] = Answer(article(title, body=story(1)))
    del site.pages["/news/story-number-1"]
    site.listed[1] = ("/2026/moved-story-one", title)
    outcome = only(runner.run())
    assert (outcome.new, outcome.moved) == (0, 1)
    after = feedparser.parse((runner.folder / "output/feed.xml").read_bytes()).entries
    assert {entry.id for entry in after} == {entry.id for entry in before}
    assert any(entry.link.endswith("/2026/moved-story-one") for entry in after)


def test_a_copy_on_another_site_is_shown_once_and_named(
    site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    with serving() as other:
        runner = Runner(tmp_path, configuration(tmp_path, [site, other]), parsers)
        for number in range(3):
            site.publish(number)
        runner.run()
        other.publish(10)
        other.publish(11)
        other.publish(2, title="What another paper calls the very same text")
        assert sum(one.copies for one in runner.run().outcomes) == 1
    assert len(runner.titles()) == 5
    assert "What another paper calls the very same text" in runner.titles("feeds/site1.xml")
    text = runner.edition("2026-11-20")
    assert text.count("Also in") == 1
    assert "What another paper" not in text


def test_of_a_source_with_200_old_and_3_new_articles_the_edition_holds_the_3(
    site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    runner = Runner(tmp_path, configuration(tmp_path, [site], first="day"), parsers)
    for number in range(200):
        site.publish(number, date="2026-11-01T08:00:00+02:00")
    for number in range(200, 203):
        site.publish(number, date="2026-11-20T08:00:00+02:00")
    assert only(runner.run()).new == 203
    text = runner.edition("2026-11-20")
    assert [n for n in range(203) if f"/news/story-number-{n})" in text] == [200, 201, 202]
    assert len(runner.titles("feeds/site0.xml")) == 203


def test_ten_undated_articles_at_most_of_a_first_reading_are_news(
    site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    runner = Runner(tmp_path, configuration(tmp_path, [site], first="day"), parsers)
    for number in range(15):
        site.publish(number)
    runner.run()
    assert runner.edition("2026-11-20").count("/news/story-number-") == 10
    site.publish(15, date="2020-01-01")
    runner.run()
    assert runner.edition("2026-11-20").count("/news/story-number-") == 11


def test_a_source_that_gives_nothing_is_in_trouble_from_the_second_time_on(
    site: Site, runner: Runner
) -> None:
    for number in range(6):
        site.publish(number)
    runner.run()
    site.listed.clear()
    assert not runner.run().trouble
    assert "Sources in trouble" not in runner.edition("2026-11-20")
    (trouble,) = runner.run().trouble
    assert (trouble.source, "the list had 6 items, now none" in trouble.reason) == ("site0", True)
    assert "site0" in runner.edition("2026-11-20").rpartition("Sources in trouble")[2]
    assert len(runner.titles()) == 6
    for number in range(6, 9):
        site.publish(number)
    assert not runner.run().trouble
    assert "Sources in trouble" not in runner.edition("2026-11-20")


def test_a_forbidden_article_is_kept_from_its_listing_until_its_text_comes(
    site: Site, runner: Runner
) -> None:
    for number in range(4):
        site.publish(number)
    page = site.pages["/news/story-number-3"]
    site.pages["/news/story-number-3"] = Answer("no", status=403)
    outcome = only(runner.run())
    assert (outcome.new, outcome.partial) == (4, 1)
    with Store(runner.settings.store_url) as store:
        first = next(one for one in store.articles.everything(most=9) if one.article.partial)
    assert first.article.partial.startswith("403")
    site.pages["/news/story-number-3"] = page
    asked = len(site.asked)
    runner.run(at=NOON + timedelta(minutes=59))
    assert "/news/story-number-3" not in site.asked[asked:]
    assert only(runner.run(at=NOON + timedelta(minutes=61))).updated == 1
    with Store(runner.settings.store_url) as store:
        whole = store.articles.get(first.id)
    assert (whole.article.partial, whole.first_seen) == ("", first.first_seen)
    assert "story number 3" in whole.article.title or "number 3" in whole.article.text


def test_a_listed_article_is_read_again_after_1_and_24_hours(site: Site, runner: Runner) -> None:
    for number in range(3):
        site.publish(number)
    runner.run()
    asked_at = {}
    for hours in (0.5, 1.1, 2, 23, 24.1, 30, 60):
        before = len(site.asked)
        runner.run(at=NOON + timedelta(hours=hours))
        asked_at[hours] = sum("/news/" in path for path in site.asked[before:])
    assert asked_at == {0.5: 0, 1.1: 3, 2: 0, 23: 0, 24.1: 3, 30: 0, 60: 0}


def test_a_429_sets_the_due_time_and_a_plain_run_honours_it(site: Site, runner: Runner) -> None:
    site.pages["/"] = Answer("slower", status=429, headers={"Retry-After": "3600"})
    outcome = only(runner.run())
    assert "429" in outcome.reason
    asked = len(site.asked)
    assert only(runner.run(at=NOON + timedelta(minutes=59))).held
    assert len(site.asked) == asked
    assert not only(runner.run(at=NOON + timedelta(minutes=61))).held


def test_a_failing_server_is_backed_off_from_by_plain_runs_too(site: Site, runner: Runner) -> None:
    site.pages["/"] = Answer("broken", status=500)
    assert "500" in only(runner.run()).reason
    assert runner.run().trouble
    asked = len(site.asked)
    assert only(runner.run(at=NOON + timedelta(hours=3))).held
    assert len(site.asked) == asked
    site.pages.pop("/")
    site.publish(1)
    report = runner.run(at=NOON + timedelta(hours=5))
    assert (only(report).new, report.trouble) == (1, ())


def test_a_dead_link_is_not_asked_at_each_run(site: Site, runner: Runner) -> None:
    for number in range(4):
        site.publish(number)
    del site.pages["/news/story-number-2"]
    assert len(only(runner.run()).failures) == 1
    site.publish(5)
    before = len(site.asked)
    assert only(runner.run()).new == 1
    assert "/news/story-number-2" not in site.asked[before:]


def test_robots_txt_is_obeyed_for_articles(site: Site, runner: Runner) -> None:
    for number in range(4):
        site.publish(number)
    site.pages["/robots.txt"] = Answer(
        "User-agent: *\nDisallow: /news/story-number-1", content_type="text/plain"
    )
    assert only(runner.run()).new == 3
    assert "/news/story-number-1" not in site.asked


def test_an_edition_holds_what_came_since_the_last_one_and_is_closed_for_good(
    site: Site, runner: Runner
) -> None:
    mailed(runner.file)
    for number in range(3):
        site.publish(number)
    runner.run()
    first = runner.edition("2026-11-20")
    site.publish(3)
    runner.run(at=NOON + timedelta(hours=2))
    second = runner.edition("2026-11-20")
    assert (first.count("/news/"), second.count("/news/")) == (3, 4)
    site.publish(4)
    runner.run(at=NOON + timedelta(days=1))
    assert runner.edition("2026-11-20") == second
    assert runner.edition("2026-11-21").count("/news/") == 1
    runner.deliver()
    site.publish(5)
    runner.run(at=NOON + timedelta(days=1, hours=3))
    assert runner.edition("2026-11-21").count("/news/") == 1
    runner.run(at=NOON + timedelta(days=5))
    assert runner.editions() == ["2026-11-20", "2026-11-21", "2026-11-25"]
    assert runner.edition("2026-11-25").count("/news/") == 1


def test_a_source_behind_a_permanent_redirect_is_asked_where_it_is(
    site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    with serving() as old:
        old.pages["/"] = Answer(status=301, headers={"Location": f"{site.url}/"})
        runner = Runner(tmp_path, configuration(tmp_path, [old]), parsers)
        site.publish(1)
        assert only(runner.run()).new == 1
        asked = len(old.asked)
        assert only(runner.run()).unchanged
        assert len(old.asked) == asked
        site.pages["/"] = Answer("gone", status=410)
        assert "410" in only(runner.run()).reason
        assert "/" in old.asked[asked:]


def test_changed_rules_count_although_the_page_did_not_change(site: Site, runner: Runner) -> None:
    for number in range(3):
        site.publish(number)
    text = runner.file.read_text()
    runner.file.write_text(text + 'exclude = ["number 2"]\n')
    assert only(runner.run()).new == 2
    runner.file.write_text(text)
    assert only(runner.run()).new == 1


def test_a_renamed_source_keeps_its_articles_and_its_old_feed(site: Site, runner: Runner) -> None:
    for number in range(3):
        site.publish(number)
    runner.run()
    old = feedparser.parse((runner.folder / "output/feeds/site0.xml").read_bytes()).entries
    text = runner.file.read_text()
    runner.file.write_text(text.replace('"site0"', '"better"\nformerly = ["site0"]'))
    assert only(runner.run()).new == 0
    for name in ("site0", "better"):
        feed = feedparser.parse((runner.folder / f"output/feeds/{name}.xml").read_bytes())
        assert [entry.id for entry in feed.entries] == [entry.id for entry in old]


def test_a_feed_with_cut_off_texts_leads_to_the_full_ones(site: Site, runner: Runner) -> None:
    entries = ""
    for number in range(4):
        address = site.publish(number)
        entries += (
            f"<item><title>Story {number} as the feed calls it</title><link>{address}</link>"
            f"<description>Only the beginning ...</description></item>"
        )
    site.pages["/"] = Answer(
        '<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head>'
        "<body><p>Welcome</p></body></html>"
    )
    site.pages["/rss.xml"] = Answer(
        f'<rss version="2.0"><channel><title>S</title>{entries}</channel></rss>',
        content_type="application/rss+xml",
    )
    outcome = only(runner.run())
    assert (outcome.new, outcome.way) == (4, "feed")
    before = len(site.asked)
    assert only(runner.run()).unchanged
    assert site.asked[before:] == ["/rss.xml"]
    with Store(runner.settings.store_url) as store:
        assert all("in part 3" in one.article.text for one in store.articles.everything(most=9))
    site.pages["/rss.xml"] = Answer("gone", status=410)
    del site.pages["/"]
    assert only(runner.run()).way == "listing"


def test_three_hosts_out_of_reach_of_four_are_our_own_outage(
    tmp_path: Path, parsers: Parsers, site: Site
) -> None:
    with unreachable(3) as lost:
        for number in range(3):
            site.publish(number)
        runner = Runner(tmp_path, configuration(tmp_path, [site, *lost]), parsers)
        for _ in range(2):
            report = runner.run()
            assert len(report.outage) == 3
            assert not report.trouble
        with Store(runner.settings.store_url) as store:
            states = store.sources.states()
        assert {name: state.failures for name, state in states.items()} == dict.fromkeys(states, 0)
        assert report.outcomes[0].links == 3 or report.outcomes[0].unchanged


def test_a_canonical_address_that_is_another_article_s_is_not_shown(
    site: Site, runner: Runner
) -> None:
    for number in range(3):
        site.publish(number)
    runner.run()
    head = f'<link rel="canonical" href="{site.url}/news/story-number-1">'
    title = "Something quite different happened elsewhere today"
    site.publish(3, title=title)
    site.pages["/news/story-number-3"] = Answer(article(title, body=story(3), head=head))
    assert only(runner.run()).new == 1
    with Store(runner.settings.store_url) as store:
        newest = store.articles.everything(most=1)[0]
    assert newest.article.url.endswith("/news/story-number-3")


def test_an_article_whose_address_and_text_changed_is_known_by_its_number(
    site: Site, runner: Runner
) -> None:
    number = '<link rel="shortlink" href="/?p=7">'
    title = "The harbour opens again after the storm"
    for one in range(3):
        site.publish(one)
    site.publish(3, title=title)
    site.pages["/news/story-number-3"] = Answer(article(title, body=story(3), head=number))
    assert only(runner.run()).new == 4
    del site.listed[0]
    site.publish(4, title=f"{title}, mayor says")
    body = story(3) + "<p>The mayor spoke of it again in the evening.</p>"
    site.pages["/news/story-number-4"] = Answer(article(title, body=body, head=number))
    outcome = only(runner.run())
    assert (outcome.new, outcome.moved) == (0, 0)
    with Store(runner.settings.store_url) as store:
        one = store.articles.everything(most=9)[0]
    assert one.article.url.endswith("/news/story-number-4")


def test_a_source_lost_to_an_error_is_not_taken_for_removed(site: Site, runner: Runner) -> None:
    site.publish(1)
    runner.run()
    text = runner.file.read_text()
    runner.file.write_text(text.replace('name = "site0"', 'name = "site0"\nevry = "1h"'))
    runner.run()
    with Store(runner.settings.store_url) as store:
        assert store.sources.states()["site0"].removed_at is None
        assert store.sources.tell_removed() == ()
