"""Bytes to one bounded lxml tree: the only parse of a page.

libxml2 is quick but quadratic on some hostile input (a hundred thousand attributes on
one tag), so such tags lose their attributes before it sees them.
"""

import re

from lxml import etree, html
from lxml.html import HtmlElement

from digest.address import absolute
from digest.charset import label, text_of

MOST_CHARACTERS = 8 * 1024 * 1024
"""A page is cut here before it is parsed."""

DEEPEST = 150
"""Levels of a tree; what lies deeper is moved up to there. Real pages have sixty."""

LONGEST_TITLE = 2000
"""Characters of a `<title>`: megabytes of it would go through every rule for titles."""

MOST_SEPARATORS = 1000
"""White space, slashes and quotes in one tag; with more it loses its attributes."""

_TAG = re.compile(r"<[a-zA-Z][a-zA-Z0-9:-]{0,40}")
_SEPARATOR = re.compile(r"[\s/\"']")
_NO_CONTAINER = re.compile(r"</?(?:wbr|track)\b[^<>]*>", re.IGNORECASE)
"""libxml2 takes these void elements of HTML5 for containers: each deepens the tree."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:0*(\d{1,7})(?!\d)|[xX]0*([0-9a-fA-F]{1,6})(?![0-9a-fA-F]));?")
_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement, comment=html.HtmlComment)
"""One class for all; lxml's own choice by tag is a call of Python for each element met."""
_DEEP = etree.XPath("/*" * DEEPEST)


def decode(body: bytes, content_type: str = "") -> str:
    """Return the text of a page's bytes; never fails, undecodable bytes become U+FFFD.

    Bytes that are UTF-8 throughout are read as UTF-8, whatever header and meta say: no
    other charset looks like it by chance, and pages kept their old meta when their site
    moved to UTF-8. For the rest see `digest.charset`.
    """
    if not body.isascii() and b"\0" not in body and (text := _utf_8(body)):
        return text
    return text_of(body, label(body, content_type))


def _utf_8(body: bytes) -> str:
    """The text of bytes that are UTF-8; "" for others."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A character cut off at the end is not a sign of another charset.
        cut_off = error.start >= len(body) - 4
        return body.decode("utf-8-sig", errors="replace") if cut_off else ""


def parse(text: str) -> HtmlElement:
    """Return the root of the page's tree; an empty page gives a root without children.

    Control characters that XML forbids are dropped, also where they are written as
    references (`&#27;`; `&#0;` is U+FFFD), and the attributes of a tag of
    more than `MOST_SEPARATORS`. No element lies deeper than `DEEPEST`, and no title is longer
    than `LONGEST_TITLE`.
    """
    text = _NO_CONTAINER.sub("", _CONTROLS.sub("", text[:MOST_CHARACTERS]))
    text = _REFERENCE.sub(_allowed, text)
    # Split, since a regular expression for long tags would itself be quadratic.
    text = ">".join(
        part if len(part) <= MOST_SEPARATORS else _bounded(part) for part in text.split(">")
    )
    # Unless it is huge_tree, libxml2 stops at a depth of 256 and all that follows is lost.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except etree.ParserError:  # libxml2 takes white space or a lone comment for no document
        root = html.document_fromstring(b"<html></html>", parser=parser)
    for element in _DEEP(root):
        _flatten(element)
    for title in root.iter("title"):
        title.text = title.text and title.text[:LONGEST_TITLE]
    return root


def _allowed(reference: re.Match[str]) -> str:
    """Return a character reference, or nothing where XML forbids its character.

    One to no character at all becomes U+FFFD, as the HTML standard says.
    """
    decimal, hexadecimal = reference.groups()
    value = int(decimal) if decimal else int(hexadecimal, 16)
    if value == 0 or 0xD800 <= value <= 0xDFFF or value > 0x10FFFF:
        return "\ufffd"
    return "" if value <= 0xFFFF and _CONTROLS.match(chr(value)) else reference.group()


def _flatten(element: HtmlElement) -> None:
    """Make all that is in an element its children, in the order of the text."""
    for inner in reversed(list(element.iterdescendants())):  # so that each is alone when it moves
        element.insert(0, inner)


def _bounded(part: str) -> str:
    """Return what stands before a ">", its tag without attributes if these are too many."""
    tag = _TAG.search(part)
    if tag is None or len(_SEPARATOR.findall(part, tag.end())) <= MOST_SEPARATORS:
        return part
    # What looks like a tag may be "i<n" in a script, whose end must stay.
    _, end, rest = part[tag.end() :].rpartition("</")
    return f"{part[: tag.end()]}>{end}{rest}" if end else part[: tag.end()]


def base_of(root: HtmlElement, url: str) -> str:
    """Return what relative addresses of the page join to: its `<base href>` or its own."""
    for href in root.xpath("//base/@href"):
        return absolute(str(href), url) or url
    return url
