"""`digest start`: what is due is read, the edition comes at its time, and it stops cleanly."""

import asyncio
import logging
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from runner import NOON, Runner
from site_server import Site, configuration, mailed, serving, unreachable

from digest import config, pipeline
from digest.config import Config
from digest.errors import ConfigError
from digest.model import Outcome
from digest.parsing import Parsers
from digest.schedule import PATIENCE_S, Timetable
from digest.store import Store


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        for number in range(3):
            one.publish(number)
        yield one


def serve(
    runner: Runner,
    meanwhile: Callable[[Timetable, asyncio.Event], Awaitable[None]],
    *,
    reload: Callable[[], Config] | None = None,
    patience_s: float = PATIENCE_S,
) -> None:
    """Serve until `meanwhile` is over; it gets an event that is set by each outcome."""

    async def main() -> None:
        heard, stop = asyncio.Event(), asyncio.Event()

        def told(_: Outcome) -> None:
            heard.set()

        with Store(runner.settings.store_url) as store:
            async with (
                asyncio.timeout(30),
                pipeline.opened(runner.settings, store, clock=runner.clock) as tools,
            ):
                store.sources.sync(runner.settings.sources, now=runner.now)
                timetable = Timetable(
                    runner.settings,
                    runner.fixed(tools),
                    reload=reload or (lambda: runner.settings),
                    told=told,
                    patience_s=patience_s,
                )
                serving_ = asyncio.create_task(timetable.serve(stop))
                await meanwhile(timetable, heard)
                stop.set()
                await serving_

    asyncio.run(main())


async def first_round(timetable: Timetable, heard: asyncio.Event) -> None:
    await heard.wait()
    await timetable.round_over()


def test_what_is_due_is_read_at_once_and_only_then(site: Site, runner: Runner) -> None:
    runner.now = NOON - timedelta(hours=6)
    serve(runner, first_round)
    assert len(runner.titles()) == 3
    asked = len(site.asked)

    async def tick(timetable: Timetable, _: asyncio.Event) -> None:
        await timetable.tick()
        await timetable.round_over()

    serve(runner, tick)
    assert len(site.asked) == asked
    runner.now += timedelta(hours=2)
    serve(runner, first_round)
    assert len(site.asked) > asked


async def made_and_sent(timetable: Timetable, heard: asyncio.Event) -> None:
    await first_round(timetable, heard)
    await sent(timetable, heard)


async def sent(timetable: Timetable, _: asyncio.Event) -> None:
    await timetable.editions()
    await timetable.sent()


def mails(runner: Runner) -> list[str]:
    """What lies in the folder of mails, by its text."""
    return [file.read_text() for file in sorted((runner.folder / "mail").glob("*.eml"))]


@pytest.fixture
def mailing(runner: Runner) -> Runner:
    mailed(runner.file)
    runner.settings = config.load(runner.file)
    return runner


def test_an_edition_is_closed_and_delivered_at_its_time(site: Site, mailing: Runner) -> None:
    mailing.now = NOON - timedelta(hours=6)  # six in the morning

    async def until_seven(timetable: Timetable, heard: asyncio.Event) -> None:
        await made_and_sent(timetable, heard)
        assert mails(mailing) == []
        mailing.now += timedelta(hours=1)
        await timetable.editions()
        await timetable.sent()

    serve(mailing, until_seven)
    text = mailing.edition("2026-11-20")
    assert text.count("/news/") == 3
    assert len(mails(mailing)) == 1
    site.publish(9)
    mailing.run(at=NOON)
    serve(mailing, sent)
    assert mailing.edition("2026-11-20") == text
    assert len(mails(mailing)) == 1


def test_an_edition_that_a_stop_made_late_is_delivered_after_the_first_round(
    site: Site, mailing: Runner
) -> None:
    mailing.run(at=NOON - timedelta(days=1))
    site.publish(7)
    mailing.now = NOON
    serve(mailing, made_and_sent)
    with Store(mailing.settings.store_url) as store:
        newest = store.editions.last_closed("")
    assert newest
    assert (newest.day.isoformat(), newest.last) == ("2026-11-20", 4)
    assert mailing.edition("2026-11-20").count("/news/") == 1
    assert len(mails(mailing)) == 2  # that of the day before was never delivered


def test_what_was_not_read_of_late_is_read_before_an_edition(site: Site, mailing: Runner) -> None:
    mailing.now = NOON - timedelta(hours=6)
    every = 'name = "site0"\nevery = "5h"'
    mailing.file.write_text(mailing.file.read_text().replace('name = "site0"', every))
    mailing.settings = config.load(mailing.file)

    async def at_seven(timetable: Timetable, heard: asyncio.Event) -> None:
        await made_and_sent(timetable, heard)
        site.publish(7)
        mailing.now += timedelta(hours=1)
        await timetable.editions()
        await timetable.sent()

    serve(mailing, at_seven)
    assert mailing.edition("2026-11-20").count("/news/") == 4


def test_an_edition_names_what_it_did_not_wait_for(
    site: Site, mailing: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    mailing.run(at=NOON - timedelta(hours=8))
    mailing.now = NOON - timedelta(hours=4)

    async def impatient(timetable: Timetable, _: asyncio.Event) -> None:
        await timetable.editions()
        await timetable.sent()
        site.answering.set()

    site.answering.clear()
    with caplog.at_level(logging.WARNING, logger="digest"):
        serve(mailing, impatient, patience_s=0.2)
    assert "not waited for: site0" in [r.getMessage() for r in caplog.records]
    text = mailing.edition("2026-11-20")
    assert text.count("/news/") == 3
    assert "site0" in text.rpartition("\n## ")[2]
    assert len(mails(mailing)) == 1


def test_a_stop_leaves_no_reading_behind_that_an_edition_began(
    site: Site, mailing: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The round under way ends in time, and the edition begins another one that does not."""
    monkeypatch.setattr("digest.schedule.STOP_WITHIN_S", 2.0)
    ended = []

    async def stopped(timetable: Timetable, _: asyncio.Event) -> None:
        await timetable.tick()
        await timetable.editions()
        await asyncio.to_thread(site.first_request.wait, 20)
        site.answering.set()
        serving_ = next(one for one in asyncio.all_tasks() if "serve" in repr(one.get_coro()))
        serving_.add_done_callback(lambda _: ended.append(timetable.is_reading))

    with serving() as slow:
        slow.publish(1)
        source = f'[[source]]\nname = "slow"\nurl = "{slow.url}/"\nevery = "5h"\n'
        mailing.file.write_text(mailing.file.read_text() + source)
        mailing.run(at=NOON - timedelta(hours=7))
        mailing.now = NOON - timedelta(hours=4)
        for one in (site, slow):
            one.first_request.clear()
            one.answering.clear()
        serve(mailing, stopped)
        assert slow.first_request.is_set()
        slow.answering.set()
    assert ended == [False]


def test_a_wrong_edit_keeps_the_old_configuration_and_is_said_once(
    runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    def wrong() -> Config:
        raise ConfigError("config.toml:3: no")

    async def two_rounds(timetable: Timetable, heard: asyncio.Event) -> None:
        await first_round(timetable, heard)
        runner.now += timedelta(hours=3)
        await timetable.tick()
        await timetable.round_over()

    with caplog.at_level(logging.INFO, logger="digest"):
        serve(runner, two_rounds, reload=wrong)
    said = [r.getMessage() for r in caplog.records if "old configuration stays" in r.getMessage()]
    assert said == ["the old configuration stays: config.toml:3: no"]
    assert len(runner.titles()) == 3


def test_a_source_that_breaks_while_running_is_said_once_and_not_taken_for_removed(
    runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(timetable: Timetable, heard: asyncio.Event) -> None:
        await first_round(timetable, heard)
        text = runner.file.read_text()
        runner.file.write_text(text.replace('name = "site0"', 'name = "site0"\nevry = "1h"'))
        for _ in range(3):
            await timetable.tick()
            await timetable.round_over()
        with Store(runner.settings.store_url) as store:
            assert store.sources.states()["site0"].removed_at is None
        runner.file.write_text(text.partition("[[source]]")[0])
        await timetable.tick()
        await timetable.round_over()
        with Store(runner.settings.store_url) as store:
            assert store.sources.states()["site0"].removed_at

    with caplog.at_level(logging.INFO, logger="digest"):
        serve(runner, broken, reload=lambda: config.load(runner.file))
    said = [r.getMessage() for r in caplog.records if r.levelno == logging.ERROR]
    assert len(said) == 1
    assert '"evry"' in said[0]


def test_a_changed_address_is_read_at_the_next_tick(site: Site, runner: Runner) -> None:
    async def moved(timetable: Timetable, heard: asyncio.Event) -> None:
        await first_round(timetable, heard)
        with serving() as other:
            other.publish(9)
            runner.file.write_text(runner.file.read_text().replace(site.url, other.url))
            await timetable.tick()
            await timetable.round_over()

    serve(runner, moved, reload=lambda: config.load(runner.file))
    assert len(runner.titles()) == 4


def test_changed_keys_of_the_digest_count_from_the_next_tick(
    site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    runner = Runner(tmp_path, configuration(tmp_path, [site], first="day"), parsers)

    async def changed(timetable: Timetable, heard: asyncio.Event) -> None:
        await first_round(timetable, heard)
        with serving() as other:
            other.publish(9, date="2020-01-01")
            configuration(tmp_path, [site, other], first="all")
            await timetable.tick()
            await timetable.round_over()

    runner.now = NOON - timedelta(hours=6)
    serve(runner, changed, reload=lambda: config.load(runner.file))
    assert "story-number-9" in runner.edition("2026-11-20")


def test_what_sites_are_shown_counts_from_the_next_tick(
    site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    runner = Runner(tmp_path, configuration(tmp_path, [site]), parsers)
    asked: list[str] = []

    async def changed(timetable: Timetable, heard: asyncio.Event) -> None:
        await first_round(timetable, heard)
        with serving() as other:
            other.publish(9)
            access = '[source.access]\ncookies_env = "A_VARIABLE_THAT_IS_NOT_SET"\n'
            configuration(tmp_path, [site, other], more=access)
            await timetable.tick()
            await timetable.round_over()
            asked.extend(other.asked)

    serve(runner, changed, reload=lambda: config.load(runner.file))
    with Store(runner.settings.store_url) as store:
        assert "A_VARIABLE_THAT_IS_NOT_SET" in store.sources.states()["site1"].reason
    assert asked == []  # not even as a stranger


def test_a_folder_that_cannot_be_written_does_not_end_the_program(
    runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    (runner.folder / "output").write_text("a file in the way")

    async def both(timetable: Timetable, heard: asyncio.Event) -> None:
        await made_and_sent(timetable, heard)
        (runner.folder / "output").unlink()
        runner.now += timedelta(hours=2)
        await timetable.tick()
        await timetable.round_over()

    with caplog.at_level(logging.INFO, logger="digest"):
        serve(runner, both)
    errors = [r.getMessage() for r in caplog.records if r.levelno == logging.ERROR]
    assert len(errors) == 2
    assert all("output" in message for message in errors)
    assert runner.edition("2026-11-20").count("/news/") == 3


def test_a_file_in_the_way_of_an_edition_keeps_no_letter_back(site: Site, mailing: Runner) -> None:
    site.publish(9)
    mailing.run()
    (mailing.folder / "output" / "digest" / "2026-11-21.md").mkdir(parents=True)
    mailing.now += timedelta(days=1)
    serve(mailing, sent)
    assert len(mails(mailing)) == 1  # that of the day before; there is no news since


def test_after_an_outage_of_ours_nothing_is_asked_for_two_minutes(
    tmp_path: Path, parsers: Parsers, caplog: pytest.LogCaptureFixture
) -> None:
    with unreachable(3) as lost:
        runner = Runner(tmp_path, configuration(tmp_path, lost), parsers)

        async def rounds(timetable: Timetable, _: asyncio.Event) -> None:
            for minutes in (0, 1, 2):
                runner.now += timedelta(minutes=minutes)
                await timetable.tick()
                await timetable.round_over()

        with caplog.at_level(logging.INFO, logger="digest"):
            serve(runner, rounds)
        assert sum("no connection to" in r.getMessage() for r in caplog.records) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_start_ends_well_on_a_signal_and_loses_nothing(
    number: int, site: Site, tmp_path: Path
) -> None:
    configuration(tmp_path, [site])
    command = [sys.executable, "-m", "digest", "start"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        assert site.first_request.wait(60)
        process.send_signal(number)
        _, said = process.communicate(timeout=10)
    assert process.returncode == 0, said
    assert "stopped" in said
    done = subprocess.run(
        [sys.executable, "-m", "digest", "run"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0
    with Store(config.load(tmp_path / "config.toml").store_url) as store:
        assert len(store.articles.everything(most=9)) == 3
