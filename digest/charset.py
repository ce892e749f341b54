"""Which charset the bytes of a page are in.

The order is that of the WHATWG: byte order mark, header, what the page declares, then a
guess. Only the labels of its Encoding standard count: Python knows codecs, such as "hex"
or "unicode_escape", that no page may choose. What a page declares is found as a browser's
prescan does (HTML standard, "prescan a byte stream to determine its encoding"), so that
`charset=` in an attribute's value, a comment or the text means nothing; but further than
its 1,024 bytes, since browsers obey a later meta too, when their parser meets it.
"""

import re

from w3lib.encoding import resolve_encoding, to_unicode
from webencodings import lookup

SCANNED = 32 * 1024
"""Bytes of a page in which a declaration is looked for."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le"))
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_IN_CONTENT = re.compile(
    rb"charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:\"([^\"]*)\"|'([^']*)'|([^\t\n\f\r ;\"'][^\t\n\f\r ;]*))",
    re.IGNORECASE,
)
_IN_XML = re.compile(rb"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([^\"'>]+)")
_META = re.compile(rb"meta[\t\n\f\r /]", re.IGNORECASE)
_NAME = re.compile(rb"/?[a-zA-Z][^\t\n\f\r >]*")
_ATTRIBUTE = re.compile(
    rb"[\t\n\f\r /]*([^\t\n\f\r />][^\t\n\f\r />=]*)"
    rb"(?:[\t\n\f\r ]*=[\t\n\f\r ]*"
    rb"(?:\"([^\"]*)(\"?)|'([^']*)('?)|([^\t\n\f\r >\"'][^\t\n\f\r >]*))?)?"
)
_REST = re.compile(rb"[\t\n\f\r /]*(>?)")


def label(body: bytes, content_type: str = "") -> str:
    """Return the charset's name in the Encoding standard, such as "windows-1252".

    A page that says nothing is utf-8 where its bytes are that, else windows-1252, which
    also stands for plain ASCII.

    Args:
        body: the page, or its beginning.
        content_type: the header; "" for none.
    """
    for mark, named in _MARKS:
        if body.startswith(mark):
            return named
    in_header = _IN_HEADER.search(content_type)
    known = _known(in_header[1]) if in_header else ""
    return known or declared(body) or _guessed(body)


def text_of(body: bytes, name: str) -> str:
    """Return the text of bytes in a charset that `label` returned, without its mark.

    What has no character becomes U+FFFD.
    """
    mark = next((mark for mark, named in _MARKS if named == name and body.startswith(mark)), b"")
    return to_unicode(body[len(mark) :], resolve_encoding(name) or "cp1252")


def declared(body: bytes) -> str:
    """Return the charset that a page declares within `SCANNED` bytes; "" for none."""
    scanned = body[:SCANNED]
    in_xml = _IN_XML.match(scanned)
    if in_xml and (known := _in_ascii(_known(in_xml[1].decode("latin-1")))):
        return known
    at = scanned.find(b"<")
    while at >= 0:
        found, after = _at_mark(scanned, at + 1)
        if found:
            return found
        at = scanned.find(b"<", after)
    return ""


def _at_mark(body: bytes, at: int) -> tuple[str, int]:
    """Return the charset that the tag after a "<" declares, or "", and where to go on."""
    if body.startswith(b"!--", at):
        end = body.find(b"-->", at + 1)  # "<!-->" is a whole comment
        return "", end + 3 if end >= 0 else len(body)
    if meta := _META.match(body, at):
        attributes, after = _attributes(body, meta.end() - 1)
        return _in_meta(attributes), after
    if name := _NAME.match(body, at):
        return "", _attributes(body, name.end())[1]
    if body.startswith((b"!", b"/", b"?"), at):
        end = body.find(b">", at)
        return "", end + 1 if end >= 0 else len(body)
    return "", at


def _attributes(body: bytes, at: int) -> tuple[dict[bytes, bytes], int]:
    """Return the attributes of a tag, and where it ends; none where it never does."""
    found: dict[bytes, bytes] = {}
    while attribute := _ATTRIBUTE.match(body, at):
        name, double, double_end, single, single_end, bare = attribute.groups()
        if (double is not None and not double_end) or (single is not None and not single_end):
            return {}, len(body)
        value = double if double is not None else single if single is not None else bare
        found.setdefault(name.lower(), value or b"")
        at = attribute.end()
    rest = _REST.match(body, at)
    return (found, rest.end()) if rest and rest[1] else ({}, len(body))


def _in_meta(attributes: dict[bytes, bytes]) -> str:
    if b"charset" in attributes:
        return _in_ascii(_known(attributes[b"charset"].decode("latin-1")))
    if attributes.get(b"http-equiv", b"").lower() != b"content-type":
        return ""
    found = _IN_CONTENT.search(attributes.get(b"content", b""))
    named = next((one for one in found.groups() if one is not None), b"") if found else b""
    return _in_ascii(_known(named.decode("latin-1")))


def _known(name: str) -> str:
    """Return the standard's name of a label; "" for one unknown to it, or never decoded by it."""
    encoding = lookup(name) if name.isascii() else None
    return encoding.name if encoding and encoding.name != "replacement" else ""


def _in_ascii(name: str) -> str:
    """Return what a declaration that was read as ASCII can mean."""
    if name.startswith("utf-16"):
        return "utf-8"
    return "windows-1252" if name == "x-user-defined" else name


def _guessed(body: bytes) -> str:
    if body.isascii():
        return "windows-1252"
    try:
        body.decode()
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"
