"""Secrets come from a file that nobody else may read, or from the environment."""

import os
from pathlib import Path

import pytest

from digest.config import MailSettings, SummarySettings, WebhookSettings, load
from digest.config.secrets import MOST_BYTES, password, secret, summary_key, webhook_url
from digest.errors import ConfigError

VARIABLE = "DIGEST_SECRET_OF_A_TEST"
WORD = "correct horse ø"


def kept(folder: Path, content: bytes, mode: int = 0o600) -> Path:
    path = folder / "my secret"
    path.write_bytes(content)
    path.chmod(mode)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(ConfigError) as raised:
        secret("[mail] password", path, "")
    said = str(raised.value)
    assert said.startswith(f"[mail] password_file: {path}: ")
    assert "hunter" not in said
    return said.removeprefix(f"[mail] password_file: {path}: ")


@pytest.mark.parametrize("around", ["{}", "{}\n", " {}\r\n", "\ufeff{}\n\n"])
def test_the_password_of_a_file_is_its_text_without_the_space_around(
    tmp_path: Path, around: str
) -> None:
    path = kept(tmp_path, around.format(WORD).encode())
    assert password(MailSettings(password_file=path)) == WORD


def test_a_password_may_be_in_the_environment_and_a_server_without_user_needs_none() -> None:
    assert password(MailSettings(password_env=VARIABLE), {VARIABLE: f"{WORD}\n"}) == WORD
    assert password(MailSettings(), {VARIABLE: WORD}) == ""


def test_the_environment_of_the_process_is_meant_where_none_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, WORD)
    assert password(MailSettings(password_env=VARIABLE)) == WORD


@pytest.mark.parametrize("environ", [{}, {VARIABLE: ""}, {VARIABLE: " \n"}])
def test_a_variable_that_is_not_set_or_empty_is_named(environ: dict[str, str]) -> None:
    with pytest.raises(ConfigError) as raised:
        password(MailSettings(password_env=VARIABLE), environ)
    assert str(raised.value) == (
        f"[mail] password_env: {VARIABLE} is not set or empty; put the secret into it"
    )


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601, 0o644, 0o666])
def test_a_file_that_others_can_get_at_is_refused_with_the_remedy(
    tmp_path: Path, mode: int
) -> None:
    path = kept(tmp_path, b"hunter2", mode)
    assert refusal(path) == f"others may read it; forbid them with: chmod 600 '{path}'"


def test_a_file_that_is_not_there_is_named_with_what_makes_it(tmp_path: Path) -> None:
    path = tmp_path / "none"
    assert refusal(path) == f"no such file; make one with: (umask 077 && cat > {path})"


def test_a_folder_and_a_pipe_are_no_files_and_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    assert refusal(tmp_path) == refusal(tmp_path / "pipe") == "is no file"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty; it holds the secret alone, in one line"),
        (b" \r\n\n", "is empty; it holds the secret alone, in one line"),
        (
            b"user\nhunter2",
            "holds more than one line of text; it holds the secret alone, in one line",
        ),
        (
            b"hunter\x002",
            "holds more than one line of text; it holds the secret alone, in one line",
        ),
        (b"hunter\xff2", "not UTF-8; it holds the secret alone, in one line"),
    ],
)
def test_what_is_no_text_of_one_line_is_refused_and_not_shown(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    assert refusal(kept(tmp_path, content)) == reason


def test_a_large_file_is_not_read_whole_and_refused(tmp_path: Path) -> None:
    path = kept(tmp_path, b"x" * (MOST_BYTES + 1))
    assert refusal(path).startswith(f"larger than {MOST_BYTES} bytes")
    assert len(secret("[mail] password", kept(tmp_path, b"x" * MOST_BYTES), "")) == MOST_BYTES


def test_a_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tmp_path, b"hunter2", 0o000)
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    me = os.geteuid()
    if me == 0:  # whom no permission stops
        os.seteuid(65534)
    try:
        assert refusal(Path("my secret")) == "cannot be read: Permission denied"
    finally:
        os.seteuid(me)


def test_the_address_of_a_webhook_is_in_config_toml_in_a_file_or_in_the_environment(
    tmp_path: Path,
) -> None:
    path = kept(tmp_path, b"https://Hooks.example/T0/B0\n")
    url = "https://hooks.example/T0/B0"
    for webhook in (
        WebhookSettings(name="team", kind="slack", url=url),
        WebhookSettings(name="team", kind="slack", url_file=path),
        WebhookSettings(name="team", kind="slack", url_env="HOOK"),
    ):
        assert webhook_url(webhook, {"HOOK": "https://hooks.example/T0/B0"}) == url


def test_a_kept_address_that_is_none_is_refused_and_not_shown(tmp_path: Path) -> None:
    path = kept(tmp_path, b"hooks.example/hunter2")
    with pytest.raises(ConfigError) as raised:
        webhook_url(WebhookSettings(name="team", kind="slack", url_file=path))
    assert str(raised.value) == (
        f'webhook "team": url_file: {path}: holds no http or https address'
    )
    with pytest.raises(ConfigError) as raised:
        webhook_url(WebhookSettings(name="team", kind="slack", url_env="HOOK"), {"HOOK": "ftp:x"})
    assert str(raised.value) == 'webhook "team": url_env: HOOK: holds no http or https address'


def test_the_key_of_a_language_model_can_stand_in_a_header(tmp_path: Path) -> None:
    url = "http://127.0.0.1:1/v1"
    assert summary_key(SummarySettings(url=url, model="m")) == ""
    path = kept(tmp_path, b"sk-1\n")
    assert summary_key(SummarySettings(url=url, model="m", key_file=path)) == "sk-1"
    for wrong in ("sk 1", "sk-ø"):
        with pytest.raises(ConfigError, match=r"^\[summary\] key: it holds a space"):
            summary_key(SummarySettings(url=url, model="m", key_env="KEY"), {"KEY": wrong})


@pytest.mark.parametrize(
    ("value", "environ", "proxy"),
    [
        ("http://proxy.test:3128", {}, "http://proxy.test:3128"),
        ("env:VIA", {"VIA": "https://me:a%40b@proxy.test/\n"}, "https://me:a%40b@proxy.test/"),
        ("", {}, ""),
    ],
)
def test_a_proxy_is_in_config_toml_and_its_password_in_the_environment(
    value: str, environ: dict[str, str], proxy: str, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'[fetch]\nproxy = "{value}"\nports = [8000]\n', "utf-8")
    config = load(file, strict=True, environ=environ)
    assert (config.fetch.proxy, config.fetch.ports) == (proxy, (8000,))
    assert "proxy.test" not in repr(config)
