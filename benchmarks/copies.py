"""Answer the copies bench: documents are stored one after another, as a run would.

Each goes through `recognise` and a real store, as in a reading; its
group is the article that leads it. Nothing but id, title, text, source, address and date
is read from a document.
"""

import gzip
import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from digest.model import Article, Published
from digest.pipeline.recognising import put, recognise
from digest.store import Store

_READ_AT = datetime(2026, 11, 1, tzinfo=UTC)
"""One run reads them all, so that only dates of publication keep two apart."""


def answer(source: Path, target: Path) -> int:
    """Write the group of every document, and return how many there were.

    Args:
        source: JSON lines of documents, gzipped or not, taken in the order of the file.
        target: written as JSON lines of `id` and `group`.
    """
    documents = 0
    with (
        tempfile.TemporaryDirectory(prefix="digest-copies-") as folder,
        Store(f"sqlite:///{Path(folder) / 'bench.db'}") as store,
        target.open("w", encoding="utf-8") as out,
    ):
        for document in documents_of(source):
            group = _group(document, store)
            out.write(json.dumps({"id": document["id"], "group": group}) + "\n")
            documents += 1
    return documents


def documents_of(source: Path) -> Iterator[dict[str, Any]]:
    """Return the documents of a set, from JSON lines that may be gzipped."""
    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _group(document: dict[str, Any], store: Store) -> str:
    """Store a document, and return the id of the article that leads its group."""
    article, source = _article(document), document.get("source") or f"source-{document['id']}"
    found = recognise(store, article, source=source, now=_READ_AT)
    id_, _ = put(store, article, found.decision, found.save(source=source, now=_READ_AT))
    # Of a known article, the group that it was in: the document is that article, changed.
    known = (one.copy_of or one.id for one in found.candidates if one.id == id_)
    return next(known, found.decision.leader or id_)


def _article(document: dict[str, Any]) -> Article:
    # Documents without an address get one of their own, which no other can share.
    url = document.get("url") or f"https://bench.invalid/{document['id']}"
    at = read_date(document.get("date") or "")
    return Article(
        url=url,
        addresses=(url,),
        title=document["title"],
        text=document["text"],
        published=Published(at=at, provenance="meta") if at else None,
    )


def read_date(text: str) -> datetime | None:
    """Return an ISO date, or one such as 7/28/16; None for an empty one."""
    if not text:
        return None
    if "/" in text:
        return datetime.strptime(text, "%m/%d/%y").replace(tzinfo=UTC)
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
