"""The edition that tests of its forms begin with: one story of a port that opened."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from digest.model import Article, Edition, Entry, Mention, Section, Stored, Version

SEEN = datetime(2026, 11, 23, 4, 58, 30, tzinfo=UTC)
DAY = date(2026, 11, 23)
ARTICLE = Article(url="https://post.example/port", title="Port opens")
STORED = Stored(id="urn:1", number=1, source="post", article=ARTICLE, first_seen=SEEN, updated=SEEN)
ENTRY = Entry(stored=STORED, source_title="The Post", summary="The port opened. Ships came.")
EDITION = Edition(
    title="Libya in the morning",
    day=DAY,
    timezone="Africa/Tripoli",
    language="en",
    sections=(Section(title="Politics", entries=(ENTRY,)),),
)
ARABIC = "عاجل: ليبيا توقع اتفاقاً مع «إيني»"
VERSION = Version(
    stored=replace(
        STORED, source="times", article=Article(url="https://times.example/", title="T")
    ),
    source_title="Times",
)
TOLD = replace(ENTRY, others=(VERSION,), also=(Mention(title="A", url="https://a.example/"),))
"""Told by three sources."""


def of(*entries: Entry, **fields: Any) -> Edition:
    """An edition of one section with these entries."""
    return replace(EDITION, sections=(Section(title="Politics", entries=entries),), **fields)


def about(title: str, **fields: Any) -> Entry:
    """An entry with another article."""
    article = replace(ARTICLE, **{"title": title, **fields})
    return replace(ENTRY, stored=replace(STORED, article=article))
