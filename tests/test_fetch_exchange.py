"""Retry-After in both its forms; validators that may be kept."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.fetch.exchange import MOST_RETRY_AFTER_S, retry_after_s, validator

DATE = re.compile(r"[A-Z][a-z]{2}, \d{1,6} [A-Z][a-z]{2} \d{1,6} \d+:\d+:\d+ \S{1,5}", re.ASCII)
NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        ("86401", MOST_RETRY_AFTER_S),
        ("9" * 5000, MOST_RETRY_AFTER_S),
        ("Sun, 22 Nov 2026 07:02:00 GMT", 120.0),
        ("Sun, 22 Nov 2026 07:02:00 -0000", 120.0),
        ("Sun, 22 Nov 2026 09:02:00 +0200", 120.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", MOST_RETRY_AFTER_S),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("٣", None),
    ],
)
def test_retry_after_counts_in_seconds_and_as_a_date(value: str, seconds: float | None) -> None:
    assert retry_after_s(value, NOW) == seconds


@given(st.one_of(st.text(max_size=80), st.from_regex(DATE)))
def test_retry_after_is_never_negative_nor_more_than_a_day(value: str) -> None:
    seconds = retry_after_s(value, NOW)
    assert seconds is None or 0 <= seconds <= MOST_RETRY_AFTER_S


@given(st.text())
def test_kept_validator_fits_into_one_header(value: str) -> None:
    kept = validator(value)
    assert kept in ("", value)
    assert len(kept) <= 1024
    assert all(" " <= character <= "~" for character in kept)
