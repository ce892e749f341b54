"""Dates as pages, feeds and listings write them."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest import dates
from digest.model import Published

TRIPOLI = ZoneInfo("Africa/Tripoli")
LATEST = datetime(2025, 12, 8, 12, tzinfo=UTC)


def read(value: str, language: str = "") -> Published | None:
    return dates.read(value, zone=TRIPOLI, latest=LATEST, provenance="meta", language=language)


def iso(value: str, language: str = "") -> str:
    found = read(value, language)
    return found.at.isoformat() if found else ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-12-07T14:30:00+01:00", "2025-12-07T14:30:00+01:00"),
        ("2025-12-07T14:30:00Z", "2025-12-07T14:30:00+00:00"),
        ("2025-12-07T14:30:00.000z", "2025-12-07T14:30:00+00:00"),
        ("2025-12-07T14:30:00+0100", "2025-12-07T14:30:00+01:00"),
        ("2025-12-07T14:30:00 -03", "2025-12-07T14:30:00-03:00"),
        ("2025-12-07T14:30:00-00:00", "2025-12-07T14:30:00+00:00"),
        ("2025-12-07T14:30:00.123456789+05:30", "2025-12-07T14:30:00+05:30"),
        ("2025-12-07T14:30+01:00[Europe/Berlin]", "2025-12-07T14:30:00+01:00"),
        ("2025-12-07 14:30:00", "2025-12-07T14:30:00+02:00"),
        ("2025-12-07T14:30", "2025-12-07T14:30:00+02:00"),
        ("2025-12-07 02:30 PM", "2025-12-07T14:30:00+02:00"),
        ("2025-12-7 9:05", "2025-12-07T09:05:00+02:00"),
        ("20251207T143000Z", "2025-12-07T14:30:00+00:00"),
        ("20251207143000", "2025-12-07T14:30:00+02:00"),
        ("2025-12-06T24:00:00Z", "2025-12-07T00:00:00+00:00"),
        ("2025-06-30T23:59:60Z", "2025-06-30T23:59:59+00:00"),
    ],
)
def test_iso_8601_is_read_in_its_odd_forms(value: str, expected: str) -> None:
    assert iso(value) == expected


@pytest.mark.parametrize(
    "value",
    ["2025-12-07", "20251207", "2025-W49-7", "2025/12/7", "2025.12.07", "2025-12-07T"],
)
def test_a_date_without_a_clock_is_a_day_in_the_zone_of_the_source(value: str) -> None:
    found = read(value)
    assert found is not None
    assert found.day_only
    assert found.at == datetime(2025, 12, 7, tzinfo=TRIPOLI)
    assert found.provenance == "meta"


def test_midnight_that_is_written_is_more_than_a_day() -> None:
    found = read("2025-12-07T00:00:00+02:00")
    assert found is not None
    assert not found.day_only


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Sun, 07 Dec 2025 14:30:00 EST", "2025-12-07T14:30:00-05:00"),
        ("Wed, 07 Dec 2025 14:30:00 +0100", "2025-12-07T14:30:00+01:00"),
        ("7 Dec 25 14:30 GMT", "2025-12-07T14:30:00+00:00"),
        ("Sun Dec 07 2025 14:30:00 GMT+0100 (CET)", "2025-12-07T14:30:00+01:00"),
        ("Sun, 07 Dec 2025 14:30:00 GMT+2", "2025-12-07T14:30:00+02:00"),
        ("07-Dec-2025 14:30 XYZ", "2025-12-07T14:30:00+02:00"),
    ],
)
def test_rfc_822_keeps_its_zone_and_forgives_its_weekday(value: str, expected: str) -> None:
    assert iso(value) == expected


@pytest.mark.parametrize("value", ["1765100000", "1765100000000", "1765100000.7"])
def test_digits_are_seconds_or_milliseconds_since_1970(value: str) -> None:
    found = read(value)
    assert found is not None
    assert found.at == datetime(2025, 12, 7, 9, 33, 20, tzinfo=UTC)
    assert found.at.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        ("3/4/2025", "", "2025-04-03"),
        ("3/4/2025", "fr", "2025-04-03"),
        ("3/4/2025", "en-GB", "2025-04-03"),
        ("3/4/2025", "en-US", "2025-03-04"),
        ("3/4/2025", "en", "2025-03-04"),
        ("3.4.2025", "en", "2025-04-03"),
        ("11/13/2025", "de", "2025-11-13"),
        ("13/11/2025", "en", "2025-11-13"),
        ("7.12.25", "de", "2025-12-07"),
        ("٣/٤/٢٠٢٥", "ar", "2025-04-03"),
        ("2025年12月7日(日) 10時30分", "ja", "2025-12-07"),
    ],
)
def test_numbers_are_ordered_by_the_language(value: str, language: str, expected: str) -> None:
    assert iso(value, language)[:10] == expected


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        ("December 7, 2025", "", "2025-12-07T00:00:00+02:00"),
        ("Dec. 7, 2025 2:30 pm EST", "en", "2025-12-07T14:30:00-05:00"),
        ("Published: Sunday, 7th of December 2025 at 14:30", "en", "2025-12-07T14:30:00+02:00"),
        ("Posted on December 7, 2025", "en", "2025-12-07T00:00:00+02:00"),
        ("12:05 a.m., December 7, 2025", "en", "2025-12-07T00:05:00+02:00"),
        ("7. Dezember 2025 um 14:30 Uhr", "de", "2025-12-07T14:30:00+02:00"),
        ("7 décembre 2025 à 14h30", "fr", "2025-12-07T14:30:00+02:00"),
        ("7 de dezembro de 2025 às 14h30", "pt-BR", "2025-12-07T14:30:00+02:00"),
        ("الأحد ٧ ديسمبر ٢٠٢٥ - 14:30", "ar", "2025-12-07T14:30:00+02:00"),
        ("7 كانون الأول 2025", "ar-LB", "2025-12-07T00:00:00+02:00"),
        ("7. desember 2025", "no", "2025-12-07T00:00:00+02:00"),
        ("7 Aralık 2025", "en", "2025-12-07T00:00:00+02:00"),
        ("7 декабря 2025", "xx", "2025-12-07T00:00:00+02:00"),
    ],
)
def test_words_are_read_in_many_languages(value: str, language: str, expected: str) -> None:
    assert iso(value, language) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "2 hours ago",
        "hace 2 horas",
        "Friday",
        "14:30",
        "December 2025",
        "7 December",
        "May 2025",
        "2025",
        "12/2025",
        "Copyright 2025 The Daily News",
        "Top 10 stories of 2025",
    ],
)
def test_a_date_without_its_day_month_or_year_is_no_date(value: str) -> None:
    assert read(value, "en") is None


@pytest.mark.parametrize(
    "value",
    [
        "2025-12-09T12:00:01Z",
        "2027-01-01",
        "1989-12-31",
        "1970-01-01T00:00:00Z",
        "0000-00-00T00:00:00",
        "0001-01-01T00:00:00+15:00",
        "9999-12-31T24:00:00Z",
        "2025-02-30",
        "31 February 2025",
        "31/13/2025",
        "7 Foo 2025",
        "2025-12-07T25:00:00Z",
        "99999999999999999999",
        "7 December 2025 " + "x" * 100,
    ],
)
def test_absurd_and_future_dates_are_none(value: str) -> None:
    assert read(value, "en") is None


def test_a_date_up_to_a_day_ahead_may_be_a_clock_of_another_zone() -> None:
    assert read("2025-12-09T11:59:59Z") is not None


def test_an_absurd_offset_does_not_cost_the_date() -> None:
    assert iso("2025-12-07T14:30:00+99:99") == "2025-12-07T14:30:00+02:00"


def test_the_offset_is_a_number_also_in_the_hour_that_a_zone_leaves_out() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    found = dates.read("2025-03-30 02:30", zone=berlin, latest=LATEST, provenance="meta")
    assert found is not None
    assert isinstance(found.at.tzinfo, timezone)
    assert found.at.hour == 2


@given(st.text(max_size=120), st.sampled_from(["", "en", "ar", "q", "zh-Hant"]))
@settings(max_examples=300, deadline=None)
def test_no_string_raises(value: str, language: str) -> None:
    found = read(value, language)
    assert found is None or found.at.tzinfo is not None


@given(
    st.from_regex(
        r"\A[0-9a-zäم]{0,9}[0-9]{1,2}[ ./:T-][0-9A-Za-z]{1,9}[ ./:,-]{1,2}"
        r"20[0-9]{2}[ :0-9+Zpm-]{0,12}\Z"
    )
)
@settings(max_examples=300, deadline=None)
def test_nothing_like_a_date_raises_or_leaves_its_bounds(value: str) -> None:
    found = read(value, "en")
    assert found is None or 1990 <= found.at.year <= 2025


@given(
    st.datetimes(
        datetime(1990, 1, 2),  # noqa: DTZ001 -- hypothesis wants it naive and adds the zone
        datetime(2025, 12, 7),  # noqa: DTZ001
        timezones=st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
    )
)
def test_what_python_writes_as_iso_is_read_back(at: datetime) -> None:
    at = at.replace(microsecond=0)
    assert iso(at.isoformat()) == at.isoformat()
