"""What was made of articles is kept while a file holds them; what was asked of others, longer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from stored import url_of

from digest import summariser
from digest.store import Store
from digest.store.rendered import LASTING, MOST_LASTING

ASKED = summariser.form("small")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as opened:
        opened.rendered.keep({"rss": {1: b"a", 2: b"b"}, ASKED: {1: b"c", 2: b"d"}}, {1: 7, 2: 8})
        yield opened


def test_what_no_file_holds_is_thrown_away_but_not_what_was_asked(store: Store) -> None:
    store.rendered.sweep({2})
    assert store.rendered.of("rss", {1: 7, 2: 8}) == {2: b"b"}
    assert store.rendered.of(ASKED, {1: 7, 2: 8}) == {1: b"c", 2: b"d"}


def test_what_was_asked_of_old_articles_is_thrown_away(store: Store) -> None:
    newest = MOST_LASTING + 1
    store.rendered.keep({ASKED: {newest: b"e"}}, {newest: 9})
    store.rendered.sweep({1, 2})
    assert store.rendered.of(ASKED, {1: 7, 2: 8, newest: 9}) == {2: b"d", newest: b"e"}
    assert store.rendered.of("rss", {1: 7, 2: 8}) == {1: b"a", 2: b"b"}


def test_what_changed_since_does_not_count(store: Store) -> None:
    assert store.rendered.of(ASKED, {1: 7, 2: 9}) == {1: b"c"}


def test_store_that_keeps_nothing_is_swept_too(tmp_path: Path) -> None:
    with Store(url_of(tmp_path / "empty.db")) as empty:
        empty.rendered.sweep(set())
        assert empty.rendered.of("rss", {1: 1}) == {}


def test_answers_of_a_model_are_what_lasts() -> None:
    assert ASKED.startswith(LASTING)
