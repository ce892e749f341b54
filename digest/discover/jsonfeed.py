"""Read a JSON Feed: https://www.jsonfeed.org/version/1.1/."""

import json

from digest.discover.entries import MOST_ENTRIES, Entry, links_of
from digest.discover.prolog import Document
from digest.model import Page, Source, Survey

_VERSION = "https://jsonfeed.org/version/"


def survey_of(document: Document, page: Page, source: Source) -> Survey | None:
    """Return the items of a JSON Feed; None when the bytes are another JSON or none."""
    try:
        feed = json.loads(document.body.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or not _text(feed, "version").startswith(_VERSION):
        return None
    items = feed.get("items")
    entries = [
        _entry(item)
        for item in (items[:MOST_ENTRIES] if isinstance(items, list) else [])
        if isinstance(item, dict)
    ]
    return Survey(links=links_of(entries, page, source), kind="feed")


def _entry(item: dict[str, object]) -> Entry:
    return Entry(
        address=_text(item, "url") or _text(item, "external_url"),
        guid=_text(item, "id"),
        title=_text(item, "title"),
        date=_text(item, "date_published"),
        summary=_text(item, "summary") or _text(item, "content_text"),
        contents=(_text(item, "content_html"),),
        authors=_authors(item),
        image=_text(item, "image") or _text(item, "banner_image"),
        enclosures=_attachments(item),
    )


def _authors(item: dict[str, object]) -> tuple[str, ...]:
    """Return the names; version 1 has one `author` where 1.1 has `authors`."""
    several = item.get("authors")
    authors = several if isinstance(several, list) else [item.get("author")]
    return tuple(_text(author, "name") for author in authors if isinstance(author, dict))


def _attachments(item: dict[str, object]) -> tuple[tuple[str, str, object], ...]:
    several = item.get("attachments")
    return tuple(
        (_text(one, "url"), _text(one, "mime_type"), one.get("size_in_bytes"))
        for one in (several if isinstance(several, list) else [])
        if isinstance(one, dict)
    )


def _text(node: dict[str, object], key: str) -> str:
    value = node.get(key)
    return value if isinstance(value, str) else ""
