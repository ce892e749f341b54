"""What is wrong with a feed, by the rules that feed validators know, and readers stumble over.

Written anew from the specifications and from what the public validators report: RSS 2.0
and the RSS Advisory Board's Profile, RFC 4287, JSON Feed 1.1, and the HTML standard for
what stands in them. A warning counts as much as an error. Each rule has the name that the
W3C's validator gives it, where it has one.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from feed_rules.atom import ATOM, broken_atom
from feed_rules.jsonfeed import broken_json
from feed_rules.rss import broken_rss
from feed_rules.values import Rules, bad_characters

__all__ = ["broken"]

MOST_BYTES = 5_000_000


def broken(document: bytes, *, now: datetime | None = None, self_url: str = "") -> list[str]:
    """Return a line for each rule that the feed breaks (rule, where, what); none if it is fine.

    RSS, Atom or JSON by what the document is.

    Args:
        document: the bytes of the file.
        now: dates after it are implausible; without it only those before 1990 are.
        self_url: where the file will be, if that is known: it must name itself so.
    """
    rules = Rules(now=now or datetime.max.replace(tzinfo=UTC), self_url=self_url)
    return list(_broken(document, rules))


def _broken(document: bytes, rules: Rules) -> Iterator[str]:
    if len(document) > MOST_BYTES:
        yield f"TooLarge: document: {len(document)} bytes"
    try:
        text = document.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"UnicodeError: document: {error.reason}"
        return
    yield from bad_characters("document", text)
    if document[:1] == b"{":
        yield from _broken_json(text, rules)
    else:
        yield from _broken_xml(document, rules)


def _broken_xml(document: bytes, rules: Rules) -> Iterator[str]:
    try:
        root = etree.fromstring(document, etree.XMLParser(huge_tree=True, resolve_entities=False))
    except etree.XMLSyntaxError as error:
        yield f"SAXError: document: {error.msg}"
        return
    if root.getroottree().docinfo.doctype:
        yield "ObsoleteNamespace: document: has a document type"
    if root.tag == "rss":
        yield from broken_rss(root, rules)
    elif root.tag == f"{ATOM}feed":
        yield from broken_atom(root, rules)
    else:
        yield f"UndefinedElement: document: {root.tag}"


def _broken_json(text: str, rules: Rules) -> Iterator[str]:
    doubles: list[str] = []

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) != len(pairs):
            doubles.append(", ".join(name for name, _ in pairs))
        return made

    def number(name: str) -> object:
        raise ValueError(f"{name} is no JSON")

    try:
        feed = json.loads(text, object_pairs_hook=once, parse_constant=number)
    except ValueError as error:
        yield f"InvalidJson: document: {error}"
        return
    for names in doubles:
        yield f"DuplicateElement: document: {names}"
    yield from broken_json(feed, rules)
