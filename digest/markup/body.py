"""HTML from outside to a body that is safe and whole in any reader.

One tree, changed in place: images that load late get their address, addresses become
absolute, pixels that only count readers go, what is too long is cut between blocks.
Then nh3 with a short list of what may stay, and nothing after it. lxml and nh3 mend
tag soup differently, so both are repeated until neither finds anything to mend.
"""

import re
from functools import partial
from html import escape, unescape

import nh3
from lxml import etree
from lxml.html import HtmlElement

from digest.markup.media import drop_hidden_images, empty, mend_media
from digest.markup.words import names, visible
from digest.page import parse

MOST_BYTES = 300_000
"""Of UTF-8 in one body; readers refuse feeds of a few million."""
_DEEPEST = 100
_ROUNDS = 6

_WRAPPERS = "div|span|section|article|main|center|font|b|i|em|strong|u|small|big|ul|ol|blockquote"
_WRAPPER = re.compile(
    rf"<(/?)(?:{_WRAPPERS})(?=[\s/>])[^<>]*+>|</?(?:wbr|track)\b[^<>]*+>", re.IGNORECASE
)

_DROPPED = names(
    "applet base button canvas datalist embed frame frameset head iframe input link map math meta"
    " meter noembed noframes object optgroup option plaintext progress script select style svg"
    " template textarea title xmp"
)
_CONTAINERS = names(
    "address article aside center dialog fieldset footer form header hgroup legend main nav"
    " search section"
)
_KEPT = names(
    "a abbr audio b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt"
    " em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt"
    " ruby s samp small source strong sub summary sup table tbody td tfoot th thead time tr u ul"
    " var video"
)
_OWN_TAGS = 64
"""Room for the tags of a block whose content is cut."""
_WHOLE = names("p li dt dd tr pre h1 h2 h3 h4 h5 h6 figure")
"""Blocks that are kept whole or not at all."""

_sanitised = partial(
    nh3.clean,
    tags=set(_KEPT),
    clean_content_tags=set(_DROPPED - _KEPT),
    attributes={
        "*": {"dir", "lang"},
        "a": {"href", "title"},
        "audio": {"src", "controls"},
        "col": {"span"},
        "colgroup": {"span"},
        "img": {"src", "srcset", "sizes", "alt", "title", "width", "height"},
        "li": {"value"},
        "ol": {"start", "reversed"},
        "source": {"src", "srcset", "sizes", "type", "media"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "time": {"datetime"},
        "video": {"src", "poster", "controls", "width", "height"},
    },
    url_schemes={"http", "https"},
    url_relative="deny",
    link_rel="noopener noreferrer",
)


def clean(html: str, base: str, *, direction: str = "ltr") -> str:
    """Return the HTML of a body, safe to show anywhere; "" when nothing is left.

    Relative addresses join to `base`; links and media that are not http(s) lose their
    address, and images without one go. At most `MOST_BYTES` are kept, cut between
    blocks. `direction` "rtl" wraps it in `<div dir="rtl">`, once.

    `clean(clean(x)) == clean(x)` with the same arguments, in bounded time for any input.
    """
    for _ in range(_ROUNDS):
        before = html
        html = _round(html, base, direction)
        if html == before:
            break
    return html


def _round(html: str, base: str, direction: str) -> str:
    body = _tree(html[: 2 * MOST_BYTES])
    _rename(body)
    drop_hidden_images(body)
    mend_media(body, base)
    body = _unwrapped(body, direction)
    _shorten(body, MOST_BYTES)
    inner = _inner(body).strip()
    if inner and direction == "rtl":
        inner = f'<div dir="rtl">{inner}</div>'
    return _sanitised(visible(inner)).strip()


def _tree(html: str) -> HtmlElement:
    """Return the body's tree. libxml2 stops reading at a depth of 256, so it gets less."""
    root = parse(f"<html><body>{_flattened(html)}")
    return next(root.iter("body"), root)


def _flattened(html: str) -> str:
    depth = 0

    def shallow(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[1] is None:  # libxml2 takes wbr and track for containers
            return ""
        depth = max(0, depth + (-1 if tag[1] else 1))
        return tag[0] if depth + bool(tag[1]) <= _DEEPEST else ""

    return _WRAPPER.sub(shallow, html)


def _rename(body: HtmlElement) -> None:
    for element in list(body.iter("*")):
        if element.tag in _DROPPED:
            empty(element)
        elif element.tag in _CONTAINERS:
            element.tag = "div"
        elif element.tag == "pre" and element.text:
            element.text = visible(element.text.lstrip("\n"))  # HTML parsers drop the first
        if element.get("dir", "ltr") not in ("ltr", "rtl", "auto"):
            del element.attrib["dir"]


def _unwrapped(body: HtmlElement, direction: str) -> HtmlElement:
    """Return the wrapper of an earlier cleaning in place of the body around it."""
    while len(body) == 1 and direction == "rtl":
        only = body[0]
        lone = not (body.text or "").strip() and not (only.tail or "").strip()
        if not lone or only.tag != "div" or only.get("dir") != "rtl":
            break
        body = only
    return body


def _inner(body: HtmlElement) -> str:
    children = (etree.tostring(child, encoding="unicode", method="html") for child in body)
    return escape(body.text or "", quote=False) + "".join(children)


def _bytes(text: str) -> int:
    return len(text.encode()) + 4 * text.count("\xa0")  # written as &nbsp;


def _shorten(body: HtmlElement, room: int) -> None:
    """Cut the tree after `room` bytes, between blocks; inside one only where it is the first."""
    parent: HtmlElement | None = body
    kept = False
    while parent is not None:
        text = escape(parent.text or "", quote=False)
        if _bytes(text) > room:
            parent.text = _cut(text, room)
            del parent[:]
            return
        room -= _bytes(text)
        kept = kept or bool(text.strip())
        parent, room, kept = _first_too_large(parent, room, kept=kept)


def _first_too_large(
    parent: HtmlElement, room: int, *, kept: bool
) -> tuple[HtmlElement | None, int, bool]:
    for place, child in enumerate(parent):
        size = _bytes(etree.tostring(child, encoding="unicode", method="html"))
        if size <= room:
            room -= size
            kept = True
            continue
        child.tail = None
        del parent[place + 1 :]
        if kept and child.tag in _WHOLE:
            del parent[place:]
            return None, room, kept
        return child, room - _OWN_TAGS, kept
    return None, room, kept


def _cut(escaped: str, room: int) -> str:
    """Return at most `room` bytes of text, cut at a word where there is one."""
    short = escaped.encode()[: max(0, room - 3)].decode(errors="ignore")
    words, space, _ = short.rpartition(" ")
    whole = words if space else short.rpartition("&")[0] or short
    return visible(unescape(whole)).rstrip(" …") + "…"
