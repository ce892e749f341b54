"""A letter to one recipient, as the bytes that are kept, sent, and sent again.

Every header is there for a reader of mail, a filter or a server that asks for it, as
docs/guide.md tells; nothing in it comes from the clock or from chance, so that a letter gives
the same bytes at any time. The Message-ID is made of the edition, what it says and its
recipient: where a reply was lost and a message is sent again, the mailbox sees one message
twice, not two. An edition that says something else, since the store was put back from a copy,
is another message, or a mailbox would hide what it has new: RFC 5322 section 3.6.4.

The boundary between the parts begins with `=_`, which neither quoted-printable nor base64
can hold, and so no text can hold it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import MIMEPart
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from urllib.parse import quote

from digest.mail import addresses
from digest.mail.headers import LONGEST_LINE, header, phrase, plain_phrase, words
from digest.markup import language_tag
from digest.model import Letter

_HASH = 16
"""Hexadecimal digits: 64 bits, in which a million letters do not meet by chance."""
_URI = "%/:?#[]@!$&'()*+;=~-._"
"""What an address in brackets may hold: not the comma, at which some readers split."""
_BODY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is handed over for one recipient."""

    message_id: str
    """With its brackets; the same whenever the same letter is made for the same recipient."""
    recipient: str
    """As it was given."""
    body: bytes
    """The whole message, headers too; ASCII, with CRLF."""


def message(
    letter: Letter,
    *,
    sender: str,
    recipient: str,
    sent_at: datetime,
    again: int = 0,
    unsubscribe: str = "",
) -> Message:
    """Return a letter as a message to one recipient.

    Args:
        letter: frozen.
        sender: `Name <me@example.org>`, or an address alone.
        recipient: an address, with a name or without.
        sent_at: when the edition closed; aware, in the zone that people shall see.
        again: 0 for the first copy, and another number for each that was asked for later;
            a message of another number is another message.
        unsubscribe: `mailto:` or https address; "" for a mail to the sender.

    Raises:
        ValueError: an address is none, or cannot be written in ASCII.
    """
    said = (letter.subject, letter.text, letter.html)
    key = (letter.series, letter.day.isoformat(), recipient, str(again), *said)
    identity = _message_id(letter.day.isoformat(), key, sender)
    top = _headers(letter, sender, recipient, unsubscribe)
    return _made(letter, identity, sent_at, [*top], recipient)


def test_message(*, title: str, sender: str, recipient: str, sent_at: datetime) -> Message:
    """Return a message that tries the delivery: marked as a test, headed as an edition is.

    Args:
        title: of the edition that will come the same way.
        sender: `Name <me@example.org>`, or an address alone.
        recipient: an address, with a name or without.
        sent_at: now; aware. A test at another moment is another message.

    Raises:
        ValueError: an address is none, or cannot be written in ASCII.
    """
    told = _TEST.format(title=title)
    letter = Letter(
        series="",
        day=sent_at.date(),
        title=title,
        subject=f"[test] {title}: the mail arrives",
        markdown="",
        html=_TEST_HTML.format(paragraphs="</p><p>".join(escape(told).split("\n\n"))),
        text=told,
        language="en",
    )
    identity = _message_id("test", ("test", sent_at.isoformat(), recipient), sender)
    top = [*_headers(letter, sender, recipient, ""), header("X-Digest-Test", ["yes"])]
    return _made(letter, identity, sent_at, top, recipient)


test_message.__test__ = False  # type: ignore[attr-defined]  # a name that pytest would collect

_TEST = """This is a test of how "{title}" is mailed. It is no edition.

You read it, so the editions come the same way. If it lay in the folder for junk, say there
that it is none, and see what "digest check --mail" says of the sender's domain.
"""
_TEST_HTML = (
    '<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Test</title>'
    '</head><body><div role="main" lang="en" dir="ltr"><p>{paragraphs}</p></div></body></html>\n'
)


def _headers(letter: Letter, sender: str, recipient: str, unsubscribe: str) -> Iterator[str]:
    """Yield what the head says of the letter, but for what `_made` adds."""
    name, address = addresses.named(sender)
    series = letter.series or "digest"
    listed = f"<{series}.{addresses.host(sender)}>"
    asked = f"mailto:{address}?subject=unsubscribe"
    ways = {"mailto": [unsubscribe], "https": [unsubscribe, asked]}.get(
        unsubscribe.partition(":")[0].lower(), [asked]
    )
    yield header("From", [*phrase("From", name or letter.title), f"<{address}>"])
    yield header("To", [addresses.bare(recipient)])
    yield header("Subject", words("Subject", letter.subject))
    yield header("List-Id", [*(plain_phrase("List-Id", letter.title) or [series]), listed])
    yield header(
        "List-Unsubscribe", ", ".join(f"<{quote(way, safe=_URI)}>" for way in ways).split()
    )
    if len(ways) > 1:  # a mail does not unsubscribe by one click; RFC 8058 wants https
        yield header("List-Unsubscribe-Post", ["List-Unsubscribe=One-Click"])
    yield header("Auto-Submitted", ["auto-generated"])
    yield header("Precedence", ["bulk"])
    yield header("X-Auto-Response-Suppress", ["All"])
    yield header("Content-Language", [language_tag(letter.language, otherwise="und")])


def _made(
    letter: Letter, message_id: str, sent_at: datetime, top: list[str], recipient: str
) -> Message:
    boundary = f"=_{sha256(message_id.encode()).hexdigest()[:24]}"
    head = [
        *top,
        header("Date", [format_datetime(sent_at)]),
        header("Message-ID", [message_id]),
        header("MIME-Version", ["1.0"]),
        header("Content-Type", ["multipart/alternative;", f'boundary="{boundary}"']),
    ]
    between = f"\r\n--{boundary}".encode()
    plain, html = _part(letter.text, "plain"), _part(letter.html, "html")
    body = between.join((b"", b"\r\n" + plain, b"\r\n" + html, b"--\r\n"))
    return Message(
        message_id=message_id, recipient=recipient, body="".join(head).encode("ascii") + body
    )


def _part(text: str, subtype: str) -> bytes:
    """Return a part with its headers: base64 where that is shorter, as in Arabic."""
    clean = _BODY.sub("\N{REPLACEMENT CHARACTER}", text)
    foreign = len(clean.encode()) - len(clean)
    part = MIMEPart(policy.SMTP)
    cte = "base64" if foreign * 5 > len(clean) else "quoted-printable"
    part.set_content(clean, subtype=subtype, charset="utf-8", cte=cte)
    return part.as_bytes()


def _message_id(begin: str, key: tuple[str, ...], sender: str) -> str:
    """Return an id whose line is never folded: readers do not agree on one that is."""
    mark = sha256("\n".join(key).encode(errors="replace")).hexdigest()[:_HASH]
    domain = addresses.host(sender)
    room = LONGEST_LINE - len(f"Message-ID: <{begin}.{mark}@>")
    while len(domain) > room:  # its end says most
        domain = domain.partition(".")[2] or "localhost"
    return f"<{begin}.{mark}@{domain}>"
