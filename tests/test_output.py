"""Files are written whole or not at all, on a real disk that also fills up."""

import os
import resource
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest import output
from digest.errors import OutputError


def write(folder: Path, files: dict[str, bytes]) -> tuple[Path, ...]:
    return output.write(folder, files.items())


def test_files_are_written_into_folders_that_are_made(tmp_path: Path) -> None:
    changed = write(tmp_path / "out", {"feed.xml": b"<rss/>", "digest/2026-11-23.md": b"# A\n"})
    assert changed == (tmp_path / "out/feed.xml", tmp_path / "out/digest/2026-11-23.md")
    assert (tmp_path / "out/feed.xml").read_bytes() == b"<rss/>"
    assert (tmp_path / "out/digest/2026-11-23.md").read_bytes() == b"# A\n"


def test_file_with_the_same_bytes_is_not_touched(tmp_path: Path) -> None:
    write(tmp_path, {"a": b"same", "b": b"old!"})
    before = (tmp_path / "a").stat()
    os.utime(tmp_path / "a", ns=(0, 0))
    assert write(tmp_path, {"a": b"same", "b": b"new!"}) == (tmp_path / "b",)
    after = (tmp_path / "a").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, 0)
    assert (tmp_path / "b").read_bytes() == b"new!"


def test_file_of_another_length_is_replaced(tmp_path: Path) -> None:
    write(tmp_path, {"a": b"short"})
    write(tmp_path, {"a": b"longer than before"})
    assert (tmp_path / "a").read_bytes() == b"longer than before"


def test_written_file_may_be_read_by_a_web_server(tmp_path: Path) -> None:
    write(tmp_path, {"feed.xml": b"x"})
    assert (tmp_path / "feed.xml").stat().st_mode & 0o777 == 0o644


def test_an_open_reader_keeps_the_whole_old_file(tmp_path: Path) -> None:
    write(tmp_path, {"feed.xml": b"old" * 1000})
    with (tmp_path / "feed.xml").open("rb") as reader:
        write(tmp_path, {"feed.xml": b"new" * 1000})
        assert reader.read() == b"old" * 1000


@pytest.mark.parametrize("name", ["", ".", "/etc/x", "../x", "a/../../x", "..", "a\\..\\x", "a\0b"])
def test_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (a null byte is refused by the system's words)
        write(tmp_path / "out", {name: b"x"})
    assert not (tmp_path / "x").exists()


def test_what_a_killed_run_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / ".digest-abc_1x.part").write_bytes(b"half")
    (tmp_path / ".digest-note").write_bytes(b"mine")
    (tmp_path / "notes.part").write_bytes(b"mine")
    write(tmp_path, {"feed.xml": b"x"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".digest-note",
        "feed.xml",
        "notes.part",
    ]


def test_run_killed_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    script = f"""
        from pathlib import Path
        from digest import output

        for turn in range(10_000):
            output.write(Path({str(tmp_path)!r}), [("feed.xml", bytes([turn % 250]) * 2_000_000)])
            print(turn, flush=True)
    """
    for turns in (1, 2, 4, 6):
        with subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE
        ) as run:
            assert run.stdout
            for _ in range(turns):
                run.stdout.readline()
            run.kill()
        content = (tmp_path / "feed.xml").read_bytes()
        assert content == content[:1] * 2_000_000
    write(tmp_path, {"feed.xml": b"x"})
    assert [path.name for path in tmp_path.iterdir()] == ["feed.xml"]


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Let no file grow beyond 4 KiB: a write then fails half-way, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("full_disk")
def test_full_disk_leaves_the_old_file_and_says_what_to_do(tmp_path: Path) -> None:
    write(tmp_path, {"feed.xml": b"old"})
    with pytest.raises(OutputError, match=r"feed\.xml: file too large; make room there"):
        write(tmp_path, {"feed.xml": bytes(100_000)})
    assert [path.name for path in tmp_path.iterdir()] == ["feed.xml"]
    assert (tmp_path / "feed.xml").read_bytes() == b"old"


def test_file_in_the_way_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "digest").write_bytes(b"a file")
    with pytest.raises(OutputError, match=r"digest: .*exists.*; move what is in the way"):
        write(tmp_path, {"digest/2026-11-23.md": b"x"})
    assert (tmp_path / "digest").read_bytes() == b"a file"


def test_folder_in_the_way_of_a_file_is_named_and_no_part_is_left(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").mkdir()
    with pytest.raises(OutputError, match=r"feed\.xml: is a directory; move what is in the way"):
        write(tmp_path, {"feed.xml": b"x"})
    assert [path.name for path in tmp_path.iterdir()] == ["feed.xml"]


def test_folder_below_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="not a directory; move what is in the way"):
        write(tmp_path / "file/out", {"feed.xml": b"x"})


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A folder that this process may not write into, also when root runs the tests."""
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield folder
    if root:
        os.seteuid(0)


def test_folder_without_the_right_to_write_is_named(locked: Path) -> None:
    with pytest.raises(OutputError, match=r"locked.*: permission denied; give this user"):
        write(locked, {"a": b"x"})


def test_files_before_the_one_that_fails_are_written(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(OutputError):
        write(tmp_path, {"a": b"1", "b": b"2", "c": b"3"})
    assert (tmp_path / "a").read_bytes() == b"1"
    assert not (tmp_path / "c").exists()


def test_a_file_is_removed_once_and_nothing_outside(tmp_path: Path) -> None:
    (path,) = output.write(tmp_path, [("a/b.md", b"x")])
    for _ in range(2):
        output.remove(tmp_path, ["a/b.md"])
        assert not path.exists()
    with pytest.raises(ValueError, match="inside the folder"):
        output.remove(tmp_path, ["../b.md"])


def test_what_cannot_be_removed_is_said(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError, match="a: is a directory"):
        output.remove(tmp_path, ["a"])
