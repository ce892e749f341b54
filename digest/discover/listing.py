"""Read a listing page: its feeds, its data, its next page, its links, and what it is.

One parse serves all. Selectors of config.toml, where a source has them, take the place
of the scoring; they are the reader's own words and are believed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from digest import dates, markup
from digest.discover import posts, selectors, structured
from digest.discover.advertised import feeds_of
from digest.discover.anchors import collect
from digest.discover.candidates import candidates
from digest.discover.nature import nature_of
from digest.discover.paging import next_page
from digest.discover.publishing import guesses_of
from digest.discover.scoring import Judged, judge
from digest.discover.weights import FEWEST
from digest.model import Link, Page, Source, Survey
from digest.page import base_of, decode, parse


@dataclass(frozen=True, slots=True)
class Listing:
    """A page in HTML, read."""

    survey: Survey
    judged: tuple[Judged, ...]
    """All candidates among its links; empty where selectors choose."""


def survey_of(page: Page, source: Source) -> Survey:
    """Return what a page in HTML offers.

    Raises:
        ConfigError: a selector of the source is not CSS, or lacks `item`.
    """
    return read(page, source).survey


def read(page: Page, source: Source) -> Listing:
    """Return what a page in HTML offers, and how its links were judged.

    A page that is a wall, or says that it is empty, has no scored links but such as
    reach the bar by themselves: what is nearest to it is then a menu.

    Raises:
        ConfigError: a selector of the source is not CSS, or lacks `item`.
    """
    root = parse(decode(page.body, page.content_type))
    base = base_of(root, page.url)
    said = structured.links_of(root, base, page, source)
    rules = source.listing
    if selected := rules != type(rules)():
        judged: tuple[Judged, ...] = ()
        links = selectors.links_of(selectors.soup_of(root), base, page, source)
        nature = nature_of(root, page.url, listed=len(links))
    else:
        judged = judge(candidates(collect(root, base, page.url), page.url), page.url)
        reached = sum(one.passed for one in judged)
        nature = nature_of(root, page.url, listed=max(reached, len(said)))
        sure = nature in ("", "article") or reached >= FEWEST
        links = _links(judged, page, source) if sure else ()
    feeds = feeds_of(root, base, page.url)
    survey = Survey(
        links=links,
        structured=said,
        feeds=feeds,
        guesses=guesses_of(root, base, page.url, feeds),
        posts=posts.address_of(root, base, page.url),
        next_page=next_page(root, base, page.url),
        kind="listing",
        selected=selected,
        nature=nature,
    )
    return Listing(survey, judged)


def _links(judged: Sequence[Judged], page: Page, source: Source) -> tuple[Link, ...]:
    zone = ZoneInfo(source.timezone)
    return tuple(
        Link(
            url=one.candidate.address,
            title=markup.plain(one.candidate.title),
            published=dates.read(
                one.candidate.time,
                zone=zone,
                latest=page.fetched_at,
                provenance="listing",
                language=source.language,
            )
            if one.candidate.time
            else None,
            points=round(one.points, 2),
        )
        for one in judged
        if one.taken
    )
