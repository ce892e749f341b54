"""Copies that are not exact are found by rows, in a store that was opened anew too."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from stored import NOW, article, keep, url_of
from test_identity_sketch import CUT, OTHER, WHOLE, prose

from digest.identity import sketch
from digest.model import Published
from digest.store import Store

DAY = timedelta(days=1)


def test_a_copy_that_was_cut_is_found_after_the_store_was_closed(tmp_path: Path) -> None:
    with Store(url_of(tmp_path / "digest.db")) as store:
        leader = keep(store, article(text=WHOLE))
    with Store(url_of(tmp_path / "digest.db")) as store:
        assert keep(store, article("b", text=CUT), source="two").copy_of == leader.id
        assert not keep(store, article("c", text=OTHER), source="two").copy_of


def test_what_is_kept_without_its_text_is_like_the_same_text_only(tmp_path: Path) -> None:
    """Its numbers are unknown: another day's results might be taken for it."""
    with Store(url_of(tmp_path / "digest.db")) as store:
        leader = keep(store, article(text=WHOLE))
        later = NOW + DAY
        store.upkeep.sweep(now=later, texts=later, articles=None, ids=None, held=())
        assert not keep(store, article("b", text=CUT), source="two").copy_of
        assert keep(store, article("c", text=WHOLE), source="three").copy_of == leader.id


def test_an_article_that_moved_and_changed_keeps_its_id(tmp_path: Path) -> None:
    with Store(url_of(tmp_path / "digest.db")) as store:
        first = keep(store, article(title="Ships are safe", text=WHOLE))
        again = keep(store, article("b", title="Ships are safe", text=CUT))
        assert (again.id, again.revision) == (first.id, 2)
        # What it says now is what copies are copies of.
        assert keep(store, article("c", text=CUT), source="two").copy_of == first.id


def test_a_changed_text_leads_no_more_to_what_it_was(tmp_path: Path) -> None:
    with Store(url_of(tmp_path / "digest.db")) as store:
        keep(store, article(text=WHOLE))
        keep(store, article(text=OTHER))
        assert store.articles.candidates([], "", sketch(article(text=WHOLE)).rows()) == ()
        assert len(store.articles.candidates([], "", sketch(article(text=OTHER)).rows())) == 1


def test_what_a_source_repeats_is_remembered_and_leads_nowhere(tmp_path: Path) -> None:
    file, footer = tmp_path / "digest.db", prose(200, 240)
    with Store(url_of(file)) as store:
        for n in range(4):
            own = prose(300 + 30 * n, 315 + 30 * n)
            at = Published(at=NOW - n * 8 * DAY, provenance="meta")
            one = article(str(n), text=f"{own} {footer}", published=at)
            assert not keep(store, one).copy_of
        assert set(sketch(article(text=footer)).short) <= store.articles.repeated("one")
        assert not store.articles.repeated("two")
        hashes = sketch(article(text=footer)).rows()
        newest = store.articles.candidates(["example.org/3"], "")[0].number
        assert newest not in {c.number for c in store.articles.candidates([], "", hashes)}
    with closing(sqlite3.connect(file)) as connection:
        [most] = connection.execute(
            "SELECT max(n) FROM (SELECT count(*) n FROM sketch GROUP BY article)"
        ).fetchone()
        assert most <= 32
