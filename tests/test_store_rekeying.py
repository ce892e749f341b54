"""A store whose keys an older program wrote knows all its articles again, under their ids."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text
from stored import NOW, article, keep, url_of

from digest.identity import key
from digest.store import Store

OLD = """
INSERT INTO article (id, source, url, addresses, title, html, text, summary, authors, section,
 tags, language, direction, partial, paywalled, fingerprint, first_seen, updated, revision,
 eligible, etag, last_modified)
VALUES (:id, 'one', 'https://a.example/', :addresses, 'Old', '', 'Text', '', '[]', '', '[]', '',
 '', '', 0, '', '2026-03-01 00:00:00.000000', '2026-03-01 00:00:00.000000', 1, 1, '', '')
"""
WRAPPED = "https://www.google.com/url?q=https%3A%2F%2Fnews.example.org%2Fx%2F1&sa=D"
OF_WRAPPED = "google.com/url?q=https:%2F%2Fnews.example.org%2Fx%2F1&sa=D"
"""What the first key function made of it, as all keys that `put` is given here."""


def put(connection: Connection, id_: str, *keys: str, addresses: str = "[]") -> None:
    connection.execute(text(OLD), {"id": id_, "addresses": addresses})
    for one in keys:
        connection.execute(text("INSERT INTO alias VALUES (:k, :a)"), {"k": one, "a": id_})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "digest.db"


@contextmanager
def old_store(file: Path) -> Iterator[Connection]:
    """Give a connection to a store as it was before keys had their second form."""
    engine = create_engine(url_of(file))
    config = Config()
    config.set_main_option("script_location", "digest:store/migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        yield connection
    engine.dispose()


def led(file: Path, *addresses: str) -> list[str | None]:
    """Return the ids that these addresses lead to, by the key function of now."""
    with Store(url_of(file)) as store:
        known = store.articles.known([key(address) for address in addresses])
    return [known.get(key(address)) for address in addresses]


@pytest.mark.parametrize(
    ("old", "address"),
    [
        (OF_WRAPPED, "https://news.example.org/x/1"),
        (OF_WRAPPED, WRAPPED),
        ("web.archive.org/web/20251207/https:/news.example.org/x/1", "news.example.org/x/1"),
        ("duckduckgo.com/l?uddg=https:%2F%2Fnews.example.org%2Fx%2F1", "news.example.org/x/1"),
        ("example.org/index.php/a", "example.org/a"),
        ("example.org/a?intcmp=footer&id=7", "example.org/a?id=7"),
        ("example.org/News/A.aspx", "example.org/news/a.aspx"),
        ("en.m.wikipedia.org/wiki/Tripoli", "en.wikipedia.org/wiki/Tripoli"),
        ("example.org/a?id=8", "example.org/a?id=8"),
    ],
)
def test_an_article_is_found_by_what_its_old_key_is_now(file: Path, old: str, address: str) -> None:
    with old_store(file) as connection:
        put(connection, "urn:1", old)
    full = address if "://" in address else f"https://{address}"
    assert led(file, full) == ["urn:1"]


def test_what_the_old_key_had_lost_comes_back_from_the_addresses(file: Path) -> None:
    with old_store(file) as connection:
        put(connection, "urn:1", "example.org/a", addresses='["https://example.org/a#!one"]')
    assert led(file, "https://example.org/a", "https://example.org/a#!one") == ["urn:1", "urn:1"]


def test_of_two_articles_with_one_key_the_earlier_keeps_it_and_both_stay(file: Path) -> None:
    with old_store(file) as connection:
        put(connection, "urn:1", "example.org/a?intcmp=x")
        put(connection, "urn:2", "example.org/a", "example.org/b")
        put(connection, "urn:3", "example.org/a?intcmp=y", addresses='["https://example.org/a"]')
    assert led(file, "https://example.org/a", "https://example.org/b") == ["urn:1", "urn:2"]
    with Store(url_of(file)) as store:
        assert [store.articles.get(f"urn:{n}").number for n in (1, 2, 3)] == [1, 2, 3]
        assert store.trails.of("urn:1").keys == ("example.org/a",)
        assert store.trails.of("urn:3").keys == ()


def test_an_address_that_led_to_another_article_is_not_taken_from_it(file: Path) -> None:
    """A template's false claim to be the article before, which was not believed then."""
    with old_store(file) as connection:
        put(connection, "urn:1", "example.org/b", addresses='["https://example.org/a"]')
        put(connection, "urn:2", "example.org/a")
    assert led(file, "https://example.org/a") == ["urn:2"]


def test_no_root_leads_to_an_article(file: Path) -> None:
    with old_store(file) as connection:
        put(connection, "urn:1", "google.com/url?q=https:%2F%2Fexample.org%2F")
    assert led(file, "https://example.org/") == [None]


def test_a_key_too_long_for_an_address_stays(file: Path) -> None:
    long = "example.org/" + "%D9%84" * 1500
    with old_store(file) as connection:
        put(connection, "urn:1", long)
    assert led(file, f"https://example.org/{'ل' * 1500}") == ["urn:1"]


def test_what_listings_showed_and_what_was_dropped_is_found_by_its_new_key(file: Path) -> None:
    listed = "INSERT INTO listed VALUES ('one', :k, 'urn:1', :t, NULL)"
    dropped = "INSERT INTO dropped VALUES ('one', :k, 'u', 'r', '2027-01-01 00:00:00.000000')"
    with old_store(file) as connection:
        put(connection, "urn:1", "example.org/a")
        for name, title in (("a?hpt=x", "Later"), ("a", "Shown"), ("b?hpt=x", "Other")):
            connection.execute(text(listed), {"k": f"example.org/{name}", "t": title})
            connection.execute(text(dropped), {"k": f"example.org/{name}"})
    with Store(url_of(file)) as store:
        shown = store.listings.of("one")
        assert {k: one.title for k, one in shown.items()} == {
            "example.org/a": "Shown",
            "example.org/b": "Other",
        }
        assert store.listings.dropped("one", now=NOW) == {"example.org/a", "example.org/b"}


def test_an_article_seen_again_after_the_upgrade_keeps_its_id_and_is_no_new_one(
    file: Path,
) -> None:
    with old_store(file) as connection:
        put(
            connection,
            "urn:old",
            "example.org/a?intcmp=rss",
            addresses='["https://example.org/a?intcmp=rss"]',
        )
    one = article("a", title="Old", addresses=("https://example.org/a?intcmp=top",))
    with Store(url_of(file)) as store:
        assert keep(store, one).id == "urn:old"
        assert len(store.articles.everything(most=9)) == 1


def test_many_articles_are_rewritten_in_parts(file: Path) -> None:
    with old_store(file) as connection:
        for n in range(1203):
            put(connection, f"urn:{n}", f"example.org/a?id={n}&intcmp=x")
    assert led(file, *(f"https://example.org/a?id={n}" for n in (0, 499, 500, 1202))) == [
        "urn:0",
        "urn:499",
        "urn:500",
        "urn:1202",
    ]
