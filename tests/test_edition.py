"""An edition has every article once, in the one place where its reader looks for it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from composing import (
    DAY,
    NO_TOP,
    SEEN,
    composed,
    numbers,
    published,
    saying,
    sections,
    stored,
    story,
)
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Change, Limits, Mention, Series, Stored, Told, Trouble

HOUR = timedelta(hours=1)


def test_article_of_a_source_no_longer_followed_is_kept_under_its_name() -> None:
    edition = composed([stored(1, "gone"), stored(2, "post")])
    assert sections(edition) == [("Politics", [2]), ("", [1])]
    assert edition.sections[1].entries[0].source_title == "gone"


def test_newest_comes_first_and_of_one_moment_the_first_stored() -> None:
    articles = [
        published(stored(1), SEEN - 3 * HOUR),
        stored(3),
        stored(2),
        published(stored(4), SEEN - HOUR),
        published(stored(5), SEEN + 9 * HOUR),
        stored(6, first_seen=SEEN - 2 * HOUR),
    ]
    series = Series(title="", timezone="UTC", at=NO_TOP.at, limits=Limits(source=10))
    assert sections(composed(articles, series=series)) == [("Politics", [2, 3, 5, 4, 6, 1])]


def test_date_of_the_year_one_is_late_like_any_other_old_one() -> None:
    first = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))
    edition = composed([published(stored(1), first), stored(2)])
    assert (sections(edition), numbers(edition.late)) == ([("Politics", [2])], [1])


def test_article_given_twice_is_shown_once() -> None:
    assert sections(composed([stored(1), stored(1)])) == [("Politics", [1])]


def test_copy_is_named_under_its_leader_and_is_no_entry() -> None:
    copy = stored(2, "times", copy_of="urn:1")
    edition = composed([stored(1), copy], copies={"urn:1": [copy]})
    (entry,) = edition.top
    assert entry.also == (Mention(title="Times", url="https://times.example/2"),)
    assert edition.sections == ()


def test_copy_known_only_from_the_articles_is_named_too() -> None:
    copy = stored(2, "ball", copy_of="urn:1")
    (entry,) = composed([copy, stored(1)]).top
    assert entry.also == (Mention(title="ball", url="https://ball.example/2"),)


def test_copy_of_an_article_of_an_earlier_edition_is_not_told_again() -> None:
    edition = composed([stored(2, copy_of="urn:1")])
    assert (edition.top, edition.sections) == ((), ())


def test_copy_at_the_address_of_its_leader_is_not_named() -> None:
    copy = saying(stored(2, "times", copy_of="urn:1"), url=stored(1).article.url)
    (entry,) = composed([stored(1), copy]).top
    assert entry.also == ()


def test_edition_carries_its_frame() -> None:
    trouble = Trouble(source="ball", title="ball", url="https://b.example/", since=SEEN, reason="x")
    changes = (Change(source="post", title="The Post", at=SEEN, note="by listing now"),)
    edition = composed(
        [],
        trouble=[trouble],
        changes=changes,
        missing=["Times"],
        unread=True,
        whole="https://me.example/digest/2026-11-23.md",
    )
    assert (edition.changes, edition.trouble, edition.long_broken) == (changes, (trouble,), 0)
    assert (edition.title, edition.day, edition.timezone) == ("News", DAY, "Africa/Tripoli")
    assert (edition.language, edition.sources) == ("en", 4)
    assert (edition.missing, edition.unread) == (("Times",), True)
    assert edition.whole == "https://me.example/digest/2026-11-23.md"
    assert (edition.top, edition.sections, edition.late.entries) == ((), (), ())


@pytest.mark.parametrize(
    ("since", "noticed", "told"),
    [
        (datetime(2026, 11, 16, 22, 0, tzinfo=UTC), None, True),  # the 17th in Tripoli
        (datetime(2026, 11, 16, 21, 59, tzinfo=UTC), None, False),
        (datetime(2026, 9, 1, tzinfo=UTC), SEEN, True),
        (datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC), False),
    ],
)
def test_trouble_of_a_week_ago_is_only_counted(
    since: datetime, noticed: datetime | None, *, told: bool
) -> None:
    trouble = Trouble(
        source="ball", title="", url="", since=since, noticed=noticed, reason="404 Not Found"
    )
    edition = composed([], trouble=[trouble])
    assert edition.trouble == ((trouble,) if told else ())
    assert edition.long_broken == (0 if told else 1)


def test_articles_of_a_story_are_one_entry_of_the_most_central() -> None:
    articles = [stored(1, "post"), stored(2, "ball"), stored(3, "times"), stored(4, "post")]
    edition = composed(articles, stories=story("quake", 2, 3, 1), series=NO_TOP)
    assert sections(edition) == [("Politics", [4]), ("Sport", [2])]
    (entry,) = edition.sections[1].entries
    assert [(one.stored.number, one.source_title) for one in entry.others] == [
        (1, "The Post"),
        (3, "Times"),
    ]


def test_others_of_a_story_stand_in_the_order_of_their_time() -> None:
    articles = [
        stored(1),
        published(stored(2), SEEN - HOUR),
        published(stored(3), SEEN - 3 * HOUR),
    ]
    (section,) = composed(articles, stories=story("quake", 1, 2, 3)).sections
    assert [one.stored.number for one in section.entries[0].others] == [3, 2]


def test_copies_of_all_articles_of_a_story_are_named_once() -> None:
    copy = stored(5, "loose", copy_of="urn:2")
    (entry,) = composed(
        [stored(1), stored(2), copy], copies={"urn:2": [copy]}, stories=story("quake", 1, 2)
    ).top
    assert entry.also == (Mention(title="Loose", url=copy.article.url),)


def test_source_without_a_title_is_shown_by_its_name() -> None:
    (section,) = composed([stored(1, "ball")]).sections
    assert section.entries[0].source_title == "ball"


_ARTICLES = st.builds(
    lambda number, source, leader, hours: (
        published(
            stored(number, source, copy_of=f"urn:{leader}" if leader < number else ""),
            SEEN - hours * HOUR,
        )
        if hours
        else stored(number, source)
    ),
    number=st.integers(min_value=1, max_value=30),
    source=st.sampled_from(("loose", "post", "ball", "times", "gone")),
    leader=st.integers(min_value=1, max_value=200),
    hours=st.integers(min_value=0, max_value=90),
)


@given(
    articles=st.lists(_ARTICLES, unique_by=lambda one: one.id, max_size=30),
    places=st.dictionaries(st.integers(min_value=1, max_value=30), st.sampled_from("abc")),
    limits=st.builds(
        Limits,
        top=st.integers(min_value=0, max_value=3),
        section=st.integers(min_value=1, max_value=4),
        source=st.integers(min_value=1, max_value=3),
    ),
    parts=st.sampled_from(("group", "subject", "site")),
    missed=st.booleans(),
)
def test_no_limit_leaves_an_article_out_and_none_is_told_twice(
    articles: list[Stored], places: dict[int, str], limits: Limits, parts: str, *, missed: bool
) -> None:
    series = Series(title="", timezone="Asia/Tokyo", at=NO_TOP.at, limits=limits, sections_by=parts)  # type: ignore[arg-type]  # sampled
    stories = {f"urn:{n}": Told(story=name, centrality=n / 100) for n, name in places.items()}
    edition = composed(articles, series=series, stories=stories, missed=missed)
    told = [
        one.number
        for part in (*edition.sections, edition.late)
        for entry in (*part.entries, *part.rest)
        for one in (entry.stored, *(other.stored for other in entry.others))
    ] + [
        one.number
        for entry in edition.top
        for one in (entry.stored, *(other.stored for other in entry.others))
    ]
    assert sorted(told) == sorted(one.number for one in articles if not one.copy_of)
