"""Measures whether the day of a masthead is taken for that of the article.

Every page of the bench of extraction is robbed of its machine-readable dates and gets a
bar with another day in words above all else, as many news sites print today's. What is
left is the line by the title, so this is the hardest test of how dates are read.
"""

import gzip
import json
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html
from lxml.html import HtmlElement

from digest.errors import NoArticleError
from digest.extract.article import extract
from digest.extract.phrases import DATE
from digest.model import Link, Page, Source
from digest.page import decode, parse

PROCESSES = 2
DAY = date(2026, 3, 22)
_BAR = "Sunday, March 22, 2026"
_DATED = re.compile(
    r"(?<!\d)(?:19|20)\d\d[-/.]?[01]\d[-/.]?[0-3]\d|(?<!\d)1[0-9]{9}(?:\d{3})?(?!\d)"
)
_NAMED = re.compile(r"date|time|publish|modif|updated|created|issued", re.IGNORECASE)
_ATTRIBUTES = ("datetime", "content", "title")


@dataclass(frozen=True, slots=True)
class Masthead:
    """How a set of pages was dated."""

    right: float
    """Share of the pages with the labelled day, from 0.0 to 1.0."""
    masthead: float
    """Share of the pages with the day of the bar, though theirs is another one."""
    pages: int
    """Those whose label has a day."""


@dataclass(frozen=True, slots=True)
class _Task:
    file: Path
    url: str
    day: date


def measure(source: Path) -> Masthead:
    """Return how the pages of a folder of the bench of extraction are dated.

    The label is compared with the answer only after that was given. A page that gives
    no article counts as dated wrongly.
    """
    tasks = list(_tasks(source))
    with ProcessPoolExecutor(PROCESSES) as workers:
        answers = list(workers.map(_answer, tasks, chunksize=8))
    pairs = [(task.day, answer) for task, answer in zip(tasks, answers, strict=True)]
    pages = max(1, len(pairs))
    return Masthead(
        right=sum(day == answer for day, answer in pairs) / pages,
        masthead=sum(answer == DAY != day for day, answer in pairs) / pages,
        pages=len(pairs),
    )


def _tasks(source: Path) -> Iterator[_Task]:
    with (source / "labels.jsonl").open(encoding="utf-8") as labels:
        for line in labels:
            label = json.loads(line)
            if day := _day(label.get("date") or ""):
                host = urlsplit(label.get("url") or "").netloc or "page.invalid"
                yield _Task(source / f"{label['id']}.html.gz", f"https://{host}/story", day)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:  # a label with a month or a year alone
        return None


def _answer(task: _Task) -> date | None:
    page = Page(
        requested=task.url,
        url=task.url,
        body=robbed(gzip.decompress(task.file.read_bytes())),
        content_type="text/html; charset=utf-8",
        fetched_at=datetime.now(UTC),
    )
    try:
        article = extract(page, Source(name="bench", url=task.url), Link(url=task.url)).article
    except NoArticleError:
        return None
    return article.published.at.date() if article.published else None


def robbed(body: bytes) -> bytes:
    """Return a page without its machine-readable dates, a bar with `DAY` in words put first."""
    root = parse(decode(body))
    for element in list(root.iter("script", "meta", "link")):
        if _tells_a_date(element):
            element.drop_tree()
    for element in root.iter():
        for name in _ATTRIBUTES:
            value = element.get(name)
            if value and (name == "datetime" or _holds_date(value)):
                del element.attrib[name]
    bar = html.fragment_fromstring(_BAR, create_parent="div")
    (root.find("body") if root.find("body") is not None else root).insert(0, bar)
    done: bytes = html.tostring(root, encoding="utf-8")
    return done


def _tells_a_date(element: HtmlElement) -> bool:
    if element.tag == "script":
        return "ld+json" in (element.get("type") or "").lower()
    if element.tag == "link":
        return _holds_date(element.get("href") or "")
    names = " ".join(element.get(name) or "" for name in ("name", "property", "itemprop"))
    content = element.get("content") or ""
    return _holds_date(content) or bool(_NAMED.search(names) and any(map(str.isdigit, content)))


def _holds_date(text: str) -> bool:
    return bool(_DATED.search(text) or DATE.search(text))
