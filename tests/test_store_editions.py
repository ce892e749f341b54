"""Which articles each edition holds: all of them, and none twice."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from stored import letter_of

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


def open_(store: Store, day: date, series: str = "") -> Span:
    return store.editions.open(series, day, since=NOW - 100 * ONE_DAY)


def close(store: Store, span: Span, *, now: datetime) -> bool:
    return store.editions.close(span, letter_of(span), (), now=now)


def titles(store: Store, issue: Span) -> list[str]:
    return [one.article.title for one in store.articles.between(issue.after, issue.last)]


def test_there_is_no_edition_before_the_first(store: Store) -> None:
    assert store.editions.opened("") is None


def test_the_first_edition_holds_all_that_was_stored(store: Store) -> None:
    add(store, "a")
    issue = open_(store, DAY)
    assert issue == Span(day=DAY, after=0) == store.editions.opened("")
    assert titles(store, issue) == ["a"]


def test_an_open_edition_grows_until_it_is_closed(store: Store) -> None:
    issue = open_(store, DAY)
    add(store, "a")
    add(store, "b", now=NOW + HOUR)
    assert titles(store, open_(store, DAY)) == ["a", "b"]
    final = store.editions.until(issue, before=NOW + HOUR)
    assert titles(store, final) == ["a"]
    close(store, final, now=NOW + 2 * HOUR)
    closed = store.editions.last_closed("")
    assert closed == replace(final, closed_at=NOW + 2 * HOUR)
    assert titles(store, open_(store, DAY + ONE_DAY)) == ["b"]


def test_a_closed_edition_never_changes(store: Store) -> None:
    add(store, "a")
    issue = open_(store, DAY)
    final = store.editions.until(issue, before=NOW + HOUR)
    close(store, final, now=NOW)
    add(store, "b")
    close(store, store.editions.until(issue, before=NOW + HOUR), now=NOW + HOUR)
    assert open_(store, DAY) == replace(final, closed_at=NOW)


def test_an_edition_without_an_end_cannot_be_closed(store: Store) -> None:
    with pytest.raises(ValueError, match="2026-03-10"):
        close(store, open_(store, DAY), now=NOW)


def test_an_edition_of_a_quiet_day_is_empty_and_leaves_no_gap(store: Store) -> None:
    add(store, "a")
    for days in range(3):
        issue = open_(store, DAY + days * ONE_DAY)
        close(store, store.editions.until(issue, before=NOW + HOUR), now=NOW)
    add(store, "b", now=NOW + 2 * HOUR)
    issue = open_(store, DAY + 3 * ONE_DAY)
    assert titles(store, issue) == ["b"]


def test_an_edition_cannot_end_before_it_begins(store: Store) -> None:
    """As it would when the machine's clock is set back between two."""
    add(store, "a")
    first = open_(store, DAY)
    close(store, store.editions.until(first, before=NOW + HOUR), now=NOW)
    second = open_(store, DAY + ONE_DAY)
    final = store.editions.until(second, before=NOW - HOUR)
    assert (final.after, final.last) == (second.after, second.after)


def test_while_one_edition_is_open_there_is_no_other_whatever_the_day_is(store: Store) -> None:
    issue = open_(store, DAY)
    for days in (1, -1, 0):
        assert open_(store, DAY + days * ONE_DAY) == replace(issue, day=DAY + days * ONE_DAY)
    assert store.editions.opened("") == issue


def test_an_edition_closes_once(store: Store) -> None:
    final = store.editions.until(open_(store, DAY), before=None)
    assert close(store, final, now=NOW)
    assert not close(store, final, now=NOW + HOUR)
    kept = store.outbox.letter("", DAY)
    assert kept == letter_of(final)


def test_an_edition_that_is_called_after_another_day_meanwhile_does_not_close(store: Store) -> None:
    final = store.editions.until(open_(store, DAY), before=None)
    open_(store, DAY + ONE_DAY)
    assert not close(store, final, now=NOW)
    assert store.outbox.letter("", DAY) is None


def test_each_series_has_editions_of_its_own(store: Store) -> None:
    add(store, "a")
    close(store, store.editions.until(open_(store, DAY), before=None), now=NOW)
    add(store, "b")
    assert titles(store, open_(store, DAY, "sport")) == ["a", "b"]
    assert titles(store, open_(store, DAY + ONE_DAY)) == ["b"]
    assert store.editions.last_closed("sport") is None


def test_the_first_edition_of_a_new_series_looks_back_no_further_than_it_is_told(
    store: Store,
) -> None:
    add(store, "old", now=NOW - 3 * ONE_DAY)
    add(store, "new")
    span = store.editions.open("sport", DAY, since=NOW - ONE_DAY)
    assert titles(store, span) == ["new"]


class Editions(RuleBasedStateMachine):
    """Articles and editions in any order, by a clock that may be set back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(f"sqlite:///{self.folder.name}/digest.db")
        self.numbers: list[int] = []
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
        open_(self.store, DAY + days * ONE_DAY)

    @rule(minutes=st.integers(-3000, 3000))
    def close(self, minutes: int) -> None:
        if issue := self.store.editions.opened(""):
            before = NOW + timedelta(minutes=minutes)
            assert close(self.store, self.store.editions.until(issue, before=before), now=NOW)
            kept = self.store.editions.of("", issue.day)
            assert kept
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
