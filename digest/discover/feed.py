"""Read a feed in RSS, RDF or Atom.

feedparser does it, which has seen every broken feed there is. It is given bytes without
a document type (see `prolog`), with a known end of entries, and never an address: what
it is given in text it may fetch or open.
"""

import io
import re
from collections.abc import Iterator, Mapping
from itertools import islice

import feedparser

from digest.discover.entries import MOST_ENTRIES, Entry, links_of
from digest.discover.prolog import Document
from digest.model import Page, Source, Survey

_MOST_BYTES = 8 * 1024 * 1024
_MOST_MARKS = 40_000
"""Tags and entities read; feedparser takes some 30 microseconds for each, and a feed of a
hundred whole articles has fewer."""

_MARK = re.compile(rb"[<&]")
_START = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]")
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,20})|([0-9]{1,20}));")
_SLIPS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What feedparser lets out, although it means never to raise: its handlers take for granted
that elements come in their places."""

_CROWDED = re.compile(rb"(<[\w:.-]{1,80})(?:\s+[^\s=<>\"']+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')){50,}+")
"""A tag of fifty attributes or more; what feedparser does with them grows with their square."""

_ROOT_NAME = re.compile(rb"<((?:[\w.-]{1,60}:)?[\w.-]{1,60})[\s/>]")


def survey_of(document: Document, page: Page, source: Source) -> Survey:
    """Return the entries of a feed; a feed without any gives `kind="feed"` without links."""
    content_type = "application/xml; charset=utf-8" if document.charset else page.content_type
    headers = {"content-location": page.url, "content-type": content_type or "application/xml"}
    entries = _entries(_shortened(document.body), headers)[:MOST_ENTRIES]
    return Survey(links=links_of([_entry(entry) for entry in entries], page, source), kind="feed")


def _entries(body: bytes, headers: dict[str, str]) -> list[Mapping[str, object]]:
    """Return the entries; where feedparser slips on one, those that it can read alone."""
    entries = _parsed(body, headers)
    if entries is not None:
        return entries
    return [entry for piece in _pieces(body) for entry in _parsed(piece, headers) or ()]


def _parsed(body: bytes, headers: dict[str, str]) -> list[Mapping[str, object]] | None:
    """Return the entries; None when feedparser slips."""
    try:
        feed = feedparser.parse(
            io.BytesIO(body),
            response_headers=headers,
            sanitize_html=True,
            resolve_relative_uris=True,
        )
    except _SLIPS:
        return None
    return list(feed.entries)


def _pieces(body: bytes) -> Iterator[bytes]:
    """Return a feed for each entry, under the same root element."""
    root = _ROOT_NAME.search(body)
    head = body[: body.find(b">", root.start()) + 1] if root else b""
    starts = [match.start() for match in _START.finditer(body)]
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        yield head + body[start:end] + _closing(body)


def _shortened(body: bytes) -> bytes:
    """Return the feed with its first entries, still well-formed if it was.

    That is as many as `MOST_ENTRIES` and `_MOST_MARKS` allow, cut between entries.
    """
    body = _CROWDED.sub(rb"\1", _REFERENCE.sub(_sound, body[:_MOST_BYTES]))
    last = next(islice(_MARK.finditer(body), _MOST_MARKS, None), None)
    end = last.start() if last else len(body)
    starts = [match.start() for match in islice(_START.finditer(body, 0, end), MOST_ENTRIES + 1)]
    if len(starts) > MOST_ENTRIES:
        return body[: starts[-1]] + _closing(body)
    if last:
        return body[: starts[-1] if len(starts) > 1 else end] + _closing(body)
    return body


def _sound(reference: re.Match[bytes]) -> bytes:
    """Return a character reference, or nothing where it names no character."""
    hexadecimal, decimal = reference.groups()
    value = int(hexadecimal, 16) if hexadecimal else int(decimal)
    known = value <= 0x10FFFF and not 0xD800 <= value <= 0xDFFF
    return reference.group() if known else b""


def _closing(body: bytes) -> bytes:
    root = _ROOT_NAME.search(body)
    name = root.group(1) if root else b""
    return (b"</channel></" if name == b"rss" else b"</") + name + b">"


def _entry(entry: Mapping[str, object]) -> Entry:
    contents = [_text(part, "value") for part in _parts(entry, "content") if _is_html(part)]
    authors = [_text(author, "name") for author in _parts(entry, "authors")]
    return Entry(
        address=_text(entry, "feedburner_origlink") or _text(entry, "link"),
        guid=_plain_text(entry, "id").strip(),
        title=_text(entry, "title"),
        date=_date(entry),
        summary=_text(entry, "summary"),
        contents=tuple(contents),
        authors=tuple(authors),
        image=_image(entry),
        enclosures=tuple(
            (_text(one, "href"), _text(one, "type"), one.get("length"))
            for one in _parts(entry, "enclosures")
        ),
    )


def _date(entry: Mapping[str, object]) -> str:
    """Return the date of publication as it stands.

    feedparser calls dc:date "updated", so that comes second; so it does in Atom, where
    many feeds give no `published` and mean by `updated` the same.
    """
    # `dict.get`, since feedparser's own lookup warns when "updated" stands for "published".
    return next(
        (value for key in ("published", "updated") if (value := _plain_text(entry, key))), ""
    )


def _plain_text(entry: Mapping[str, object], key: str) -> str:
    value = dict(entry.items()).get(key)
    return value if isinstance(value, str) else ""


def _text(node: Mapping[str, object], key: str) -> str:
    value = node.get(key)
    return value if isinstance(value, str) else ""


def _parts(entry: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = entry.get(key)
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list) else []


def _is_html(part: Mapping[str, object]) -> bool:
    return _text(part, "type") != "text/plain"


def _image(entry: Mapping[str, object]) -> str:
    for part in _parts(entry, "media_thumbnail"):
        if url := _text(part, "url"):
            return url
    for part in (*_parts(entry, "media_content"), *_parts(entry, "enclosures")):
        if _text(part, "medium") == "image" or _text(part, "type").startswith("image/"):
            return _text(part, "url") or _text(part, "href")
    return ""
