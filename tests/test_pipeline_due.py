"""Which sources are due: by the store's due times, and by what changed since."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.model import Outcome, Source
from digest.pipeline import due_sources
from digest.store import Store

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAILY = Source(name="one", url="https://example.org/", every=24 * HOUR)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store whose one source was read at noon and is due within a day."""
    with Store(f"sqlite:///{tmp_path / 'digest.db'}") as store:
        store.sources.sync([DAILY], now=NOW)
        store.sources.succeeded(Outcome(source="one"), now=NOW, due_at=NOW + 22 * HOUR)
        yield store


def is_due(store: Store, source: Source, *, now: datetime) -> bool:
    return bool(due_sources(store, [source], now=now, zone="Africa/Tripoli"))


def test_a_source_is_due_at_its_time_in_the_store(store: Store) -> None:
    assert not is_due(store, DAILY, now=NOW + 21.9 * HOUR)
    assert is_due(store, DAILY, now=NOW + 22 * HOUR)
    assert not is_due(store, replace(DAILY, enabled=False), now=NOW + 22 * HOUR)


def test_a_shortened_interval_counts_at_once(store: Store) -> None:
    hourly = replace(DAILY, every=HOUR)
    assert not is_due(store, hourly, now=NOW + 0.94 * HOUR)
    assert is_due(store, hourly, now=NOW + 0.96 * HOUR)


def test_an_expression_in_place_of_an_interval_counts_at_once(store: Store) -> None:
    at_four = replace(DAILY, cron="0 16 * * *")  # 14:00 UTC
    assert not is_due(store, at_four, now=NOW + 2 * HOUR)
    assert is_due(store, at_four, now=NOW + 2.01 * HOUR)


def test_a_server_that_wants_rest_is_not_due_by_a_shortened_interval(store: Store) -> None:
    store.sources.hold("one", until=NOW + 25 * HOUR)
    assert not is_due(store, replace(DAILY, every=HOUR), now=NOW + 2 * HOUR)


def test_a_source_read_in_the_future_is_due_when_the_clock_is_set_back(store: Store) -> None:
    assert is_due(store, DAILY, now=NOW - 1000 * HOUR)


def test_a_source_that_stays_fresh_is_not_due_by_a_shortened_interval(store: Store) -> None:
    store.sources.succeeded(
        Outcome(source="one"), now=NOW, due_at=NOW + 22 * HOUR, fresh_until=NOW + 5 * HOUR
    )
    hourly = replace(DAILY, every=HOUR)
    assert not is_due(store, hourly, now=NOW + 4.9 * HOUR)
    assert is_due(store, hourly, now=NOW + 5 * HOUR)
    assert is_due(store, replace(hourly, every_max=2 * HOUR), now=NOW + 2 * HOUR)


def test_a_source_that_failed_since_is_fresh_no_more(store: Store) -> None:
    fresh_until = NOW + 9 * HOUR
    store.sources.succeeded(
        Outcome(source="one"), now=NOW, due_at=fresh_until, fresh_until=fresh_until
    )
    store.sources.failed(Outcome(source="one", reason="x"), now=NOW, due_at=NOW + 22 * HOUR)
    assert is_due(store, replace(DAILY, every=HOUR), now=NOW + 2 * HOUR)


def test_an_interval_that_follows_the_news_counts_as_it_came_to_be(store: Store) -> None:
    auto = replace(DAILY, every=HOUR, auto=True)
    store.sources.succeeded(
        Outcome(source="one"), now=NOW, due_at=NOW + 22 * HOUR, interval_s=4 * 3600
    )
    assert not is_due(store, auto, now=NOW + 3.7 * HOUR)
    assert is_due(store, auto, now=NOW + 3.9 * HOUR)
    assert is_due(store, replace(auto, every_max=HOUR), now=NOW + HOUR)
