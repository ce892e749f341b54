"""What tests of pages begin with: articles, their page, and a reading of it as browsers do."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import html5lib

from digest.model import Article, Feed, Published, Stored
from digest.pages import TAIL, beside, head, item

SEEN = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
ARTICLE = Article(
    url="https://example.org/port",
    title="Port opens",
    text="The port opened today.",
    summary="A port opened.",
    published=Published(at=datetime(2026, 11, 22, 14, 30, tzinfo=UTC), provenance="json-ld"),
    language="en",
)
STORED = Stored(
    id="urn:uuid:7e5f1d2c-76d1-5a76-a6e9-4ebfe6f265c8",
    number=1,
    source="example",
    article=ARTICLE,
    first_seen=SEEN,
    updated=SEEN,
)
FEED = Feed(title="News", url="https://example.org/", description="All of it", language="en")
ARABIC = {"language": "ar", "direction": "rtl", "title": "افتتاح الميناء"}


def with_article(**fields: Any) -> Stored:
    return replace(STORED, article=replace(ARTICLE, **fields))


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
