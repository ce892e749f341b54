"""Answers the bench of extraction through `digest.extract`, as `digest run` calls it."""

import gzip
import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from digest.errors import NoArticleError
from digest.extract.article import extract
from digest.model import Article, Link, Page, Source

PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Task:
    """One saved page."""

    id: str
    url: str
    """A made-up address where the set has none, which makes relative addresses of that host."""
    file: Path


def answer(source: Path, target: Path) -> int:
    """Write one JSON line for each page of a folder; return how many there were.

    Of `labels.jsonl` only `id` and `url` are read. No set says when its pages were
    fetched, so they count as fetched now.
    """
    with ProcessPoolExecutor(PROCESSES) as workers, target.open("w", encoding="utf-8") as file:
        lines = list(workers.map(_line, _tasks(source), chunksize=8))
        file.writelines(lines)
    return len(lines)


def _tasks(source: Path) -> Iterator[Task]:
    with (source / "labels.jsonl").open(encoding="utf-8") as labels:
        for line in labels:
            label = json.loads(line)
            name = str(label["id"])
            url = label.get("url") or f"https://page.invalid/{name}"
            yield Task(name, url, source / f"{name}.html.gz")


def _line(task: Task) -> str:
    page = Page(
        requested=task.url,
        url=task.url,
        body=gzip.decompress(task.file.read_bytes()),
        fetched_at=datetime.now(UTC),
    )
    try:
        found = extract(page, Source(name="bench", url=task.url), Link(url=task.url))
    except NoArticleError as error:
        return json.dumps({"id": task.id, "error": str(error)}) + "\n"
    return json.dumps(_fields(task.id, found.article), ensure_ascii=False) + "\n"


def _fields(name: str, article: Article) -> dict[str, object]:
    return {
        "id": name,
        "title": article.title,
        "body_text": article.text,
        "date": article.published.at.isoformat() if article.published else None,
        "authors": article.authors,
        "tags": article.tags,
        "lead_image": article.image.url if article.image else None,
        "lang": article.language,
        "canonical": article.url,
        "error": article.partial or None,
    }
