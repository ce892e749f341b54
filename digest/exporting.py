"""What is stored, as other programs read it: JSON lines, CSV or Markdown.

A line stands for one article as it is now. Its cursor is the number of the article's last
change with the article's own; lines come in the order of the cursors, so that who keeps the
last one and asks for what is after it is given everything that is new, was changed, became
a copy or was let go since, each article once.

CSV is opened by spreadsheets, which run what begins like a formula: such cells get an
apostrophe, as OWASP advises ("CSV Injection").
"""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from digest.markup import markdown_address, markdown_text
from digest.model import Article, Changed

VERSION = 1
"""Of the form of the lines; counts up when a key goes or means something else."""
COLUMNS = (
    "state", "published", "source", "title", "url", "authors", "section", "tags", "language",
    "summary", "first_seen", "updated", "revision", "copy_of", "id", "cursor",
)  # fmt: skip
"""Of CSV: all that a line of JSON has but texts and what is seldom asked for."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def article_dict(article: Article) -> dict[str, Any]:
    """Return an article as JSON holds it; times in ISO 8601, None for what is not known."""
    at = article.published
    image = article.image
    return {
        "url": article.url,
        "title": article.title,
        "published": at.at.isoformat() if at and not at.day_only else at and f"{at.at:%Y-%m-%d}",
        "modified": article.modified.isoformat() if article.modified else None,
        "authors": list(article.authors),
        "section": article.section or None,
        "tags": list(article.tags),
        "image": image.url if image else None,
        "image_alt": (image.alt or None) if image else None,
        "language": article.language or None,
        "direction": article.direction,
        "summary": article.summary or None,
        "paywalled": article.paywalled,
        "partial": article.partial or None,
        "provenance": dict(article.provenance),
        "text": article.text,
        "html": article.html,
    }


def record(one: Changed) -> dict[str, Any]:
    """Return a stored article as a line of JSON has it; the guide says what each key means."""
    stored = one.stored
    return {
        "version": VERSION,
        "cursor": one.cursor,
        "state": one.state,
        "id": stored.id,
        "copy_of": stored.copy_of or None,
        "source": stored.source,
        "first_seen": stored.first_seen.isoformat(),
        "updated": stored.updated.isoformat(),
        "revision": stored.revision,
        "addresses": list(stored.article.addresses),
        "enclosures": [file.url for file in stored.article.enclosures],
        **article_dict(stored.article),
    }


def json_line(one: Changed) -> str:
    """Return an article as one line of JSON."""
    return f"{json.dumps(record(one), ensure_ascii=False)}\n"


def csv_head() -> str:
    """Return the names of the columns, as the first line of CSV."""
    return _csv({name: name for name in COLUMNS})


def csv_line(one: Changed) -> str:
    """Return an article as a line of CSV (RFC 4180); lists are joined by "; "."""
    values = record(one)
    return _csv({name: _cell(values[name]) for name in COLUMNS})


def _csv(values: Mapping[str, str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values[name] for name in COLUMNS)
    return line.getvalue()


def _cell(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def markdown_entry(one: Changed) -> str:
    """Return an article as Markdown: its title with its address, and a line below."""
    stored, article = one.stored, one.stored.article
    at = article.published.at if article.published else stored.first_seen
    title = markdown_text(article.title) or "Untitled"
    facts = [markdown_text(stored.source), f"{at:%Y-%m-%d}", *map(markdown_text, article.authors)]
    if one.state != "kept":
        facts.append(one.state)
    lines = [f"## [{title}]({markdown_address(article.url)})", " · ".join(facts)]
    if article.summary:
        lines.append(markdown_text(article.summary))
    return "\n\n".join(lines) + "\n\n"
