"""Measures what the memory of a site gives: each page read alone, and after others of its site.

No set at hand has several pages a site, so they are made: of each saved page some copies
in which all that the label calls the article is put in other words, and so is every link
of more than a few, since lists of other articles change from page to page. What is left
is what the site's template repeats. The copies are read first, the page itself last.

The words of an article never come again in the copies, so this shows what the memory
finds, not what it drops by mistake.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

from lxml import etree, html

from digest.errors import NoArticleError
from digest.extract.article import extract
from digest.extract.furniture import REASON
from digest.extract.wording import key
from digest.model import Extraction, Furniture, Link, Page, Source
from digest.page import decode, parse

COPIES = 5
EVERY = 4
"""Of how many pages of a set one is taken."""
FEWEST_LETTERS = 8
"""Of a piece of text that is looked for in the label; shorter ones stay as they are."""
LONG_LINK = 4
"""Words from which the text of a link is another article's title."""


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved page, and the text that is its article."""

    id: str
    url: str
    body: bytes
    text: str


def answer(source: Path, target: Path) -> int:
    """Write a JSON line for each page as it is read after copies; return how many there were.

    Beside it, in a file that ends in ".alone", stand the same pages read without memory.
    """
    saved = list(_saved(source))
    with (
        target.open("w", encoding="utf-8") as after,
        target.with_name(f"{target.name}.alone").open("w", encoding="utf-8") as alone,
    ):
        for number, one in enumerate(saved):
            known = Furniture()
            for copy in range(1, COPIES + 1):
                other = saved[(number + 7 * copy) % len(saved)]
                found = _read(f"{one.url}-copy-{copy}", _in_other_words(one, other.text), known)
                known = found.furniture if found else known
            after.write(_line(one, _read(one.url, one.body, known)))
            alone.write(_line(one, _read(one.url, one.body, Furniture())))
    return len(saved)


def _saved(source: Path) -> Iterator[Saved]:
    with (source / "labels.jsonl").open(encoding="utf-8") as labels:
        for number, line in enumerate(labels):
            label: dict[str, Any] = json.loads(line)
            if number % EVERY or not label.get("body_text"):
                continue
            name = str(label["id"])
            body = gzip.decompress((source / f"{name}.html.gz").read_bytes())
            url = label.get("url") or f"https://page.invalid/{name}"
            yield Saved(name, url, body, label["body_text"])


def _in_other_words(one: Saved, other: str) -> bytes:
    """The page with other words where its article stands, and in the links to others."""
    root = parse(decode(one.body, ""))
    for script in list(root.iter("script")):
        script.drop_tree()
    words, article = cycle(other.split() or ["word"]), key(one.text)
    for element in root.iter(etree.Element):
        linked = next(element.iterancestors("a"), element).tag == "a"
        element.text = _other(element.text, words, article, linked=linked)
        element.tail = _other(element.tail, words, article, linked=False)
    text: bytes = html.tostring(root, encoding="utf-8")
    return text


def _other(text: str | None, words: Iterator[str], article: str, *, linked: bool) -> str | None:
    letters = key(text or "")
    count = len((text or "").split())
    if len(letters) < FEWEST_LETTERS or not (letters in article or (linked and count > LONG_LINK)):
        return text
    return f" {' '.join(next(words) for _ in range(count))} "


def _read(url: str, body: bytes, known: Furniture) -> Extraction | None:
    page = Page(requested=url, url=url, body=body, fetched_at=datetime.now(UTC))
    try:
        return extract(page, Source(name="bench", url=url), Link(url=url), known)
    except NoArticleError:
        return None


def _line(one: Saved, found: Extraction | None) -> str:
    text = found.article.text if found else ""
    dropped = [block.text for block in found.dropped if block.reason == REASON] if found else []
    line = {"id": one.id, "body_text": text, "dropped": dropped}
    return json.dumps(line, ensure_ascii=False) + "\n"
