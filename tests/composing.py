"""Articles and sources that editions are composed of in tests."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from digest.edition import compose
from digest.model import (
    Article,
    Edition,
    Entry,
    Limits,
    Published,
    Section,
    Series,
    Source,
    Stored,
    Told,
)

DAY = date(2026, 11, 23)
SEEN = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
SOURCES = (
    Source(name="loose", url="https://loose.example/", title="Loose"),
    Source(name="post", url="https://post.example/", title="The Post", group="Politics"),
    Source(name="ball", url="https://ball.example/", group="Sport"),
    Source(name="times", url="https://times.example/", title="Times", group="Politics"),
)
SERIES = Series(title="News", timezone="Africa/Tripoli", at=time(7))
NO_TOP = replace(SERIES, limits=Limits(top=0))


def stored(number: int, source: str = "post", **fields: object) -> Stored:
    """An article of a source, first seen on the morning of the day."""
    article = Article(
        url=f"https://{source}.example/{number}", title=f"Title {number}", text="It is so. Really."
    )
    made = Stored(
        id=f"urn:{number}",
        number=number,
        source=source,
        article=article,
        first_seen=SEEN,
        updated=SEEN,
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # the fields of each test


def saying(one: Stored, **fields: object) -> Stored:
    """The same, with other fields of its article."""
    return replace(one, article=replace(one.article, **fields))  # type: ignore[arg-type]  # likewise


def published(one: Stored, at: datetime, *, day_only: bool = False) -> Stored:
    """The same, with a date."""
    return saying(one, published=Published(at=at, provenance="meta", day_only=day_only))


def story(name: str, *numbers: int) -> dict[str, Told]:
    """The places of articles in a story, the first of them the most central."""
    return {
        f"urn:{number}": Told(story=f"urn:{name}", centrality=1 / (place + 2))
        for place, number in enumerate(numbers)
    }


def composed(articles: Iterable[Stored], **parts: object) -> Edition:
    """The edition of the day, with what a test does not say left as it is usually."""
    usual: dict[str, object] = {"series": SERIES, "day": DAY, "since": None, "sources": SOURCES}
    return compose(tuple(articles), **(usual | parts))  # type: ignore[arg-type]  # likewise


def numbers(entries: Sequence[Entry] | Section) -> list[int]:
    """The numbers of the articles that head some entries."""
    shown = entries.entries if isinstance(entries, Section) else entries
    return [entry.stored.number for entry in shown]


def sections(edition: Edition) -> list[tuple[str, list[int]]]:
    """Titles of sections, and what they show."""
    return [(one.title, numbers(one)) for one in edition.sections]
