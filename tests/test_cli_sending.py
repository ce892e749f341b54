"""`digest send`, `run --send`, `outbox` and `status`: who gets what, and what is told of it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from mail_servers import Scripted, failing
from site_server import Site, configuration
from stored import article, keep, other_process, url_of

from digest.store import Parcel, Store

Type = Callable[..., int]
Capture = pytest.CaptureFixture[str]
BOTH = ["a@example.org", "b@example.org"]
DELIVERING = """
import sys
from digest.store import Store
with Store(sys.argv[1]) as store, store.outbox.delivering():
    print("ready", flush=True)
    sys.stdin.read()
"""


def configure(folder: Path, *, server: str = "folder", to: str = ", ".join(BOTH)) -> None:
    """Write a configuration with one source that goes to these, and nothing else."""
    names = "".join(f'"{one}", ' for one in to.split(", ") if one)
    (folder / "config.toml").write_text(
        '[digest]\ntitle = "Morning"\ntimezone = "UTC"\n'
        f'[mail]\nfrom = "Morning <digest@example.org>"\nto = [{names}]\nserver = "{server}"\n'
        '[[source]]\nname = "one"\nurl = "https://example.org/"\n'
    )


def news(folder: Path, name: str = "a") -> None:
    """Store an article that is new now."""
    with Store(url_of(folder / "digest.db")) as store:
        keep(store, article(name), now=datetime.now(UTC))


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A configuration that mails into a folder, and a store with news."""
    configure(tmp_path)
    news(tmp_path)
    return tmp_path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Scripted]:
    """A mail server that knows no a@example.org, and news that go there."""
    with failing(refused="a@example.org") as made:
        configure(tmp_path, server=f"smtp://127.0.0.1:{made.port}")
        news(tmp_path)
        yield made


def mailed(folder: Path) -> list[str]:
    """Whom the messages in the folder are for."""
    return sorted(str(parsed(path.read_bytes())["To"]) for path in folder.glob("mail/*.eml"))


def parsed(body: bytes) -> EmailMessage:
    return message_from_bytes(body, policy=policy.default)


def parcels(folder: Path) -> tuple[Parcel, ...]:
    with Store(url_of(folder / "digest.db")) as store:
        return store.outbox.list()


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def test_send_closes_the_edition_and_delivers_it_once(
    ready: Path, typed: Type, capsys: Capture
) -> None:
    assert typed("send") == 0
    assert capsys.readouterr().out == "2 letters sent\n"
    assert mailed(ready) == BOTH
    assert (ready / "output" / "digest" / f"{today()}.md").exists()
    news(ready, "later")
    assert typed("send") == 0
    assert capsys.readouterr().out == "nothing to send\n"
    assert mailed(ready) == BOTH


def test_what_is_sent_is_the_letter_with_the_news(ready: Path, typed: Type) -> None:
    typed("send", "--to", "c@example.org")
    (path,) = ready.glob("mail/*.eml")
    message = parsed(path.read_bytes())
    assert message["From"] == "Morning <digest@example.org>"
    plain, html = message.iter_parts()
    assert "Title of a" in plain.get_content()
    assert "Title of a" in html.get_content()


def test_a_dry_run_says_who_would_get_what_and_changes_nothing(
    ready: Path, typed: Type, capsys: Capture
) -> None:
    assert typed("send", "--dry-run") == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{today()}: closes now",
        "  a@example.org: would be sent",
        "  b@example.org: would be sent",
    ]
    assert parcels(ready) == ()
    assert not (ready / "output").exists()
    typed("send", "--to", "a@example.org")
    typed("send", "--dry-run")
    said = capsys.readouterr().out.splitlines()
    assert "1 new" in said[0]
    assert said[1:] == [
        "  a@example.org: is sent; again with --again",
        "  b@example.org: would be sent",
    ]
    typed("send", "--dry-run", "--again")
    assert "  a@example.org: would be sent again" in capsys.readouterr().out
    assert mailed(ready) == ["a@example.org"]


def test_whoever_lacks_the_edition_of_today_gets_it_by_the_next_send(
    ready: Path, typed: Type
) -> None:
    assert typed("send", "--to", "a@example.org", "--to", "a@EXAMPLE.org") == 0
    assert mailed(ready) == ["a@example.org"]
    assert typed("send") == 0
    assert mailed(ready) == BOTH


def test_only_again_gives_a_second_copy_under_another_message_id(ready: Path, typed: Type) -> None:
    typed("send")
    typed("send", "--to", "a@example.org")
    assert mailed(ready) == BOTH
    assert typed("send", "--to", "a@example.org", "--again") == 0
    assert mailed(ready) == ["a@example.org", *BOTH]
    assert len({one.message_id for one in parcels(ready)}) == 3


def test_the_edition_of_another_day_is_sent_by_its_date(
    ready: Path, typed: Type, capsys: Capture
) -> None:
    typed("send", "--to", "a@example.org")
    assert typed("send", "--date", today(), "--to", "b@example.org") == 0
    assert mailed(ready) == BOTH
    assert typed("send", "--date", "2026-01-02") == 2
    assert "2026-01-02: there is no closed edition of that day" in capsys.readouterr().err


def test_an_edition_is_chosen_by_its_name(ready: Path, typed: Type, capsys: Capture) -> None:
    file = ready / "config.toml"
    more = "".join(f'[[edition]]\nname = "{name}"\n' for name in ("east", "west"))
    file.write_text(file.read_text() + more)
    assert typed("send", "--edition", "west") == 0
    assert {one.series for one in parcels(ready)} == {"west"}
    assert typed("send", "--edition", "north") == 2
    assert "there are: east, west" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "nobody"), '"nobody" is no mail address'),
        (("--date", "tomorrow"), "tomorrow"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    ready: Path, typed: Type, capsys: Capture, words: tuple[str, ...], said: str
) -> None:
    assert typed("send", *words) == 2
    assert said in capsys.readouterr().err
    assert parcels(ready) == ()


def test_without_recipients_nothing_is_delivered_and_it_is_said(
    ready: Path, typed: Type, capsys: Capture
) -> None:
    configure(ready, to="")
    for words in (("send",), ("run", "--send")):
        assert typed(*words) == 2
        assert "[mail] to" in capsys.readouterr().err
    (ready / "config.toml").write_text('[[source]]\nname = "one"\nurl = "https://example.org/"\n')
    assert typed("send", "--to", "a@example.org") == 2
    assert "[mail] from" in capsys.readouterr().err


def test_before_the_first_run_there_is_nothing_to_send(
    tmp_path: Path, typed: Type, capsys: Capture
) -> None:
    configure(tmp_path)
    assert typed("send") == 1
    assert "nothing was read yet" in capsys.readouterr().err
    assert typed("outbox", "list") == typed("outbox", "retry") == typed("outbox", "drop") == 0
    assert not (tmp_path / "digest.db").exists()


@pytest.mark.usefixtures("server")
def test_a_refused_recipient_is_told_until_a_person_lets_it_be(
    tmp_path: Path, typed: Type, capsys: Capture
) -> None:
    line = f"{today()} to a@example.org: not delivered: 550 no such user"
    assert typed("send") == 1
    captured = capsys.readouterr()
    assert captured.out == "1 letter sent, 1 not delivered\n"
    assert line in captured.err
    assert "try again: digest outbox retry; let be: digest outbox drop" in captured.err
    assert typed("send") == 1
    assert line in capsys.readouterr().err
    assert typed("status") == 1
    assert line in capsys.readouterr().out
    assert typed("outbox", "list") == 1
    assert "550 no such user" in capsys.readouterr().out
    assert typed("outbox", "drop") == 0
    assert capsys.readouterr().out == "1 letter is not sent any more\n"
    assert typed("status") == typed("outbox", "list") == typed("send") == 0
    assert [one.state for one in parcels(tmp_path)] == ["dropped", "sent"]


def test_what_was_refused_can_be_tried_again(
    tmp_path: Path, server: Scripted, typed: Type, capsys: Capture
) -> None:
    typed("send")
    server.refused = ""
    assert typed("outbox", "retry") == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 letter waits to be sent again",
        "now: digest send",
    ]
    assert typed("send") == 0
    assert len(server.kept) == 2
    assert [one.state for one in parcels(tmp_path)] == ["sent", "sent"]


def test_a_server_that_is_away_makes_the_exit_status_one_until_it_is_back(
    tmp_path: Path, typed: Type, capsys: Capture
) -> None:
    with failing("421banner", "421banner", "421banner", "421banner") as server:
        configure(tmp_path, server=f"smtp://127.0.0.1:{server.port}")
        news(tmp_path)
        assert typed("send") == 1
        assert "waits since" in capsys.readouterr().err
        assert typed("status") == 0  # it waits, and has waited for a moment only
        assert "a@example.org: waits since" in capsys.readouterr().out
        assert typed("outbox", "list") == 0
        assert typed("send") == 1
        assert typed("send") == 0
    assert len(server.kept) == 2


@pytest.mark.parametrize("hours", [-2, 2], ids=["waits", "clock set back"])
def test_what_waits_for_more_than_an_hour_is_a_fault_of_status(
    hours: int, ready: Path, typed: Type, capsys: Capture
) -> None:
    (ready / "mail").write_text("a file is in the way of the folder")
    assert typed("send") == 1
    with Store(url_of(ready / "digest.db")) as store:
        numbers = [one.number for one in store.outbox.list()]
        store.outbox.retry(numbers, now=datetime.now(UTC) + timedelta(hours=hours))
    assert typed("status", "--json") == 1
    undelivered = json.loads(capsys.readouterr().out)["undelivered"]
    assert [one["recipient"] for one in undelivered] == BOTH
    assert typed("outbox", "list", "--json") == 0
    assert json.loads(capsys.readouterr().out) == undelivered


def test_of_many_recipients_the_first_are_named_and_the_others_counted(
    tmp_path: Path, typed: Type, capsys: Capture
) -> None:
    configure(tmp_path, to=", ".join(f"r{n}@example.org" for n in range(13)))
    news(tmp_path)
    (tmp_path / "mail").write_text("a file is in the way of the folder")
    assert typed("send") == 1
    err = capsys.readouterr().err
    assert err.count("waits since") == 10
    assert "and 3 more; see: digest outbox list" in err


def test_single_letters_are_dropped_by_number(ready: Path, typed: Type, capsys: Capture) -> None:
    (ready / "mail").write_text("a file is in the way of the folder")
    typed("send")
    assert typed("outbox", "drop", "2") == 0
    assert typed("outbox", "drop", "2") == 2
    assert (
        "2: no such letter waits or was refused; see: digest outbox list" in capsys.readouterr().err
    )
    assert [one.state for one in parcels(ready)] == ["waiting", "dropped"]
    assert typed("outbox", "drop", "--all") == 0
    assert [one.state for one in parcels(ready)] == ["dropped", "dropped"]
    typed("outbox", "list")
    assert "nothing waits" in capsys.readouterr().out
    typed("outbox", "list", "--all")
    assert "dropped" in capsys.readouterr().out


def test_while_another_program_delivers_it_is_left_to_it(ready: Path, typed: Type) -> None:
    with other_process(DELIVERING, url_of(ready / "digest.db")):
        assert typed("send") == 3
    assert mailed(ready) == []
    assert typed("send") == 0
    assert mailed(ready) == BOTH


def test_run_send_delivers_although_a_source_fails(
    tmp_path: Path, site: Site, typed: Type, capsys: Capture
) -> None:
    site.publish(1)
    file = configuration(tmp_path, [site])
    gone = f'[[source]]\nname = "gone"\nurl = "{site.url}/gone"\n'
    mail = '[mail]\nfrom = "digest@example.org"\nto = ["a@example.org"]\n'
    file.write_text(f"{file.read_text()}{gone}{mail}")
    assert typed("run", "--send") == 0
    captured = capsys.readouterr()
    assert "1 letter sent" in captured.out
    assert "gone" in captured.err
    assert mailed(tmp_path) == ["a@example.org"]
    assert typed("run", "--send") == 1  # the source is in trouble now
    assert mailed(tmp_path) == ["a@example.org"]


def test_send_delivers_although_no_file_can_be_written(
    ready: Path, typed: Type, capsys: Capture
) -> None:
    (ready / "output").write_text("a file in the way")
    assert typed("send") == 1
    assert "move what is in the way" in capsys.readouterr().err
    assert mailed(ready) == BOTH


def test_run_send_delivers_although_no_file_can_be_written(
    tmp_path: Path, site: Site, typed: Type, capsys: Capture
) -> None:
    site.publish(1)
    file = configuration(tmp_path, [site])
    mail = '[mail]\nfrom = "digest@example.org"\nto = ["a@example.org"]\n'
    file.write_text(f"{file.read_text()}{mail}")
    (tmp_path / "output").write_text("a file in the way")
    assert typed("run", "--send") == 1
    assert "move what is in the way" in capsys.readouterr().err
    assert mailed(tmp_path) == ["a@example.org"]


def test_run_send_exits_with_one_when_a_letter_is_refused(
    tmp_path: Path, site: Site, typed: Type
) -> None:
    site.publish(1)
    file = configuration(tmp_path, [site])
    with failing(refused="a@example.org") as server:
        mail = '[mail]\nfrom = "d@example.org"\nto = ["a@example.org", "b@example.org"]\n'
        file.write_text(f'{file.read_text()}{mail}server = "smtp://127.0.0.1:{server.port}"\n')
        assert typed("run", "--send") == 1
    assert len(server.kept) == 1


def test_on_a_day_without_an_edition_nothing_is_sent(
    ready: Path, typed: Type, capsys: Capture
) -> None:
    file = ready / "config.toml"
    week = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    other = week[(datetime.now(UTC).weekday() + 3) % 7]
    file.write_text(file.read_text().replace("[mail]", f'days = ["{other}"]\n[mail]'))
    assert typed("send", "--dry-run") == 0
    assert capsys.readouterr().out == "there is no edition today\n"
    assert typed("send") == 0
    assert capsys.readouterr().out == "nothing to send\n"


def test_a_day_without_news_is_sent_only_to_whom_it_is_asked_for(
    tmp_path: Path, typed: Type, capsys: Capture
) -> None:
    configure(tmp_path)
    Store(url_of(tmp_path / "digest.db")).close()
    assert typed("send") == 0
    assert capsys.readouterr().out == "nothing to send\n"
    assert typed("send", "--to", "b@example.org") == 0
    assert mailed(tmp_path) == ["b@example.org"]


@pytest.mark.parametrize("fault", ["hang-mail", "hang-kept"])
def test_a_send_that_is_killed_is_made_good_by_the_next(
    tmp_path: Path, typed: Type, fault: str
) -> None:
    with failing(fault) as server:
        configure(tmp_path, server=f"smtp://127.0.0.1:{server.port}")
        news(tmp_path)
        command = [sys.executable, "-m", "digest", "send"]
        with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
            assert server.silent.wait(timeout=30)
            process.kill()
        news(tmp_path, "later")
        assert typed("send") == 0
    seen = {str(parsed(one)["Message-ID"]): str(parsed(one)["To"]) for one in server.kept}
    assert sorted(seen.values()) == BOTH
    assert len(set(server.kept)) == 2
    assert len(server.kept) == 2 + (fault == "hang-kept")
