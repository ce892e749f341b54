"""Keys that are only claimed, those that are contested, and those that are neither."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from stored import article, keep, url_of

from digest.store import Store

CLAIM = "https://example.org/?p=7"
KEY = "example.org?p=7"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as one:
        yield one


def claiming(name: str, *claims: str) -> object:
    return article(name, claims=claims or (CLAIM,))


def test_a_claim_leads_to_its_article_but_no_reading_trusts_it_unfetched(store: Store) -> None:
    id_ = keep(store, claiming("a")).id
    assert store.articles.known([KEY]) == {}
    assert store.articles.known([KEY], claims=True) == {KEY: id_}
    assert KEY in store.trails.of(id_).keys


def test_a_claim_is_an_address_once_its_article_was_fetched_there(store: Store) -> None:
    id_ = keep(store, claiming("a")).id
    assert keep(store, replace(article("a"), url=CLAIM, addresses=(CLAIM,))).id == id_
    assert store.articles.known([KEY]) == {KEY: id_}


def test_an_article_that_moved_is_known_by_its_number(store: Store) -> None:
    first = keep(store, claiming("a"))
    moved = "https://example.org/new-slug"
    edited = replace(
        claiming("a"), url=moved, addresses=(moved,), text=first.article.text + " End."
    )
    assert keep(store, edited).id == first.id
    assert store.articles.known(["example.org/new-slug"]) == {"example.org/new-slug": first.id}


def test_a_contested_name_leads_to_neither_for_good(store: Store) -> None:
    one, two = keep(store, claiming("a")).id, keep(store, claiming("b")).id
    assert one != two
    for again in (claiming("a"), claiming("b"), claiming("c")):
        keep(store, again)
    assert store.articles.known([KEY], claims=True) == {}
    assert store.trails.of(one).contested == ((KEY, two),)
    assert store.trails.of(two).contested == ((KEY, one),)


def test_a_contested_address_still_leads_to_what_is_fetched_there(store: Store) -> None:
    for name in "ab":
        keep(store, claiming(name))
    own = keep(store, article("c", url=CLAIM, addresses=(CLAIM,)))
    assert store.articles.known([KEY]) == {KEY: own.id}


def test_an_article_is_not_shown_at_a_contested_address(store: Store) -> None:
    """A template's canonical address, the same for all."""
    ids = [
        keep(store, replace(article(name), url=CLAIM, addresses=(article(name).url, CLAIM))).id
        for name in "ab"
    ]
    assert store.articles.get(ids[0]).article.url == article("a").url


def test_what_is_fetched_takes_its_address_from_what_claimed_it(store: Store) -> None:
    false = keep(store, article("a", url=CLAIM, addresses=(article("a").url, CLAIM)))
    own = keep(store, article("b", url=CLAIM, addresses=(CLAIM,)))
    assert own.id != false.id
    assert store.articles.known([KEY]) == {KEY: own.id}
    assert store.articles.get(false.id).article.url == article("a").url
