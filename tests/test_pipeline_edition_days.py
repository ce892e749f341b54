"""One edition a local day, whatever the clocks do there, and each article in one of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from edition_program import SERIES, Program, program_in
from uncounted import uncounted

HOUR = timedelta(hours=1)
_NEAR = 16
"""Half hours."""
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "America/Havana",  # midnight comes twice
    "Africa/Cairo",  # midnight does not come
    "Asia/Beirut",
    "Asia/Gaza",
    "America/Santiago",
    "America/Nuuk",  # the last hour of a day does not come
    "Africa/Casablanca",  # around Ramadan
    "Australia/Lord_Howe",  # by half an hour
    "Pacific/Chatham",
    "Pacific/Auckland",
)
TIMES = (time(0, 30), time(2, 30), time(7), time(23, 30))


def changes_of(zone: str) -> Iterator[datetime]:
    """The hours of 2025 to 2027 in which the clocks of a zone are changed."""
    tz = ZoneInfo(zone)
    at, end = datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    while at < end:
        if at.astimezone(tz).utcoffset() != (at + HOUR).astimezone(tz).utcoffset():
            yield at
        at += HOUR


def live(program: Program, change: datetime, hours: int) -> set[date]:
    """Tick so many hours before and after; return the local days that were whole.

    Every half hour near the change, and every hour further from it.
    """
    zone = ZoneInfo(program.to.series[0].timezone)
    days: list[date] = []
    with uncounted():
        for step in range(-2 * hours, 2 * hours):
            if abs(step) > _NEAR and step % 2:
                continue
            at = change + step * HOUR / 2
            if step % 7 == 0:
                program.store_article(f"{at:%Y%m%d%H%M}", at, text="")
            program.tick(at)
            days.append(at.astimezone(zone).date())
    return set(days) - {days[0], days[-1]}


def assert_each_day_has_one(program: Program, days: set[date]) -> None:
    for series in program.to.series:
        parcels = Counter(one.day for one in program.parcels() if one.series == series.name)
        assert set(parcels.values()) == {1}
        assert set(parcels) >= days, series.name
        texts = {day: program.text(f"{day}", folder=series.folder) for day in parcels}
        told = Counter(
            name
            for text in texts.values()
            for name in {line.partition("](")[2] for line in text.splitlines() if "](" in line}
        )
        assert set(told.values()) == {1}, series.name
        last = program.store.editions.last_closed(series.name)
        assert last
        assert len(told) == len(program.store.articles.between(0, last.last))


@pytest.mark.parametrize("zone", ZONES)
def test_each_local_day_around_a_change_of_the_clocks_has_one_edition(
    zone: str, tmp_path: Path
) -> None:
    found = list(changes_of(zone))
    assert len(found) >= 6
    series = [replace(SERIES, name=f"s{at:%H%M}", at=at, timezone=zone) for at in TIMES]
    with program_in(tmp_path, *series) as program:
        days = [live(program, change, 40) for change in found]
        assert min(map(len, days)) >= 2
        assert_each_day_has_one(program, set().union(*days))


@pytest.mark.parametrize(
    ("zone", "lost"),
    [("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Kwajalein", date(1993, 8, 21))],
)
def test_a_day_that_a_zone_left_out_has_none(zone: str, lost: date, tmp_path: Path) -> None:
    series = [replace(SERIES, name=f"s{at:%H%M}", at=at, timezone=zone) for at in TIMES]
    change = datetime.combine(lost, time(), UTC)
    with program_in(tmp_path, *series) as program:
        days = live(program, change, 50)
        assert lost not in days
        assert_each_day_has_one(program, days)
        assert lost not in {one.day for one in program.parcels()}
