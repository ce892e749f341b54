"""Compares the speed of extraction with trafilatura's, in one run on the same pages.

Machines are noisy, so only the ratio is kept: both read each page one after the other, in
one process, the order changing from page to page. Ours gives data, body and safe HTML;
trafilatura its text with metadata.
"""

import gzip
import json
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from benchmarks.peers import by_trafilatura
from digest.errors import NoArticleError
from digest.extract.article import extract
from digest.model import Link, Page, Source

WARM_UP = 20
"""Pages that are read first and not counted: both compile expressions when they need them."""


@dataclass(frozen=True, slots=True)
class Speed:
    """CPU seconds for the same pages."""

    ours: float
    theirs: float
    slowest: float
    """Of ours, for one page."""

    @property
    def ratio(self) -> float:
        """Pages a CPU second, as a share of trafilatura's."""
        return self.theirs / max(self.ours, 1e-9)


def measure(source: Path, *, every: int = 4) -> Speed:
    """Read every so manieth page of a folder of the extraction bench with both."""
    logging.disable(logging.CRITICAL)
    ours: list[float] = []
    theirs: list[float] = []
    with (source / "labels.jsonl").open(encoding="utf-8") as lines:
        labels = [json.loads(line) for line in islice(lines, 0, None, every)]
    for place, label in enumerate((*labels[:WARM_UP], *labels)):
        body = gzip.decompress((source / f"{label['id']}.html.gz").read_bytes())
        url = label.get("url") or f"https://page.invalid/{label['id']}"
        calls = [(ours, _ours), (theirs, by_trafilatura)]
        for spent, call in calls if place % 2 else reversed(calls):
            began = time.process_time()
            call(body, url)
            spent.append(time.process_time() - began)
    logging.disable(logging.NOTSET)
    return Speed(sum(ours[WARM_UP:]), sum(theirs[WARM_UP:]), max(ours[WARM_UP:]))


def _ours(body: bytes, url: str) -> object:
    page = Page(requested=url, url=url, body=body, fetched_at=datetime.now(UTC))
    try:
        return extract(page, Source(name="bench", url=url), Link(url=url))
    except NoArticleError as error:
        return error
