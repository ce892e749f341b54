"""When a source is read next, an article again, and when a local day ends."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.due import (
    AGAIN,
    LONGEST_BACK_OFF,
    PARTIAL_AGAIN,
    end_of,
    is_old,
    local_day,
    next_reading,
    next_rereading,
    rereading_steps,
)
from digest.model import Published, Source

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MOMENTS = st.integers(0, 10 * 366 * 86_400).map(
    lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(
    every=st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=60)),
    failures=st.integers(0, 10_000),
    chance=st.floats(0, 1),
)
def test_a_source_is_due_shortly_before_its_interval_is_over(
    every: timedelta, failures: int, chance: float
) -> None:
    source = Source(name="one", url="https://example.org/", every=every)
    at = next_reading(source, now=NOW, zone="UTC", chance=chance, failures=failures)
    assert NOW + 0.84 * every <= at
    assert at <= NOW + max(every, LONGEST_BACK_OFF)
    if not failures:
        assert at <= NOW + 0.96 * every


def test_each_failure_doubles_the_interval_up_to_a_day() -> None:
    source = Source(name="one", url="https://example.org/", every=timedelta(hours=1))
    hours = [
        (next_reading(source, now=NOW, zone="UTC", chance=0, failures=n) - NOW) / timedelta(hours=1)
        for n in range(7)
    ]
    assert hours == [n - 0.15 for n in (1, 2, 4, 8, 16, 24, 24)]


def test_a_source_read_once_a_week_is_not_asked_more_often_when_it_fails() -> None:
    source = Source(name="one", url="https://example.org/", every=timedelta(days=7))
    at = next_reading(source, now=NOW, zone="UTC", chance=0, failures=3)
    assert at == NOW + 0.85 * timedelta(days=7)


def test_a_cron_expression_is_read_in_local_time() -> None:
    source = Source(name="one", url="https://example.org/", cron="0 6 * * mon-fri")
    friday_noon = datetime(2026, 3, 27, 11, 0, tzinfo=UTC)
    at = next_reading(source, now=friday_noon, zone="Europe/Berlin", chance=0, failures=9)
    # The clock is set forward on the Sunday between: six o'clock is 04:00 UTC then.
    assert at == datetime(2026, 3, 30, 4, 0, tzinfo=UTC)


@given(st.floats(0, 1))
def test_a_cron_expression_moves_by_half_a_minute_at_the_most(chance: float) -> None:
    source = Source(name="one", url="https://example.org/", cron="*/5 * * * *")
    at = next_reading(source, now=NOW, zone="UTC", chance=chance, failures=0)
    assert timedelta(minutes=5) <= at - NOW <= timedelta(minutes=5, seconds=30)


def test_a_partial_article_is_asked_again_after_1_6_and_24_hours() -> None:
    now, seen = NOW, []
    while (at := next_rereading(NOW, PARTIAL_AGAIN, now=now)) is not None:
        seen.append((at - NOW) / timedelta(hours=1))
        now = at
    assert seen == [1, 6, 24]


def test_the_first_instant_to_come_is_taken_whatever_the_order() -> None:
    steps = (timedelta(hours=24), timedelta(hours=1))
    assert next_rereading(NOW, steps, now=NOW) == NOW + timedelta(hours=1)
    assert next_rereading(NOW, steps, now=NOW + timedelta(hours=3)) == NOW + DAY
    assert next_rereading(NOW, (), now=NOW) is None


def test_an_article_is_old_when_it_was_published_more_than_a_day_before() -> None:
    assert not is_old(None, now=NOW)
    assert not is_old(Published(at=NOW - DAY, provenance="meta"), now=NOW)
    assert is_old(Published(at=NOW - DAY - timedelta(seconds=1), provenance="meta"), now=NOW)
    assert not is_old(Published(at=NOW + DAY, provenance="meta"), now=NOW)


def test_a_day_without_a_time_counts_as_its_end() -> None:
    day = datetime(2026, 3, 9, tzinfo=UTC)
    assert not is_old(Published(at=day, provenance="meta", day_only=True), now=NOW)
    assert is_old(Published(at=day - DAY, provenance="meta", day_only=True), now=NOW)


def test_the_local_day_is_that_of_the_zone() -> None:
    late = datetime(2026, 3, 10, 23, 0, tzinfo=UTC)
    assert local_day(late, "Africa/Tripoli") == date(2026, 3, 11)
    assert local_day(late, "America/New_York") == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)],
)
def test_a_local_day_may_have_23_or_25_hours(day: date, hours: int) -> None:
    begins, ends = (end_of(one, "Europe/Berlin") for one in (day - DAY, day))
    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=hours)


@given(
    MOMENTS,
    st.sampled_from(sorted(available_timezones())),
)
def test_a_moment_is_before_the_end_of_its_day_and_not_before_the_end_of_the_last(
    moment: datetime, zone: str
) -> None:
    day = local_day(moment, zone)
    assert moment.timestamp() < end_of(day, zone).timestamp()
    assert moment.timestamp() >= end_of(day - DAY, zone).timestamp()


@pytest.mark.parametrize(
    ("seen", "since", "steps"),
    [
        (50, 2, ()),
        (49, 2, AGAIN),
        (50, 0.5, AGAIN),
        (50, None, AGAIN),
    ],
)
def test_articles_of_a_busy_source_are_not_fetched_again(
    seen: int, since: float | None, steps: tuple[timedelta, ...]
) -> None:
    source = Source(name="a", url="https://a.example/")
    moments = [NOW - n * timedelta(minutes=20) for n in range(seen)]
    begun = None if since is None else NOW - since * timedelta(days=1)
    assert rereading_steps(source, moments, since=begun, now=NOW) == steps
    slow = [NOW - n * timedelta(hours=1) for n in range(seen)]
    assert rereading_steps(source, slow, since=begun, now=NOW) == AGAIN
    asked = replace(source, reread=(timedelta(hours=3),))
    assert rereading_steps(asked, moments, since=begun, now=NOW) == asked.reread
