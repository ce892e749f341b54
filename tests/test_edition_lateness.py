"""What was published before the edition's time stands apart, newest first; dates decide."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from composing import SEEN, composed, numbers, published, sections, stored, story

SINCE = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
"""07:00 in Tripoli."""


@pytest.mark.parametrize(
    ("at", "late"),
    [
        (datetime(2026, 11, 21, 21, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 21, 22, 0, tzinfo=UTC), False),  # midnight in Tripoli
        (datetime(2026, 11, 22, 1, 0, tzinfo=UTC), False),
    ],
)
def test_late_is_what_is_dated_before_the_local_day_on_which_the_last_edition_ended(
    at: datetime, *, late: bool
) -> None:
    edition = composed([published(stored(1), at)], since=SINCE)
    assert numbers(edition.late) == ([1] if late else [])
    assert sections(edition) == ([] if late else [("Politics", [1])])


def test_first_edition_begins_the_day_before_its_own() -> None:
    articles = [
        published(stored(1), datetime(2026, 11, 21, 12, 0, tzinfo=UTC)),
        published(stored(2), datetime(2026, 11, 22, 12, 0, tzinfo=UTC)),
    ]
    assert numbers(composed(articles).late) == [1]


def test_date_without_time_is_that_day_wherever_its_reader_is() -> None:
    midnight = datetime(2026, 11, 22, tzinfo=timezone(timedelta(hours=9)))
    assert numbers(composed([published(stored(1), midnight)], since=SINCE).late) == [1]
    day = published(stored(1), midnight, day_only=True)
    assert not composed([day], since=SINCE).late.entries


def test_article_without_a_date_is_not_late() -> None:
    assert not composed([stored(1)], since=SEEN).late.entries


def test_story_is_late_only_if_all_its_articles_are() -> None:
    old = SEEN - timedelta(days=3)
    articles = [published(stored(1), old), stored(2, "ball")]
    edition = composed(articles, stories=story("a", 1, 2))
    assert (numbers(edition.top), edition.late.entries) == ([1], ())
    articles[1] = published(articles[1], old + timedelta(hours=1))
    edition = composed(articles, stories=story("a", 1, 2))
    assert (edition.top, numbers(edition.late)) == ((), [1])


def test_newest_of_the_late_comes_first() -> None:
    articles = [published(stored(n), SEEN - timedelta(days=3 + n)) for n in (3, 1, 2)]
    assert numbers(composed(articles).late) == [1, 2, 3]
