"""Editions: each article in one of a series, closed once, and what is sent queued with that."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from edition_program import ME, SERIES, SOURCES, Program, program_in
from stored import BODY, article, keep

from digest.errors import OutputError
from digest.model import Outcome, Subject
from digest.pipeline import is_due

SEVEN = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
"""In Tripoli."""
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    with program_in(tmp_path) as one:
        yield one


def test_a_delivered_edition_is_closed_and_queued_once(program: Program) -> None:
    program.store_article("a", SEVEN - HOUR)
    program.deliver(SEVEN)
    program.store_article("b", SEVEN + HOUR)
    program.deliver(SEVEN + HOUR)
    program.publish(SEVEN + HOUR)
    [parcel] = program.parcels()
    assert (parcel.recipient, parcel.day.isoformat(), parcel.state) == (ME, "2026-11-20", "waiting")
    assert "/a)" in program.text("2026-11-20")
    assert "/b)" not in program.text("2026-11-20")
    program.deliver(SEVEN + DAY)
    assert "/b)" in program.text("2026-11-21")
    assert "/a)" not in program.text("2026-11-21")
    assert len(program.parcels()) == 2


def test_without_anybody_to_send_to_an_edition_closes_at_the_end_of_its_day(
    program: Program,
) -> None:
    program.change(recipients=())
    program.store_article("a", SEVEN - HOUR)
    program.deliver(SEVEN)
    program.store_article("b", SEVEN + HOUR)
    program.publish(SEVEN + HOUR)
    assert "/b)" in program.text("2026-11-20")
    program.store_article("c", SEVEN + DAY)
    program.publish(SEVEN + DAY)
    assert "/c)" not in program.text("2026-11-20")
    assert "/c)" in program.text("2026-11-21")
    assert program.parcels() == ()


def test_what_nobody_delivered_in_time_is_queued_when_its_day_is_over(program: Program) -> None:
    program.store_article("a", SEVEN - HOUR)
    program.publish(SEVEN - HOUR)
    program.publish(SEVEN + 3 * DAY)
    [parcel] = program.parcels()
    assert parcel.day.isoformat() == "2026-11-20"


def test_a_file_that_could_not_be_written_is_written_by_the_next_run(program: Program) -> None:
    program.store_article("a", SEVEN - HOUR)
    program.folder.write_text("a file in the way")
    with pytest.raises(OutputError):
        program.deliver(SEVEN)
    program.folder.unlink()
    assert len(program.parcels()) == 1
    program.store_article("b", SEVEN + HOUR)
    program.publish(SEVEN + HOUR)
    assert "/a)" in program.text("2026-11-20")
    assert "/b)" not in program.text("2026-11-20")


def test_one_edition_that_cannot_be_written_keeps_no_other_back(tmp_path: Path) -> None:
    series = [replace(SERIES, name=name, title=name) for name in ("a", "b", "c")]
    with program_in(tmp_path, *series) as program:
        (program.folder / "digest").mkdir(parents=True)
        (program.folder / "digest" / "a").write_text("a file in the way")
        (program.folder / "digest" / "c").write_text("another")
        program.store_article("a", SEVEN - HOUR)
        with pytest.raises(OutputError, match="digest/a"):
            program.publish(SEVEN - HOUR)
        assert program.days(folder="digest/b") == ["2026-11-20"]
        with pytest.raises(OutputError, match="digest/a"):
            program.deliver(SEVEN)
        assert [one.series for one in program.parcels()] == ["a", "b", "c"]


def test_who_was_not_sent_the_edition_of_today_gets_it_at_its_time(program: Program) -> None:
    """A person sent it to somebody else before, which closed it."""
    program.store_article("a", SEVEN - HOUR)
    program.change(recipients=("boss@example.org",))
    program.deliver(SEVEN - HOUR)
    program.change(recipients=(ME, "you@example.org"))
    program.store_article("b", SEVEN)
    program.tick(SEVEN - timedelta(minutes=1))
    assert len(program.parcels()) == 1
    program.tick(SEVEN)
    program.tick(SEVEN + HOUR)
    recipients = [one.recipient for one in program.parcels()]
    assert recipients == ["boss@example.org", ME, "you@example.org"]
    assert "/b)" not in program.text("2026-11-20")
    program.tick(SEVEN + DAY)
    assert len(program.parcels()) == 5


def test_a_closed_edition_without_news_is_owed_to_nobody(program: Program) -> None:
    program.deliver(SEVEN)
    assert not is_due(program.store, SERIES, now=SEVEN + HOUR)
    program.change(empty="note")
    program.tick(SEVEN + HOUR)
    assert len(program.parcels()) == 1


def test_a_closed_edition_never_changes_whoever_wrote_into_its_file(program: Program) -> None:
    program.store_article("a", SEVEN - HOUR)
    program.deliver(SEVEN)
    was = program.text("2026-11-20")
    (program.folder / "digest/2026-11-20.md").write_text("something else")
    program.publish(SEVEN + HOUR)
    assert program.text("2026-11-20") == was


def test_an_edition_without_news_is_not_sent_unless_a_note_is_asked_for(program: Program) -> None:
    read = Outcome(source="post", way="feed", way_url="x")
    program.store.sources.sync(SOURCES, now=SEVEN)
    program.store.sources.succeeded(read, now=SEVEN, due_at=SEVEN)
    program.deliver(SEVEN)
    assert program.parcels() == ()
    assert program.days() == ["2026-11-20"]
    program.change(empty="note")
    program.store.sources.succeeded(read, now=SEVEN + DAY, due_at=SEVEN)
    program.deliver(SEVEN + DAY)
    [parcel] = program.parcels()
    assert parcel.day.isoformat() == "2026-11-21"


def test_a_day_on_which_nothing_could_be_read_is_told_in_any_case(program: Program) -> None:
    program.store.sources.sync(SOURCES, now=SEVEN)
    read = Outcome(source="post", way="feed", way_url="x")
    program.store.sources.succeeded(read, now=SEVEN, due_at=SEVEN)
    program.store_article("a", SEVEN)
    program.deliver(SEVEN)
    program.store.sources.failed(
        Outcome(source="post", reason="503"), now=SEVEN + DAY, due_at=SEVEN
    )
    program.deliver(SEVEN + DAY)
    assert len(program.parcels()) == 2


def test_each_series_is_of_its_own_sources_subjects_and_languages(tmp_path: Path) -> None:
    series = {
        "post": {"sources": ("post",)},
        "sport": {"groups": ("Sport",)},
        "fish": {"subjects": (Subject(name="fish", words=("fish",)),)},
        "arabic": {"languages": ("ar",)},
    }
    made = [replace(SERIES, name=name, **keys) for name, keys in series.items()]
    with program_in(tmp_path, *made) as program:
        program.store_article("a", SEVEN, title="Of fish and men", language="en-GB")
        program.store_article("b", SEVEN, source="times", language="ar-LY")
        program.publish(SEVEN)
        held = {name: program.text("2026-11-20", folder=f"digest/{name}") for name in series}
    assert {name: ("/a)" in text, "/b)" in text) for name, text in held.items()} == {
        "post": (True, False),
        "sport": (False, True),
        "fish": (True, False),
        "arabic": (False, True),
    }


def test_a_copy_stands_for_a_leader_that_the_series_is_not_of(tmp_path: Path) -> None:
    sport = replace(SERIES, name="sport", sources=("times",))
    with program_in(tmp_path, SERIES, sport) as program:
        first = program.store_article("a", SEVEN - HOUR, title="T", text=BODY)
        copy = program.store_article("b", SEVEN, source="times", title="T", text=BODY)
        assert copy.copy_of == first.id
        program.deliver(SEVEN)
        assert program.text("2026-11-20", folder="digest/sport").count("/b)") == 1
        assert "/a)" not in program.text("2026-11-20").partition("\n")[0]
        program.store_article("c", SEVEN + HOUR, source="times", title="T", text=BODY)
        program.publish(SEVEN + DAY)
        assert "/c)" not in program.text("2026-11-21", folder="digest/sport")


def test_an_edition_of_some_weekdays_gathers_until_the_next_of_them(tmp_path: Path) -> None:
    """The 20th of November 2026 is a Friday."""
    with program_in(tmp_path, replace(SERIES, days=(0,))) as program:
        program.store_article("a", SEVEN)
        for days in range(7):
            program.tick(SEVEN + days * DAY)
            program.publish(SEVEN + days * DAY)
        assert program.days() == ["2026-11-23", "2026-11-30"]
        assert "/a)" in program.text("2026-11-23")
        assert [one.day.isoformat() for one in program.parcels()] == ["2026-11-23"]


def test_a_changed_article_is_told_once_in_a_later_edition(program: Program) -> None:
    one = program.store_article("a", SEVEN - HOUR, text=BODY)
    program.deliver(SEVEN)
    longer = f"{BODY} Eleven more boats with forty people in them sank in the night, he added."
    program.store_article("a", SEVEN + HOUR, text=longer, title="Another title by now")
    assert program.store.articles.get(one.id).revision == 2
    program.store_article("b", SEVEN + HOUR)
    program.deliver(SEVEN + DAY)
    assert "Another title by now" in program.text("2026-11-21")
    program.store_article("c", SEVEN + DAY)
    program.deliver(SEVEN + 2 * DAY)
    assert "Another title by now" not in program.text("2026-11-22")


def test_an_article_that_changes_before_its_edition_closes_is_told_once(program: Program) -> None:
    program.store_article("a", SEVEN - 2 * HOUR, text=BODY)
    longer = f"{BODY} Eleven more boats with forty people in them sank in the night, he added."
    program.store_article("a", SEVEN - HOUR, text=longer, title="Another title by now")
    program.deliver(SEVEN)
    assert program.text("2026-11-20").count("/a)") == 1
    program.store_article("b", SEVEN + HOUR)
    program.deliver(SEVEN + DAY)
    assert "/a)" not in program.text("2026-11-21")


def test_what_changed_silently_is_not_told(program: Program) -> None:
    program.store_article("a", SEVEN - HOUR, text=BODY)
    program.deliver(SEVEN)
    changed = article("a", title="Another title by now", text=f"{BODY} {BODY[:200]} It sank.")
    keep(program.store, changed, source="post", now=SEVEN + HOUR, silent=True)
    program.publish(SEVEN + DAY)
    assert "/a)" not in program.text("2026-11-21")


def test_a_clock_that_is_set_on_and_back_repeats_nothing_and_skips_nothing(
    program: Program,
) -> None:
    program.store_article("a", SEVEN - HOUR)
    program.tick(SEVEN)
    program.store_article("b", SEVEN + 400 * DAY)
    program.tick(SEVEN + 400 * DAY)
    program.store_article("c", SEVEN + HOUR)
    program.tick(SEVEN + HOUR)
    program.tick(SEVEN + DAY)
    program.store_article("d", SEVEN + DAY + HOUR)
    program.tick(SEVEN + 2 * DAY)
    assert program.days() == ["2026-11-20", "2026-11-21", "2026-11-22", "2027-12-25"]
    where = {name: [d for d in program.days() if f"/{name})" in program.text(d)] for name in "abcd"}
    assert where == {
        "a": ["2026-11-20"],
        "b": ["2027-12-25"],
        "c": ["2026-11-21"],
        "d": ["2026-11-22"],
    }


def test_an_open_edition_of_a_future_day_is_called_after_today_when_the_clock_is_set_right(
    program: Program,
) -> None:
    program.change(at=time(23))
    program.store_article("a", SEVEN + 400 * DAY)
    program.publish(SEVEN + 400 * DAY)
    program.tick(SEVEN + 16 * HOUR)
    [parcel] = program.parcels()
    assert parcel.day.isoformat() == "2026-11-20"
    assert program.days() == ["2026-11-20"]
