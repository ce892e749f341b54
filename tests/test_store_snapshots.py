"""Pages are kept one of a kind, packed, and given back as they were."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from stored import HOUR, NOW, url_of

from digest.model import Page, Source
from digest.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as one:
        yield one


def page(body: bytes = b"<p>one", **more: object) -> Page:
    url = "https://a.example/"
    kind = "text/html; charset=utf-8"
    return Page(requested=url, url=url, body=body, content_type=kind, fetched_at=NOW, **more)


def test_a_page_is_given_back_as_it_was_until_another_of_its_kind_comes(store: Store) -> None:
    assert store.snapshots.get("one", "good") is None
    store.snapshots.keep("one", "good", page())
    store.snapshots.keep("one", "failing", page(b"<p>gone"))
    assert store.snapshots.get("one", "good") == page()
    store.snapshots.keep("one", "good", page(b"<p>two"))
    assert store.snapshots.get("one", "good") == page(b"<p>two")
    store.snapshots.forget("one", "failing")
    assert store.snapshots.get("one", "failing") is None
    assert store.snapshots.get("other", "good") is None


def test_a_page_too_large_even_packed_leaves_the_one_before(store: Store) -> None:
    store.snapshots.keep("one", "good", page())
    store.snapshots.keep("one", "good", page(random.Random(1).randbytes(600_000)))
    assert store.snapshots.get("one", "good") == page()
    large = page(b"<p>news " * 500_000)
    store.snapshots.keep("one", "good", large)
    assert store.snapshots.get("one", "good") == large


def test_a_page_goes_along_when_its_source_is_renamed(store: Store) -> None:
    store.sources.sync([Source(name="one", url="https://a.example/")], now=NOW)
    store.snapshots.keep("one", "good", page())
    renamed = Source(name="new", url="https://a.example/", formerly=("one",))
    store.sources.sync([renamed], now=NOW + HOUR)
    assert store.snapshots.get("new", "good") == page()
