"""Choose the answer to a request from its headers and what is known of the file.

RFC 9110, sections 12.5.3 and 13: If-None-Match counts before If-Modified-Since, its tags
are compared with the one of the form that would be sent, and the packed form of a file
has a tag of its own, since its bytes are others.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from email.utils import formatdate, parsedate_to_datetime

_TAGS = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\U0010ffff]*")')
_WEIGHT = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one state of a file."""

    fingerprint: str
    """Of its bytes."""
    modified: int
    """Seconds since 1970."""
    packable: bool
    """Packing makes it smaller: a text, no picture."""
    style_hash: str = ""
    """Of the style that a page brings along, as Content-Security-Policy has it; "" for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which form of a file is answered, and whether without its bytes."""

    packed: bool
    etag: str
    last_modified: str
    unchanged: bool
    """The client has these bytes: 304."""


def choose(facts: Facts, header: Callable[[str], str | None]) -> Choice:
    """Return what a GET or HEAD is answered; `header` gives one of its headers by name.

    Anything may stand in a header: what cannot be understood counts as not given.
    """
    packed = facts.packable and takes_gzip(header("accept-encoding") or "")
    etag = f'"{facts.fingerprint}-gzip"' if packed else f'"{facts.fingerprint}"'
    tags, since = header("if-none-match"), header("if-modified-since")
    if tags is not None:
        unchanged = names(tags, etag)
    else:
        unchanged = since is not None and not newer(facts.modified, since)
    return Choice(
        packed=packed,
        etag=etag,
        last_modified=formatdate(facts.modified, usegmt=True),
        unchanged=unchanged,
    )


def names(tags: str, etag: str) -> bool:
    """Whether an If-None-Match holds a tag, weak or not, or is `*`."""
    return tags.strip() == "*" or etag in _TAGS.findall(tags)


def newer(modified: int, since: str) -> bool:
    """Whether a file of this time is newer than an If-Modified-Since; yes where that is no date."""
    try:
        moment = parsedate_to_datetime(since)
        stamp = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return True
    return modified > stamp


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding wants gzip at least as much as the bytes as they are."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, rest = part.partition(";")
        weights[name.strip().removeprefix("x-")] = _weight(rest)
    gzip = weights.get("gzip", weights.get("*", 0.0))
    return gzip > 0 and gzip >= weights.get("identity", 0.0)


def _weight(rest: str) -> float:
    match = _WEIGHT.fullmatch(rest.strip())
    if match:
        return float(match[1])
    return 0.0 if rest.strip() else 1.0
