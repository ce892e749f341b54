"""Who may ask: hosts, the token, and what is refused before anything is served."""

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import ServeSettings, load
from digest.errors import ConfigError
from digest.web import access
from digest.web.access import Access, read_token

TOKEN = "abcdefghijklmnopqrstuvwxyz"  # noqa: S105 - made up


@given(st.text() | st.sampled_from([TOKEN, TOKEN.upper()]), st.text())
def test_only_the_token_opens_the_folder(first: str, rest: str) -> None:
    inside = Access(hosts=frozenset(), token=TOKEN).inside(f"/{first}/{rest}")
    given_, _, name = f"{first}/{rest}".partition("/")
    assert inside == (name if given_ == TOKEN else None)


@given(st.text())
def test_without_a_token_the_folder_is_open(path: str) -> None:
    assert Access(hosts=frozenset()).inside(f"/{path}") == path


@given(host=st.text(), local=st.sampled_from(["127.0.0.1", "::1", "::ffff:10.0.0.1", ""]))
def test_whatever_stands_in_the_host_header_is_no_error(host: str, local: str) -> None:
    known = Access(hosts=frozenset(["a.example"])).knows_host(host, local)
    assert not known or host.lower().strip("[].").split(":")[0] in ("a.example", "127.0.0.1", "")


def test_the_address_that_was_connected_to_is_always_a_right_host() -> None:
    who = Access(hosts=frozenset())
    assert who.knows_host("10.0.0.1:8000", "::ffff:10.0.0.1")
    assert who.knows_host("[2001:DB8:0::1]", "2001:db8::1")
    assert not who.knows_host("10.0.0.1:8000", "10.0.0.2")
    assert not who.knows_host("evil.example", "10.0.0.1")


def test_loopback_names_are_known_where_loopback_is_listened_at(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.touch(mode=0o600)
    token.write_text(TOKEN)

    def hosts(host: str) -> frozenset[str]:
        settings = ServeSettings(host=host, port=1, token_file=token)
        return access(settings, base_url="", folder=tmp_path).hosts

    names = {"localhost", "127.0.0.1", "::1"}
    for host in ("127.0.0.1", "127.0.0.9", "::1", "0.0.0.0", "::"):  # noqa: S104 - nothing is bound
        assert hosts(host) == names | {host}
    assert hosts("10.0.0.1") == {"10.0.0.1"}


@pytest.mark.parametrize(
    ("serve", "named"),
    [
        ('listen = "0.0.0.0:8000"\nhosts = ["news.example"]', "http://news.example:8000/"),
        ('listen = "192.0.2.7:80"', "http://192.0.2.7:80/"),
        ('listen = "[2001:db8::1]:8000"', "http://[2001:db8::1]:8000/"),
        ('listen = "0.0.0.0:8000"', ""),
        ('listen = "[::]:8000"', ""),
    ],
)
def test_to_listen_to_others_wants_a_token_and_following_the_refusal_is_enough(
    tmp_path: Path, serve: str, named: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"[serve]\n{serve}\n")
    settings = load(file).serve
    with pytest.raises(ConfigError) as raised:
        access(settings, base_url="", folder=tmp_path)
    _, command, _, *lines, last = str(raised.value).splitlines()
    subprocess.run(["/bin/sh", "-c", command], check=True)
    file.write_text("\n".join(["[serve]", serve, *lines]))
    settings = load(file).serve
    who = access(settings, base_url="", folder=tmp_path)
    match = re.fullmatch(r"The feed is then (http://(.+?)/([\w-]+)/feed.xml)", last)
    assert match
    assert match[1].startswith(named)
    assert who.knows_host(match[2], "")
    assert who.token == match[3]
    assert len(who.token) >= 43


@pytest.mark.parametrize(
    ("content", "mode", "reason"),
    [
        (TOKEN.encode(), 0o644, "others may read it; forbid them with: chmod 600 "),
        (TOKEN.encode(), 0o640, "others may read it"),
        (b"", 0o600, "is empty; a token is one line of at least 20 "),
        (b"\n", 0o600, "is empty"),
        (b"a" * 19, 0o600, "a token is one line of at least 20 letters"),
        (b"a" * 20 + b"/" + b"a" * 20, 0o600, "a token is one line"),
        (b"a" * 20 + b"\n" + b"a" * 20, 0o600, "holds more than one line of text; a token is one "),
        ("ص".encode() * 20, 0o600, "a token is one line"),
    ],
)
def test_a_file_that_holds_no_secret_is_refused_and_not_shown(
    tmp_path: Path, content: bytes, mode: int, reason: str
) -> None:
    file = tmp_path / "token"
    file.write_bytes(content)
    file.chmod(mode)
    with pytest.raises(ConfigError) as raised:
        read_token(file)
    assert str(raised.value).startswith(f"[serve] token_file: {file}: {reason}")
    assert "aaa" not in str(raised.value)
    assert "abc" not in str(raised.value).replace(str(file), "")


def test_a_file_that_is_missing_is_made_by_the_command_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "my token"
    with pytest.raises(ConfigError, match="no such file; make one with: ") as raised:
        read_token(file)
    subprocess.run(["/bin/sh", "-c", str(raised.value).split("with: ")[1]], check=True)
    assert len(read_token(file)) >= 43
    with pytest.raises(ConfigError, match="is no file"):
        read_token(tmp_path)
