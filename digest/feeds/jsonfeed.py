"""JSON Feed, an item a line."""

import json
from html import escape
from typing import Any

from digest.feeds import shape
from digest.feeds.format import FAVICON_FILE, FULL, ICON_FILE, TITLE, Format, How
from digest.markup import plain
from digest.model import Feed, Stored

_VERSION = "https://jsonfeed.org/version/1.1"
_SUFFIX = "json"


def _head(feed: Feed) -> bytes:
    title = plain(feed.title) or "digest"
    base = feed.base_url
    own = {
        "version": _VERSION,
        "title": title,
        "description": plain(feed.description, limit=1000),
        "home_page_url": shape.address_of(feed.url),
        "feed_url": shape.address_of(f"{base}{feed.path}.{_SUFFIX}") if base else "",
        "icon": shape.address_of(f"{base}{ICON_FILE}") if base else "",
        "favicon": shape.address_of(f"{base}{FAVICON_FILE}") if base else "",
        "language": shape.language_of(feed.language),
    }
    return _written(own)[:-1] + b',"items":[\n'


def _item(stored: Stored, how: How) -> bytes:
    article = stored.article
    title, description = shape.title_of(article), shape.description_of(article)
    body = shape.body_of(article) if how == FULL else ""
    changed = stored.updated > stored.first_seen
    known = {
        "id": plain(stored.id),
        "url": shape.address_of(article.url),
        "title": title,
        "content_html": body or f"<p>{escape(title if how == TITLE else description)}</p>",
        "summary": "" if how == TITLE else description,
        "image": shape.image_of(article),
        "date_published": shape.instant(shape.published(stored)),
        "date_modified": shape.instant(stored.updated) if changed else "",
        "authors": [{"name": name} for name in shape.names_of(article.authors)],
        "tags": list(shape.categories_of(article)),
        "language": shape.language_of(article.language),
        "attachments": [
            {"url": one.url, "mime_type": one.type, "size_in_bytes": one.length}
            for one in shape.enclosures_of(article)
        ],
    }
    return _written(known)


def _written(known: dict[str, Any]) -> bytes:
    """What is said, on one line; what is not is left out."""
    said = {key: value for key, value in known.items() if value}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


JSON = Format(
    name="json",
    label="JSON Feed",
    suffix=_SUFFIX,
    type="application/feed+json",
    head=_head,
    item=_item,
    between=b",\n",
    tail=b"\n]}\n",
)
