"""Read a listing page: its feeds, its structured data, its next page, its links.

One parse serves all. Selectors of config.toml, where a source has them, take the place
of the scoring; they are the reader's own words and are believed.
"""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from digest import dates, markup
from digest.address import same_site, without_fragment
from digest.discover import selectors, structured
from digest.discover.advertised import feeds_of
from digest.discover.anchors import collect
from digest.discover.candidates import Candidate, candidates
from digest.discover.scoring import choose
from digest.discover.targets import target
from digest.model import Link, Page, Source, Survey
from digest.page import base_of, decode, parse


def survey_of(page: Page, source: Source) -> Survey:
    """Return what a page in HTML offers.

    Raises:
        ConfigError: a selector of the source is not CSS, or lacks `item`.
    """
    root = parse(decode(page.body, page.content_type))
    base = base_of(root, page.url)
    rules = source.listing
    if selected := rules != type(rules)():
        links = selectors.links_of(selectors.soup_of(root), base, page, source)
    else:
        found = choose(candidates(collect(root, base, page.url), page.url), page.url)
        links = _links(found, page, source)
    return Survey(
        links=links,
        structured=structured.links_of(root, base, page, source),
        feeds=feeds_of(root, base, page.url),
        next_page=_next_page(root, base, page.url),
        kind="listing",
        selected=selected,
    )


def _links(found: Sequence[Candidate], page: Page, source: Source) -> tuple[Link, ...]:
    zone = ZoneInfo(source.timezone)
    return tuple(
        Link(
            url=candidate.address,
            title=markup.plain(candidate.title),
            published=dates.read(
                candidate.time,
                zone=zone,
                latest=page.fetched_at,
                provenance="listing",
                language=source.language,
            )
            if candidate.time
            else None,
        )
        for candidate in found
    )


def _next_page(root: HtmlElement, base: str, own: str) -> str:
    """Return the first `rel=next` of the same site that is another page; "" for none."""
    for element in root.iter("a", "link"):
        if "next" not in element.get("rel", "").lower().split():
            continue
        address = target(element.get("href", ""), base)
        if address and address != without_fragment(own) and same_site(address, own):
            return address
    return ""
