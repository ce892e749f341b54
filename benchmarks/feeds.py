"""Answer the feeds bench: a feed of records that scraping could bring, and worse.

Each record goes the way of an article: text through `markup.plain`, its body through
`markup.clean`, its address through `address.absolute`, its date through `dates.read`,
its identity through `identity`; the first of two with one identity is kept, as the store
would. Nothing of a record but these fields is read, and never what is expected of it.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from digest import dates, feeds
from digest.address import absolute
from digest.identity import mint
from digest.identity.address import key
from digest.markup import clean, enclosure, plain, text_of
from digest.model import Article, Enclosure, Feed, Image, Published, Stored

_BASE = "https://example.org/"
_FILES = {feeds.rss: "feed.xml", feeds.atom: "feed.atom", feeds.json_feed: "feed.json"}
_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur"))


def answer(source: Path, target: Path) -> int:
    """Write a feed of all records in each format; return how many articles are in it.

    Args:
        source: JSON lines with a `record` each.
        target: a folder; made if it is not there.
    """
    with source.open(encoding="utf-8") as lines:
        articles = tuple(_stored(json.loads(line)["record"] for line in lines))
    target.mkdir(parents=True, exist_ok=True)
    feed = Feed(title="Torture", url=_BASE, base_url=_BASE, articles=articles)
    for form in (feeds.rss, feeds.atom, feeds.json_feed):
        (target / _FILES[form]).write_bytes(form(feed))
    return len(articles)


def _stored(records: Iterator[dict[str, Any]]) -> Iterator[Stored]:
    known: set[str] = set()
    for number, record in enumerate(records):
        address = (
            absolute(str(record.get("link") or "").strip(), _BASE) if record.get("link") else ""
        )
        keys = {f"id {record['id']}"} if "id" in record else set()
        keys |= {key(address)} - {""}
        if keys & known:
            continue
        known |= keys
        seen = datetime.fromisoformat(record["first_seen"])
        yield Stored(
            id=mint(f"{number} {sorted(keys)}"),
            number=number,
            source="torture",
            article=_article(record, address, seen),
            first_seen=seen,
            updated=seen,
        )


def _article(record: dict[str, Any], address: str, seen: datetime) -> Article:
    direction = "rtl" if record.get("lang") in _RIGHT_TO_LEFT else "ltr"
    body = clean(_body(record.get("content")), address or _BASE, direction=direction)
    authors = record.get("author") or []
    return Article(
        url=address,
        title=plain(record.get("title") or ""),
        html=body,
        text=text_of(body),
        summary=plain(record.get("summary") or "", limit=1000),
        published=_published(record.get("published"), seen),
        authors=tuple(map(plain, [authors] if isinstance(authors, str) else authors)),
        tags=tuple(map(plain, record.get("tags") or ())),
        image=Image(url=absolute(record["image"], _BASE)) if record.get("image") else None,
        enclosures=tuple(_enclosures(record.get("enclosures") or [])),
        language=record.get("lang") or "",
        direction=direction,
    )


def _enclosures(given: list[dict[str, Any]]) -> Iterator[Enclosure]:
    for one in given:
        made = enclosure(one["url"], _BASE, type_=one["type"] or "", length=one["length"])
        if made:
            yield made


def _body(content: Any) -> str:
    if isinstance(content, dict):  # a large body, written short
        return str(content["repeat"]) * int(content["times"])
    return content or ""


def _published(value: Any, seen: datetime) -> Published | None:
    if value is None:
        return None
    return dates.read(str(value), zone=UTC, latest=seen, provenance="feed")
