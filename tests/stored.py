"""What tests of the store begin with: articles, the calls of a reading, other processes."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from letters import letter

from digest.model import Article, Letter, Stored
from digest.pipeline.gathering import gather
from digest.pipeline.recognising import put, recognise
from digest.store import Span, Store
from digest.stories.gathering import FEWEST

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BODY = " ".join(f"Sentence number {n} of what the mayor said in the harbour." for n in range(12))
OTHER_BODY = " ".join(f"Word {n} about the price of bread in the old town." for n in range(12))


QUAKE = "Quake shakes Tobruk", "A quake of magnitude 6 shook Tobruk harbour; eleven houses fell."
QUAKE_2 = "Houses fall in Tobruk", "Eleven houses fell when a quake shook the town of Tobruk."
"""Title and text of two articles on one event."""


def url_of(file: Path) -> str:
    return f"sqlite:///{file}"


def body_of(name: str) -> str:
    """A text that shares no five words in a row with that of another name."""
    return " ".join(f"Sentence {n}: of {name} it is said in {name} and here." for n in range(12))


def article(name: str = "a", **changes: object) -> Article:
    url = f"https://example.org/{name}"
    whole = Article(url=url, addresses=(url,), title=f"Title of {name}", text=body_of(name))
    return replace(whole, **changes)


def keep(
    store: Store, one: Article, *, source: str = "one", now: datetime = NOW, **saved: object
) -> Stored:
    """Store an article by the calls of a reading, and return it as it is stored then."""
    found = recognise(store, one, source=source, now=now)
    save = replace(found.save(source=source, now=now), **saved)
    return store.articles.get(put(store, one, found.decision, save)[0])


def add(store: Store, name: str = "a", *, text: str = "") -> str:
    """Store a new article, and return its id."""
    return keep(store, article(name, text=text)).id


def letter_of(span: Span) -> Letter:
    """A letter for what only asks that there be one."""
    return replace(letter(), series=span.series, day=span.day)


def open_edition(store: Store, *, days: int = 0) -> Span:
    """The edition of the day of NOW, or of so many days after it, begun with all that is stored."""
    day = NOW.date() + timedelta(days=days)
    return store.editions.open("", day, since=NOW - timedelta(days=1000))


def close_edition(store: Store, span: Span, *, now: datetime = NOW) -> None:
    """Close an edition with all that is stored."""
    final = store.editions.until(span, before=None)
    store.editions.close(final, letter_of(span), (), now=now)


def names(stored: tuple[Stored, ...]) -> list[str]:
    return [one.article.url.rpartition("/")[2] for one in stored]


@contextmanager
def other_process(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Give a process that has printed its first line, and waits; it is killed at the end."""
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


def tell(store: Store, name: str, title: str, text: str, **saved: object) -> Stored:
    language = str(saved.pop("language", "en"))
    one = article(name, title=title, text=text, language=language)
    return keep(store, one, source=name, **{"now": NOW, **saved})


def read_enough(store: Store) -> None:
    """Store so many articles that it is known which words are rare."""
    for n in range(FEWEST):
        tell(store, f"w{n}", f"Other{n}", f"the a of in when to fall alone{n} single{n}")
    gather(store, now=NOW)
