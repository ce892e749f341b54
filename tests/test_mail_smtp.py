"""Nothing that a server does raises, or sends what may not be read on the way."""

import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from letters import letter
from mail_servers import DROP, SILENCE, Script, Scripted, certificate, scripted, trusting, whole
from test_mail_message import SENT

from digest import mail
from digest.mail import Mailer
from digest.model import Delivery, MailServer

MESSAGE = mail.message(
    letter(), sender="Me <me@example.org>", recipient="you@example.net", sent_at=SENT
)
HERE, ELSEWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104  (it is dialled, not listened on)
NO_TLS = {"EHLO": "250 here"}
STARTTLS = {"EHLO": "250-here\r\n250 STARTTLS"}


@contextmanager
def by(port: int, host: str = HERE, *, word: str = "", **fields: Any) -> Iterator[Mailer]:
    server = MailServer(**{"kind": "smtp", "host": host, "port": port, **fields})
    mailer = mail.mailer(server, password=word, folder=Path("/"), context=trusting(), timeout_s=5)
    try:
        yield mailer
    finally:
        mailer.close()


def send(mailer: Mailer, recipient: str = "you@example.net") -> Delivery:
    return mailer.send(MESSAGE.message_id, "Me <me@example.org>", recipient, MESSAGE.body)


def tried(server: Scripted, host: str = HERE, **fields: Any) -> Delivery:
    with by(server.port, host, **fields) as mailer:
        return send(mailer)


def test_a_message_arrives_byte_by_byte() -> None:
    with scripted() as server:
        assert tried(server) == Delivery(result="sent", said="250 2.0.0 queued as 4F2")
    assert server.kept == [MESSAGE.body]
    assert server.asked[1:4] == [
        f"mail FROM:<me@example.org> SIZE={len(MESSAGE.body)}",
        "rcpt TO:<you@example.net>",
        "data",
    ]


def test_a_recipient_who_moved_is_one_all_the_same() -> None:
    with scripted({"RCPT": "251 will forward"}) as server:
        assert tried(server).result == "sent"


def test_a_line_that_begins_with_a_dot_arrives() -> None:
    with whole() as box, by(box.port) as mailer:
        mailer.send("<a@b>", "me@example.org", "you@example.net", b"A: b\r\n\r\n.\r\n.b\r\n")
    assert box.messages == [("me@example.org", ["you@example.net"], b"A: b\r\n\r\n.\r\n.b\r\n")]


@pytest.mark.parametrize(
    ("script", "result", "said"),
    [
        ({"MAIL": "452 full"}, "later", "452 full"),
        ({"MAIL": "552 too large"}, "refused", "552 too large"),
        ({"MAIL": "530 5.7.0 log in first"}, "stopped", "530 5.7.0 log in first"),
        ({"RCPT": "451 greylisted"}, "later", "451 greylisted"),
        ({"RCPT": "550-5.1.1 no\r\n550 such user"}, "refused", "550 5.1.1 no such user"),
        ({"RCPT": "551 gone"}, "refused", "551 gone"),
        ({"DATA": "451 later"}, "later", "451 later"),
        ({"DATA": "554 no"}, "refused", "554 no"),
        ({"BODY": "450 later"}, "later", "450 later"),
        ({"BODY": "554 spam \x1b[1m"}, "refused", "554 spam [1m"),
        ({"BODY": "354 go"}, "later", "354 go"),
        ({"banner": "421 try later"}, "later", "421 try later"),
        ({"banner": "554 not you"}, "stopped", "554 not you"),
        ({"banner": "hello"}, "later", "the server does not speak SMTP"),
        ({"EHLO": "550 no", "HELO": "550 not you"}, "stopped", "550 not you"),
        ({"banner": DROP}, "later", "Connection unexpectedly closed"),
        ({"MAIL": DROP}, "later", "Connection unexpectedly closed"),
        ({"DATA": DROP}, "later", "Connection unexpectedly closed"),
        ({"BODY": DROP}, "later", "Connection unexpectedly closed"),
    ],
)
def test_each_reply_has_its_consequence(script: Script, result: str, said: str) -> None:
    with scripted(script) as server:
        assert tried(server) == Delivery(result=result, said=said)  # type: ignore[arg-type]
    assert server.kept == []


@pytest.mark.parametrize("step", ["banner", "EHLO", "MAIL", "BODY"])
def test_a_server_that_says_nothing_is_left_in_time(step: str) -> None:
    with scripted({step: SILENCE}) as server:
        sending = MailServer(kind="smtp", host=HERE, port=server.port)
        mailer = mail.mailer(sending, password="", folder=Path("/"), timeout_s=0.2)
        assert send(mailer).result == "later"


def test_no_server_is_for_later_and_no_name_for_the_settings() -> None:
    with socket.create_server((HERE, 0)) as free:
        port = free.getsockname()[1]
    with by(port) as mailer:
        assert send(mailer) == Delivery(result="later", said="Connection refused")
    with by(port, "a..b") as mailer:
        assert send(mailer).result == "stopped"


def test_one_connection_serves_many_and_a_refusal_costs_one_message() -> None:
    with scripted() as server, by(server.port) as mailer:
        assert send(mailer).result == "sent"
        server.scripts[0]["RCPT"] = "550 no such user"
        assert send(mailer).result == "refused"
        del server.scripts[0]["RCPT"]
        assert send(mailer).result == "sent"
    assert (server.connections, len(server.kept)) == (1, 2)
    assert server.asked[-1] == "quit"


@pytest.mark.parametrize("how", [DROP, "421 idle too long"])
def test_a_connection_that_was_closed_meanwhile_is_made_anew(how: str) -> None:
    with scripted({"RSET": how}) as server, by(server.port) as mailer:
        assert [send(mailer).result for _ in range(3)] == ["sent"] * 3
    assert (server.connections, len(server.kept)) == (3, 3)


def test_a_lost_reply_is_not_made_good_at_once_but_later_with_the_same_bytes() -> None:
    with scripted({"BODY": DROP, "keeps": "1"}, {}) as server, by(server.port) as mailer:
        assert send(mailer).result == "later"
        assert len(server.kept) == 1
        assert send(mailer).result == "sent"
    assert server.kept == [MESSAGE.body, MESSAGE.body]


def test_a_service_that_closes_is_asked_again_by_a_new_connection() -> None:
    with scripted({"MAIL": "421 closing"}, {}) as server, by(server.port) as mailer:
        assert [send(mailer).result for _ in range(2)] == ["later", "sent"]
    assert server.connections == 2


def test_nothing_is_sent_elsewhere_without_tls() -> None:
    with scripted(NO_TLS) as server:
        delivery = tried(server, ELSEWHERE, user="me", word="secret")
    assert delivery.result == "stopped"
    assert "STARTTLS" in delivery.said
    assert [line.split()[0] for line in server.asked] == ["ehlo"]


def test_starttls_that_is_refused_sends_nothing() -> None:
    for reply, result in (("454 not now", "later"), ("554 no", "stopped")):
        with scripted({**STARTTLS, "STARTTLS": reply}) as server:
            assert tried(server, ELSEWHERE).result == result
        assert server.kept == []


def test_starttls_is_verified_and_then_used() -> None:
    with scripted(STARTTLS, tls=certificate()) as server:
        assert tried(server, ELSEWHERE).result == "sent"
    assert [line.split()[0] for line in server.asked[:3]] == ["ehlo", "STARTTLS", "ehlo"]
    assert server.kept == [MESSAGE.body]


@pytest.mark.parametrize("shown", ["stranger.pem", "expired.pem", "news.pem"])
def test_a_certificate_that_does_not_hold_stops_the_delivery(shown: str) -> None:
    for kind, host in (("smtp", ELSEWHERE), ("smtps", HERE), ("smtps", ELSEWHERE)):
        implicit = kind == "smtps"
        script = {} if implicit else STARTTLS
        with scripted(script, tls=certificate(shown), implicit=implicit) as server:
            delivery = tried(server, host, kind=kind, user="me", word="secret")
        assert delivery.result == "stopped"
        assert "its certificate does not hold" in delivery.said
        assert server.kept == []
        assert not any("AUTH" in line for line in server.asked)


def test_a_certificate_of_another_name_stops_the_delivery() -> None:
    with scripted(tls=certificate(), implicit=True, address="127.0.0.2") as server:
        assert tried(server, "127.0.0.2", kind="smtps").result == "stopped"
    with scripted(tls=certificate(), implicit=True) as server:
        assert tried(server, "localhost", kind="smtps").result == "sent"


def test_on_this_machine_a_certificate_that_does_not_hold_is_no_obstacle_without_a_login() -> None:
    with scripted(STARTTLS, tls=certificate("stranger.pem")) as server:
        with by(server.port) as mailer:
            assert [send(mailer).result for _ in range(2)] == ["sent", "sent"]
        assert server.connections == 2
        server.scripts[0] = {"EHLO": "250-here\r\n250-STARTTLS\r\n250 AUTH PLAIN", "AUTH": "235 ok"}
        assert tried(server, user="me", word="secret").result == "stopped"
    assert not any("AUTH" in line for line in server.asked)


def test_tls_on_a_port_without_it_stops_the_delivery() -> None:
    with scripted() as server:
        delivery = tried(server, kind="smtps")
    assert delivery.result == "stopped"
    assert "no TLS on this port" in delivery.said


def test_a_handshake_without_an_answer_is_for_later() -> None:
    with scripted({"banner": SILENCE}) as server:
        sending = MailServer(kind="smtps", host=HERE, port=server.port)
        mailer = mail.mailer(sending, password="", folder=Path("/"), timeout_s=0.2)
        assert send(mailer) == Delivery(result="later", said="no answer in time")


def test_tls_that_breaks_off_is_for_later() -> None:
    old = certificate()
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    with scripted(tls=old, implicit=True) as server:
        checked = trusting()
        checked.minimum_version = ssl.TLSVersion.TLSv1_3
        sending = MailServer(kind="smtps", host=HERE, port=server.port)
        mailer = mail.mailer(sending, password="", folder=Path("/"), context=checked)
        assert send(mailer).result == "later"


@pytest.mark.parametrize("password", ["secret", "geheim ü 😀"])
def test_a_login_is_made_inside_tls(password: str) -> None:
    with whole(word=password) as box:
        with by(box.port, ELSEWHERE, user="me", word=password) as mailer:
            assert send(mailer).result == "sent"
        with by(box.port, ELSEWHERE, user="me", word="wrong") as mailer:
            assert send(mailer).result == "stopped"
        with by(box.port, ELSEWHERE) as mailer:
            assert send(mailer).result == "stopped"
    assert box.logins[0] == (b"me", password.encode())
    assert [one[2] for one in box.messages] == [MESSAGE.body]


def test_a_wrong_login_in_utf8_stops_and_one_that_cannot_be_checked_now_waits() -> None:
    with whole(word="x") as box, by(box.port, user="me", word="ü") as mailer:
        assert send(mailer).result == "stopped"
    offered = {"EHLO": "250-here\r\n250 AUTH PLAIN", "AUTH": "454 later"}
    with scripted(offered) as server:
        assert tried(server, user="me", word="x") == Delivery(result="later", said="454 later")
        assert tried(server, user="me", word="ü") == Delivery(result="later", said="454 later")


def test_a_server_without_logins_stops_the_delivery() -> None:
    with scripted(NO_TLS) as server:
        delivery = tried(server, user="me", word="x")
    assert delivery.result == "stopped"
    assert "no login" in delivery.said


def test_each_name_of_this_machine_is_known_as_such() -> None:
    for address, host in ((HERE, HERE), (HERE, "localhost"), ("127.1.2.3", "127.1.2.3")):
        with scripted(NO_TLS, address=address) as server:
            assert tried(server, host).result == "sent"


def test_what_is_no_address_is_never_sent() -> None:
    with scripted() as server, by(server.port) as mailer:
        with pytest.raises(ValueError, match="no mail address"):
            send(mailer, "you@example.net>\r\nRCPT TO:<all@example.net")
        assert server.asked == []


@pytest.mark.shared
@pytest.mark.parametrize(
    ("mode", "results", "arrived"),
    [
        ("450data", ["later", "sent"], 1),
        ("452mail", ["later", "sent"], 1),
        ("451rcpt", ["later", "sent"], 1),
        ("550rcpt", ["refused", "refused"], 0),
        ("554data", ["refused", "refused"], 0),
        ("421banner", ["later", "sent"], 1),
        ("refuse", ["later", "sent"], 1),
        ("drop-before-data", ["later", "sent"], 1),
        ("drop-before-250-lost", ["later", "sent"], 1),
        ("drop-after-data", ["later", "sent"], 2),
    ],
)
def test_every_mode_of_the_faulty_server_loses_nothing(
    mode: str, results: list[str], arrived: int, shared: Path, tmp_path: Path
) -> None:
    command = [sys.executable, shared / "tools/smtp_faulty.py", "--log", tmp_path]
    with subprocess.Popen(
        [*command, "--script", f"{mode},ok"], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        port = int(server.stdout.readline().split()[1].strip("}"))
        with by(port) as mailer:
            seen = [send(mailer).result]
            if "refused" not in seen:
                mailer.close()
            seen.append(send(mailer).result)
        server.terminate()
    assert seen == results
    kept = [path.read_bytes() for path in tmp_path.iterdir()]
    assert kept == [MESSAGE.body] * arrived
