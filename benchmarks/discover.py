"""Answer the listings bench: the article links of saved listing pages.

The pages go through `discover.survey` and `discover.listing_links`, as in `digest run`
when a source advertises no feed. Nothing but id, address and charset is read from the
labels.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from digest.discover.kinds import survey
from digest.discover.select import listing_links
from digest.model import Page, Source

_READ_AT = datetime(2026, 11, 1, tzinfo=UTC)
"""Later than every page of the set, so that no date on them is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    name: str
    url: str
    charset: str


def answer(source: Path, target: Path) -> int:
    """Write the links of every page of a folder, and return how many pages there were.

    Args:
        source: a folder with `labels.jsonl` and `<id>.html.gz`.
        target: written as JSON lines of `id` and `links`.
    """
    pages = 0
    with target.open("w", encoding="utf-8") as out:
        for case in _cases(source / "labels.jsonl"):
            links = _links(case, gzip.decompress((source / f"{case.name}.html.gz").read_bytes()))
            out.write(json.dumps({"id": case.name, "links": links}) + "\n")
            pages += 1
    return pages


def _cases(labels: Path) -> Iterator[_Case]:
    with labels.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield _Case(name=row["id"], url=row["url"], charset=row.get("encoding") or "")


def _links(case: _Case, body: bytes) -> list[str]:
    content_type = f"text/html; charset={case.charset}" if case.charset else "text/html"
    page = Page(
        requested=case.url,
        url=case.url,
        body=body,
        content_type=content_type,
        fetched_at=_READ_AT,
    )
    found = survey(page, Source(name="bench", url=case.url))
    return [link.url for link in listing_links(found)]
