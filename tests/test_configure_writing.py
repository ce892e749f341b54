"""Sources are appended to config.toml; nothing else in it changes, not by a byte."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import load
from digest.configure import init
from digest.configure.writing import New, append, appended, replace, table
from digest.errors import ConfigError
from digest.markup import plain

NEW = New(name="new", url="https://example.org/", title="The new one", group="Press")
ODD = b"""# mine
[digest]   # aligned   by hand
title   =   'Mine'


[[source]]
name = "old"        # keep
url = "https://example.org/old"
  [source.listing]
  item = ".a" # a comment at the end"""


def test_what_stood_there_stays_byte_for_byte(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(ODD)
    append(file, [NEW, New(name="other", url="https://example.com/")])
    written = file.read_bytes()
    assert written.startswith(ODD + b"\n\n[[source]]\n")
    assert (
        written[len(ODD) :].decode()
        == """

[[source]]
name = "new"
title = "The new one"
url = "https://example.org/"
group = "Press"

[[source]]
name = "other"
url = "https://example.com/"
"""
    )
    sources = load(file, strict=True).sources
    assert [(one.name, one.title, one.group) for one in sources] == [
        ("old", "old", ""),
        ("new", "The new one", "Press"),
        ("other", "other", ""),
    ]
    assert sources[0].listing.item == ".a"
    assert list(tmp_path.iterdir()) == [file]


def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    before = b"\xef\xbb\xbf# mine\r\n[digest]\r\ntitle = 'Mine'\r\n"
    file.write_bytes(before)
    append(file, [NEW])
    written = file.read_bytes()
    assert written.startswith(before)
    assert written.count(b"\n") == written.count(b"\r\n")
    assert [one.name for one in load(file, strict=True).sources] == ["new"]


def test_a_symbolic_link_stays_one_and_permissions_stay(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    file = init(tmp_path / "kept")
    file.chmod(0o640)
    link = tmp_path / "config.toml"
    link.symlink_to(file)
    append(link, [NEW])
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in load(link, strict=True).sources] == ["new"]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (b"source = [{name = 'a', url = 'https://example.org/a'}]\n", "would not be right"),
        (b"[[source]]\nname = 'new'\nurl = 'https://example.org/a'\n", '"new" is taken'),
    ],
)
def test_a_file_that_would_not_be_right_is_not_changed(
    before: bytes, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(before)
    with pytest.raises(ConfigError, match=said) as raised:
        append(file, [NEW])
    assert ".digest-" not in str(raised.value)
    by_hand = str(raised.value).splitlines()[-1]
    assert tomllib.loads(f"source = [{by_hand}]") == tomllib.loads(table(NEW))
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_a_source_that_was_wrong_before_is_no_reason_to_refuse_another(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"[[source]]\nname = 'bad'\nurl = 'ftp://x'\n")
    append(file, [NEW])
    assert [one.name for one in load(file).sources] == ["new"]


def test_other_bytes_take_the_place_of_a_file_only_when_they_are_right(tmp_path: Path) -> None:
    file = init(tmp_path)
    before = file.read_bytes()
    for wrong in (b"[digest", b"[digest]\ntitel = 'x'\n", b"\xff"):
        with pytest.raises(ConfigError, match="was not changed"):
            replace(file, wrong)
    assert file.read_bytes() == before


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written: No such file"):
        append(tmp_path / "config.toml", [NEW])


@given(st.text(max_size=80).map(plain), st.text(max_size=40).map(plain))
def test_any_title_and_group_are_read_as_they_were_meant(
    tmp_path_factory: pytest.TempPathFactory, title: str, group: str
) -> None:
    file = tmp_path_factory.mktemp("any") / "config.toml"
    new = New(name="new", url="https://example.org/", title=title, group=group)
    file.write_bytes(appended(b"[digest]\n", [new]))
    (source,) = load(file, strict=True).sources
    assert (source.title, source.group) == (title or "new", group)
    assert table(new).count("\n[") == 0
