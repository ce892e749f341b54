"""Rules for JSON Feed 1.1."""

from collections.abc import Iterator
from typing import Any

from digest.markup.words import names
from feed_rules.body import broken_html
from feed_rules.values import (
    Rules,
    bad_characters,
    language,
    link,
    mime,
    number,
    plain_text,
    rfc3339,
    shown,
    unique,
)

_VERSION = "https://jsonfeed.org/version/1.1"
_FEED = names(
    "version title home_page_url feed_url description user_comment next_url icon favicon authors"
    " language expired hubs items"
)
_ITEM = names(
    "id url external_url title content_html content_text summary image banner_image"
    " date_published date_modified authors tags language attachments"
)
_LINKS = names(
    "home_page_url feed_url next_url icon favicon url external_url image banner_image avatar"
)


def broken_json(feed: object, rules: Rules) -> Iterator[str]:
    """Yield what is wrong with a document that is JSON."""
    if not isinstance(feed, dict):
        yield f"InvalidJson: feed: {shown(feed)}"
        return
    if feed.get("version") != _VERSION:
        yield f"UnsupportedVersion: feed: {shown(feed.get('version'))}"
    yield from _shape("feed", feed, _FEED, ("version", "title", "items"))
    if rules.self_url and feed.get("feed_url") != rules.self_url:
        yield f"SelfDoesntMatchLocation: feed: {shown(feed.get('feed_url'))}"
    yield from _fields("feed", feed, rules)
    items = feed.get("items")
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        yield f"InvalidType: feed items: {shown(items)}"
        return
    yield from unique("DuplicateIds", "id", [str(one.get("id", "")) for one in items])
    for place, item in enumerate(items):
        yield from _item(f"item {place}", item, rules)


def _shape(
    where: str, value: dict[str, Any], known: frozenset[str], needed: tuple[str, ...]
) -> Iterator[str]:
    for name in needed:
        if name not in value:
            yield f"MissingElement: {where}: {name}"
    for name in value:
        if not name.startswith("_") and name not in known:
            yield f"UndefinedElement: {where}: {shown(name)}"


def _item(where: str, item: dict[str, Any], rules: Rules) -> Iterator[str]:
    yield from _shape(where, item, _ITEM, ("id",))
    if "content_html" not in item and "content_text" not in item:
        yield f"MissingElement: {where}: content_html or content_text"
    if not isinstance(item.get("id"), str) or not item["id"]:
        yield f"InvalidType: {where} id: {shown(item.get('id'))}"
    yield from _fields(where, item, rules)
    tags = item.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        yield f"InvalidType: {where} tags: {shown(tags)}"
        return
    for tag in tags:
        yield from plain_text(f"{where} tags", tag)
    yield from unique("DuplicateCategory", f"{where} tags", [tag.casefold() for tag in tags])
    for attachment in item.get("attachments", []):
        yield from _attachment(f"{where} attachments", attachment)


def _fields(where: str, value: dict[str, Any], rules: Rules) -> Iterator[str]:
    for name, one in value.items():
        place = f"{where} {name}"
        if name in _LINKS:
            yield from link(place, one)
        elif name in ("date_published", "date_modified"):
            yield from rfc3339(place, one, rules)
        elif name == "language":
            yield from language(place, one)
        elif name == "authors":
            yield from _authors(place, one)
        elif name in ("title", "summary", "description", "content_text", "content_html"):
            yield from _text(place, name, one)


def _text(where: str, name: str, value: object) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"InvalidType: {where}: {shown(value)}"
    elif name == "content_html":
        yield from broken_html(where, value)
    elif name == "content_text":
        yield from bad_characters(where, value)
    else:
        yield from plain_text(where, value)


def _authors(where: str, value: object) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(one, dict) and one for one in value):
        yield f"InvalidType: {where}: {shown(value)}"
        return
    for author in value:
        yield from _shape(where, author, frozenset(("name", "url", "avatar")), ())
        if "name" in author:
            yield from plain_text(f"{where} name", str(author["name"]))
        for name in ("url", "avatar"):
            if name in author:
                yield from link(f"{where} {name}", author[name])


def _attachment(where: str, value: object) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"InvalidType: {where}: {shown(value)}"
        return
    known = frozenset(("url", "mime_type", "title", "size_in_bytes", "duration_in_seconds"))
    yield from _shape(where, value, known, ("url", "mime_type"))
    yield from link(f"{where} url", value.get("url"))
    yield from mime(f"{where} mime_type", value.get("mime_type"))
    if "size_in_bytes" in value:
        yield from number(f"{where} size_in_bytes", value["size_in_bytes"])
        if not isinstance(value["size_in_bytes"], int):
            yield f"InvalidType: {where} size_in_bytes: {shown(value['size_in_bytes'])}"
