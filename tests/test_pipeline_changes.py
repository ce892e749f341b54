"""An edition tells once that a source is read another way, and a silence for a week."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import edition_program
import pytest
from edition_program import SOURCES
from stored import url_of

from digest.model import Outcome, Source
from digest.store import Store

NOON = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NOTE = "feed: 404 Not Found; by listing now"
TOLD = f"- The Post: {NOTE}\n"


class Program(edition_program.Program):
    """It also reads, without bringing an article."""

    def read(self, name: str, at: datetime, note: str = "") -> None:
        outcome = Outcome(source=name, way="listing", way_url="x", way_note=note)
        self.store.sources.succeeded(outcome, now=at, due_at=at)

    def wait(self, name: str, at: datetime, *, since: datetime | None) -> None:
        """Read a source that brought nothing since then; None for one that brought news."""
        words = f"nothing new for {(at - since).days} days" if since else ""
        outcome = Outcome(source=name, way="listing", silence=words, silent_since=since)
        self.store.sources.succeeded(outcome, now=at, due_at=at)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    with Store(url_of(tmp_path / "digest.db")) as store:
        store.sources.sync(SOURCES, now=NOON)
        yield Program(tmp_path / "output", store)


def test_a_change_is_in_the_edition_that_was_open_and_in_no_other(program: Program) -> None:
    program.read("times", NOON)
    program.read("post", NOON, NOTE)
    program.publish(NOON)
    assert program.text("2026-11-20").endswith(f"\n## Read another way\n\n{TOLD}")
    program.read("post", NOON + HOUR)
    assert program.publish(NOON + HOUR) == ()
    program.publish(NOON + DAY)
    program.publish(NOON + 2 * DAY)
    assert TOLD in program.text("2026-11-20")
    assert "another way" not in program.text("2026-11-21") + program.text("2026-11-22")


def test_a_change_after_the_delivery_is_in_the_next_edition(program: Program) -> None:
    program.publish(NOON)
    program.deliver(NOON)
    closed = program.text("2026-11-20")
    program.read("post", NOON + HOUR, NOTE)
    assert program.publish(NOON + HOUR) == ()
    program.deliver(NOON + DAY)
    program.deliver(NOON + 2 * DAY)
    assert program.text("2026-11-20") == closed
    assert TOLD in program.text("2026-11-21")
    assert "another way" not in program.text("2026-11-22")


def test_a_change_at_the_moment_of_delivery_is_told_once(program: Program) -> None:
    program.read("post", NOON, NOTE)
    program.deliver(NOON)
    program.publish(NOON + DAY)
    assert TOLD in program.text("2026-11-20")
    assert "another way" not in program.text("2026-11-21")


def test_a_change_after_midnight_is_not_in_an_edition_that_is_closed_late(program: Program) -> None:
    """The edition of the 20th ends at midnight in Tripoli, which is 22:00 UTC."""
    program.publish(NOON)
    program.read("post", datetime(2026, 11, 20, 22, 30, tzinfo=UTC), NOTE)
    program.publish(datetime(2026, 11, 20, 23, 0, tzinfo=UTC))
    assert "another way" not in program.text("2026-11-20")
    assert TOLD in program.text("2026-11-21")


def test_changes_are_those_of_enabled_sources_within_the_span(program: Program) -> None:
    program.read("post", NOON, NOTE)
    known, (post, times) = program.store.sources, SOURCES
    (change,) = known.changes(SOURCES, after=NOON - HOUR, before=NOON)
    assert (change.source, change.title, change.at, change.note) == ("post", "The Post", NOON, NOTE)
    assert known.changes(SOURCES, after=None, before=None) == (change,)
    assert known.changes(SOURCES, after=NOON, before=None) == ()
    assert known.changes(SOURCES, after=None, before=NOON - HOUR) == ()
    assert known.changes([times], after=None, before=None) == ()
    disabled = Source(name=post.name, url=post.url, enabled=False)
    assert known.changes([disabled], after=None, before=None) == ()


def test_a_silence_is_told_for_a_week_after_it_was_noticed_and_in_the_same_words(
    program: Program,
) -> None:
    """It has lasted for two weeks and more when it is noticed."""
    since, line = NOON - 20 * DAY, "- The Post, since 31 October 12:00: nothing new for 20 days\n"
    program.wait("post", NOON, since=since)
    program.publish(NOON)
    assert line in program.text("2026-11-20")
    program.wait("post", NOON + DAY, since=since)
    assert program.store.sources.states()["post"].silence_noticed_at == NOON
    program.publish(NOON + 6 * DAY)
    assert line in program.text("2026-11-26")
    program.publish(NOON + 7 * DAY)
    assert "- 1 source broken for a week or more" in program.text("2026-11-27")
    program.wait("post", NOON + 7 * DAY, since=None)
    program.publish(NOON + 7 * DAY)
    assert "trouble" not in program.text("2026-11-27")
    program.wait("post", NOON + 30 * DAY, since=NOON + 7 * DAY)
    (trouble,) = program.store.sources.trouble(SOURCES)
    assert (trouble.since, trouble.noticed) == (NOON + 7 * DAY, NOON + 30 * DAY)
    assert trouble.reason == "nothing new for 23 days"
