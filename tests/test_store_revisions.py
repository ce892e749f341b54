"""What an article was before it changed is kept, and readers are told in measure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from stored import HOUR, NOW, add, article, body_of, keep, url_of

from digest.model import Published
from digest.store import Store
from digest.store.articles import MOST_UPDATES


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as opened:
        yield opened


def dated(day: int) -> Published:
    return Published(at=NOW + day * 24 * HOUR, provenance="time")


def test_each_form_is_kept_with_its_time(store: Store) -> None:
    first = keep(store, article())
    keep(store, article(title="Second"), now=NOW + HOUR)
    corrected = f"{body_of('a')}\n\nCorrection: it was said there."
    keep(store, article(title="Second", text=corrected), now=NOW + 2 * HOUR)
    found = store.revisions.of(first.id)
    assert [(one.number, one.at, one.edited, one.title) for one in found] == [
        (1, NOW, "", "Title of a"),
        (2, NOW + HOUR, "material", "Second"),
        (3, NOW + 2 * HOUR, "correction", "Second"),
    ]
    assert found[1].text == body_of("a")
    assert found[2].text == corrected


@pytest.mark.parametrize(("most", "kept"), [(2, [4, 5, 6]), (0, [6]), (9, [1, 2, 3, 4, 5, 6])])
def test_only_so_many_are_kept(store: Store, most: int, kept: list[int]) -> None:
    id_ = keep(store, article()).id
    for n in range(5):
        keep(store, article(title=f"Other{n}"), max_revisions=most)
    assert [one.number for one in store.revisions.of(id_)] == kept


def test_a_mended_letter_is_taken_over_without_a_revision(store: Store) -> None:
    keep(store, article())
    mended = body_of("a").replace("Sentence 3", "Sentense 3")
    again = keep(store, article(text=mended), now=NOW + HOUR)
    assert (again.revision, again.updated, again.article.text) == (1, NOW, mended)
    assert len(store.revisions.of(again.id)) == 1


def test_what_the_source_repeats_makes_no_revision(store: Store) -> None:
    footer = "\n\n" + " ".join(f"sign {n} up for letters of the day" for n in range(8))
    for day, name in enumerate("abcd"):
        one = article(name, text=body_of(name) + footer, published=dated(day))
        last = keep(store, one, now=NOW + day * 24 * HOUR)
    bare = article("d", text=body_of("d"), published=dated(3))
    again = keep(store, bare, now=NOW + 75 * HOUR)
    assert (again.id, again.revision, again.updated) == (last.id, 1, last.updated)
    more = replace(bare, text=bare.text + footer.replace("letters", "prizes"))
    assert keep(store, more, now=NOW + 76 * HOUR).revision == 2


def test_a_silent_source_tells_nobody(store: Store) -> None:
    keep(store, article())
    again = keep(store, article(title="Other"), now=NOW + HOUR, silent=True)
    assert (again.revision, again.updated, again.article.title) == (2, NOW, "Other")
    assert store.revisions.of(again.id)[-1].at == NOW + HOUR


def test_a_page_that_changes_for_ever_comes_up_so_often_and_no_more(store: Store) -> None:
    keep(store, article())
    for n in range(1, MOST_UPDATES + 3):
        again = keep(store, article(title=f"Other{n}"), now=NOW + n * HOUR)
    assert again.revision == MOST_UPDATES + 3
    assert again.updated == NOW + (MOST_UPDATES - 1) * HOUR + timedelta()


def test_nothing_is_kept_of_what_is_not_stored(store: Store) -> None:
    add(store)
    with pytest.raises(KeyError):
        store.revisions.of("urn:uuid:none")
