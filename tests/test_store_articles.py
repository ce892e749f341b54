"""Articles in the store: kept once, under one id, for good."""

import json
import signal
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy.exc import StatementError
from stored import HOUR, NOW, OTHER_BODY, article, body_of, keep, other_process, url_of

from digest.identity import Decision, mint
from digest.model import Article, Enclosure, Image, Published
from digest.store import Save, Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as store:
        yield store


# ----- what is kept


def test_an_article_comes_out_as_it_went_in(store: Store) -> None:
    tripoli = timezone(timedelta(hours=2))
    one = Article(
        url="https://example.org/a",
        addresses=("https://example.org/b", "https://example.org/a"),
        title="إعادة فتح الميناء 🎉",
        html="<p>One</p>",
        text="One\n\nTwo",
        summary="Short",
        published=Published(at=datetime(2026, 3, 10, 0, 5, tzinfo=tripoli), provenance="json-ld"),
        modified=NOW,
        authors=("A. B.", "C, D"),
        section="Politics",
        tags=("x", "y"),
        image=Image(url="https://example.org/i.jpg", alt="i", width=3, height=4),
        language="ar",
        direction="rtl",
    )
    stored = keep(store, one, now=NOW)
    assert stored.article == one
    assert stored.article.published is not None
    assert stored.article.published.at.isoformat() == "2026-03-10T00:05:00+02:00"
    assert (stored.source, stored.revision, stored.copy_of) == ("one", 1, "")
    assert stored.first_seen == stored.updated == NOW


@pytest.mark.parametrize("minutes", [-570, 0, 345, 840])
def test_the_day_of_publication_is_that_of_the_page(store: Store, minutes: int) -> None:
    at = datetime(2026, 3, 10, 0, 5, tzinfo=timezone(timedelta(minutes=minutes)))
    one = article(published=Published(at=at, provenance="meta", day_only=True))
    published = keep(store, one).article.published
    assert published == Published(at=at, provenance="meta", day_only=True)
    assert published.at.utcoffset() == timedelta(minutes=minutes)


def test_a_bare_article_has_neither_date_nor_image(store: Store) -> None:
    stored = keep(store, article()).article
    assert (stored.published, stored.modified, stored.image) == (None, None, None)


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(StatementError, match="no time zone"):
        keep(store, article(), reread_at=naive)


def test_an_id_is_minted_from_the_first_key(store: Store) -> None:
    assert keep(store, article()).id == mint("example.org/a")


def test_an_id_that_is_taken_is_not_given_again(store: Store) -> None:
    save = Save(source="one", fingerprint="", now=NOW, reread_at=None)
    decision = Decision(kind="new", keys=("example.org/a",))
    first, second, third = (store.articles.add(article(), decision, save) for _ in range(3))
    assert [first, second, third] == [mint("example.org/a", n) for n in (1, 2, 3)]
    assert store.articles.known(["example.org/a"]) == {"example.org/a": first}


def test_numbers_count_up_in_the_order_of_storing(store: Store) -> None:
    numbers = [keep(store, article(name)).number for name in "abc"]
    assert numbers == sorted(set(numbers))


def test_an_unknown_id_is_a_key_error(store: Store) -> None:
    with pytest.raises(KeyError, match="urn:uuid:nobody"):
        store.articles.get("urn:uuid:nobody")


# ----- known again


def test_the_id_never_changes_through_edits_and_moves(store: Store) -> None:
    one = keep(store, article("a"))
    edited = keep(store, article("a", title="Other", text=OTHER_BODY))
    moved = keep(store, replace(edited.article, url="https://example.org/b",
                                addresses=("https://example.org/b",)))  # fmt: skip
    again = keep(store, article("b", title="Third", text="Short"))
    assert one.id == edited.id == moved.id == again.id
    assert one.number == again.number
    assert again.first_seen == NOW
    assert again.article.title == "Third"
    assert store.articles.known(["example.org/a", "example.org/b"]) == dict.fromkeys(
        ["example.org/a", "example.org/b"], one.id
    )


def test_an_address_of_another_article_stays_its_own(store: Store) -> None:
    a, b = keep(store, article("a")), keep(store, article("b"))
    store.articles.update(
        article("a"),
        Decision(kind="known", id=a.id, keys=("example.org/a", "example.org/b", "example.org/c")),
        Save(source="one", fingerprint="", now=NOW, reread_at=None),
    )
    assert store.articles.known({"example.org/b", "example.org/c"}) == {
        "example.org/b": b.id,
        "example.org/c": a.id,
    }


def test_an_unchanged_article_keeps_its_revision_though_its_case_changes(store: Store) -> None:
    keep(store, article())
    again = keep(store, article(text=body_of("a").upper()), now=NOW + HOUR)
    assert (again.revision, again.updated) == (1, NOW)


@pytest.mark.parametrize(
    "changes",
    [{"title": "Another title"}, {"text": OTHER_BODY}, {"text": "Short now."}],
)
def test_another_title_or_text_is_another_revision(
    store: Store, changes: dict[str, object]
) -> None:
    keep(store, article())
    again = keep(store, article(**changes), now=NOW + HOUR)
    assert (again.revision, again.updated, again.first_seen) == (2, NOW + HOUR, NOW)
    same = keep(store, article(**changes), now=NOW + 2 * HOUR)
    assert (same.revision, same.updated) == (2, NOW + HOUR)


def test_the_date_of_the_last_change_never_goes_back(store: Store) -> None:
    """As it would when the machine's clock is set back."""
    keep(store, article())
    again = keep(store, article(title="Another"), now=NOW - HOUR)
    assert (again.revision, again.updated) == (2, NOW)


def test_the_first_date_of_publication_stays(store: Store) -> None:
    first = Published(at=NOW, provenance="json-ld", day_only=True)
    keep(store, article(published=first))
    later = Published(at=NOW + HOUR, provenance="meta")
    assert keep(store, article(title="Other", published=later)).article.published == first
    assert keep(store, article(title="Third", published=None)).article.published == first


def test_a_date_that_was_missing_is_taken_when_it_comes(store: Store) -> None:
    keep(store, article())
    later = Published(at=NOW, provenance="meta")
    assert keep(store, article(published=later)).article.published == later


def test_what_a_feed_gave_beside_it_stays_where_its_page_is_read_alone(store: Store) -> None:
    sound = Enclosure(url="https://example.org/a.mp3", type="audio/mpeg", length=5)
    other = Enclosure(url="https://example.org/b.mp3")
    assert keep(store, article(enclosures=(sound,))).article.enclosures == (sound,)
    assert keep(store, article(title="Other")).article.enclosures == (sound,)
    assert keep(store, article(enclosures=(other,))).article.enclosures == (other,)


def test_an_article_without_its_text_never_replaces_a_whole_one(store: Store) -> None:
    whole = keep(store, article())
    partial = article(title="Please log in", text="", partial="403 Forbidden")
    assert keep(store, partial, now=NOW + HOUR) == whole


def test_a_partial_article_keeps_its_id_when_its_text_comes(store: Store) -> None:
    partial = keep(store, article(text="", partial="403 Forbidden"))
    whole = keep(store, article(), now=NOW + HOUR)
    assert whole.id == partial.id
    assert (whole.article.partial, whole.revision, whole.updated) == ("", 2, NOW + HOUR)


def test_a_partial_article_may_be_replaced_by_a_partial_one(store: Store) -> None:
    keep(store, article(text="", partial="403 Forbidden"))
    again = keep(store, article(text="", partial="500 Internal Server Error"))
    assert (again.article.partial, again.revision) == ("500 Internal Server Error", 1)


def test_lists_are_kept_as_json(store: Store, tmp_path: Path) -> None:
    """So that other programs can read the store."""
    keep(store, article(authors=("ليبيا", "B")))
    connection = sqlite3.connect(tmp_path / "digest.db")
    [[authors]] = connection.execute("SELECT authors FROM article").fetchall()
    connection.close()
    assert json.loads(authors) == ["ليبيا", "B"]


# ----- killed

WRITER = """
import sys
from datetime import UTC, datetime
from digest.identity import Decision
from digest.model import Article
from digest.store import Save, Store

with Store(sys.argv[1]) as store:
    save = Save(source="one", fingerprint="f", now=datetime.now(UTC), reread_at=None)
    print("ready", flush=True)
    for number in range(1_000_000):
        url = f"https://example.org/{number}"
        one = Article(url=url, addresses=(url,), title="T", text="word " * 2000)
        keys = (f"example.org/{number}", f"example.org/other/{number}")
        print(store.articles.add(one, Decision(kind="new", keys=keys), save), flush=True)
"""


@pytest.mark.parametrize("after", [1, 7, 30])
def test_a_program_that_is_killed_loses_nothing_that_it_said_was_stored(
    tmp_path: Path, after: int
) -> None:
    file = tmp_path / "digest.db"
    with other_process(WRITER, url_of(file)) as writer:
        assert writer.stdout
        said = [writer.stdout.readline().strip() for _ in range(after)]
        writer.send_signal(signal.SIGKILL)
        said += writer.stdout.read().split()
    whole = [id_ for id_ in said if len(id_) == len(said[0])]
    with Store(url_of(file)) as store:
        stored = {one.id for one in store.articles.everything(most=10**6)}
        assert set(whole) <= stored
        assert len(stored) <= len(whole) + 2  # one may have been stored and not yet said
        keep(store, article("after"))
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT id FROM article WHERE source = 'one'").fetchall()
        counts = connection.execute(
            "SELECT count(DISTINCT key), (SELECT count(*) FROM found) FROM alias"
        ).fetchone()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    # Two keys and one source for each, one key for the last one; no half article.
    assert counts == (2 * len(rows) - 1, len(rows))
