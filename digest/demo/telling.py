"""What the demo prints: plain lines of ASCII below 80 columns, for any terminal.

The Arabic site is named by its slug for that reason; its own name stands in the digest,
where programs that know about the direction of writing show it.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from digest.demo.sites import SITES
from digest.model import Outcome

_WAYS = {
    "listing": "by the links of its front page",
    "structured": "by its structured data",
    "feed": "by its feed, the whole texts from its pages",
    "sitemap": "by its sitemap",
}
_COUNTED = 17
"""Columns for the counts of one site."""


def opening() -> Iterator[str]:
    """Say what is about to be read."""
    yield "Four small sites that this program serves to itself. No network is needed."
    yield ""
    yield from (_row(site.name, site.sign) for site in SITES)


def first(outcomes: Sequence[Outcome], shown: int) -> Iterator[str]:
    """Say what the first reading gave; `shown` articles stand in the feed."""
    yield from ("", "FIRST READING")
    for one in outcomes:
        counts = f"{one.new} new" + (f", {one.copies} a copy" if one.copies else "")
        yield _row(one.source, f"{counts:{_COUNTED}}{_WAYS.get(one.way, one.way)}")
    new, copies = _sum(outcomes, "new"), _sum(outcomes, "copies")
    yield f"  {new} new, {copies} merged as a copy: {shown} articles in feed and digest."


def change() -> Iterator[str]:
    """Say what happens to the sites between the first two readings."""
    yield from ("", "THE SITES CHANGE")
    yield from (_row(site.name, site.change) for site in SITES)
    yield "  On all of them every link gets other tracking parameters."


def second(outcomes: Sequence[Outcome], shown: int) -> Iterator[str]:
    """Say what the second reading gave; `shown` articles stand in the feed."""
    yield from ("", "SECOND READING")
    yield from (_row(one.source, _second(one)) for one in outcomes)
    counts = ", ".join(f"{_sum(outcomes, word)} {word}" for word in ("new", "updated", "moved"))
    yield f"  {counts}, nothing twice: {shown} articles in feed and digest."


def _second(one: Outcome) -> str:
    parts = [f"{one.new} new"] if one.new else []
    parts.append(f"{one.known} known")
    parts += [f"{one.updated} of them updated"] if one.updated else []
    parts += [f"{one.moved} of them moved"] if one.moved else []
    return ", ".join(parts)


def third(outcomes: Sequence[Outcome], fetched: int, changed: Sequence[Path]) -> Iterator[str]:
    """Say what the third reading gave, before which nothing changed."""
    yield from ("", "THIRD READING, nothing has changed")
    for one in outcomes:
        yield _row(one.source, "304 Not Modified" if one.unchanged else f"{one.known} known")
    yield (
        f"  {_sum(outcomes, 'new')} new, {fetched} pages fetched, {len(changed)} files written:"
        " every byte is the same."
    )


def wrong(faults: Iterable[str]) -> Iterator[str]:
    """Say what did not come as it must."""
    yield from ("", "NOT AS IT SHOULD BE:")
    yield from (f"  {fault}" for fault in faults)


def ending(folder: Path, digest: Path, *, seconds: float) -> Iterator[str]:
    """Say where everything lies, and how to go on."""
    paths = (
        (digest, "the digest, in Markdown"),
        (folder / "output" / "feed.xml", "the feed, for a feed reader"),
        (folder / "config.toml", "what was followed"),
    )
    width = max(len(str(path)) for path, _ in paths)
    yield from ("", f"Done in {seconds:.1f} s. Have a look at:")
    yield from (f"  {path!s:{width}}  {meaning}" for path, meaning in paths)
    yield from ("", "And now your own sites:")
    yield "  digest init my-news"
    yield "  digest add https://... --config my-news/config.toml"
    yield "  digest run --config my-news/config.toml"


def _row(name: str, text: str) -> str:
    width = max(len(site.name) for site in SITES)
    return f"  {name:{width}}  {text}"


def _sum(outcomes: Iterable[Outcome], word: str) -> int:
    return sum(getattr(one, word) for one in outcomes)
