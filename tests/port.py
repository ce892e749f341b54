"""The article that tests of what is written begin with: a port that opened."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from digest.model import Article, Image, Published, Stored

SEEN = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
ARTICLE = Article(
    url="https://example.org/port",
    title="Port opens",
    html="<p>The port opened <b>today</b>.</p>",
    text="The port opened today.",
    summary="A port opened.",
    published=Published(at=datetime(2026, 11, 22, 14, 30, tzinfo=UTC), provenance="json-ld"),
    authors=("Ann Lee", "عمر"),
    section="Trade",
    tags=("Ports", "Libya"),
    image=Image(url="https://example.org/port.jpg", width=640, height=480),
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


def with_article(**fields: Any) -> Stored:
    return replace(STORED, article=replace(ARTICLE, **fields))
