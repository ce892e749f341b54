"""Which articles each edition holds: all of them, and none twice."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from digest.identity import Decision
from digest.model import Article
from digest.store import Save, Span, Store

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
DAY = date(2026, 3, 10)
ONE_DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'digest.db'}") as store:
        yield store


def add(store: Store, name: str, *, now: datetime = NOW) -> int:
    url = f"https://example.org/{name}"
    id_ = store.articles.add(
        Article(url=url, addresses=(url,), title=name),
        Decision(kind="new", keys=(f"example.org/{name}",)),
        Save(source="one", fingerprint="", now=now, reread_at=None),
    )
    return store.articles.get(id_).number


def titles(store: Store, issue: Span) -> list[str]:
    return [one.article.title for one in store.articles.between(issue.after, issue.last)]


def test_there_is_no_edition_before_the_first(store: Store) -> None:
    assert store.editions.newest() is None


def test_the_first_edition_holds_all_that_was_stored(store: Store) -> None:
    add(store, "a")
    issue = store.editions.open(DAY)
    assert issue == Span(day=DAY, after=0) == store.editions.newest()
    assert titles(store, issue) == ["a"]


def test_an_open_edition_grows_until_it_is_closed(store: Store) -> None:
    issue = store.editions.open(DAY)
    add(store, "a")
    add(store, "b", now=NOW + HOUR)
    assert titles(store, store.editions.open(DAY)) == ["a", "b"]
    final = store.editions.until(issue, before=NOW + HOUR)
    assert titles(store, final) == ["a"]
    store.editions.close(final, now=NOW + 2 * HOUR)
    closed = store.editions.newest()
    assert closed == Span(day=DAY, after=0, last=final.last, closed_at=NOW + 2 * HOUR)
    assert titles(store, store.editions.open(DAY + ONE_DAY)) == ["b"]


def test_a_closed_edition_never_changes(store: Store) -> None:
    add(store, "a")
    issue = store.editions.open(DAY)
    final = store.editions.until(issue, before=NOW + HOUR)
    store.editions.close(final, now=NOW)
    add(store, "b")
    store.editions.close(store.editions.until(issue, before=NOW + HOUR), now=NOW + HOUR)
    assert store.editions.open(DAY) == Span(day=DAY, after=0, last=final.last, closed_at=NOW)


def test_an_edition_without_an_end_cannot_be_closed(store: Store) -> None:
    with pytest.raises(ValueError, match="2026-03-10"):
        store.editions.close(store.editions.open(DAY), now=NOW)


def test_an_edition_of_a_quiet_day_is_empty_and_leaves_no_gap(store: Store) -> None:
    add(store, "a")
    for days in range(3):
        issue = store.editions.open(DAY + days * ONE_DAY)
        store.editions.close(store.editions.until(issue, before=NOW + HOUR), now=NOW)
    add(store, "b", now=NOW + 2 * HOUR)
    issue = store.editions.open(DAY + 3 * ONE_DAY)
    assert titles(store, issue) == ["b"]


def test_an_edition_cannot_end_before_it_begins(store: Store) -> None:
    """As it would when the machine's clock is set back between two."""
    add(store, "a")
    first = store.editions.open(DAY)
    store.editions.close(store.editions.until(first, before=NOW + HOUR), now=NOW)
    second = store.editions.open(DAY + ONE_DAY)
    final = store.editions.until(second, before=NOW - HOUR)
    assert (final.after, final.last) == (second.after, second.after)


def test_while_one_edition_is_open_there_is_no_other(store: Store) -> None:
    issue = store.editions.open(DAY)
    for days in (1, -1):
        assert store.editions.open(DAY + days * ONE_DAY) == issue
    assert store.editions.newest() == issue


class Editions(RuleBasedStateMachine):
    """Articles and editions in any order, by a clock that may be set back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(f"sqlite:///{self.folder.name}/digest.db")
        self.numbers: list[int] = []
        self.issues: dict[date, Span] = {}
        self.closed: dict[date, Span] = {}

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @rule(minutes=st.integers(-3000, 3000))
    def add(self, minutes: int) -> None:
        now = NOW + timedelta(minutes=minutes)
        self.numbers.append(add(self.store, f"a{len(self.numbers)}", now=now))

    @rule(days=st.integers(-2, 5))
    def open(self, days: int) -> None:
        issue = self.store.editions.open(DAY + days * ONE_DAY)
        self.issues[issue.day] = issue

    @rule(data=st.data(), minutes=st.integers(-3000, 3000))
    def close(self, data: st.DataObject, minutes: int) -> None:
        if self.issues:
            issue = data.draw(st.sampled_from(list(self.issues.values())))
            before = NOW + timedelta(minutes=minutes)
            self.store.editions.close(self.store.editions.until(issue, before=before), now=NOW)
            kept = self.store.editions.open(issue.day)
            assert self.closed.setdefault(kept.day, kept) == kept

    @invariant()
    def every_article_is_in_one_edition_or_in_none_yet(self) -> None:
        spans = sorted((issue.after, issue.last or 0) for issue in self.closed.values())
        ends = [0, *(last for _, last in spans)]
        assert [after for after, _ in spans] == ends[:-1]
        seen = [n for after, last in spans for n in self.numbers if after < n <= last]
        assert sorted(seen) == sorted(set(seen)) == [n for n in self.numbers if n <= ends[-1]]


Editions.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestSpansOfEditions = Editions.TestCase
