"""A source that falls silent is told by its own rhythm, not by the calendar.

The list stands there as it stood, so nothing is broken to whoever looks at one reading
only; what is missing is the next article.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from press import LOOKS, Press
from runner import Runner
from site_server import Site, configuration, serving

from digest.model import Trouble
from digest.parsing import Parsers

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
FIVE_WEEKS = 35


@dataclass(slots=True)
class Watch:
    """A site that is read once a day, or more seldom."""

    press: Press
    runner: Runner
    day: int = 0
    number: int = 0

    def publish(self) -> None:
        self.number += 1
        at = START + timedelta(days=self.day, hours=-2, minutes=self.number % 60)
        self.press.publish(self.number, at, paragraphs=2)

    def stock(self, articles: int, *, apart: int) -> None:
        """What stands there at the first visit, the newest as many days old as all are apart."""
        for n in range(articles, 0, -1):
            self.number += 1
            at = START - n * timedelta(days=apart, minutes=n)
            self.press.publish(self.number, at, paragraphs=2)

    def read(self) -> tuple[Trouble, ...]:
        self.press.now = START + timedelta(days=self.day)
        self.press.show()
        return self.runner.run(at=self.press.now).trouble

    def follow(self, days: int, *, every: int) -> None:
        """Read day by day a site that publishes each so many days; all is well meanwhile."""
        for _ in range(days):
            if self.day % every == 0:
                self.publish()
            assert self.read() == ()
            self.day += 1

    def silence(self, days: int, *, step: int = 1) -> list[tuple[int, str]]:
        """Read on without any news; return on which days of the silence what was told."""
        told = []
        for day in range(1, days + 1):
            if day % step == 0 or day == days:
                told += [(day, one.reason) for one in self.read()]
            self.day += 1
        return told


@pytest.fixture(params=["list", "cards", "feed"])
def watch(request: pytest.FixtureRequest, tmp_path: Path, parsers: Parsers) -> Iterator[Watch]:
    with serving() as site:
        yield _watch(site, request.param, tmp_path, parsers)


@pytest.fixture
def list_watch(tmp_path: Path, parsers: Parsers) -> Iterator[Watch]:
    with serving() as site:
        yield _watch(site, "list", tmp_path, parsers)


@pytest.fixture
def feed_watch(tmp_path: Path, parsers: Parsers) -> Iterator[Watch]:
    with serving() as site:
        yield _watch(site, "feed", tmp_path, parsers)


def _watch(site: Site, look: str, folder: Path, parsers: Parsers) -> Watch:
    return Watch(
        Press(site, LOOKS[look], START), Runner(folder, configuration(folder, [site]), parsers)
    )


def test_a_daily_source_that_is_silent_for_five_weeks_is_told_with_its_longest_pause(
    watch: Watch,
) -> None:
    watch.stock(5, apart=1)
    watch.follow(9, every=1)
    assert watch.silence(2) == []  # three days from one article to the next
    watch.follow(9, every=1)
    told = watch.silence(FIVE_WEEKS)
    assert told
    assert told[0][0] > 7, "a week's holiday is no silence"
    assert told[-1][0] == FIVE_WEEKS
    assert "3 days" in told[-1][1]
    watch.publish()
    assert watch.read() == ()


def test_a_paper_that_once_paused_for_a_week_may_pause_for_ten_days(list_watch: Watch) -> None:
    list_watch.stock(5, apart=1)
    list_watch.follow(8, every=1)
    assert list_watch.silence(7) == []
    list_watch.follow(8, every=1)
    assert list_watch.silence(9) == []


def test_a_monthly_source_is_not_told_after_five_weeks(list_watch: Watch) -> None:
    list_watch.stock(5, apart=30)
    for _ in range(6):
        list_watch.publish()
        assert list_watch.read() == ()
        assert list_watch.silence(29, step=10) == []
        list_watch.day += 1
    assert list_watch.silence(FIVE_WEEKS, step=5) == []


def test_a_monthly_source_that_is_new_to_us_is_not_told_after_five_weeks(
    watch: Watch,
) -> None:
    """All that it has was seen at once, which says nothing of its rhythm."""
    watch.stock(12, apart=30)
    assert watch.read() == ()
    assert watch.silence(FIVE_WEEKS, step=5) == []


@pytest.mark.parametrize("articles", [1, 4])
def test_a_source_of_fewer_than_five_articles_is_never_silent(
    articles: int, feed_watch: Watch
) -> None:
    feed_watch.follow(articles, every=1)
    assert feed_watch.silence(90, step=9) == []
