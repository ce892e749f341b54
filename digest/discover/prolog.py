"""Find out what bytes are, by the first element in them.

Servers call feeds `text/html` and pages `application/xml`, so the bytes decide. All that
may stand before the root element is cut off in doing so, the document type with its
entities above all: without them there is no entity bomb and no external entity, whatever
a parser does with either.
"""

import codecs
import re
import zlib
from dataclasses import dataclass

MOST_BYTES = 16 * 1024 * 1024
"""Of a document after its own compression (a sitemap.xml.gz); the rest is cut off."""

_SNIFFED = 4096
"""Bytes in which a feed may begin after something that has no business there."""

_MOST_PARTS = 100
"""Comments and instructions before the root element."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00\x00\x00?\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<\x00\x00\x00?", "utf-32-be"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
)
_DECLARATION = re.compile(rb"<\?xml\s[^>]{0,200}\?>")
_WIDE = re.compile(rb"utf-?(?:16|32)|ucs-?[24]", re.IGNORECASE)
_ROOT = re.compile(rb"<([A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})(?=[\s/>])")
_LATE_ROOT = re.compile(rb"<(?:\?xml\s|(?:rss|feed|urlset|sitemapindex|rdf:RDF)[\s>])")
_SUBSET_END = re.compile(rb"\]\s*>")
_SPACE = re.compile(rb"\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes that begin with an element, if they do."""

    root: str
    """Local name of the first element, in lower case; "" when there is none."""
    body: bytes
    """From the XML declaration, or else the root element, on; no document type."""
    charset: str = ""
    """utf-8 where a byte order mark decided; "" where header and declaration do."""


def read(body: bytes) -> Document:
    """Return the document in the bytes; no bytes raise."""
    body, charset = _without_mark(_inflated(body))
    start = _root_start(body)
    match = _ROOT.match(body, start)
    if not match and not body.lstrip().startswith(b"<"):
        late = _LATE_ROOT.search(body, 0, _SNIFFED)
        if late:
            body = body[late.start() :]
            start = _root_start(body)
            match = _ROOT.match(body, start)
    if not match:
        return Document(root="", body=body, charset=charset)
    declaration = b"" if charset else _declaration(body)
    root = match.group(2).decode("ascii", "replace").lower()
    return Document(root=root, body=declaration + body[start:], charset=charset)


def _inflated(body: bytes) -> bytes:
    """Return what a gzip file holds, which sitemaps are often sent as."""
    if not body.startswith(b"\x1f\x8b"):
        return body[:MOST_BYTES]
    try:
        return zlib.decompressobj(31).decompress(body, MOST_BYTES)
    except zlib.error:
        return b""


def _without_mark(body: bytes) -> tuple[bytes, str]:
    for mark, charset in _MARKS:
        if body.startswith(mark):
            text = body.decode(charset, "replace").removeprefix("\ufeff")
            return text.encode("utf-8", "replace"), "utf-8"
    return body, ""


def _declaration(body: bytes) -> bytes:
    """Return the XML declaration, unless it claims what the bytes are not.

    Bytes in UTF-16 and UTF-32 are in UTF-8 by now, and their declaration is left out.
    """
    match = _DECLARATION.match(body.lstrip()[:300])
    return match.group() if match and not _WIDE.search(match.group()) else b""


def _root_start(body: bytes) -> int:
    """Return where the root element begins, past instructions, comments and doctype."""
    at = 0
    for _ in range(_MOST_PARTS):
        at = _past_space(body, at)
        if body.startswith(b"<?", at):
            at = _past(body, b"?>", at)
        elif body.startswith(b"<!--", at):
            at = _past(body, b"-->", at + 4)
        elif body.startswith(b"<!", at):
            at = _past_doctype(body, at)
        else:
            break
    return at


def _past_space(body: bytes, at: int) -> int:
    match = _SPACE.match(body, at)
    return match.end() if match else at


def _past(body: bytes, mark: bytes, at: int) -> int:
    end = body.find(mark, at)
    return len(body) if end < 0 else end + len(mark)


def _past_doctype(body: bytes, at: int) -> int:
    close = body.find(b">", at)
    subset = body.find(b"[", at, close if close >= 0 else len(body))
    if subset < 0:
        return _past(body, b">", at)
    end = _SUBSET_END.search(body, subset)
    return end.end() if end else len(body)
