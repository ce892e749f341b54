"""What looks like a break and is none ends by itself, and costs no article."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from press import Press, piece
from runner import NOON, Runner
from site_server import Answer, Site, configuration, serving
from visits import Case

from digest.model import Outcome
from digest.parsing import Parsers
from digest.store import Store

WALL = Answer(
    "<!doctype html><html><head><title>Just a moment...</title></head>"
    "<body><h1>Checking your browser before you go on</h1></body></html>"
)


def read(runner: Runner, hours: float = 0) -> Outcome:
    return runner.run(at=NOON + timedelta(hours=hours)).outcomes[0]


def _feed(site: Site, numbers: range) -> Answer:
    items = "".join(
        f"<item><title>A long enough headline about story number {n}</title>"
        f"<link>{site.url}/news/story-number-{n}</link>"
        "<pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate></item>"
        for n in numbers
    )
    return Answer(f"<rss version='2.0'><channel>{items}</channel></rss>", content_type="text/xml")


def test_another_address_is_judged_by_no_habit_of_the_old_one(
    case_of: Callable[[str], Case],
) -> None:
    """A monthly blog in the place of a daily paper."""
    case = case_of("cards")
    with serving() as blog:
        there = Press(blog, case.press.look, NOON)
        for number in range(4):
            there.publish(700 + number, NOON - timedelta(days=120 - 30 * number), paragraphs=1)
            one = there.pieces[0]
            there.pieces[0] = replace(one, paragraphs=(one.paragraphs[0][:200] + ".",))
        there.show()
        file = case.runner.file
        file.write_text(file.read_text().replace(case.press.site.url, blog.url))
        outcome = read(case.runner, 3)
    assert (outcome.reason, outcome.new) == ("", 4)


def test_other_rules_of_a_source_begin_a_new_habit(case_of: Callable[[str], Case]) -> None:
    """Its owner takes the archive for its list."""
    case = case_of("cards")
    at = NOON - timedelta(days=90)
    old = [piece(800 + n, at - n * timedelta(days=1)) for n in range(6)]
    file = case.runner.file
    file.write_text(f'{file.read_text()}[source.listing]\nitem = ".archive article"\n')

    def with_archive(press: Press) -> None:
        for one in old:
            press.show_page(one)
        page = press.listing(old).replace('class="front"', 'class="archive"')
        press.site.pages["/"] = Answer(page)

    outcome = case.visit(3, with_archive).outcomes[0]
    assert (outcome.reason, outcome.new) == ("", 6)


def test_short_texts_that_came_first_hold_up_none_that_follow(
    case_of: Callable[[str], Case],
) -> None:
    case = case_of("cards")
    case.publish(30, 31, 32)
    for n in range(3):
        one = case.press.pieces[n]
        case.press.pieces[n] = replace(one, paragraphs=(f"{one.paragraphs[0][:160]}.",))
    case.visit(3)
    case.publish(33, 34, 35)
    assert case.visit(4).trouble == ()
    case.assert_whole()


def test_a_source_whose_articles_another_brings_first_is_not_silent(
    tmp_path: Path, site: Site, parsers: Parsers
) -> None:
    file = configuration(tmp_path, [site, site])
    runner = Runner(tmp_path, file, parsers)
    both = file.read_text()
    for number in range(12):
        site.publish(number)
    only = both.replace('name = "site0"', 'name = "site0"\nenabled = false')
    for day in range(6):
        file.write_text(only)
        site.publish(100 + day)
        runner.run(at=NOON + timedelta(days=day))
    file.write_text(both)
    for day in range(6, 40):
        site.publish(100 + day)
        file.write_text(both.replace('name = "site1"', 'name = "site1"\nenabled = false'))
        runner.run(at=NOON + timedelta(days=day))
        file.write_text(both)
        report = runner.run(at=NOON + timedelta(days=day, hours=1))
        assert report.trouble == ()


def test_a_fault_that_is_over_is_not_told_of_links_that_are_left_alone(
    tmp_path: Path, site: Site, parsers: Parsers
) -> None:
    file = configuration(tmp_path, [site], more='max_age = "1d"')
    runner = Runner(tmp_path, file, parsers)
    for number in range(4):
        site.publish(number, date="2026-10-01T10:00:00Z")
    assert read(runner).reason == ""
    front = site.answer("/")
    site.pages["/"] = Answer("no", status=404)
    assert "404" in read(runner, 1).reason
    site.pages["/"] = Answer(f"{front.body}<!-- again -->")
    assert [read(runner, hours).reason for hours in (2, 3)] == ["", ""]


def test_a_link_that_was_left_alone_is_asked_again_although_its_list_is_as_it_was(
    site: Site, runner: Runner
) -> None:
    for number in range(6):
        site.publish(number)
    page = site.pages.pop("/news/story-number-5")
    assert read(runner).new == 5
    site.pages["/news/story-number-5"] = page
    assert read(runner, 1).unchanged
    assert read(runner, 25).new == 1
    assert read(runner, 26).unchanged


def test_usual_addresses_are_not_asked_for_of_a_site_that_fails(site: Site, runner: Runner) -> None:
    for number in range(12):
        site.publish(number)
    site.pages["/my.xml"] = _feed(site, range(12))
    front = site.answer("/").body
    link = '<link rel="alternate" type="application/rss+xml" href="/my.xml"></head>'
    site.pages["/"] = Answer(str(front).replace("</head>", link))
    assert read(runner).way == "feed"
    del site.pages["/my.xml"]
    site.pages["/robots.txt"] = Answer("", content_type="text/plain")
    site.pages["/"] = Answer("busy", status=503)
    site.otherwise = Answer("busy", status=503)
    site.pages["/my.xml"] = Answer("gone", status=404)
    site.asked.clear()
    assert "404" in read(runner, 1).reason
    assert set(site.asked) <= {"/my.xml", "/", "/robots.txt"}


@pytest.mark.parametrize("closed", [Answer("pay", status=403), WALL], ids=["403", "wall"])
def test_a_paper_of_which_a_part_is_for_subscribers_is_well_when_only_such_a_part_is_new(
    site: Site, runner: Runner, closed: Answer
) -> None:
    def publish(*numbers: int) -> None:
        for number in numbers:
            site.publish(number)
            if number % 5 in (0, 2):
                site.pages[f"/news/story-number-{number}"] = closed

    publish(*range(30))
    assert read(runner).reason == ""
    for hours, new in ((1, (30, 32)), (2, ()), (3, (35, 37)), (4, (40,)), (28, (42, 45))):
        publish(*new)
        assert read(runner, hours).reason == ""


def test_a_burst_just_before_the_visit_is_news(site: Site, runner: Runner) -> None:
    for number in range(12):
        at = NOON - timedelta(hours=12 - number)
        site.publish(number, date=at.isoformat())
    read(runner)
    for visit in (1, 2, 3):
        now = NOON + timedelta(hours=visit)
        for n in range(4):
            at = now - timedelta(minutes=5 - n, seconds=7 * n)
            site.publish(100 * visit + n, date=at.isoformat())
        assert read(runner, visit).new == 4


def test_a_section_behind_a_wall_is_not_replaced_by_the_feed_of_the_whole_site(
    tmp_path: Path, site: Site, parsers: Parsers
) -> None:
    file = configuration(tmp_path, [site])
    file.write_text(file.read_text().replace(f"{site.url}/", f"{site.url}/harbour/"))
    runner = Runner(tmp_path, file, parsers)
    for number in range(3):
        site.publish(number)
    site.pages["/harbour/"] = site.answer("/")
    assert read(runner).new == 3
    site.listed.pop()
    site.pages["/harbour/"] = site.answer("/")
    assert read(runner, 1).reason == ""
    site.pages["/harbour/"] = WALL
    for number in range(50, 62):
        site.publish(number)
    site.pages["/feed/"] = _feed(site, range(50, 62))
    outcome = read(runner, 2)
    assert (outcome.way, outcome.new) == ("listing", 0)
    with Store(runner.settings.store_url) as store:
        assert len(store.articles.of_source("site0", most=100)) == 3


def test_the_first_page_that_failed_is_kept_although_the_site_was_down_before(
    site: Site, runner: Runner
) -> None:
    for number in range(6):
        site.publish(number)
    read(runner)
    for hours, answer in enumerate((Answer("no", status=403), Answer("<p>one"), Answer("<p>two"))):
        site.pages["/"] = answer
        assert read(runner, 1 + hours).reason
    with Store(runner.settings.store_url) as store:
        page = store.snapshots.get("site0", "failing")
    assert page is not None
    assert page.body == b"<p>one"


def test_a_feed_whose_address_leads_to_the_front_page_is_no_list_of_another_kind(
    tmp_path: Path, site: Site, parsers: Parsers
) -> None:
    file = configuration(tmp_path, [site])
    file.write_text(file.read_text().replace(f"{site.url}/", f"{site.url}/harbour/feed"))
    runner = Runner(tmp_path, file, parsers)
    for number in range(12):
        site.publish(number)
    site.pages["/harbour/feed"] = _feed(site, range(12))
    assert read(runner).new == 12
    site.listed.clear()
    for number in range(50, 62):
        site.publish(number)
    site.pages["/harbour/feed"] = Answer("", status=302, headers={"Location": "/"})
    outcome = read(runner, 1)
    assert (outcome.reason, outcome.new) == (f"{site.url}/harbour/feed: is no feed any more", 0)
    for number in range(12):
        site.publish(number)
    outcome = read(runner, 2)
    assert (outcome.reason, outcome.way, outcome.known) == ("", "listing", 12)
    assert "is no feed any more; read by listing now" in outcome.way_note


def test_links_through_a_counter_are_known_again(site: Site, runner: Runner) -> None:
    for number in range(24):
        site.publish(number)
        there = {"Location": f"/news/story-number-{number}"}
        site.pages[f"/r/{number}-abc"] = Answer("", status=302, headers=there)
    rows = [(f"/r/{path.rpartition('-')[2]}-abc", title) for path, title in site.listed]
    site.listed[:] = rows
    assert read(runner).new == 24
    site.listed[:] = rows[:5]
    assert read(runner, 1).reason == ""
