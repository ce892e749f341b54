"""The peers that install from PyPI, answering the bench of extraction as we do.

Each gets the page's bytes and its address, with the settings that its own documentation
shows first, and metadata where it has any. They run on every fourth page of a set: the
slowest does four pages a second.
"""

import gzip
import json
import logging
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import newspaper
import trafilatura
from lxml import etree, html
from readability import Document

PROCESSES = 2
SHARE = 4
"""Every so manieth page is asked of the peers."""


def by_trafilatura(body: bytes, url: str) -> dict[str, Any]:
    """Answer with trafilatura."""
    found = trafilatura.bare_extraction(body, url=url or None, with_metadata=True)
    if found is None:
        return {"error": "nothing"}
    values = found if isinstance(found, dict) else found.as_dict()
    return {
        "title": values.get("title"),
        "body_text": values.get("text"),
        "date": values.get("date"),
        "authors": values.get("author"),
    }


def by_readability(body: bytes, _url: str) -> dict[str, Any]:
    """Answer with readability-lxml, which knows no dates."""
    document = Document(body)
    text = "\n".join(html.fromstring(document.summary()).itertext())
    return {"title": document.short_title(), "body_text": text}


def by_newspaper(body: bytes, url: str) -> dict[str, Any]:
    """Answer with newspaper4k."""
    article = newspaper.Article(url or "https://page.invalid/", fetch_images=False)
    article.download(input_html=body.decode("utf-8", errors="replace"))
    article.parse()
    date = article.publish_date
    return {
        "title": article.title,
        "body_text": article.text,
        "date": date.isoformat() if date else None,
        "authors": article.authors,
    }


PEERS: dict[str, Callable[[bytes, str], dict[str, Any]]] = {
    "trafilatura": by_trafilatura,
    "readability-lxml": by_readability,
    "newspaper4k": by_newspaper,
}


def sample(source: Path, folder: Path) -> Path:
    """Write the labels of every fourth page into a folder; return their file."""
    file = folder / "labels.jsonl"
    with (source / "labels.jsonl").open(encoding="utf-8") as lines:
        file.write_text("".join(islice(lines, 0, None, SHARE)), encoding="utf-8")
    return file


def answer(name: str, source: Path, labels: Path, target: Path) -> int:
    """Write a peer's answer for each labelled page; return how many there were."""
    jobs = []
    with labels.open(encoding="utf-8") as lines:
        for line in lines:
            label = json.loads(line)
            jobs.append((name, str(label["id"]), label.get("url") or "", source))
    with ProcessPoolExecutor(PROCESSES) as workers, target.open("w", encoding="utf-8") as out:
        out.writelines(workers.map(_line, jobs, chunksize=4))
    return len(jobs)


def _line(job: tuple[str, str, str, Path]) -> str:
    name, page, url, source = job
    logging.disable(logging.CRITICAL)
    body = gzip.decompress((source / f"{page}.html.gz").read_bytes())
    try:
        found = PEERS[name](body, url)
    except (ValueError, TypeError, AttributeError, LookupError, etree.LxmlError) as error:
        found = {"error": repr(error)}  # theirs to lose
    return json.dumps({"id": page, **found}, ensure_ascii=False, default=str) + "\n"
