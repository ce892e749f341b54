"""Mail that is tried: one marked message by the way of the editions, and what DNS says."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from mail_servers import scripted, trusting, whole
from name_server import naming

from digest import config
from digest.cli.trying import report
from digest.config import Config
from digest.errors import ConfigError
from digest.pipeline.trying import Trial, try_mail
from digest.postmaster import Answer, Ask, asker

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
GOOD = {
    "example.org": ["v=spf1 mx -all"],
    "mail._domainkey.example.org": ["v=DKIM1; p=abc"],
    "_dmarc.example.org": ["v=DMARC1; p=none"],
}


def configured(folder: Path, server: str, *lines: str, sender: str = "me@example.org") -> Config:
    file = folder / "config.toml"
    file.write_text(
        "\n".join(
            [
                "[digest]",
                'title = "Libya in the morning"',
                'timezone = "Africa/Tripoli"',
                "[mail]",
                f'from = "{sender}"' if sender else "",
                f'server = "{server}"',
                *lines,
            ]
        )
    )
    return config.load(file, strict=True)


def nobody(name: str) -> Answer:
    raise AssertionError(f"{name} was asked for")


def trial(settings: Config, *, to: str = "", ask: Ask = nobody) -> Trial:
    environ = {"WORD": "s3cret"}
    return try_mail(settings, recipient=to, now=NOW, ask=ask, environ=environ, context=trusting())


def test_test_message_goes_by_the_way_of_the_editions_and_is_marked(tmp_path: Path) -> None:
    with whole(word="s3cret") as box, naming(GOOD) as names:
        server = f"smtp://me@localhost:{box.port}"
        settings = configured(tmp_path, server, 'to = ["you@example.net"]', 'password_env = "WORD"')
        given = trial(settings, ask=asker(["127.0.0.1"], port=names.port))
    assert given.delivery.result == "sent"
    assert box.logins == [(b"me", b"s3cret")]
    ((sender, recipients, body),) = box.messages
    assert (sender, recipients) == ("me@example.org", ["you@example.net"])
    message = message_from_bytes(body, policy=policy.default)
    assert str(message["Subject"]).startswith("[test] Libya in the morning")
    assert str(message["Date"]) == "Sun, 22 Nov 2026 07:00:00 +0200"
    assert [(one.what, one.is_good) for one in given.findings] == [
        ("SPF", True), ("DKIM", True), ("DMARC", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "to", "recipient"),
    [
        (['to = ["one@example.org", "two@example.org"]'], "", "one@example.org"),
        (['to = ["one@example.org"]'], "else@example.org", "else@example.org"),
        ([], "", "me@example.org"),
    ],
)
def test_it_goes_to_who_is_named_else_to_the_first_recipient_else_to_the_sender(
    tmp_path: Path, lines: list[str], to: str, recipient: str
) -> None:
    given = trial(configured(tmp_path, "folder", *lines, sender="News <me@example.org>"), to=to)
    assert given.recipient == recipient
    (file,) = (tmp_path / "mail").iterdir()
    assert message_from_bytes(file.read_bytes())["To"] == recipient


def test_folder_asks_no_name_server_and_leaves_the_store_alone(tmp_path: Path) -> None:
    given = trial(configured(tmp_path, "folder"))
    assert (given.delivery.result, given.findings) == ("sent", ())
    assert sorted(one.name for one in tmp_path.iterdir()) == ["config.toml", "mail"]
    assert len(report(given)) == 2


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ({"RCPT": "550 5.1.1 no such user"}, "550 5.1.1 no such user"),
        ({"MAIL": "451 4.7.1 later, please"}, "451 4.7.1 later, please"),
        ({"banner": "554 we do not talk"}, "554 we do not talk"),
    ],
)
def test_server_that_does_not_take_it_is_told_with_what_it_said(
    tmp_path: Path, script: dict[str, str], said: str
) -> None:
    with scripted(script) as server:
        settings = configured(tmp_path, f"smtp://127.0.0.1:{server.port}", sender="me@nas.test")
        given = trial(settings)
    assert given.delivery.result != "sent"
    assert said in report(given)[-1]
    assert "not taken" in report(given)[-1]


def test_report_says_what_is_not_well_and_what_to_do(tmp_path: Path) -> None:
    with scripted() as server:
        settings = configured(tmp_path, f"smtp://127.0.0.1:{server.port}")
        lines = report(trial(settings, ask=lambda _: Answer()))
    assert lines[0] == "mail from me@example.org to me@example.org"
    assert lines[1] == "SPF: not well: example.org has no SPF record"
    assert lines[2].startswith("  ask the mail host for its SPF record")
    assert "on its way" in lines[-2]
    assert "Authentication-Results" in lines[-1]


def test_mail_without_a_sender_is_an_error_that_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"\[mail\] from: missing"):
        trial(configured(tmp_path, "folder", sender=""))


def test_password_that_is_not_there_is_an_error_before_anything_is_sent(tmp_path: Path) -> None:
    settings = configured(tmp_path, "smtp://me@localhost:9", 'password_env = "NOT_SET"')
    with pytest.raises(ConfigError, match="NOT_SET is not set"):
        trial(settings)
