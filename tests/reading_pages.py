"""What tests of pages begin with: articles, their page, and a reading of it as browsers do."""

from typing import Any

import html5lib

from digest.model import Feed, Stored
from digest.pages import TAIL, beside, head, item

FEED = Feed(title="News", url="https://example.org/", description="All of it", language="en")
ARABIC = {"language": "ar", "direction": "rtl", "title": "افتتاح الميناء"}


def page(*articles: Stored, feed: Feed = FEED, source: str = "Example") -> bytes:
    parts = [item(one, source_title=source) for one in articles]
    return b"".join((head(feed, files=beside("feeds/news")), *parts, TAIL))


def read(document: bytes) -> Any:
    """Return the tree of a document that has no error, by the rules of the HTML standard."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(document)
    assert not parser.errors
    assert parser.compatMode == "no quirks"
    return tree


Shape = tuple[str, tuple[str, ...], tuple[Any, ...]]


def shape(element: Any) -> Shape:
    """Return an element's name, the names of its attributes, and the shapes inside it."""
    names = tuple(sorted(element.attrib))
    return str(element.tag), names, tuple(shape(one) for one in element)


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
