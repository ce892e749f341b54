"""Articles to rows and back."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import RowMapping

from digest.model import Article, Enclosure, Image, Published, Stored


def to_row(article: Article) -> dict[str, Any]:
    """Return the columns that hold an article's content."""
    at = article.published
    return {
        "url": article.url,
        "addresses": list(article.addresses),
        "title": article.title,
        "html": article.html,
        "text": article.text,
        "summary": article.summary,
        "published_at": at.at if at else None,
        "published_offset": _offset(at.at) if at else None,
        "published_from": at.provenance if at else None,
        "published_day_only": at.day_only if at else None,
        "modified_at": article.modified,
        "authors": list(article.authors),
        "section": article.section,
        "tags": list(article.tags),
        "image": asdict(article.image) if article.image else None,
        "enclosures": [asdict(one) for one in article.enclosures],
        "language": article.language,
        "direction": article.direction,
        "partial": article.partial,
        "paywalled": article.paywalled,
        "provenance": [list(pair) for pair in article.provenance],
    }


def _offset(at: datetime) -> int:
    return round((at.utcoffset() or timedelta()).total_seconds() / 60)


def to_stored(row: RowMapping) -> Stored:
    """Return the article of a row."""
    return Stored(
        id=row["id"],
        number=row["number"],
        source=row["source"],
        article=Article(
            url=row["url"],
            addresses=tuple(row["addresses"]),
            title=row["title"],
            html=row["html"],
            text=row["text"],
            summary=row["summary"],
            published=_published(row),
            modified=row["modified_at"],
            authors=tuple(row["authors"]),
            section=row["section"],
            tags=tuple(row["tags"]),
            image=Image(**row["image"]) if row["image"] else None,
            enclosures=tuple(Enclosure(**one) for one in row["enclosures"]),
            language=row["language"],
            direction=row["direction"],
            partial=row["partial"],
            paywalled=row["paywalled"],
            provenance=tuple((name, where) for name, where in row["provenance"]),
        ),
        first_seen=row["first_seen"],
        updated=row["updated"],
        revision=row["revision"],
        copy_of=row["copy_of"] or "",
    )


def _published(row: RowMapping) -> Published | None:
    if row["published_at"] is None:
        return None
    offset = row["published_offset"]
    zone = timezone(timedelta(minutes=offset)) if offset else UTC
    return Published(
        at=row["published_at"].astimezone(zone),
        provenance=row["published_from"],
        day_only=row["published_day_only"],
    )
