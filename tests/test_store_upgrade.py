"""A store that an older program wrote is brought to the new form and loses nothing."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from stored import url_of

from digest.store import Coming, Store

OLD_ARTICLE = """
INSERT INTO article (id, source, url, addresses, title, html, text, summary, authors, section,
 tags, language, direction, partial, paywalled, fingerprint, first_seen, updated, revision,
 eligible, etag, last_modified)
VALUES ('urn:1', 'one', 'https://a.example/', '[]', 'Old', '', 'Text', '', '[]', '', '[]', '',
 '', '', 0, '', '2026-03-01 00:00:00.000000', '2026-03-01 00:00:00.000000', 1, 1, '', '')
"""


def test_a_store_of_the_first_form_keeps_its_articles(tmp_path: Path) -> None:
    file = tmp_path / "digest.db"
    engine = create_engine(url_of(file))
    config = Config()
    config.set_main_option("script_location", "digest:store/migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text(OLD_ARTICLE))
        connection.execute(text("INSERT INTO found (source, article) VALUES ('one', 'urn:1')"))
    engine.dispose()
    with Store(url_of(file)) as store:
        assert store.articles.get("urn:1").article.title == "Old"
        assert store.trails.of("urn:1").comings == (("one", Coming(way="", way_url="", url="")),)
