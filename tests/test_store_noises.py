"""Keys of a host whose noise was learnt: nothing comes twice, and nothing is hidden."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from stored import BODY, OTHER_BODY, article, body_of, keep, url_of

from digest.model import Article
from digest.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as one:
        yield one


def at(query: str, name: str, **changes: object) -> Article:
    address = f"https://example.org/story?{query}"
    return article(name, url=address, addresses=(address,), title=f"Of {name * 9}", **changes)


def teach(store: Store, number: int = 3) -> list[str]:
    """Meet so many articles under two values of `t`; return their ids."""
    ids = []
    for n in range(number):
        ids += {keep(store, at(f"id={n}&t={value}", f"name{n}")).id for value in (1, 2)}
    assert len(ids) == number
    return ids


def noise(store: Store) -> frozenset[str]:
    return store.articles.noise(["example.org"])["example.org"].noise


def test_stored_keys_lose_what_is_learnt_to_be_noise(store: Store) -> None:
    teach(store, 2)
    assert noise(store) == frozenset()
    ids = teach(store)
    assert noise(store) == {"t"}
    for n, id_ in enumerate(ids):
        assert store.trails.of(id_).keys == (f"example.org/story?id={n}",)
        asked = f"example.org/story?id={n}&t=9"
        assert store.articles.through_noise([asked])[asked][0] == id_
        assert store.articles.known([asked], claims=True) == {asked: id_}
        assert store.articles.known([asked]) == {}


def test_an_article_is_known_under_another_value_though_its_text_was_edited(store: Store) -> None:
    first = teach(store)[0]
    edited = at("id=0&t=7", "name0", text=body_of("name0") + " He said no more.")
    assert keep(store, edited).id == first
    assert len(store.trails.of(first).keys) == 1


def test_an_article_of_other_text_is_new_and_its_parameter_noise_no_more(store: Store) -> None:
    ids = teach(store)
    assert keep(store, at("id=0&t=7", "other")).id not in ids
    assert noise(store) == frozenset()
    assert keep(store, at("id=0&t=8", "third")).id not in ids
    assert store.articles.known(["example.org/story?id=0&t=7"])
    teach(store, 6)
    assert noise(store) == frozenset()


@pytest.mark.parametrize("texts", [(BODY, OTHER_BODY), ("", ""), ("Short.", "Soon."), (BODY, "")])
def test_a_parameter_is_no_noise_where_two_stored_articles_would_get_one_key(
    store: Store, texts: tuple[str, str]
) -> None:
    """As of `lang`, where the same text stands under two values before it is translated."""
    two = [
        keep(store, at(f"id=9&t={value}", f"far{value * 'x'}", text=text)).id
        for value, text in enumerate(texts, start=1)
    ]
    teach(store)
    assert noise(store) == frozenset()
    known = store.articles.known([f"example.org/story?id=9&t={value}" for value in (1, 2)])
    assert sorted(known.values()) == sorted(two)


def test_a_key_without_the_parameter_speaks_against_it_too(store: Store) -> None:
    keep(store, at("id=9", "far", text=BODY))
    keep(store, at("id=9&t=1", "near", text=OTHER_BODY))
    teach(store)
    assert noise(store) == frozenset()


def test_copies_of_one_text_may_get_one_key(store: Store) -> None:
    one = keep(store, at("id=9&t=1", "same"), source="one")
    two = keep(store, at("id=9&t=2", "same"), source="two")
    assert two.copy_of == one.id
    teach(store)
    assert noise(store) == {"t"}
    assert store.articles.known(["example.org/story?id=9"]) == {"example.org/story?id=9": one.id}


def test_two_articles_of_one_text_may_get_one_key(store: Store) -> None:
    """As those that a source told under two titles before its noise was known."""
    two = [
        keep(store, at(f"id=9&t={value}", f"far{value * 'x'}", text=text)).id
        for value, text in ((1, BODY), (2, f"{OTHER_BODY} End."))
    ]
    changed = at("id=9&t=2", "farxx", text=BODY)
    assert keep(store, changed).id == two[1]
    teach(store)
    assert noise(store) == {"t"}
    assert store.articles.known(["example.org/story?id=9"]) == {"example.org/story?id=9": two[0]}


def test_other_hosts_keep_their_keys(store: Store) -> None:
    other = "https://news.example.org/story?id=0&t=1"
    id_ = keep(store, article("elsewhere", url=other, addresses=(other,))).id
    teach(store)
    assert store.trails.of(id_).keys == ("news.example.org/story?id=0&t=1",)
