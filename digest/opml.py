"""Lists of subscriptions in OPML 2.0, as feed readers exchange them.

Folders become groups: those inside each other one group, "Africa / Libya". What this
program writes it reads again without loss: the address that a source is read at, and its
name, stand beside the feed in attributes of our own, since to a reader a source is its
feed. Every list comes from outside: one with a document type is refused, so that there
are no entities, and its size, its depth and its number of outlines are bounded.
Source: http://opml.org/spec2.opml
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from digest.address import absolute
from digest.errors import UnreadableError
from digest.markup import plain
from digest.page import decode

MOST_BYTES = 16 * 1024 * 1024
MOST_OUTLINES = 20_000
DEEPEST = 50
"""Folders inside each other; libxml2 itself stops at 256 elements."""
BETWEEN = " / "
"""Between the names of folders that are inside each other."""

_OWN = "urn:digest:opml"
_URL = f"{{{_OWN}}}url"
_NAME = f"{{{_OWN}}}name"
_LONGEST = 1000
"""Characters of a title or a group."""
_DOCTYPE = re.compile(r"<!\s{0,9}(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_FEED_SCHEME = re.compile(r"feed:(?://)?(?=https?://)|feed:(?=//)", re.IGNORECASE)
"""What some readers write before the address of a feed, or in place of its scheme."""
_NO_XML = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One source as a list of subscriptions has it."""

    title: str
    feed: str
    """Absolute; "" where the list names none, or no readable one. In a list that is written
    beside the feeds themselves it may be relative to the list."""
    page: str = ""
    """The page for people; absolute, or ""."""
    group: str = ""
    url: str = ""
    """The address that this program read it at; "" in the lists of others."""
    name: str = ""
    """What this program called it; "" in the lists of others."""


def read(body: bytes) -> tuple[Subscription, ...]:
    """Return the subscriptions of a list, in its order.

    An outline is one when it names a feed, or when this program wrote it; bookmarks and
    notes are passed by.

    Raises:
        UnreadableError: it is no OPML, has a document type, or is too large or too deep.
    """
    if len(body) > MOST_BYTES:
        raise UnreadableError(f"it is larger than {MOST_BYTES} bytes; no list is")
    text = _NO_XML.sub("", decode(body, "application/xml"))
    if _DOCTYPE.search(text):
        raise UnreadableError("it declares a document type, which no OPML needs; take it out")
    root = _parsed(_DECLARATION.sub("", text, count=1))
    # Readers may write HTML into titles; what we wrote is meant to the letter.
    titled = _line if _OWN in root.nsmap.values() else _plain
    found: list[Subscription] = []
    for outline, group in _outlines(root, titled):
        if (one := _subscription(outline, group, titled)) is not None:
            found.append(one)
        if len(found) > MOST_OUTLINES:
            raise UnreadableError(f"it has more than {MOST_OUTLINES} subscriptions")
    return tuple(found)


def _parsed(text: str) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError("it is no XML") from error
    if root is None or _local(root) != "opml":
        raise UnreadableError("it is no OPML, whose first element is <opml>")
    return root


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _plain(text: str) -> str:
    return plain(text, limit=_LONGEST)


def _line(text: str) -> str:
    """Return a text without what config.toml allows in no line of text."""
    kept = (one for one in text if unicodedata.category(one) not in ("Cc", "Cs", "Zl", "Zp"))
    return "".join(kept)[:_LONGEST].strip()


def _outlines(
    root: etree._Element, titled: Callable[[str], str]
) -> Iterator[tuple[etree._Element, str]]:
    """Yield each outline and the group that its folders make, in the list's order."""
    waiting: list[tuple[etree._Element, int, str]] = [(root, 0, "")]
    while waiting:
        element, depth, group = waiting.pop()
        inside = group
        if _local(element) == "outline":
            yield element, group
            if len(element) and (title := titled(_text(element))):
                depth, inside = depth + 1, titled(f"{group}{BETWEEN}{title}" if group else title)
        if depth > DEEPEST:
            raise UnreadableError(f"it has more than {DEEPEST} folders inside each other")
        waiting += [(child, depth, inside) for child in reversed(element)]


def _text(outline: etree._Element) -> str:
    return str(outline.get("text") or outline.get("title") or "")


def _subscription(
    outline: etree._Element, group: str, titled: Callable[[str], str]
) -> Subscription | None:
    said = {str(key).lower(): str(value) for key, value in outline.attrib.items()}
    feed, page = said.get("xmlurl", ""), said.get("htmlurl", "")
    url = said.get(_URL, "")
    if not (feed or url):
        return None
    return Subscription(
        title=titled(_text(outline)) or _plain(feed or url),
        feed=_feed(feed),
        page=absolute(page),
        group=group,
        url=absolute(url),
        name=said.get(_NAME, ""),
    )


def _feed(written: str) -> str:
    plain_scheme = _FEED_SCHEME.sub("", written.strip(), count=1)
    return absolute(f"http:{plain_scheme}" if plain_scheme.startswith("//") else plain_scheme)


def write(title: str, subscriptions: Iterable[Subscription]) -> bytes:
    """Return a list in OPML 2.0, in UTF-8: a folder for each group, those without one last.

    The bytes follow from the subscriptions alone.
    """
    root = etree.Element("opml", version="2.0", nsmap={"digest": _OWN})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _sound(title)
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for one in sorted(subscriptions, key=lambda one: not one.group):
        parent = body
        if one.group:
            if one.group not in folders:
                folders[one.group] = _outline(body, one.group)
            parent = folders[one.group]
        outline = _outline(parent, one.title)
        for key, value in (
            ("title", one.title), ("type", "rss"), ("xmlUrl", one.feed),
            ("htmlUrl", one.page), (_URL, one.url), (_NAME, one.name),
        ):  # fmt: skip
            if value:
                outline.set(key, _sound(value))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _outline(parent: etree._Element, text: str) -> etree._Element:
    outline = etree.SubElement(parent, "outline")
    outline.set("text", _sound(text))
    return outline


def _sound(text: str) -> str:
    """Return a text without what XML forbids."""
    return _NO_XML.sub("", text)
