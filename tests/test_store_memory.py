"""What is kept of a site beside its articles."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored import HOUR, NOW, OTHER_BODY, article, keep, url_of

from digest.model import Furniture, Image, Published, Seen, Source
from digest.store import Save, Store
from digest.store.memory import from_text, to_text

KNOWN = Furniture(
    seen=(
        Seen(block="b1", words=4, articles=("a0", "a1", "a2")),
        Seen(block="b2", words=30, articles=("a2",)),
    ),
    articles=("a1", "a2"),
)
NAMES = st.text("abcdef0123456789", min_size=1, max_size=16)
MEMORIES = st.builds(
    Furniture,
    seen=st.lists(
        st.builds(
            Seen,
            block=NAMES,
            words=st.integers(1, 9999),
            articles=st.lists(NAMES, min_size=1, max_size=6, unique=True).map(tuple),
        ),
        max_size=6,
    ).map(tuple),
    articles=st.lists(NAMES, max_size=8, unique=True).map(tuple),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as one:
        yield one


@given(MEMORIES)
def test_a_memory_is_read_as_it_was_written(known: Furniture) -> None:
    assert from_text(to_text(known)) == known


def test_a_source_that_no_article_was_stored_of_knows_nothing(store: Store) -> None:
    keep(store, article(), source="other", furniture=KNOWN)
    assert store.articles.furniture("one") == Furniture()


def test_a_memory_comes_with_a_new_article_and_with_an_old_one(store: Store) -> None:
    keep(store, article(), furniture=KNOWN)
    assert store.articles.furniture("one") == KNOWN
    more = replace(KNOWN, articles=("a1", "a2", "a3"))
    keep(store, article(title="Another title"), furniture=more)
    assert store.articles.furniture("one") == more
    keep(store, article(title="A third title"))
    keep(store, article(title="A fourth title"), furniture=Furniture())
    assert store.articles.furniture("one") == more


def test_a_memory_moves_with_the_name_of_its_source(store: Store) -> None:
    old = Source(name="one", url="https://example.org/")
    store.sources.sync([old], now=NOW)
    keep(store, article(), furniture=KNOWN)
    renamed = replace(old, name="new", formerly=("one",))
    store.sources.sync([renamed], now=NOW)
    assert store.articles.furniture("new") == KNOWN
    assert store.articles.furniture("one") == Furniture()
    keep(store, article("b"), source="new", furniture=replace(KNOWN, articles=("b",)))
    keep(store, article("c"), source="one", furniture=KNOWN)
    store.sources.sync([old], now=NOW)
    store.sources.sync([renamed], now=NOW)
    assert store.articles.furniture("new").articles == ("b",)


def test_a_corrected_article_is_no_news(store: Store) -> None:
    old = keep(
        store,
        article(published=Published(at=NOW, provenance="meta"), image=Image(url="https://i/")),
    )
    better = replace(
        old.article, title="Another", text=OTHER_BODY, authors=("Jane",), paywalled=True
    )
    save = Save(
        source="one", fingerprint="f", now=NOW + HOUR, reread_at=NOW, furniture=KNOWN, etag="x"
    )
    store.articles.correct(old.id, better, save, leader="")
    assert store.articles.get(old.id) == replace(old, article=better)
    assert store.articles.furniture("one") == KNOWN


def test_articles_since_an_instant_are_those_first_seen_then_or_later(store: Store) -> None:
    for hours, name in enumerate("abc"):
        keep(store, article(name), now=NOW + hours * HOUR)
    keep(store, article("d", text="d"), source="two", now=NOW + HOUR)
    since = store.articles.since("one", first_seen=NOW + HOUR)
    assert [one.article.title for one in since] == ["Title of b", "Title of c"]
