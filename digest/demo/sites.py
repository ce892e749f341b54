"""The four sites: what each shows of the ways of the web, and how it changes.

Each is read in another way (the links of a page, structured data, a feed, a sitemap), and
each brings another trap; between two visits all links change their tracking parameters.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from digest.demo.piece import Visit
from digest.demo.serving import Resource
from digest.demo.texts import ebbet, miren, rayhan, vellin
from digest.demo.themes import courier, magazine, oasis, radio


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What one reading of a site must give; see `model.Outcome` for the words."""

    new: int = 0
    known: int = 0
    updated: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One invented site."""

    name: str
    """That of its source in config.toml."""
    title: str
    group: str
    sign: str
    """What is hard about it, in a few words of ASCII."""
    change: str
    """What is other at the second visit, likewise."""
    way: str
    """How its articles must be found; see `model.Outcome`."""
    show: Callable[[Visit], Mapping[str, Resource]]
    """Its pages, by decoded path."""
    first: Counts
    second: Counts
    titles: tuple[str, ...]
    """Of all articles that it has after the change."""


def _review(visit: Visit) -> Mapping[str, Resource]:
    pieces = vellin.PIECES if visit.number == 1 else vellin.LATER
    return magazine.site(pieces, visit)


def _rayhan(visit: Visit) -> Mapping[str, Resource]:
    if visit.number == 1:
        return oasis.site(rayhan.PIECES, visit, moved={})
    return oasis.site(rayhan.LATER, visit, moved=rayhan.MOVED)


def _courier(visit: Visit) -> Mapping[str, Resource]:
    pieces = ebbet.PIECES if visit.number == 1 else ebbet.LATER
    return courier.site(pieces, visit)


def _miren(visit: Visit) -> Mapping[str, Resource]:
    pieces = miren.PIECES if visit.number == 1 else miren.LATER
    return radio.site(pieces, visit)


SITES = (
    Site(
        name="vellin-review",
        title=magazine.TITLE,
        group="The coast",
        sign="a magazine theme; today's date and old headlines on every page",
        change=f"new article: {vellin.LATER[0].title}",
        way="listing",
        show=_review,
        first=Counts(new=5),
        second=Counts(new=1, known=5),
        titles=tuple(piece.title for piece in vellin.LATER),
    ),
    Site(
        name="rayhan-post",
        title=oasis.TITLE,
        group="The oasis",
        sign="in Arabic, from right to left; structured data",
        change="moves an article to another address, without a word",
        way="structured",
        show=_rayhan,
        first=Counts(new=4),
        second=Counts(known=4, moved=1),
        titles=tuple(piece.title for piece in rayhan.LATER),
    ),
    Site(
        name="ebbet-courier",
        title=courier.TITLE,
        group="The coast",
        sign="a feed with cut-off texts; one article is the Review's",
        change="corrects an article: not four hundred homes, six hundred",
        way="feed",
        show=_courier,
        first=Counts(new=4),
        second=Counts(known=4, updated=1),
        titles=tuple(piece.title for piece in ebbet.LATER),
    ),
    Site(
        name="lake-miren",
        title=radio.TITLE,
        group="The lake",
        sign="no list of news anywhere, but a sitemap for search engines",
        change=f"new article: {miren.LATER[0].title}",
        way="sitemap",
        show=_miren,
        first=Counts(new=4),
        second=Counts(new=1, known=4),
        titles=tuple(piece.title for piece in miren.LATER),
    ),
)
COPY = (vellin.PIECES[-1].title, ebbet.PIECES[0].title)
"""Two headlines over one text: feed and digest have one of them."""
