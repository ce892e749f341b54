"""How long an answer stays as it is, by what the server says."""

from datetime import UTC, datetime

import httpx
import pytest
from fetch_server import answer, read_page, run
from hypothesis import given
from hypothesis import strategies as st

from digest.fetch.freshness import MOST_FRESH_S, fresh_s, instant

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
NOON = "Tue, 10 Mar 2026 12:00:00 GMT"
ONE = "Tue, 10 Mar 2026 13:00:00 GMT"


def fresh(*headers: tuple[str, str]) -> float | None:
    return fresh_s(httpx.Headers(list(headers)), NOW)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ([("Cache-Control", "public, max-age=600")], 600),
        ([("Cache-Control", 'MAX-AGE="600"')], 600),
        ([("Cache-Control", "max-age=600"), ("Age", "450")], 150),
        ([("Cache-Control", "max-age=600"), ("Age", "900")], 0),
        ([("Cache-Control", "max-age=600"), ("Age", "old")], 600),
        ([("Cache-Control", "public"), ("Cache-Control", "max-age=60")], 60),
        ([("Cache-Control", "max-age=60, max-age=600")], 60),
        ([("Cache-Control", "max-age=60"), ("Expires", ONE)], 60),
        ([("Cache-Control", "max-age=600, no-cache")], 0),
        ([("Cache-Control", "no-store")], 0),
        ([("Cache-Control", "max-age=soon")], 0),
        ([("Cache-Control", "max-age=-5")], 0),
        ([("Cache-Control", "max-age=99999999999999")], MOST_FRESH_S),
        ([("Cache-Control", "s-maxage=900"), ("Expires", ONE)], 3600),
        ([("Expires", ONE), ("Date", NOON)], 3600),
        ([("Expires", NOON), ("Date", ONE)], 0),
        ([("Expires", ONE), ("Date", "never")], 3600),
        ([("Expires", "0")], 0),
        ([("Cache-Control", "public, must-revalidate")], None),
        ([], None),
    ],
)
def test_freshness_is_what_the_headers_say(
    headers: list[tuple[str, str]], seconds: float | None
) -> None:
    assert fresh(*headers) == seconds


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80), st.text(max_size=40))
def test_no_header_makes_its_reading_fail(control: str, expires: str, date: str, age: str) -> None:
    pairs = (("cache-control", control), ("expires", expires), ("date", date), ("age", age))
    headers = httpx.Headers([(name.encode(), value.encode()) for name, value in pairs])
    found = fresh_s(headers, NOW)
    assert found is None or 0 <= found <= MOST_FRESH_S


def test_date_without_a_zone_is_one_of_utc() -> None:
    assert instant("Tue, 10 Mar 2026 12:00:00 -0000") == NOW
    assert instant("Tue, 10 Mar 2026 12:00:00") == NOW


def test_page_says_how_long_it_stays_fresh() -> None:
    page, _ = run(read_page({"/": answer(b"x", cache_control="max-age=90")}))
    assert page.fresh_s == 90
    page, _ = run(read_page({"/": answer(status="304 Not", cache_control="max-age=9")}, etag="a"))
    assert page.fresh_s == 9
    page, _ = run(read_page({"/": answer(b"x")}))
    assert page.fresh_s is None
