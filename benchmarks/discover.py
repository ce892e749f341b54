"""Answer the listings bench: the article links of saved listing pages.

The pages go through `discover.survey` and `discover.listing_links`, as in `digest run`
when a source advertises no feed. Nothing but id, address and charset is read from the
labels.
"""

import gzip
import json
import time
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
class Case:
    """A page of the set: what is known of it beside its bytes."""

    name: str
    url: str
    charset: str


def answer(source: Path, target: Path) -> int:
    """Write the links of every page of a folder, and return how many pages there were.

    Args:
        source: a folder with `labels.jsonl` and `<id>.html.gz`.
        target: written as JSON lines of `id`, `links` and the processor's `seconds`.
    """
    pages = 0
    with target.open("w", encoding="utf-8") as out:
        for case in cases(source / "labels.jsonl"):
            body = gzip.decompress((source / f"{case.name}.html.gz").read_bytes())
            began = time.process_time()
            links = _links(case, body)
            seconds = time.process_time() - began
            out.write(json.dumps({"id": case.name, "links": links, "seconds": seconds}) + "\n")
            pages += 1
    return pages


def cases(labels: Path) -> Iterator[Case]:
    """Yield the pages that a file of labels names."""
    with labels.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Case(name=row["id"], url=row["url"], charset=row.get("encoding") or "")


def page_of(case: Case, body: bytes) -> Page:
    """Return a saved page as if it had been fetched."""
    content_type = f"text/html; charset={case.charset}" if case.charset else "text/html"
    return Page(
        requested=case.url,
        url=case.url,
        body=body,
        content_type=content_type,
        fetched_at=_READ_AT,
    )


def seconds_of(target: Path) -> list[float]:
    """Return the processor's seconds of each page of a written answer, ascending."""
    with target.open(encoding="utf-8") as lines:
        return sorted(json.loads(line)["seconds"] for line in lines)


def _links(case: Case, body: bytes) -> list[str]:
    found = survey(page_of(case, body), Source(name="bench", url=case.url))
    return [link.url for link in listing_links(found)]
