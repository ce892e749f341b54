"""A source keeps its way while it works, and takes another only when it is gone or empty."""

from datetime import timedelta

import pytest
from runner import NOON, Runner
from site_server import Answer, Site, article

from digest.model import Outcome
from digest.store import SourceState, Store


def rss(site: Site, numbers: range) -> Answer:
    items = "".join(
        f"<item><title>A long enough headline about story number {n}</title>"
        f"<link>{site.url}/news/story-number-{n}</link>"
        f"<pubDate>Fri, 20 Nov 2026 {n % 10:02}:00:00 GMT</pubDate></item>"
        for n in numbers
    )
    return Answer(f"<rss version='2.0'><channel>{items}</channel></rss>", content_type="text/xml")


def advertise(site: Site, *paths: str) -> None:
    """Put feeds into the head of the front page as it is now."""
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{p}">' for p in paths)
    site.pages.pop("/", None)
    page = site.answer("/").body
    assert isinstance(page, str)
    site.pages["/"] = Answer(page.replace("</head>", f"{links}</head>"))


def read(runner: Runner, hours: float = 0) -> Outcome:
    (outcome,) = runner.run(at=NOON + timedelta(hours=hours)).outcomes
    return outcome


def state(runner: Runner) -> SourceState:
    with Store(runner.settings.store_url) as store:
        return store.sources.states()["site0"]


@pytest.fixture
def with_feed(site: Site, runner: Runner) -> Runner:
    for number in range(12):
        site.publish(number)
    site.pages["/rss.xml"] = rss(site, range(12))
    advertise(site, "/rss.xml")
    assert read(runner).way == "feed"
    return runner


def test_a_feed_that_is_gone_is_replaced_by_the_page_and_the_change_is_told(
    site: Site, with_feed: Runner
) -> None:
    site.pages["/rss.xml"] = Answer("gone", status=410)
    outcome = read(with_feed, 1)
    assert (outcome.reason, outcome.way, outcome.known) == ("", "listing", 12)
    said = f"feed {site.url}/rss.xml: 410 Gone; read by listing now"
    assert outcome.way_note == said
    assert (state(with_feed).way_note, state(with_feed).way_changed_at) == (
        said,
        NOON + timedelta(hours=1),
    )
    assert read(with_feed, 2).way_note == ""
    assert state(with_feed).way_note == said


def test_a_feed_that_is_empty_is_replaced_too(site: Site, with_feed: Runner) -> None:
    site.pages["/rss.xml"] = rss(site, range(0))
    assert read(with_feed, 1).way_note == (
        f"feed {site.url}/rss.xml: the list had 12 items, now none; read by listing now"
    )


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_feed_that_fails_is_waited_for(site: Site, with_feed: Runner, status: int) -> None:
    site.pages["/rss.xml"] = Answer("no", status=status, headers={"Retry-After": "0"})
    assert str(status) in read(with_feed, 1).reason
    assert state(with_feed).way == "feed"
    site.pages["/rss.xml"] = rss(site, range(12))
    assert read(with_feed, 30).reason == ""


def test_a_robots_txt_that_fails_changes_no_way(site: Site, with_feed: Runner) -> None:
    site.pages["/robots.txt"] = Answer("no", status=503)
    assert read(with_feed, 2 * 24).reason == ""  # the copy of two days before counts
    assert "robots.txt" in read(with_feed, 31 * 24).reason
    assert state(with_feed).way == "feed"


def test_a_feed_that_shows_something_else_is_no_way_out(site: Site, runner: Runner) -> None:
    """The page is a shell now, and the usual address of a feed has an old one, of other things."""
    for number in range(6):
        site.publish(number)
    read(runner)
    site.pages["/"] = Answer("<!doctype html><div id='root'></div><script src='/a.js'></script>")
    site.pages["/feed/"] = rss(site, range(500, 520))
    assert "the list had 6 items, now none" in read(runner, 1).reason
    assert state(runner).way == "listing"


def test_a_page_that_became_a_shell_is_replaced_by_the_usual_feed_of_the_same_articles(
    site: Site, runner: Runner
) -> None:
    for number in range(6):
        site.publish(number)
    read(runner)
    site.pages["/"] = Answer("<!doctype html><div id='root'></div><script src='/a.js'></script>")
    site.pages["/feed/"] = rss(site, range(6))
    outcome = read(runner, 1)
    assert (outcome.reason, outcome.way, outcome.known) == ("", "feed", 6)
    assert outcome.way_note.endswith(f"; read by feed {site.url}/feed/ now")


def test_a_feed_that_was_down_at_first_is_chosen_when_it_is_up(site: Site, runner: Runner) -> None:
    for number in range(12):
        site.publish(number)
    site.pages["/rss.xml"] = Answer("busy", status=503)
    advertise(site, "/rss.xml")
    assert (read(runner).way, state(runner).unsure) == ("listing", True)
    site.pages["/rss.xml"] = rss(site, range(12))
    assert (read(runner, 1).way, state(runner).unsure) == ("feed", False)


def test_a_feed_that_stays_down_is_asked_for_at_three_readings_only(
    site: Site, runner: Runner
) -> None:
    for number in range(12):
        site.publish(number)
    site.pages["/rss.xml"] = Answer("no", status=500)
    advertise(site, "/rss.xml")
    for hours in range(5):
        assert read(runner, hours).way == "listing"
    asked = site.asked.count("/rss.xml")
    read(runner, 6)
    assert site.asked.count("/rss.xml") == asked


def test_a_new_source_without_any_list_is_followed_by_the_usual_feed_of_its_site(
    site: Site, runner: Runner
) -> None:
    for number in range(4):
        site.publish(number)
    site.pages["/"] = Answer("<!doctype html><div id='root'></div><script src='/a.js'></script>")
    site.pages["/feed/"] = rss(site, range(4))
    outcome = read(runner)
    assert (outcome.way, outcome.new) == ("feed", 4)


def test_a_text_that_a_feed_gives_is_kept_although_its_page_is_a_wall(
    site: Site, runner: Runner
) -> None:
    site.publish(1)
    text = "The council of the harbour met and said so in public. " * 20
    whole = f"<description><![CDATA[<p>{text}</p>]]></description></item>"
    feed = str(rss(site, range(1, 2)).body).replace("</item>", whole)
    site.pages["/"] = Answer(feed, content_type="text/xml")
    wall = "<title>Just a moment...</title><h1>Checking your browser before you go on</h1>"
    site.pages["/news/story-number-1"] = Answer(f"<!doctype html><html><body>{wall}")
    assert (read(runner).new, read(runner, 1).reason) == (1, "")
    with Store(runner.settings.store_url) as store:
        (one,) = store.articles.of_source("site0", most=9)
    assert one.article.text.startswith("The council of the harbour met")
    assert "bot wall" in one.article.partial


def test_the_last_good_page_and_the_first_failing_one_are_kept(site: Site, runner: Runner) -> None:
    for number in range(6):
        site.publish(number)
    read(runner)
    good = site.answer("/").body
    for body in ("<!doctype html><p>first", "<!doctype html><p>second"):
        site.pages["/"] = Answer(body)
        read(runner, 1)
    with Store(runner.settings.store_url) as store:
        kept = [store.snapshots.get("site0", kind) for kind in ("good", "failing")]
    assert [page and page.body.decode() for page in kept] == [good, "<!doctype html><p>first"]
    del site.pages["/"]
    read(runner, 30)
    with Store(runner.settings.store_url) as store:
        assert store.snapshots.get("site0", "failing") is None


def test_a_site_that_changed_for_good_is_judged_by_its_new_habit_once_that_is_accepted(
    site: Site, runner: Runner
) -> None:
    for number in range(8):
        site.publish(number)
    read(runner)

    def flashes(numbers: range) -> None:
        for number in numbers:
            url = site.publish(number)
            text = (
                f"<p>Number {number} of the short notes that are all it has from now on.</p>"
                f"<p>The council said so on the {number}th day, and that is all of it.</p>"
            )
            page = article(f"A long enough headline about story number {number}", body=text)
            site.pages[url.removeprefix(site.url)] = Answer(page)

    flashes(range(20, 24))
    for hours in (1, 2):
        assert "4 new texts have at most" in read(runner, hours).reason
    assert state(runner).in_trouble
    with Store(runner.settings.store_url) as store:
        store.sources.accept("site0", now=runner.now)
    assert not state(runner).in_trouble
    outcome = read(runner, 3)
    assert (outcome.reason, outcome.new) == ("", 4)
    flashes(range(24, 28))
    assert read(runner, 4).new == 4
    with Store(runner.settings.store_url) as store:
        habit = store.habits.of("site0")
    assert (habit.counts, len(habit.lengths), len(habit.shown)) == ((12, 16), 8, 16)


def test_pages_without_a_text_are_told_where_articles_had_one(site: Site, runner: Runner) -> None:
    for number in range(8):
        site.publish(number)
    read(runner)
    for number in range(20, 23):
        url = site.publish(number)
        page = article(f"A long enough headline about story number {number}", body="<p>Log in.</p>")
        site.pages[url.removeprefix(site.url)] = Answer(page)
    for hours in (1, 2.1):
        assert f"no text of 3 articles; {site.url}/news/" in read(runner, hours).reason
    assert state(runner).in_trouble
    for number in range(20, 23):
        site.listed.pop(0)
        site.publish(number)
    assert read(runner, 30).reason == ""


def test_a_source_that_fell_silent_is_in_trouble_until_it_brings_news(
    site: Site, runner: Runner
) -> None:
    for number in range(6):
        site.publish(number)
        read(runner, 24 * number)
    assert runner.run(at=NOON + timedelta(days=18)).trouble == ()
    (trouble,) = runner.run(at=NOON + timedelta(days=40)).trouble
    assert trouble.reason == "nothing new for 35 days; its longest pause before was 24 hours"
    assert trouble.since == NOON + timedelta(days=5)
    site.publish(7)
    assert runner.run(at=NOON + timedelta(days=41)).trouble == ()
