"""When a site is asked again follows what it says, what it brings, and how it fails."""

from datetime import timedelta
from pathlib import Path

from runner import NOON, Runner
from site_server import Answer, Site, configuration

from digest.model import Outcome, Rest
from digest.parsing import Parsers
from digest.store import SourceState, Store

HOUR = timedelta(hours=1)


def read(runner: Runner, hours: float = 0) -> Outcome:
    (outcome,) = runner.run(at=NOON + hours * HOUR).outcomes
    return outcome


def state(runner: Runner) -> SourceState:
    with Store(runner.settings.store_url) as store:
        return store.sources.states()["site0"]


def front_page(site: Site, **headers: str) -> None:
    """Let the front page say how long it stays as it is."""
    site.pages.pop("/", None)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    site.pages["/"] = Answer(site.answer("/").body, headers=named)


def test_a_list_is_not_due_while_its_server_says_that_it_does_not_change(
    site: Site, runner: Runner
) -> None:
    for number in range(3):
        site.publish(number)
    front_page(site, Cache_Control="max-age=18000")
    assert read(runner).new == 3
    assert state(runner).due_at == state(runner).fresh_until == NOON + 5 * HOUR
    front_page(site)
    assert read(runner, 5).unchanged
    assert state(runner).fresh_until is None
    assert state(runner).due_at == NOON + 5.9 * HOUR


def test_a_list_that_fails_is_due_by_its_failures(site: Site, runner: Runner) -> None:
    for number in range(3):
        site.publish(number)
    front_page(site, Cache_Control="max-age=18000")
    read(runner)
    site.pages["/"] = Answer("no", status=404, headers={"Cache-Control": "max-age=18000"})
    assert read(runner, 5).reason
    assert state(runner).due_at == NOON + 6.9 * HOUR


def test_an_interval_follows_the_news(site: Site, tmp_path: Path, parsers: Parsers) -> None:
    file = configuration(tmp_path, [site], more='every = "auto"')
    runner = Runner(tmp_path, file, parsers)
    site.publish(0)
    assert read(runner).new == 1
    assert state(runner).interval_s == 3600
    for day in range(1, 5):
        site.publish(day)
        assert read(runner, 24 * day).new == 1
    assert state(runner).interval_s == 6 * 3600
    due_at = state(runner).due_at
    assert due_at
    assert timedelta(hours=5.1) < due_at - runner.now < 6 * HOUR
    assert read(runner, 24 * 4 + 64).new == 0
    assert state(runner).interval_s == 8 * 3600


def test_a_host_that_wants_rest_is_left_alone_by_every_source_of_a_later_run(
    site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    """Also by one that is new: the host is remembered, not only who asked it."""
    runner = Runner(tmp_path, configuration(tmp_path, [site]), parsers)
    site.publish(0)
    front_page(site)
    site.pages["/"] = Answer("no", status=429, headers={"Retry-After": "7200"})
    assert "429" in read(runner).reason
    asked = len(site.asked)
    more = f'[[source]]\nname = "other"\nurl = "{site.url}/other"\n'
    runner.file.write_text(f"{runner.file.read_text()}{more}")
    first, other = runner.run(at=NOON + HOUR).outcomes
    assert first.held == "left alone until 2026-11-20 12:00 UTC"
    assert "429 Too Many Requests" in other.reason
    assert other.retry_after_s == 3600
    assert len(site.asked) == asked
    runner.run(at=NOON + 2 * HOUR)
    assert len(site.asked) > asked


def test_a_host_that_nobody_asks_any_more_is_forgotten_by_the_daily_housekeeping(
    runner: Runner,
) -> None:
    with Store(runner.settings.store_url) as store:
        rest = Rest(failures=1, until=NOON, status=500, reason="500 Internal Server Error")
        store.hosts.keep_rest("https://gone.example", rest)
    read(runner, 24 * 89)
    with Store(runner.settings.store_url) as store:
        assert store.hosts.rest("https://gone.example") == rest
    read(runner, 24 * 91)
    with Store(runner.settings.store_url) as store:
        assert store.hosts.rest("https://gone.example") == Rest()


def test_a_robots_txt_is_asked_for_once_a_day(site: Site, runner: Runner) -> None:
    site.publish(0)
    for hours in (0, 1, 23, 25):
        read(runner, hours)
    assert site.asked.count("/robots.txt") == 2
