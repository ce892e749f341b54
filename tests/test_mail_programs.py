"""Letters pass through Postfix, and Dovecot and Node's mailparser read what was written."""

import imaplib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from letters import letter
from mail_programs import Post, dovecot, postfix, spamd
from mail_servers import trusting
from test_mail_message import HEADERS, SENT

from digest import mail
from digest.mail import Mailer, Message
from digest.model import MailServer

READER = Path(__file__).with_name("mail_reader.mjs")
YOU, SHE = "you@example.net", "she@example.net"
LONG = "https://example.org/" + "off/" * 40
LETTERS = [
    letter(40),
    replace(letter(40, language="ar", title="ليبيا في الصباح: أخبار اليوم كاملة"), series="arabic"),
    replace(letter(1), series="weekly", title='Die "Woche", für alle', subject="=?utf-8?q?no?= ü"),
    replace(letter(0), series="empty"),
]


def message(number: int, recipient: str = YOU, again: int = 0) -> Message:
    return mail.message(
        LETTERS[number],
        sender="Zeitung, für dich <me@bücher.example>",
        recipient=recipient,
        sent_at=SENT,
        again=again,
        unsubscribe=LONG,
    )


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    with postfix() as running:
        yield running


@contextmanager
def by(post: Post, kind: str) -> Iterator[Mailer]:
    """Give the way to that Postfix; 0.0.0.0 is this machine, but does not look so."""
    port = post.starttls if kind == "smtp" else post.implicit
    server = MailServer(kind=kind, host="0.0.0.0", port=port)  # type: ignore[arg-type]  # noqa: S104
    mailer = mail.mailer(server, password="", folder=post.folder, context=trusting())
    try:
        yield mailer
    finally:
        mailer.close()


def send(mailer: Mailer, message: Message) -> str:
    sender = "Zeitung <me@bücher.example>"
    return mailer.send(message.message_id, sender, message.recipient, message.body).result


@contextmanager
def inbox(post: Post, user: str) -> Iterator[imaplib.IMAP4]:
    with dovecot(post.boxes) as port, imaplib.IMAP4("127.0.0.1", port) as box:
        box.login(user, "x")
        box.select(readonly=True)
        yield box


def found(box: imaplib.IMAP4, header: str, words: str) -> list[bytes]:
    """Return the numbers of messages of which Dovecot finds the words in a header."""
    box.literal = words.encode()  # type: ignore[attr-defined]
    numbers: list[bytes] = box.search("UTF-8", "HEADER", header)[1][0].split()
    return numbers


def parsed(messages: list[bytes], folder: Path) -> list[dict[str, Any]]:
    """Return what mailparser makes of the messages."""
    paths = [folder / f"{number}.eml" for number in range(len(messages))]
    for path, content in zip(paths, messages, strict=True):
        path.write_bytes(content)
    answer = subprocess.run(
        [shutil.which("node") or "", READER, *paths], capture_output=True, check=True
    )
    seen: list[dict[str, Any]] = json.loads(answer.stdout)
    return seen


def fetched(box: imaplib.IMAP4, number: bytes) -> tuple[bytes, bytes]:
    """Return a message, and what Dovecot says of its head and its parts."""
    structure = box.fetch(number.decode(), "(ENVELOPE BODYSTRUCTURE)")[1]
    told = b" ".join(b" ".join(one) if isinstance(one, tuple) else one or b"" for one in structure)
    (_, content), *_ = box.fetch(number.decode(), "(BODY.PEEK[])")[1]  # type: ignore[misc]
    assert isinstance(content, bytes)
    return content, told


@pytest.mark.system("postfix", "dovecot", "node")
@pytest.mark.npm("mailparser")
def test_postfix_dovecot_and_mailparser_agree_on_every_letter(post: Post, tmp_path: Path) -> None:
    sent = [message(number) for number in range(len(LETTERS))]
    for kind in ("smtp", "smtps"):
        half = sent[: len(sent) // 2] if kind == "smtp" else sent[len(sent) // 2 :]
        with by(post, kind) as mailer:
            assert [send(mailer, one) for one in half] == ["sent"] * len(half)
    post.wait_for_delivery(len(sent))
    with inbox(post, "you") as box:
        numbers = [found(box, "Message-ID", one.message_id) for one in sent]
        assert [len(one) for one in numbers] == [1] * len(sent)
        for (number,), one, kept in zip(numbers, sent, LETTERS, strict=True):
            content, told = fetched(box, number)
            assert content.endswith(one.body)
            _check_envelope(told, one)
            assert number in found(box, "Subject", kept.subject)
            assert number in found(box, "List-Id", "xn--bcher-kva.example>")
        contents = [fetched(box, number)[0] for (number,) in numbers]
    for seen, one, kept in zip(parsed(contents, tmp_path), sent, LETTERS, strict=True):
        _check_parsed(seen, one)
        assert seen["subject"] == kept.subject
        name = kept.title if kept.title.isascii() else kept.series
        assert seen["list"]["id"]["name"] == name
        assert seen["text"].strip() == kept.text.strip()
        assert seen["html"].strip() == kept.html.strip()
        assert seen["language"] == kept.language


def _check_envelope(told: bytes, one: Message) -> None:
    assert f'"{one.message_id}")'.encode() in told
    assert b'"Sun, 22 Nov 2026 07:00:00 +0200"' in told
    assert b'NIL "me" "xn--bcher-kva.example"' in told
    assert b'((NIL NIL "you" "example.net")) NIL NIL NIL' in told
    parts = [
        match.lower() for match in re.findall(rb'"(?:TEXT" "\w+|alternative)"', told, re.IGNORECASE)
    ]
    assert parts == [b'"text" "plain"', b'"text" "html"', b'"alternative"']


def _check_parsed(seen: dict[str, Any], one: Message) -> None:
    ours = [name.lower() for name in HEADERS]
    ours.insert(ours.index("list-unsubscribe") + 1, "list-unsubscribe-post")
    assert seen["names"][-len(ours) :] == ours
    assert seen["from"] == [{"address": "me@bücher.example", "name": "Zeitung, für dich"}]
    assert seen["to"] == [{"address": YOU, "name": ""}]
    assert seen["id"] == one.message_id
    assert seen["date"] == "2026-11-22T05:00:00.000Z"
    assert seen["list"]["id"]["id"].endswith(".xn--bcher-kva.example")
    assert seen["list"]["unsubscribe"]["url"] == LONG
    assert seen["list"]["unsubscribe"]["mail"] == "me@xn--bcher-kva.example?subject=unsubscribe"
    assert (seen["auto"], seen["precedence"], seen["suppress"]) == (
        "auto-generated",
        "bulk",
        "All",
    )


@pytest.mark.system("postfix", "dovecot")
def test_of_two_recipients_one_is_refused_and_the_other_has_one_copy(post: Post) -> None:
    with by(post, "smtps") as mailer:
        refused = message(0, "nobody@example.net", again=7)
        assert send(mailer, refused) == "refused"
        assert send(mailer, message(0, SHE, again=7)) == "sent"
    post.wait_for_delivery(1)
    with inbox(post, "she") as box:
        assert len(found(box, "Message-ID", message(0, SHE, again=7).message_id)) == 1
        assert not found(box, "Message-ID", refused.message_id)


@pytest.mark.system("postfix", "dovecot", "sendmail")
def test_mail_by_the_machine_s_sendmail_arrives_too(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_CONFIG", str(post.folder))
    monkeypatch.setenv("PATH", f"{os.environ['PATH']}:/usr/sbin")
    mailer = mail.mailer(MailServer(kind="sendmail"), password="", folder=post.folder)
    one = message(1, SHE, again=8)
    assert send(mailer, one) == "sent"
    post.wait_for_delivery(1)
    with inbox(post, "she") as box:
        (number,) = found(box, "Message-ID", one.message_id)
        assert fetched(box, number)[0].endswith(one.body)


@pytest.mark.system("postfix")
def test_a_real_server_gets_nothing_over_a_certificate_that_does_not_hold(post: Post) -> None:
    for kind, port in (("smtp", post.starttls), ("smtps", post.implicit)):
        server = MailServer(kind=kind, host="0.0.0.0", port=port)  # type: ignore[arg-type]  # noqa: S104
        mailer = mail.mailer(server, password="", folder=post.folder)
        assert send(mailer, message(0)) == "stopped"


@pytest.mark.system("postfix")
def test_a_real_server_that_wants_tls_says_so_to_one_without(post: Post) -> None:
    server = MailServer(kind="smtp", host="127.0.0.1", port=post.starttls)
    mailer = mail.mailer(server, password="", folder=post.folder)
    one = message(0)
    delivery = mailer.send(one.message_id, "me@example.org", one.recipient, one.body)
    assert delivery.result == "stopped"
    assert "STARTTLS" in delivery.said
    mailer.close()


@pytest.mark.system("spamd", "spamc")
def test_spamassassin_takes_no_letter_for_junk() -> None:
    """By its local rules; a list's headers earn -1.0, and nothing may cost it."""
    with spamd() as score:
        for language, title in (("en", "Libya in the morning"), ("ar", "ليبيا في الصباح")):
            for stories in (0, 1, 40, 200):
                one = mail.message(
                    letter(stories, language=language, title=title),
                    sender="Morning News <me@example.org>",
                    recipient=YOU,
                    sent_at=SENT,
                )
                assert score(one.body) <= -0.9, (language, stories)
        junk = b"Subject: WIN MONEY NOW\r\nFrom: a@b.example\r\n\r\nMake $$$ fast!\r\n"
        assert score(junk) > 0
