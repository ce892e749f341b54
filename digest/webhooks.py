"""An edition as it is told to a webhook: the bytes that wait in the outbox, and where they go.

All are made of the letter's text part, since none of these services shows our HTML, and
kept within what each takes. An address may be a secret (Slack's is, and so is a topic of
ntfy), so that none stands in what is kept: ntfy's topic is put beside the message only
when it is sent, which also keeps titles out of headers, where Unicode is not at home.
"""

import json
import re
from hashlib import sha256
from typing import Any

from digest.address import absolute, without_fragment
from digest.model import Letter
from digest.model.letter import WebhookKind

MOST_SLACK = 12_000
"""Bytes of a message, escapes as they are written. Slack takes 40,000 characters, which nobody
reads."""
MOST_NTFY = 3_800
"""Bytes of a message; ntfy makes a file of one of more than 4,096."""
MOST_JSON = 1_000_000
"""Bytes of a body; the larger forms of the edition are left out before it is passed."""

_MOST_TITLE = 200
_MOST_LINE = 1_000
_LONGEST_ADDRESS = 2_000
_MORE = "…"
_ADDRESS = re.compile(r"https?://\S+")
_TOPIC = re.compile(r"(https?://[^/]+/)([-\w]{1,64})(\?.*)?", re.ASCII)
_QUIET = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "@\u200b"})
"""Slack's own escapes; and an @ that is no longer one of those by which people are called."""


def message_id(letter: Letter, name: str, *, again: int = 0) -> str:
    """Return what names one telling of a letter to the webhook of a name; always the same."""
    of = (letter.series, letter.day.isoformat(), name, str(again))
    key = "\n".join((*of, letter.subject, letter.text))
    mark = sha256(key.encode(errors="replace")).hexdigest()[:16]
    return f"webhook.{letter.day.isoformat()}.{mark}"


def body(kind: WebhookKind, letter: Letter, *, message_id: str, whole: str = "") -> bytes:
    """Return the bytes that tell a letter to a webhook of some kind, in ASCII.

    Args:
        kind: of the webhook.
        letter: frozen.
        message_id: see there; JSON has it, so that what is told twice can be known.
        whole: address of the edition for people; "" for none.
    """
    match kind:
        case "slack":
            told = _slack(letter, whole)
        case "ntfy":
            told = _ntfy(letter, whole)
        case "json":
            told = _json(letter, message_id, whole)
    return json.dumps(told).encode()


def addressed(kind: WebhookKind, url: str, told: bytes) -> tuple[str, bytes]:
    """Return the address that a body goes to, and the body as it is sent.

    Args:
        kind: of the webhook.
        url: of the webhook; for ntfy with the topic: `https://ntfy.sh/mytopic`.
        told: as `body` returned it.

    Raises:
        ValueError: the address is none of its kind; the message does not hold it.
    """
    address = without_fragment(absolute(url.strip()))
    if not address:
        raise ValueError("its url is no http or https address")
    if kind != "ntfy":
        return address, told
    if not (found := _TOPIC.fullmatch(address)):
        raise ValueError("its url is not https://SERVER/TOPIC, with nothing after the topic")
    server, topic, query = found.groups()
    return f"{server}{query or ''}", json.dumps({"topic": topic, **json.loads(told)}).encode()


def _slack(letter: Letter, whole: str) -> dict[str, Any]:
    head = f"*{_quiet(letter.subject[:_MOST_TITLE])}*"
    foot = _linked(whole)
    room = MOST_SLACK - len(head) - len(foot) - 8
    lines = [_shown(line) for line in letter.text.splitlines()]
    parts = [head, _fitting("\n".join(lines), room), foot]
    return {
        "text": "\n\n".join(filter(None, parts)),
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _shown(line: str) -> str:
    """Return a line of the text as Slack shows it: an address as a link, all else as it is."""
    bare = line.strip("\u2066\u2067\u2068\u2069 ")
    return _linked(bare) if _ADDRESS.fullmatch(bare) else _quiet(line[:_MOST_LINE])


def _quiet(text: str) -> str:
    return text.translate(_QUIET)


def _linked(address: str) -> str:
    """Return an address that is a link in Slack and calls nobody; "" for none, or a long one."""
    safe = absolute(address).replace("|", "%7C").replace("@", "%40").replace(">", "%3E")
    return f"<{safe.replace('&', '&amp;')}>" if safe and len(safe) <= _LONGEST_ADDRESS else ""


def _ntfy(letter: Letter, whole: str) -> dict[str, Any]:
    told = {
        "title": letter.subject[:_MOST_TITLE],
        "message": _fitting(letter.text, MOST_NTFY) or letter.title,
    }
    return {**told, "click": absolute(whole)} if absolute(whole) else told


def _json(letter: Letter, message_id: str, whole: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": message_id,
        "edition": letter.series,
        "date": letter.day.isoformat(),
        "title": letter.title,
        "subject": letter.subject,
        "language": letter.language,
        "news": letter.news,
        "url": absolute(whole),
        "text": letter.text,
        "html": letter.html,
        "markdown": letter.markdown,
    }
    for large in ("markdown", "html", "text"):
        if len(json.dumps(told)) <= MOST_JSON:
            break
        told[large] = None
    return told


def _fitting(text: str, room: int) -> str:
    """Return a text, or its first paragraphs and "…", in at most so many bytes.

    Where even the first paragraph is too long, its first lines, and else as much of its
    first line as there is room for.
    """
    text = text.strip()
    if len(_bytes(text)) <= room:
        return text
    for border in ("\n\n", "\n", ""):
        cut = _bytes(text)[: room - 8].decode(errors="ignore")
        kept = cut.rpartition(border)[0] if border else cut
        if kept.strip():
            break
    return f"{kept.rstrip()}\n\n{_MORE}"


def _bytes(text: str) -> bytes:
    return text.encode(errors="replace")
