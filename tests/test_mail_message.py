"""A letter's headers are those that mail wants, whatever its title and subject are."""

import email
import random
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import letter
from uncounted import uncounted

from digest import mail
from digest.mail import Message
from digest.mail.headers import header, one_line, words

SENT = datetime(2026, 11, 22, 7, 0, tzinfo=ZoneInfo("Africa/Tripoli"))
LETTER = letter()
HEADERS = [
    "From",
    "To",
    "Subject",
    "List-Id",
    "List-Unsubscribe",
    "Auto-Submitted",
    "Precedence",
    "X-Auto-Response-Suppress",
    "Content-Language",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
]


def made(
    *,
    sender: str = "Morning News <me@example.org>",
    recipient: str = "you@example.net",
    sent_at: datetime = SENT,
    again: int = 0,
    unsubscribe: str = "",
    **fields: Any,
) -> Message:
    return mail.message(
        replace(LETTER, **fields),
        sender=sender,
        recipient=recipient,
        sent_at=sent_at,
        again=again,
        unsubscribe=unsubscribe,
    )


def read(message: Message) -> EmailMessage:
    return email.message_from_bytes(message.body, policy=policy.default)


def head_of(message: Message) -> list[str]:
    return message.body.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")


def test_a_letter_has_every_header_that_mail_wants() -> None:
    parsed = read(made(language="ar-LY"))
    assert dict(parsed.items()) == {
        "From": "Morning News <me@example.org>",
        "To": "you@example.net",
        "Subject": LETTER.subject,
        "List-Id": "Libya in the morning <digest.example.org>",
        "List-Unsubscribe": "<mailto:me@example.org?subject=unsubscribe>",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": "ar-LY",
        "Date": "Sun, 22 Nov 2026 07:00:00 +0200",
        "Message-ID": parsed["Message-ID"],
        "MIME-Version": "1.0",
        "Content-Type": parsed["Content-Type"],
    }
    assert list(parsed) == HEADERS


def test_plain_text_comes_first_and_html_last_both_whole() -> None:
    parsed = read(made())
    assert parsed.get_content_type() == "multipart/alternative"
    plain, html = parsed.iter_parts()
    assert isinstance(plain, EmailMessage)
    assert isinstance(html, EmailMessage)
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n") == LETTER.text
    assert html.get_content().replace("\r\n", "\n") == LETTER.html


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert made() == made()


def test_an_id_belongs_to_an_edition_and_its_recipient() -> None:
    ids = [
        made().message_id,
        made(recipient="she@example.net").message_id,
        made(series="weekly").message_id,
        made(day=LETTER.day.replace(day=23)).message_id,
        made(again=1).message_id,
    ]
    assert len(set(ids)) == len(ids)
    later = made(sent_at=datetime(2026, 11, 23, tzinfo=UTC), unsubscribe="mailto:no@example.org")
    assert later.message_id == ids[0]


def test_an_edition_that_says_something_else_is_another_message() -> None:
    """By a store put back from a copy; a mailbox would hide what has an id that it knows."""
    changes = ({"subject": "Another"}, {"text": "Another"}, {"html": "<p>Another"})
    ids = {made(**change).message_id for change in changes}
    assert len(ids | {made().message_id}) == 4


@pytest.mark.parametrize(
    ("domain", "host"),
    [
        ("example.org", "example.org"),
        ("a-very-long-name-of-a-host.of-a-department.example.org", "of-a-department.example.org"),
        ("mail." + "x" * 60 + ".org", "org"),
        ("x" * 60, "localhost"),
        ("[127.0.0.1]", "localhost"),
        ("MÜNCHEN.example", "xn--mnchen-3ya.example"),
    ],
)
def test_an_id_stands_in_one_line_however_long_the_domain(domain: str, host: str) -> None:
    """Dovecot 2.3 gives a folded one with a space before it."""
    message = made(sender=f"me@{domain}")
    (line,) = (line for line in head_of(message) if line.startswith("Message-ID:"))
    assert line == f"Message-ID: {message.message_id}"
    assert len(line) <= 78
    assert message.message_id.endswith(f"@{host}>")


def test_a_name_of_a_series_is_in_the_list_s_id() -> None:
    assert read(made(series="weekly", title="Week, all"))["List-Id"] == (
        '"Week, all" <weekly.example.org>'
    )


def test_a_list_s_id_holds_no_encoded_word() -> None:
    """Node's mailparser shows them as they are."""
    for title in ("ليبيا في الصباح", 'Die "Woche"', "x" * 90, "=?utf-8?q?a?="):
        assert read(made(title=title))["List-Id"] == "digest <digest.example.org>"


def test_a_sender_without_a_name_is_shown_by_the_title() -> None:
    assert read(made(sender="me@example.org"))["From"] == "Libya in the morning <me@example.org>"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("News & Views: daily", "News & Views: daily"),
        ('"Me, and \\"you\\""', 'Me, and "you"'),
        ("Zeitung, für (alle)", "Zeitung, für (alle)"),
        ("a@b", "a@b"),
    ],
)
def test_a_sender_may_be_named_in_any_words(name: str, shown: str) -> None:
    (address,) = read(made(sender=f"{name} <me@example.org>"))["From"].addresses
    assert (address.display_name, address.addr_spec) == (shown, "me@example.org")


def test_domains_of_another_script_are_written_in_punycode() -> None:
    parsed = read(made(sender="Zeitung <a@münchen.de>", recipient="b@مثال.إختبار"))
    assert parsed["From"] == "Zeitung <a@xn--mnchen-3ya.de>"
    assert parsed["To"] == "b@xn--mgbh0fb.xn--kgbechtv"
    assert "xn--mnchen-3ya.de" in parsed["List-Id"]


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "müller@example.org", "a@", "@b", "a@b c", "a@exa\x00mple.org", "a@b.c, d@e.f"],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="no mail address"):
        made(recipient=address)
    with pytest.raises(ValueError, match="no mail address"):
        made(sender=f"Me <{address}>")


def test_one_click_is_offered_for_https_only() -> None:
    parsed = read(made(unsubscribe="https://example.org/off?who=you"))
    assert parsed["List-Unsubscribe"] == (
        "<https://example.org/off?who=you>, <mailto:me@example.org?subject=unsubscribe>"
    )
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    parsed = read(made(unsubscribe="mailto:off@example.org"))
    assert parsed["List-Unsubscribe"] == "<mailto:off@example.org>"
    assert "List-Unsubscribe-Post" not in parsed


def test_an_unsubscribe_address_of_any_length_stays_whole() -> None:
    """The standard library would write encoded words, which Gmail takes for no address."""
    begin = "https://example.org/" + "off/" * 100
    lines = head_of(made(unsubscribe=f"{begin}?a=1,2&b=<x>é"))
    (first,) = (line for line in lines if line.startswith("List-Unsubscribe:"))
    second = lines[lines.index(first) + 1]
    assert first == f"List-Unsubscribe: <{begin}?a=1%2C2&b=%3Cx%3E%C3%A9>,"
    assert second == " <mailto:me@example.org?subject=unsubscribe>"


@pytest.mark.parametrize(
    "subject",
    [
        "Port opens",
        "الميناء يفتح: 12 خبرا جديدا - رصيف بنغازي الجديد أمام سفن الحبوب القادمة من أوديسا",
        "Öffnung des Hafens " * 10,
        "=?utf-8?q?x=0D=0ABcc:_evil=40example.org?=",
        "words " * 100,
        "x" * 2000,
        "😀" * 100,
        'He said: "no" \\ (yes), <b>; a@b',
        "",
    ],
)
def test_a_subject_arrives_as_it_was(subject: str) -> None:
    message = made(subject=subject)
    assert read(message)["Subject"] == one_line(subject)
    assert all(len(line) <= 78 for line in head_of(message))


@pytest.mark.parametrize(
    "given_subject",
    ["a\r\nBcc: x@example.org", "a\nb", "a\u2028b", "a\x00b", "a\ud800b", "a\x85b", " a \t b "],
)
def test_controls_and_line_ends_become_a_space(given_subject: str) -> None:
    message = made(subject=given_subject)
    assert read(message)["Subject"] in {"a b", "a Bcc: x@example.org"}
    assert list(read(message)) == HEADERS


PIECES = [
    *(
        "\r\n",
        "\n",
        "\x00",
        "=?utf-8?q?",
        "?=",
        "=0A",
        "Bcc: a@b",
        '"',
        "\\",
        "<",
        ">",
        ",",
        ";",
        ":",
    ),
    *("(", ")", "@", " ", "ميناء", "é", "\ud800", "\u2028", "\u202e", "x" * 90, "--=_"),
]
BROKEN = re.compile(r"(?<!\r)\n|\r(?!\n)|\r\n(?! |$)|[^\r\n]{79}|[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What is no line of a header, or too long for one."""
HOSTILE = st.text() | st.lists(st.sampled_from(PIECES)).map("".join)


@given(title=HOSTILE, subject=HOSTILE, name=HOSTILE)
def test_nothing_that_is_written_changes_the_set_of_headers(
    title: str, subject: str, name: str
) -> None:
    kept = re.sub(r"[<>]", "", name)
    message = made(title=title, subject=subject, sender=f"{one_line(kept)} <me@example.org>")
    parsed = read(message)
    assert list(parsed) == HEADERS
    assert parsed["Subject"] == one_line(subject)
    assert parsed["From"].addresses[0].addr_spec == "me@example.org"
    assert parsed["List-Id"].endswith("<digest.example.org>")
    lines = message.body.split(b"\r\n")
    assert all(len(line) <= 78 and b"\n" not in line and b"\r" not in line for line in lines)
    assert message.body.isascii()


def test_no_headline_of_100_000_changes_the_set_of_headers() -> None:
    chance = random.Random(7)
    with uncounted():
        for _ in range(100_000):
            line = "".join(chance.choices(PIECES, k=8))
            written = header("Subject", words("Subject", line))
            assert written.isascii()
            assert BROKEN.search(written) is None, line


@given(text=HOSTILE, html=HOSTILE)
def test_nothing_that_is_written_changes_the_parts(text: str, html: str) -> None:
    parts = [*read(made(text=text, html=html)).iter_parts()]
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]


def test_a_text_that_knows_the_boundary_ends_no_part() -> None:
    boundary = read(made()).get_boundary()
    forged = f"a\n--{boundary}\nContent-Type: text/html\n\nb\n--{boundary}--\n"
    plain, html = read(made(text=forged, html=forged)).iter_parts()
    for part in (plain, html):
        assert isinstance(part, EmailMessage)
        assert part.get_content().replace("\r\n", "\n") == forged


def test_arabic_goes_as_base64_and_latin_as_quoted_printable() -> None:
    plain, html = read(
        made(text="ميناء بنغازي", html="<p>Äpfel und Birnen am Hafen</p>")
    ).iter_parts()
    assert plain["Content-Transfer-Encoding"] == "base64"
    assert html["Content-Transfer-Encoding"] == "quoted-printable"


def test_a_tag_that_is_no_language_is_not_written() -> None:
    assert read(made(language="en\r\nBcc: a@b"))["Content-Language"] == "und"


def test_a_test_is_marked_and_is_another_message_each_time() -> None:
    def tried(sent_at: datetime) -> Message:
        return mail.test_message(
            title="Libya & <more>", sender="me@example.org", recipient="a@b.org", sent_at=sent_at
        )

    parsed = read(tried(SENT))
    assert list(parsed) == [*HEADERS[:9], "X-Digest-Test", *HEADERS[9:]]
    assert parsed["Subject"] == "[test] Libya & <more>: the mail arrives"
    plain, html = (part.get_content() for part in parsed.iter_parts())
    assert 'This is a test of how "Libya & <more>" is mailed.' in plain
    assert "Libya &amp; &lt;more&gt;" in html
    assert tried(SENT).message_id != tried(SENT.replace(second=1)).message_id
