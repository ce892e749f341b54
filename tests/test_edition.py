"""An edition shows every article once, the newest of each group first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from digest.edition import compose, summary
from digest.model import Article, Change, Edition, Mention, Published, Source, Stored, Told, Trouble

DAY = date(2026, 11, 23)
SEEN = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
SOURCES = (
    Source(name="loose", url="https://loose.example/", title="Loose"),
    Source(name="post", url="https://post.example/", title="The Post", group="Politics"),
    Source(name="ball", url="https://ball.example/", group="Sport"),
    Source(name="times", url="https://times.example/", title="Times", group="Politics"),
)


def _stored(number: int, source: str = "post", **fields: object) -> Stored:
    article = Article(
        url=f"https://{source}.example/{number}", title=f"Title {number}", text="It is so. Really."
    )
    stored = Stored(
        id=f"urn:{number}",
        number=number,
        source=source,
        article=article,
        first_seen=SEEN,
        updated=SEEN,
    )
    return replace(stored, **fields)  # type: ignore[arg-type]  # the fields of each test


def _published(stored: Stored, at: datetime) -> Stored:
    dated = Published(at=at, provenance="meta")
    return replace(stored, article=replace(stored.article, published=dated))


def _compose(
    articles: Iterable[Stored],
    *,
    copies: Mapping[str, Sequence[Stored]] | None = None,
    stories: Mapping[str, Told] | None = None,
    trouble: Sequence[Trouble] = (),
    changes: Sequence[Change] = (),
) -> Edition:
    return compose(
        tuple(articles),
        copies=copies or {},
        stories=stories or {},
        sources=SOURCES,
        trouble=trouble,
        changes=changes,
        title="News",
        day=DAY,
        timezone="Africa/Tripoli",
        language="en",
    )


def _numbers(edition: Edition) -> list[list[int]]:
    return [[entry.stored.number for entry in section.entries] for section in edition.sections]


def test_sections_follow_config_and_sources_without_group_come_last() -> None:
    edition = _compose([_stored(1, "loose"), _stored(2, "ball"), _stored(3, "times")])
    assert [section.title for section in edition.sections] == ["Politics", "Sport", ""]
    assert _numbers(edition) == [[3], [2], [1]]


def test_article_of_a_source_no_longer_followed_is_kept_under_its_name() -> None:
    edition = _compose([_stored(1, "gone"), _stored(2, "post")])
    assert [section.title for section in edition.sections] == ["Politics", ""]
    assert edition.sections[1].entries[0].source_title == "gone"


def test_newest_comes_first_and_of_one_moment_the_first_stored() -> None:
    hour = timedelta(hours=1)
    articles = [
        _published(_stored(1), SEEN - 3 * hour),
        _stored(3),
        _stored(2),
        _published(_stored(4), SEEN - hour),
        _published(_stored(5), SEEN + 9 * hour),
        _stored(6, first_seen=SEEN - 2 * hour),
    ]
    assert _numbers(_compose(articles)) == [[2, 3, 5, 4, 6, 1]]


def test_date_of_the_year_one_is_sorted_like_any_other() -> None:
    first = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))
    assert _numbers(_compose([_published(_stored(1), first), _stored(2)])) == [[2, 1]]


def test_article_given_twice_is_shown_once() -> None:
    assert _numbers(_compose([_stored(1), _stored(1)])) == [[1]]


def test_copy_is_named_under_its_leader_and_is_no_entry() -> None:
    copy = _stored(2, "times", copy_of="urn:1")
    (section,) = _compose([_stored(1), copy], copies={"urn:1": [copy]}).sections
    (entry,) = section.entries
    assert entry.also == (Mention(title="Times", url="https://times.example/2"),)


def test_copy_known_only_from_the_articles_is_named_too() -> None:
    copy = _stored(2, "ball", copy_of="urn:1")
    (section,) = _compose([copy, _stored(1)]).sections
    assert section.entries[0].also == (Mention(title="ball", url="https://ball.example/2"),)


def test_copy_of_an_article_of_an_earlier_edition_is_not_told_again() -> None:
    assert _compose([_stored(2, copy_of="urn:1")]).sections == ()


def test_edition_carries_its_frame() -> None:
    trouble = (
        Trouble(
            source="ball",
            title="ball",
            url="https://ball.example/",
            since=SEEN,
            reason="404 Not Found",
        ),
    )
    changes = (Change(source="post", title="The Post", at=SEEN, note="by listing now"),)
    edition = _compose([], trouble=trouble, changes=changes)
    assert (edition.changes, edition.long_broken) == (changes, 0)
    assert (edition.title, edition.day, edition.timezone) == ("News", DAY, "Africa/Tripoli")
    assert (edition.language, edition.sources) == ("en", 4)
    assert edition.trouble == trouble


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
    edition = _compose([], trouble=[trouble])
    assert edition.trouble == ((trouble,) if told else ())
    assert edition.long_broken == (0 if told else 1)


@pytest.mark.parametrize(
    ("own", "text", "told"),
    [
        ("The publisher says so.", "Text begins.", "The publisher says so."),
        ("«قال الناشر.»", "Text begins.", "«قال الناشر.»"),
        ("出版社说。", "Text begins.", "出版社说。"),
        ("Cut off in the", "Text begins.", "Text begins."),
        ("Cut off in the ...", "Text begins.", "Text begins."),
        ("Cut off in the […]", "Text begins.", "Text begins."),
        ("A title.", "Text begins.", "Text begins."),
        ("Cut off in the…", "", "Cut off in the…"),
        ("", "", ""),
        ("A title", "", ""),
    ],
)
def test_summary_is_the_publishers_when_it_is_whole(own: str, text: str, told: str) -> None:
    article = Article(url="https://a.example/", title="A title", summary=own, text=text)
    assert summary(article) == told


def test_summary_is_cut_between_sentences() -> None:
    article = Article(url="https://a.example/", title="A", summary="One more sentence. " * 40)
    assert summary(article) == "One more sentence. " * 13 + "One more sentence."
    assert len(summary(article)) <= 280


def _told(**centralities: float) -> dict[str, Told]:
    return {
        f"urn:{name.removeprefix('n')}": Told(story="urn:story", centrality=centrality)
        for name, centrality in centralities.items()
    }


def test_articles_of_a_story_are_one_entry_of_the_most_central() -> None:
    articles = [_stored(1, "post"), _stored(2, "ball"), _stored(3, "times"), _stored(4, "post")]
    edition = _compose(articles, stories=_told(n1=0.3, n2=0.5, n3=0.4))
    assert [section.title for section in edition.sections] == ["Politics", "Sport"]
    assert _numbers(edition) == [[4], [2]]
    (entry,) = edition.sections[1].entries
    assert [(one.stored.number, one.source_title) for one in entry.others] == [
        (1, "The Post"),
        (3, "Times"),
    ]


def test_others_of_a_story_stand_in_the_order_of_their_time() -> None:
    early, late = SEEN - timedelta(hours=3), SEEN - timedelta(hours=1)
    articles = [_stored(1), _published(_stored(2), late), _published(_stored(3), early)]
    (section,) = _compose(articles, stories=_told(n1=0.9, n2=0.1, n3=0.1)).sections
    assert [one.stored.number for one in section.entries[0].others] == [3, 2]


def test_copies_of_all_articles_of_a_story_are_named_once() -> None:
    copy = _stored(5, "loose", copy_of="urn:2")
    (section,) = _compose(
        [_stored(1), _stored(2), copy], copies={"urn:2": [copy]}, stories=_told(n1=0.2, n2=0.1)
    ).sections
    assert section.entries[0].also == (Mention(title="Loose", url=copy.article.url),)
