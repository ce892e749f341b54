"""Numbers have the forms of their language's plural; times are those of a calendar."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from digest.writing import dates
from digest.writing.languages import LANGUAGES
from digest.writing.words import counted

TRIPOLI = ZoneInfo("Africa/Tripoli")
NIGHT = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 4, 58, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالًا"),
        (99, "99 مقالًا"),
        (100, "100 مقال"),
        (102, "102 مقال"),
        (103, "103 مقالات"),
        (111, "111 مقالًا"),
        (1000, "1000 مقال"),
    ],
)
def test_arabic_has_six_forms(count: int, shown: str) -> None:
    assert counted(count, LANGUAGES["ar"].articles, LANGUAGES["ar"]) == shown


@pytest.mark.parametrize(
    ("language", "none", "one", "two"),
    [
        ("en", "0 sources", "1 source", "2 sources"),
        ("de", "0 Quellen", "1 Quelle", "2 Quellen"),
        ("fr", "0 source", "1 source", "2 sources"),
        ("es", "0 fuentes", "1 fuente", "2 fuentes"),
        ("ar", "لا مصادر", "مصدر واحد", "مصدران"),
    ],
)
def test_nothing_one_and_two_are_counted(language: str, none: str, one: str, two: str) -> None:
    words = LANGUAGES[language]
    assert [counted(count, words.sources, words) for count in range(3)] == [none, one, two]


@pytest.mark.parametrize(
    ("language", "full", "span", "instant"),
    [
        (
            "en",
            "Sunday, 1 March 2026",
            "22 November 23:30 to 23 November 06:58",
            "23 November 06:58",
        ),
        (
            "de",
            "Sonntag, 1. März 2026",
            "22. November, 23:30 bis 23. November, 06:58",
            "23. November, 06:58",
        ),
        (
            "fr",
            "dimanche 1er mars 2026",
            "du 22 novembre à 23:30 au 23 novembre à 06:58",
            "le 23 novembre à 06:58",
        ),
        (
            "es",
            "domingo, 1 de marzo de 2026",
            "del 22 de noviembre, 23:30 al 23 de noviembre, 06:58",
            "el 23 de noviembre, 06:58",
        ),
        (
            "ar",
            "الأحد، 1 مارس 2026",
            "من 22 نوفمبر 23:30 إلى 23 نوفمبر 06:58",
            "في 23 نوفمبر 06:58",
        ),
    ],
)
def test_days_and_spans_are_written_as_people_write_them(
    language: str, full: str, span: str, instant: str
) -> None:
    words = LANGUAGES[language]
    assert dates.full(date(2026, 3, 1), words) == full
    assert dates.span([MORNING, NIGHT], TRIPOLI, words) == span
    assert dates.span([MORNING, MORNING], TRIPOLI, words) == instant


@pytest.mark.parametrize("language", LANGUAGES)
def test_calendar_has_twelve_months_and_seven_weekdays(language: str) -> None:
    calendar = LANGUAGES[language].calendar
    assert len(set(calendar.months)) == 12
    assert len(set(calendar.weekdays)) == 7
