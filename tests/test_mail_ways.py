"""Mail leaves by the machine's own sendmail, or lies in a folder; each once."""

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from letters import letter
from test_mail_message import SENT

from digest import mail
from digest.mail import Mailer
from digest.mail.folder import name
from digest.mail.sendmail import SendmailMailer
from digest.model import Delivery, MailServer

MESSAGE = mail.message(
    letter(), sender="Me <me@example.org>", recipient="you@example.net", sent_at=SENT
)
FILE = name(MESSAGE.message_id)
ADVICE = "give this user the right to write there, or set [mail] folder to another"


def send(mailer: Mailer, body: bytes = MESSAGE.body) -> Delivery:
    return mailer.send(MESSAGE.message_id, "Me <me@example.org>", "you@example.net", body)


def into(folder: Path) -> Mailer:
    return mail.mailer(MailServer(kind="folder"), password="", folder=folder)


def program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a sendmail that is found before any other."""
    place = folder / "sendmail"
    place.write_text(f"#!{sys.executable} -IS\nimport os, sys, time\n{textwrap.dedent(script)}")
    place.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def test_a_message_lies_in_the_folder_for_its_owner_to_read(tmp_path: Path) -> None:
    folder = tmp_path / "some/mail"
    mailer = into(folder)
    assert send(mailer) == Delivery(result="sent", said=str(folder / FILE))
    mailer.close()
    assert FILE.startswith("2026-11-22-")
    assert [path.name for path in folder.iterdir()] == [FILE]
    assert (folder / FILE).read_bytes() == MESSAGE.body
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600


def test_what_is_in_the_folder_counts_as_sent_and_is_not_touched(tmp_path: Path) -> None:
    send(into(tmp_path))
    before = (tmp_path / FILE).stat()
    assert send(into(tmp_path), b"other") == Delivery(
        result="sent", said=f"{tmp_path / FILE} was there"
    )
    assert (tmp_path / FILE).stat() == before


def test_what_a_killed_run_left_is_written_over(tmp_path: Path) -> None:
    (tmp_path / f".{FILE}.part").write_bytes(b"half" * 10_000)
    assert send(into(tmp_path)).result == "sent"
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert (tmp_path / FILE).read_bytes() == MESSAGE.body


def test_a_folder_that_is_a_file_stops_the_delivery(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("mine")
    delivery = send(into(tmp_path / "mail"))
    assert delivery.result == "stopped"
    assert delivery.said == f"{tmp_path / 'mail' / FILE}: File exists; {ADVICE}"


def test_a_full_disk_is_for_later_and_leaves_no_message(tmp_path: Path) -> None:
    script = f"""
        import resource, signal
        from pathlib import Path
        from digest import mail
        from digest.model import MailServer

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, -1))
        to = mail.mailer(MailServer(kind="folder"), password="", folder=Path({str(tmp_path)!r}))
        print(to.send("<a.b@c>", "a@b.c", "a@b.c", b"x" * 1000).result)
        resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
    """
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True
    )
    assert ended.stdout == "later\n"
    assert not [*tmp_path.glob("*.eml")]


@pytest.mark.parametrize(
    "message_id", ["", "<>", "</../../x.y@z>", "<\ud800.\0@b>", f"<{'x' * 500}@y>"]
)
def test_any_id_names_a_file_inside_the_folder(tmp_path: Path, message_id: str) -> None:
    into(tmp_path).send(message_id, "a@b.c", "a@b.c", b"x")
    (path,) = tmp_path.iterdir()
    assert path.name == name(message_id)
    assert not path.name.startswith((".", "-"))


def test_sendmail_gets_the_message_and_both_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    script = f"open({str(kept)!r}, 'w').write(repr(sys.argv[1:]) + sys.stdin.read())"
    program(tmp_path, script, monkeypatch)
    mailer = mail.mailer(MailServer(kind="sendmail"), password="", folder=tmp_path)
    assert send(mailer) == Delivery(result="sent", said="exit status 0")
    mailer.close()
    words = ["-i", "-f", "me@example.org", "--", "you@example.net"]
    assert kept.read_bytes() == repr(words).encode() + MESSAGE.body.replace(b"\r\n", b"\n")


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (os.EX_TEMPFAIL, "later"),
        (os.EX_UNAVAILABLE, "later"),
        (1, "later"),
        (os.EX_DATAERR, "refused"),
        (os.EX_NOUSER, "refused"),
        (os.EX_USAGE, "stopped"),
        (os.EX_NOPERM, "stopped"),
        (os.EX_CONFIG, "stopped"),
    ],
)
def test_sendmail_s_exit_status_has_its_consequence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, result: str
) -> None:
    program(tmp_path, f"print('sendmail: no\\nreason'); sys.exit({status})", monkeypatch)
    said = f"exit status {status}: sendmail: no reason"
    assert send(SendmailMailer()) == Delivery(result=result, said=said)  # type: ignore[arg-type]


def test_a_killed_sendmail_is_for_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "os.kill(os.getpid(), 9)", monkeypatch)
    assert send(SendmailMailer()) == Delivery(result="later", said="exit status -9")


def test_a_sendmail_that_hangs_is_left_in_time_and_its_children_hold_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "os.fork(); sys.stdin.read(); time.sleep(20)", monkeypatch)
    began = time.monotonic()
    delivery = send(SendmailMailer(timeout_s=0.5))
    assert delivery.result == "later"
    assert delivery.said == f"{tmp_path}/sendmail did not end in 0.5 s"
    assert time.monotonic() - began < 15


def test_a_sendmail_that_lacks_or_does_not_start_stops_the_delivery(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digest.mail.sendmail._ELSEWHERE", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    delivery = send(SendmailMailer())
    assert delivery.result == "stopped"
    assert "there is no program sendmail" in delivery.said
    (tmp_path / "sendmail").write_text("#!/no/such/program\n")
    (tmp_path / "sendmail").chmod(0o755)
    delivery = send(SendmailMailer())
    assert delivery.result == "stopped"
    assert delivery.said == f"{tmp_path}/sendmail does not start: No such file or directory"
