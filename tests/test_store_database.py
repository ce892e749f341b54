"""Opening the store, its tables, its lock, and what goes wrong with files."""

import os
import resource
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect
from stored import add, other_process, url_of

from digest.errors import StoreError
from digest.store import Store, database_file
from digest.store.schema import metadata
from digest.store.upgrading import upgrade

# ----- tables


def shape(engine: Engine) -> dict[str, object]:
    """All that can be seen of a database's tables, but for the record of migrations."""
    seen = inspect(engine)
    return {
        table: (
            # In any order: a migration can only append.
            sorted((c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(table)),
            seen.get_pk_constraint(table)["constrained_columns"],
            sorted((i["name"], i["column_names"], i["unique"]) for i in seen.get_indexes(table)),
            sorted(u["column_names"] for u in seen.get_unique_constraints(table)),
            sorted(
                (f["constrained_columns"], f["referred_table"], f["referred_columns"])
                for f in seen.get_foreign_keys(table)
            ),
        )
        for table in seen.get_table_names()
        if table not in {"alembic_version", "sqlite_sequence"}
    }


def test_a_new_store_has_the_tables_that_the_migrations_make(tmp_path: Path) -> None:
    migrated, made = (tmp_path / name for name in ("migrated.db", "made.db"))
    migrate(migrated)
    with Store(url_of(made)):
        pass
    engines = [create_engine(url_of(file)) for file in (migrated, made)]
    one, other = (shape(engine) for engine in engines)
    for engine in engines:
        engine.dispose()
    assert one == other
    for sign in ("AUTOINCREMENT", "WITHOUT ROWID"):
        assert with_sign(migrated, sign) == with_sign(made, sign) != []
    assert set(with_sign(made, "AUTOINCREMENT")) == {("article",), ("outbox",)}
    assert set(one) == set(metadata.tables)


def test_a_new_store_is_noted_to_be_as_after_the_newest_migration(tmp_path: Path) -> None:
    migrated, made = (tmp_path / name for name in ("migrated.db", "made.db"))
    migrate(migrated)
    with Store(url_of(made)):
        pass
    assert noted(made) == noted(migrated)
    assert noted(made)[1] == [(NEWEST,)]


def migrate(file: Path) -> None:
    """Make a store by all migrations, from the first on."""
    engine = create_engine(url_of(file))
    with engine.begin() as connection:
        upgrade(connection, url_of(file))
    engine.dispose()


def noted(file: Path) -> tuple[list[str], list[tuple[str]]]:
    """How the table of the migration is made, and what stands in it."""
    with closing(sqlite3.connect(file)) as connection:
        made = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'alembic_version'")
        columns = [" ".join(sql.split()) for (sql,) in made]
        return columns, connection.execute("SELECT * FROM alembic_version").fetchall()


def test_a_store_opened_by_two_at_once_is_made_once(tmp_path: Path) -> None:
    url = url_of(tmp_path / "digest.db")
    with ThreadPoolExecutor(8) as pool:
        for opened in pool.map(lambda _: Store(url), range(8)):
            opened.close()
    with Store(url) as store:
        assert store.articles.everything(most=9) == ()


def test_opening_a_store_loads_no_migrations_unless_it_is_old(tmp_path: Path) -> None:
    program = "import sys; from digest.store import Store; Store(sys.argv[1]).close();"
    program += "print('alembic' in sys.modules)"
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", program, url_of(tmp_path / "digest.db")],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout == "False\n"


def with_sign(file: Path, sign: str) -> list[tuple[str]]:
    """The tables whose definition says so: that numbers are never given twice, for one."""
    query = "SELECT name FROM sqlite_master WHERE sql LIKE ? ORDER BY name"
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query, (f"%{sign}%",)).fetchall()


def test_numbers_are_never_given_twice(tmp_path: Path) -> None:
    """Nor those of deleted articles, which an edition may hold."""
    file = tmp_path / "digest.db"
    with Store(url_of(file)) as store:
        add(store, "a")
        id_ = add(store, "b")
        number = store.articles.get(id_).number
        with closing(sqlite3.connect(file)) as connection, connection:
            for table, column in (("alias", "article"), ("found", "article"), ("article", "id")):
                connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (id_,))  # noqa: S608 - names of ours
        assert store.articles.get(add(store, "c")).number > number


# ----- opening


def test_a_store_is_opened_again_with_all_that_is_in_it(tmp_path: Path) -> None:
    with Store(url_of(tmp_path / "digest.db")) as store:
        id_ = add(store)
    with Store(url_of(tmp_path / "digest.db")) as store:
        assert store.articles.get(id_).article.title == "Title of a"


def test_a_store_survives_power_cuts_and_is_read_while_it_is_written(tmp_path: Path) -> None:
    with Store(url_of(tmp_path / "digest.db")) as store:
        add(store)
        assert (tmp_path / "digest.db-wal").exists()


@pytest.mark.parametrize("name", ["ليبيا.db", "with space & 100%.db", "a;b'c.db"])
def test_a_store_may_have_an_odd_name(tmp_path: Path, name: str) -> None:
    with Store(url_of(tmp_path / name)) as store:
        add(store)
    assert (tmp_path / name).exists()


@pytest.mark.parametrize(
    "url", ["", "nonsense", "sqlite://", "sqlite:///", "postgresql://host/name", "http://x/"]
)
def test_only_a_file_can_be_a_store(url: str) -> None:
    assert database_file(url) is None
    with pytest.raises(StoreError, match="sqlite:///FILE"):
        Store(url)


def test_the_file_of_a_store_is_known_before_it_is_opened(tmp_path: Path) -> None:
    assert database_file(url_of(tmp_path / "digest.db")) == tmp_path / "digest.db"
    assert database_file("sqlite:///digest.db") == Path("digest.db")
    assert not (tmp_path / "digest.db").exists()


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "digest.db"
    with Store(url_of(file)) as store:
        id_ = add(store)
    set_revision(file, "9999")
    with pytest.raises(StoreError, match=r"digest\.db: .*newer digest: upgrade the program"):
        Store(url_of(file))
    set_revision(file, NEWEST)
    with Store(url_of(file)) as store:
        assert store.articles.get(id_)


NEWEST = "0015"


def set_revision(file: Path, revision: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "digest.db"
    file.write_text("My diary.\n" * 1000)
    with pytest.raises(StoreError, match=r"the file is something else; name another"):
        Store(url_of(file))
    assert file.read_text() == "My diary.\n" * 1000


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    file = tmp_path / "digest.db"
    with Store(url_of(file)) as store:
        for name in "abc":
            add(store, name, text="word " * 5000)
    with file.open("r+b") as bytes_:
        bytes_.seek(4096)
        bytes_.write(b"\xff" * (file.stat().st_size - 4096))
    with (
        pytest.raises(StoreError, match=r"malformed; restore the newest backup"),
        Store(url_of(file)) as store,
    ):
        store.articles.everything(most=9)


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"does its folder exist"):
        Store(url_of(tmp_path / "missing" / "digest.db"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="unable to open"):
        Store(url_of(tmp_path))


@contextmanager
def as_nobody() -> Iterator[Path]:
    """Give a folder of a user without privileges, and be that user."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = os.geteuid() == 0
        if root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            folder.chmod(stat.S_IRWXU)
            if root:
                os.seteuid(0)


def test_a_folder_that_cannot_be_written_is_told() -> None:
    with as_nobody() as folder:
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
        with pytest.raises(StoreError, match=r"may you write there\?"):
            Store(url_of(folder / "digest.db"))


def test_a_file_that_cannot_be_written_is_told_and_can_be_read() -> None:
    with as_nobody() as folder:
        file = folder / "digest.db"
        with Store(url_of(file)) as store:
            id_ = add(store)
        file.chmod(stat.S_IRUSR)
        with Store(url_of(file)) as store:
            with pytest.raises(StoreError, match=r"make the file and its folder writable"):
                add(store, "b")
            assert store.articles.get(id_)


def test_a_store_in_a_folder_that_became_read_only_is_told() -> None:
    with as_nobody() as folder:
        file = folder / "digest.db"
        with Store(url_of(file)) as store:
            add(store)
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
        with pytest.raises(StoreError, match="writ"), Store(url_of(file)) as store:
            add(store, "b")


FILLER = """
import resource, sys
from datetime import UTC, datetime
from digest.errors import StoreError
from digest.identity import Decision
from digest.model import Article
from digest.store import Save, Store

def add(store, number):
    url = f"https://example.org/{number}"
    one = Article(url=url, addresses=(url,), title=str(number), text="word " * 20_000)
    save = Save(source="one", fingerprint="", now=datetime.now(UTC), reread_at=None)
    store.articles.add(one, Decision(kind="new", keys=(f"example.org/{number}",)), save)

with Store(sys.argv[1]) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
    stored = 0
    try:
        while stored < 1000:
            add(store, stored)
            stored += 1
    except StoreError as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    add(store, stored)
    print(stored + 1)
"""


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    file = tmp_path / "digest.db"
    done = subprocess.run(
        [sys.executable, "-c", FILLER, url_of(file)], capture_output=True, text=True, check=True
    )
    told, stored = done.stdout.splitlines()
    assert "nothing stored is lost" in told
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    with Store(url_of(file)) as store:
        titles = [one.article.title for one in store.articles.everything(most=1000)]
    assert titles == [str(number) for number in reversed(range(int(stored)))]
    assert len(titles) > 1


# ----- beside other processes

WRITING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE article SET title = 'half done'")
print("ready", flush=True)
sys.stdin.read()
"""


def test_a_store_is_opened_and_read_while_another_process_writes(tmp_path: Path) -> None:
    file = tmp_path / "digest.db"
    with Store(url_of(file)) as first:
        id_ = add(first)
        with other_process(WRITING, str(file)):
            with Store(url_of(file)) as store:
                assert store.articles.get(id_).article.title == "Title of a"
                assert store.sources.states() == {}
                assert store.editions.opened("") is None
            assert first.articles.everything(most=9)[0].article.title == "Title of a"


def test_a_write_waits_for_that_of_another_process(tmp_path: Path) -> None:
    file = tmp_path / "digest.db"
    with Store(url_of(file)) as store, ThreadPoolExecutor(1) as pool:
        add(store)
        with other_process(WRITING, str(file)) as writer:
            waiting = pool.submit(add, store, "b")
            writer.communicate()
        assert store.articles.get(waiting.result()).article.title == "Title of b"
