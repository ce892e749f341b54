"""Compare the ways of reading a source by what they yield.

A way counts by how many links it gives, how many of them have a date and a title, and how
fresh they are; where two are alike, a feed is made for being read and a page is not. But
first a way must offer what the page lists: the feed of a whole site is no better way to
read one section, however complete it is, and a feed that its site forgot years ago is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from digest.address import comparable
from digest.discover.select import FEWEST
from digest.model import Link, Way

LOOKED_AT = 10
"""Links of each list that are compared: the newest of both."""

_MADE_FOR_READING = {"feed": 0.4, "posts": 0.3, "structured": 0.3, "sitemap": 0.1, "listing": 0.0}
_TELLING = 12
"""Characters of a title by which an article is known again."""
_STALE = timedelta(days=2)
"""A way whose newest link is older than another's by so much lags behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What one way gave, or why it gave nothing."""

    kind: str
    """feed, posts, structured, sitemap or listing."""
    url: str
    links: tuple[Link, ...] = ()
    failed: str = ""
    """Such as "404 Not Found"; "" where it was read."""


def compare(offered: Sequence[Offered], reference: Sequence[Link]) -> tuple[Way, ...]:
    """Return the ways, the best first; those that cannot be used come last, with the reason.

    Args:
        offered: every way that was tried.
        reference: what the page lists now, or listed when it was last read well; a way that
            shows something else is not used. Fewer than three links say nothing.
    """
    usable: list[tuple[float, Way]] = []
    refused: list[Way] = []
    freshest = max((at for one in offered if (at := _newest(one.links))), default=None)
    most = max((len(one.links) for one in offered), default=0)
    for one in offered:
        why = _refusal(one, reference)
        if why:
            refused.append(_way(one, why))
        else:
            points, verdict = _points(one, most, freshest, reference)
            usable.append((points, replace(_way(one, verdict), usable=True)))
    ranked = sorted(usable, key=lambda pair: -pair[0])  # stable: of two alike the first offered
    return (*(way for _, way in ranked), *refused)


def is_complete(one: Offered, reference: Sequence[Link]) -> bool:
    """Whether no other way can be better, so that none needs to be asked for."""
    if one.kind != "feed" or _refusal(one, reference) or len(one.links) < LOOKED_AT:
        return False
    return all(link.published and link.title for link in one.links)


def belongs(links: Sequence[Link], reference: Sequence[Link]) -> bool:
    """Return whether links offer what a page lists.

    Two things must hold, else they are those of something narrower or wider. A third of
    the first ten links of the page stand in the offer: a front page also shows what is
    older or lasting, so more cannot be asked. And half of the first ten entries of the
    offer stand on the page: those of a feed of the whole site do not stand on the page
    of one section, while a list and its own feed both begin with what is newest.

    No links offer nothing. A page of fewer than three links cannot say no, so that a page
    without a list of its own can be followed by its feed.
    """
    if not links:
        return False
    if len(reference) < FEWEST:
        return True
    shared, listed, offered = _shared(links, reference)
    return shared * 3 >= listed and _shared(reference, links)[0] * 2 >= offered


def _shared(links: Sequence[Link], reference: Sequence[Link]) -> tuple[int, int, int]:
    """How many of the first links of a page stand in an offer; how many first ones both have.

    One stands there by its address, or by its title: some feeds lead through a counter.
    """
    offer, page = comparable([[one.url for one in each] for each in (links, reference)])
    addresses, titles = set(offer), {_title(one) for one in links}
    first = list(zip(page, reference, strict=True))[:LOOKED_AT]
    held = sum(
        address in addresses or (bool(title := _title(one)) and title in titles)
        for address, one in first
    )
    return held, len(first), len(offer[:LOOKED_AT])


def _title(link: Link) -> str:
    """Return a title in a form in which it is compared; "" for one that says too little."""
    plain = " ".join(link.title.casefold().split())
    return plain if len(plain) >= _TELLING else ""


def _refusal(one: Offered, reference: Sequence[Link]) -> str:
    """Say why a way cannot be used; "" when it can."""
    if one.failed:
        return one.failed
    if not one.links:
        return "no links"
    if one.kind in ("listing", "structured") or belongs(one.links, reference):
        return ""
    shared, listed, _ = _shared(one.links, reference)
    return f"another list: it holds {shared} of the first {listed} links of the page"


def _points(
    one: Offered, most: int, freshest: datetime | None, reference: Sequence[Link]
) -> tuple[float, str]:
    """Return what a usable way is worth, and in a few words what it is like."""
    count = len(one.links)
    dated = sum(link.published is not None for link in one.links)
    titled = sum(bool(link.title) for link in one.links)
    points = 2 * min(count, LOOKED_AT) / min(most, LOOKED_AT) + (dated + titled) / count
    points += _MADE_FOR_READING.get(one.kind, 0.0)
    said = [f"{'all' if dated == count else dated or 'none'} dated"]
    if titled < count:
        said.append(f"{titled or 'none'} with a title")
    if one.kind not in ("listing", "structured") and len(reference) >= FEWEST:
        shared, listed, _ = _shared(one.links, reference)
        said.append(f"holds {shared} of the first {listed} links of the page")
    newest = _newest(one.links)
    if newest and freshest and freshest - newest > _STALE:
        points -= 2
        said.append(f"its newest is of {newest:%Y-%m-%d}, another's of {freshest:%Y-%m-%d}")
    return points, ", ".join(said)


def _newest(links: Sequence[Link]) -> datetime | None:
    return max((link.published.at for link in links if link.published), default=None)


def _way(one: Offered, verdict: str) -> Way:
    return Way(
        kind=one.kind,
        url=one.url,
        links=len(one.links),
        dated=sum(link.published is not None for link in one.links),
        newest=_newest(one.links),
        verdict=verdict,
    )
