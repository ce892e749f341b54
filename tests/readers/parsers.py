"""Parsers that readers are built on: a document in, titles and links out."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import atoma
import fastfeedparser
import feedparser

Shown = list[tuple[str, str]]
"""Title and link of each item in the order of the feed; "" for an item without a link."""


def by_feedparser(document: bytes) -> Shown:
    parsed = feedparser.parse(document)
    assert not parsed.bozo
    return [(entry.title, entry.get("link", "")) for entry in parsed.entries]


def by_fastfeedparser(document: bytes) -> Shown:
    entries = fastfeedparser.parse(document).entries
    return [(entry["title"], entry.get("link") or "") for entry in entries]


def by_atoma(document: bytes) -> Shown:
    if document.startswith(b"{"):
        items = atoma.parse_json_feed_bytes(document).items
        return [(item.title, item.url or "") for item in items]
    if b"<rss" in document[:500]:
        return [(item.title, item.link or "") for item in atoma.parse_rss_bytes(document).items]
    entries = atoma.parse_atom_bytes(document).entries
    return [(entry.title.value, _page(entry.links)) for entry in entries]


def _page(links: list[atoma.atom.AtomLink]) -> str:
    return next((link.href for link in links if link.rel in (None, "alternate")), "")


def by_npm(package: str, document: bytes, folder: Path) -> Shown:
    """Let a parser of npm read the document; it is found from the top folder."""
    file = folder / "document"
    file.write_bytes(document)
    script = Path(__file__).with_name("show.mjs")
    command = ["node", script, package, file]
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    return [(title, link or "") for title, link in json.loads(done.stdout)]


OF_PYPI: dict[str, Callable[[bytes], Shown]] = {
    "feedparser": by_feedparser,
    "fastfeedparser": by_fastfeedparser,
    "atoma": by_atoma,
}
