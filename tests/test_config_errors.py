"""config.toml that is wrong: every error says where, what, and what to do."""

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.config import load
from digest.config.complaints import shown
from digest.config.places import line_of, places
from digest.errors import ConfigError

SHIPPED = (Path(__file__).parent.parent / "config.toml").read_bytes()
SOURCE = '[[source]]\nname = "a"\nurl = "https://a.example/"\n'
ROWS = tomllib.loads(Path(__file__).with_name("config_errors.toml").read_text(encoding="utf-8"))


def rows(kind: str) -> list[tuple[str, str]]:
    return [(row["text"], row["error"]) for row in ROWS[kind]]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def errors_of(text: str, *, strict: bool) -> list[str]:
    Path("config.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load(Path("config.toml"), strict=strict, environ={"OTHER": "mysql://db"})
    return str(raised.value).splitlines()


@pytest.mark.parametrize(("text", "error"), rows("in_the_file"))
def test_an_error_outside_the_sources_stops_everything(text: str, error: str) -> None:
    assert errors_of(text, strict=False) == [f"config.toml:{error}"]


@pytest.mark.parametrize(("text", "error"), rows("in_a_source"))
def test_an_error_in_a_source_is_a_problem_and_strictly_an_error(text: str, error: str) -> None:
    assert errors_of(SOURCE + text, strict=True) == [f"config.toml:{error}"]
    assert load(Path("config.toml")).problems == (f"config.toml:{error}",)


@pytest.mark.parametrize(("text", "doubt"), rows("doubt"))
def test_what_is_hardly_meant_is_an_error_only_strictly(text: str, doubt: str) -> None:
    assert errors_of(SOURCE + text, strict=True) == [f"config.toml:{doubt}"]
    config = load(Path("config.toml"))
    assert config.problems == ()
    assert config.sources


@pytest.mark.parametrize(("text", "error"), rows("syntax"))
def test_a_slip_of_syntax_is_named_with_its_column_and_the_remedy(text: str, error: str) -> None:
    assert errors_of(text, strict=False) == [f"config.toml:{error}"]


def test_all_errors_are_said_at_once_in_the_order_of_the_file() -> None:
    text = '[fetch]\ndelay = "x"\n[digest]\nfirst = 1\n[[source]]\nname = "a"\n'
    assert [line.split(" ")[0] for line in errors_of(text, strict=False)] == [
        "config.toml:2:",
        "config.toml:4:",
        "config.toml:5:",
    ]


def test_what_is_wrong_in_several_editions_and_webhooks_is_said_at_once() -> None:
    oil = '[[edition]]\nname = "oil"\n'
    gas = '[[edition]]\nname = "gas"\nrecipients = ["a@"]\n'
    sender = '[[edition]]\nname = "x"\nrecipients = ["a@b"]\n'
    text = oil + gas + oil + sender + "[[webhook]]\n"
    for more in ("", "[fetch]\ndelay = 'x'\n"):  # which leaves open whether mail has a sender
        lines = [line.split(": ")[:3] for line in errors_of(text + more, strict=False)]
        assert lines == [
            *[["config.toml:13", "[fetch] delay", 'expected a number of seconds, got "x"']]
            * bool(more),
            ["config.toml:5", 'edition "gas"', "recipients"],
            ["config.toml:7", 'edition "oil"', "name"],
            *[["config.toml:10", 'edition "x"', "recipients"]] * (not more),
            ["config.toml:11", "webhook 1", "name is missing"],
            ["config.toml:11", "webhook 1", "kind is missing"],
        ]


def test_a_source_that_is_no_table_is_a_problem() -> None:
    Path("config.toml").write_text("source = [3]\n")
    assert load(Path("config.toml")).problems == (
        "config.toml:1: source 1: expected the section [[source]], got 3",
    )


def test_long_values_are_refused_and_shown_short() -> None:
    [error] = errors_of(f"[fetch]\nmax_bytes = 0x{'f' * 5000}", strict=False)
    assert error.endswith("expected a number of bytes, at most 1073741824, got a huge number")
    for key, kind, value, reason in (
        ("exclude = ['VALUE']", "exclude: expected a regular expression", "(" * 900, "too many"),
        ("exclude = ['VALUE']", "exclude: expected a regular expression", "x" * 1001, "longer"),
        ("article.body = 'VALUE'", "article.body: expected a CSS selector", "x" * 1001, "longer"),
        ("title = 'VALUE'", "title: expected a text of one line", "x" * 1001, "longer"),
    ):
        [error] = errors_of(SOURCE + key.replace("VALUE", value), strict=True)
        assert error.startswith(f'config.toml:4: source "a": {kind}, got "{value[:60]}…": {reason}')


def test_no_part_of_a_password_is_shown_whatever_it_holds() -> None:
    for key, word in (("server", "a b"), ("server", "a\\nb"), ("server", "a@b/c"), ("to", "x y")):
        value = f'"smtps://me:{word}@mail.example"'
        text = f"[mail]\n{key} = {value if key == 'server' else f'[{value}]'}\n"
        [error] = errors_of(text, strict=False)
        assert 'got "smtps://***@mail.example"' in error


def test_numbers_too_long_for_python_and_brackets_too_deep_are_named() -> None:
    [error] = errors_of("a = " + "9" * 5000, strict=False)
    assert error.startswith("config.toml: not TOML: Exceeds the limit")
    [error] = errors_of("a = " + "[" * 5000, strict=False)
    assert error == "config.toml: too many brackets inside each other"


def test_a_file_that_cannot_be_used_at_all_is_named_with_its_reason() -> None:
    Path("folder").mkdir()
    Path("empty").write_text("\n")
    Path("latin").write_bytes(b'[digest]\ntitle = "d\xeda"\n')
    Path("large").write_bytes(b"#" * (16 * 1024 * 1024 + 1))
    for name, reason in {
        "none": "none: no such file; make one with: digest init FOLDER",
        "folder": "folder: is a folder; give the file in it",
        "empty": "empty: is empty; make one with: digest init FOLDER",
        "latin": "latin:2: not UTF-8; save the file in that encoding",
        "large": "large: larger than 16777216 bytes; it cannot be a configuration",
        "nul\0": "nul\0: cannot be read: embedded null byte",
    }.items():
        with pytest.raises(ConfigError) as raised:
            load(Path(name))
        assert str(raised.value) == reason


def test_a_file_that_may_not_be_read_is_named() -> None:
    Path("config.toml").touch(mode=0o000)
    me = os.geteuid()
    if me == 0:  # whom no permission stops
        os.seteuid(65534)
    try:
        with pytest.raises(ConfigError, match="may not be read; change its permissions"):
            load(Path("config.toml"))
    finally:
        os.seteuid(me)


@settings(deadline=None)  # machines may be busy
@given(data=st.data())
def test_no_damage_to_the_file_gives_anything_but_a_config_error(data: st.DataObject) -> None:
    """Cut off anywhere, or with some bytes replaced by others."""
    damaged = bytearray(SHIPPED[: data.draw(st.integers(0, len(SHIPPED)))])
    spots = st.integers(0, max(0, len(damaged) - 1))
    pieces = st.one_of(
        st.binary(max_size=4),
        st.sampled_from(
            [b'"', b"'", b'"""', b"[", b"]", b"[[", b"=", b"\n", b".", b"#", b"{", b"0"]
        ),
    )
    for spot in data.draw(st.lists(spots, max_size=4)):
        damaged[spot : spot + data.draw(st.integers(0, 3))] = data.draw(pieces)
    path = Path("damaged.toml")
    path.write_bytes(damaged)
    for strict in (False, True):
        try:
            config = load(path, strict=strict)
        except ConfigError as error:
            lines = str(error).splitlines()
        else:
            lines = list(config.problems)
        assert all(line.startswith("damaged.toml") for line in lines)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)  # machines may be busy
@given(VALUES)
def test_a_value_is_shown_in_one_short_printable_line(value: object) -> None:
    assert len(shown(value)) < 500
    assert shown(value).isprintable()


ALL_THAT_TOML_ALLOWS = '''# [no.header]
title = """
[not.a.header]
a = 1 \\""" """""
b = \'\'\'
c = 1
\'\'\'\'\'
"quoted key" . 'x.y' = [ # a comment ]
  "]", { d = 1 },
  [ 2 ],
]
[ fetch ] # comment
delay=1
[[source]]
name = "one"
[source.listing]
item = 'a"b'
[[source]]
name = "two"
listing.item = "x"
[[source.deep]]
k = 1
'''


def test_lines_are_found_through_everything_that_toml_allows() -> None:
    found = places(ALL_THAT_TOML_ALLOWS)
    assert found == {
        ("title",): 2,
        ("b",): 5,
        ("quoted key", "x.y"): 8,
        ("fetch",): 12,
        ("fetch", "delay"): 13,
        ("source", 0): 14,
        ("source", 0, "name"): 15,
        ("source", 0, "listing"): 16,
        ("source", 0, "listing", "item"): 17,
        ("source", 1): 18,
        ("source", 1, "name"): 19,
        ("source", 1, "listing", "item"): 20,
        ("source", 1, "deep", 0): 21,
        ("source", 1, "deep", 0, "k"): 22,
    }
    assert line_of(("source", 1, "listing", "item", "more"), found) == 20
    assert line_of(("source", 1, "group"), found) == 18
    assert line_of(("nothing",), found) == 1
    assert places("a = 1\n?") == {("a",): 1}
