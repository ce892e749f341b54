"""`digest check --mail`, typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from mail_servers import scripted

FOLDER = '[mail]\nfrom = "me@nas.test"\nserver = "folder"\n'


def test_check_with_mail_sends_one_test_message(
    typed: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text(FOLDER)
    assert typed("check", "--mail", "you@münchen.test") == 0
    said = capsys.readouterr().out
    assert "config.toml is right" in said
    assert "mail from me@nas.test to you@xn--mnchen-3ya.test" in said
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1


def test_message_that_is_not_taken_is_status_1(
    typed: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with scripted({"RCPT": "550 5.1.1 [bold]who?[/bold]"}) as server:
        text = FOLDER.replace("folder", f"smtp://127.0.0.1:{server.port}")
        (tmp_path / "config.toml").write_text(text)
        assert typed("check", "--mail") == 1
    said = capsys.readouterr().out
    assert "not taken: 550 5.1.1 [bold]who?[/bold]" in said
    assert "nas.test is no domain of the internet" in said


def test_configuration_without_mail_is_told_what_lacks(
    typed: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text("[digest]")
    assert typed("check", "--mail") == 2
    assert "[mail] from: missing" in capsys.readouterr().err


def test_check_alone_sends_nothing(typed: Callable[..., int], tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(FOLDER)
    assert typed("check") == 0
    assert not (tmp_path / "mail").exists()
    assert typed("check", "you@nas.test") == 2
    assert not (tmp_path / "mail").exists()


@pytest.mark.parametrize("to", ["you", "you@", "a@b@c", "you@example.org\nBcc: x@example.org"])
def test_recipient_that_is_none_is_refused_before_anything_is_sent(
    typed: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str], to: str
) -> None:
    (tmp_path / "config.toml").write_text(FOLDER)
    assert typed("check", "--mail", to) == 2
    assert "is no mail address" in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "mail").exists()
