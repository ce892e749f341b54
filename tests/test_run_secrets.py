"""What a site is shown of its reader stands nowhere but in the file that holds it.

The site asks for a cookie, a login and a key, and repeats all of them in its pages, in its
redirects and in its errors, as the worst of sites would; the program is used in all its
ways, and then everything that it said, logged, stored and wrote is searched.
"""

import gzip
import io
import logging
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from knowing_site import CANARIES, COOKIE, KEY, LOGIN, PASSWORD, Walled, another, own
from site_server import configuration

from benchmarks.serving import running

Type = Callable[..., int]
SECRETS = ("cookies", "login", "headers", "away")


@pytest.fixture
def sites() -> Iterator[Walled]:
    made = Walled()
    with running(own(made)) as made.home, running(another(made)) as made.other:
        yield made


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged where everything is let through that the program does not stop."""
    held = io.StringIO()
    handler = logging.StreamHandler(held)
    names = ("", "digest", "asyncio")
    levels = {name: logging.getLogger(name).level for name in names}
    logging.getLogger().addHandler(handler)
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield held
    logging.getLogger().removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def file(tmp_path: Path, sites: Walled) -> Path:
    """A configuration whose one source has a subscription."""
    more = (
        '[source.access]\ncookies_file = "cookies"\nbasic_file = "login"\n'
        'headers_file = "headers"\n'
    )

    class Site:
        url = sites.home

    file = configuration(tmp_path, [Site], more=more)  # type: ignore[list-item]
    for name, held in {
        "cookies": f"consent=yes; session={COOKIE}\n",
        "login": f"me:{PASSWORD}\n",
        "headers": f"X-Api-Key: {KEY}\n",
    }.items():
        (tmp_path / name).write_text(held)
        (tmp_path / name).chmod(0o600)
    return file


class Heard:
    """What the program said on its two ways to people."""

    def __init__(self, typed: Type, capsys: pytest.CaptureFixture[str]) -> None:
        self.typed = typed
        self.capsys = capsys
        self.said = ""
        self.last = ""

    def type(self, *words: str, answer: str | None = None) -> int:
        status = self.typed(*words, answer=answer)
        told = self.capsys.readouterr()
        self.last = told.out + told.err
        self.said += self.last
        return status


@pytest.fixture
def heard(typed: Type, capsys: pytest.CaptureFixture[str]) -> Heard:
    return Heard(typed, capsys)


def held_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All bytes below a folder, those in the store and in bundles unpacked; not the secrets."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in SECRETS:
            yield str(path), path.read_bytes()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{path}:{name}", archive.read(name)) for name in archive.namelist())
        if path.suffix == ".db":
            yield from _rows(path)


def _rows(file: Path) -> Iterator[tuple[str, bytes]]:
    with sqlite3.connect(file) as store:
        tables = store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in store.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - its own tables
                for value in row:
                    held = value if isinstance(value, bytes) else str(value).encode()
                    unpacked = gzip.decompress(held) if held[:2] == b"\x1f\x8b" else b""
                    yield table, held + b"\n" + unpacked
    store.close()


def leaks(folder: Path, heard: Heard, log: io.StringIO) -> list[str]:
    """Return where a canary is."""
    everywhere = [*held_in(folder), ("said", heard.said.encode()), ("log", log.getvalue().encode())]
    return [place for place, held in everywhere if any(canary in held for canary in CANARIES)]


@pytest.mark.usefixtures("file")
def test_no_use_of_the_program_lets_a_secret_out(
    tmp_path: Path, sites: Walled, heard: Heard, log: io.StringIO
) -> None:
    url = f"{sites.home}/news/story-number-1"
    assert heard.type("check") == 0
    assert heard.type("add", sites.home, "--yes") != 0  # to strangers it shows nothing
    assert heard.type("preview", "site0", "--json") == 0
    assert heard.type("run") == 0
    assert "4 new" in heard.last
    for words in (("status",), ("status", "--json"), ("articles",), ("report", "site0")):
        assert heard.type(*words) == 0
    heard.type("why", url)
    assert heard.type("extract", "--source", "site0", "--explain", url) == 0
    assert heard.type("extract", "--config", "config.toml", url) == 1  # by the rules of no source
    assert heard.type("reread", "site0") == 0
    heard.type("fix", "site0", "--json")
    sites.stories = 4
    assert heard.type("run") == 0
    assert "1 new" in heard.last
    sites.broken = True
    for words in (("run",), ("run",), ("status",), ("preview", "site0"), ("fix", "site0")):
        heard.type(*words)
    assert heard.type("report", "site0", "--output", "broken.zip") == 0
    sites.broken, sites.moved = False, True
    for words in (("run",), ("status", "--json"), ("fix", "site0", "--yes"), ("preview", "site0")):
        heard.type(*words)
    assert {"/", "/news/story-number-1", "/away"} <= set(sites.known)
    assert set(sites.strange) <= {"/robots.txt", "/", "/news/story-number-1"}
    assert "story number 1" in log.getvalue() + heard.said
    assert sites.leaked == []
    assert leaks(tmp_path, heard, log) == []


@pytest.mark.usefixtures("file")
def test_the_search_finds_what_is_there(tmp_path: Path, heard: Heard, log: io.StringIO) -> None:
    assert heard.type("run") == 0
    with sqlite3.connect(tmp_path / "digest.db") as store:
        store.execute("UPDATE snapshot SET body = ?", (gzip.compress(KEY.encode()),))
    store.close()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b", LOGIN)
    logging.getLogger("asyncio").debug(COOKIE)
    heard.said += PASSWORD
    found = leaks(tmp_path, heard, log)
    assert set(found) == {f"{tmp_path}/a.zip:b", f"{tmp_path}/a.zip", "snapshot", "said", "log"}


def test_without_its_secrets_a_source_is_not_asked_and_says_what_lacks(
    tmp_path: Path, file: Path, sites: Walled, heard: Heard
) -> None:
    for name, key in (("login", "basic"), ("headers", "headers"), ("cookies", "cookies")):
        held = (tmp_path / name).rename(tmp_path / "away")
        assert heard.type("preview", "site0") == 1
        said = f"access.{key}_file: {tmp_path / name}: no such file"
        assert said in heard.last
        if name != "cookies":
            held.rename(tmp_path / name)
    file.write_text(f'{file.read_text()}\n[[source]]\nname = "open"\nurl = "{sites.other}/"\n')
    assert heard.type("run", "--strict") == 1
    assert said in heard.last
    heard.type("status")
    assert said in heard.last
    assert heard.type("extract", "--source", "site0", f"{sites.home}/") == 1
    assert said in heard.last
    assert heard.type("fix", "site0") == 1
    assert said in heard.last
    assert heard.type("reread", "site0") == 1
    assert said in heard.last
    assert sites.known == sites.strange == []


@pytest.mark.usefixtures("file")
def test_a_secret_is_looked_up_at_each_reading(tmp_path: Path, heard: Heard) -> None:
    (tmp_path / "headers").write_text("X-Api-Key: too-old\n")
    heard.type("run")
    assert "401 Unauthorized" in heard.last
    (tmp_path / "headers").write_text(f"X-Api-Key: {KEY}\n")
    assert heard.type("run") == 0
    assert "4 new" in heard.last


def test_fix_leads_no_source_with_secrets_to_another_site(
    file: Path, sites: Walled, heard: Heard
) -> None:
    assert heard.type("run") == 0
    sites.moved = True
    heard.type("run")
    before = file.read_text()
    heard.type("fix", "site0", "--yes")
    assert "another site, which [source.access] is not for" in heard.last
    assert file.read_text() == before
