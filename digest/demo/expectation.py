"""What must have come, and the sentence for what has not.

A demo that shows a wrong figure is worse than none: each run is compared with what the
sites really did, and the files with what the sites really hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from digest.demo.sites import COPY, SITES, Counts, Site
from digest.markup import markdown_text
from digest.model import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The two files that a reader looks at, as text."""

    feed: str
    digest: str


def of_first(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return what is wrong with the first reading of all sites, a sentence each."""
    wrong = [
        fault for site, one in _pairs(outcomes) for fault in _differences(site, one, site.first)
    ]
    wrong += [
        f"{site.name}: found by its {one.way or 'nothing'}, not by its {site.way}"
        for site, one in _pairs(outcomes)
        if one.way != site.way
    ]
    copies = sum(one.copies for one in outcomes)
    if copies != 1:
        wrong.append(f"1 copy was to be found, {copies} were")
    return tuple(wrong)


def of_second(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return what is wrong with the reading after the change."""
    return tuple(
        fault for site, one in _pairs(outcomes) for fault in _differences(site, one, site.second)
    )


def of_third(outcomes: Sequence[Outcome], changed: Sequence[Path], fetched: int) -> tuple[str, ...]:
    """Return what is wrong with a reading when nothing has changed.

    Args:
        outcomes: of all sites.
        changed: the files that were written.
        fetched: how many answers had a body, robots.txt not counted.
    """
    wrong = [f"{one.source}: {one.reason}" for one in outcomes if one.reason]
    wrong += [f"{one.source}: {one.new} new articles, of none" for one in outcomes if one.new]
    wrong += [f"{path.name} was written although nothing is new" for path in changed]
    if fetched:
        wrong.append(f"{fetched} pages were fetched although nothing has changed")
    return tuple(wrong)


def of_files(files: Written) -> tuple[str, ...]:
    """Return which articles feed and digest do not hold just once."""
    return tuple(_not_once(files.feed, files.digest))


def _pairs(outcomes: Sequence[Outcome]) -> Iterator[tuple[Site, Outcome]]:
    by_name = {one.source: one for one in outcomes}
    for site in SITES:
        yield site, by_name.get(site.name, Outcome(source=site.name, reason="not read"))


def _differences(site: Site, one: Outcome, expected: Counts) -> Iterator[str]:
    if one.reason:
        yield f"{site.name}: {one.reason}"
    for failure in one.failures:
        yield f"{site.name}: {failure.url}: {failure.reason}"
    for word in Counts.__slots__:
        wanted, came = getattr(expected, word), getattr(one, word)
        if wanted != came:
            yield f"{site.name}: {wanted} {word} expected, {came} came"
    if one.partial:
        yield f"{site.name}: {one.partial} articles without their text"


def _not_once(feed: str, digest: str) -> Iterator[str]:
    for place, shown in (("feed", _in_feed), ("digest", _in_digest)):
        text = feed if place == "feed" else digest
        for title in (title for site in SITES for title in site.titles if title not in COPY):
            times = text.count(shown(title))
            if times != 1:
                yield f'the {place} has "{title}" {times} times, not once'
        times = sum(text.count(shown(title)) for title in COPY)
        if times != 1:
            yield f'the {place} has the text of "{COPY[0]}" {times} times, not once'


def _in_feed(title: str) -> str:
    return f"<title>{escape(title, quote=False)}</title>"


def _in_digest(title: str) -> str:
    return f"### [{markdown_text(title)}]"
