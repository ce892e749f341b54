"""The day that an address holds."""

from datetime import date

import pytest

from digest.extract.permalink import Month, days_of, month_of

HOST = "https://news.example"


@pytest.mark.parametrize(
    ("path", "days"),
    [
        ("/2025/12/07/story", ["2025-12-07"]),
        ("/2025/dec/7/story", ["7 dec 2025"]),
        ("/blog/2023/october/03/story", ["3 october 2023".replace("3", "03", 1)]),
        ("/news/2012-06/04/content.htm", ["2012-06-04"]),
        ("/news/story-2025-12-07.html", ["2025-12-07"]),
        ("/news/20251207/story", ["20251207"]),
        ("/news/29-10-2021", ["2021-10-29"]),
        ("/news/29.10.2021/story", ["2021-10-29"]),
        ("/2025/13/07/story", []),
        ("/news/29-10.2021", []),
        ("/story?day=2025/12/07", []),
        ("/story-12345678", []),
    ],
)
def test_a_day_in_the_path_is_read(path: str, days: list[str]) -> None:
    assert list(days_of(HOST + path)) == days


@pytest.mark.parametrize(
    ("path", "month"),
    [
        ("/2017/09/story.html", Month(2017, 9)),
        ("/web/2016021817/http://x.example/2010/05/story", Month(2010, 5)),
        ("/2017/43/story", None),
        ("/2017/09/", None),
        ("/story", None),
    ],
)
def test_a_month_in_the_path_is_read(path: str, month: Month | None) -> None:
    assert month_of(HOST + path) == month


def test_a_month_holds_its_days_and_those_that_another_zone_puts_there() -> None:
    assert Month(2017, 9).holds(date(2017, 9, 1))
    assert Month(2017, 9).holds(date(2017, 10, 1))
    assert Month(2017, 9).holds(date(2017, 8, 30))
    assert not Month(2017, 9).holds(date(2017, 8, 14))
