"""Read the list of articles from the state that a page's scripts start from.

Such state holds all that the page shows, menus and adverts too, in a form of each site's
own. What is common to all: a list of articles is an array of objects that have a title
and an address. Of all such arrays the one that looks most like articles is taken, by the
same signs as on the page: long titles, dates, teasers, and addresses of many words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import fmean
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from digest import dates
from digest.address import same_site, without_fragment
from digest.discover.objects import MOST_TEASER, Object, nodes_of
from digest.discover.payloads import payloads_of
from digest.discover.shapes import shape_of
from digest.discover.targets import target
from digest.discover.texts import width_of
from digest.markup import plain
from digest.model import Link, Page, Source

FEWEST = 3
"""Objects that make a list."""

_BAR = 1.0
"""Mean points of a list: as many as headlines alone have. Menus have half at most."""

_MOST_MEMBERS = 300
"""Of one list."""
_MOST_JUDGED = 6000
"""Objects looked at on one page."""
_MOST_KEYS = 60
_MOST_INNER = 12
_LONGEST_TITLE = 500


def _ranks(names: str) -> dict[str, int]:
    return {name: place for place, name in enumerate(names.split())}


_TITLES = _ranks("headline headlines title name heading displaytitle shorttitle")
_ADDRESSES = _ranks(
    "url link href canonicalurl canonical permalink weburl articleurl pageurl shareurl websiteurl"
    " fullurl absoluteurl relativeurl seourl urlpath uri path fullpath"
)
_FROM_ROOT = frozenset(("urlpath", "uri", "path", "fullpath", "websiteurl"))
"""Under these stand paths from the site's root, also where they do not begin with a slash."""
_DATES = _ranks(
    "datepublished publishedat publisheddate publishdate publicationdate pubdate firstpublished"
    " firstpublishedat firstpublisheddate publishedon publishtime displaydate published date"
    " createdat"
)
_TEASERS = _ranks(
    "description excerpt summary teaser dek standfirst lead subtitle subheadline abstract"
)
_INNER_TEXT = ("rendered", "basic", "text", "value", "default", "main")
_INNER_ADDRESS = ("url", "href", "path", "canonical", "pathname")


@dataclass(frozen=True, slots=True)
class _Member:
    """An object with a title and an address, as it is written."""

    address: str
    title: str
    date: str
    teaser: str
    points: float


def links_of(root: HtmlElement, base: str, page: Page, source: Source) -> tuple[Link, ...]:
    """Return the list of the page's state that looks most like articles, in its order.

    Each address once, of the page's own site. () when no list has three objects or more
    that look like articles.
    """
    judge = _Judge(base, page.url)
    found = max(_lists(root, judge), key=_worth, default=[])
    zone = ZoneInfo(source.timezone)
    return tuple(
        Link(
            url=member.address,
            title=plain(member.title),
            published=dates.read(
                member.date, zone=zone, latest=page.fetched_at, provenance="state"
            ),
            teaser=plain(member.teaser, limit=MOST_TEASER),
        )
        for member in found
    )


def _worth(members: list[_Member]) -> float:
    return fmean(member.points for member in members) + 0.5 * log(len(members))


def _lists(root: HtmlElement, judge: "_Judge") -> Iterator[list[_Member]]:
    """Yield the lists that reach the bar; what is kept by name only where no list does."""
    named: list[list[_Member]] = []
    listed = False
    for payload in payloads_of(root):
        for members, is_list in _groups(payload, judge):
            if is_list:
                listed = True
                yield members
            else:
                named.append(members)
    if not listed:
        yield from named


def _groups(payload: object, judge: "_Judge") -> Iterator[tuple[list[_Member], bool]]:
    known: Object = {}
    for node in nodes_of(payload):
        if isinstance(node, Mapping):
            if "ROOT_QUERY" in node:  # Apollo's store: lists hold the names of its objects
                known = node
            objects: list[Object] = [v for v in node.values() if isinstance(v, dict)]
        else:
            objects = [_referred(value, known) for value in node[:_MOST_MEMBERS]
                       if isinstance(value, dict)]  # fmt: skip
        if len(objects) >= FEWEST and (members := judge.members(objects)):
            yield members, not isinstance(node, Mapping)


def _referred(value: Object, known: Object) -> Object:
    name = value.get("__ref")
    found = known.get(name) if isinstance(name, str) else None
    return found if isinstance(found, dict) else value


class _Judge:
    """Tells which objects look like articles of one site; it looks at so many and no more."""

    def __init__(self, base: str, own: str) -> None:
        self._base = base
        self._own = own
        self._left = _MOST_JUDGED

    def members(self, objects: Sequence[Object]) -> list[_Member]:
        """Return the articles among the objects, each address once; [] when they are no list."""
        found: dict[str, _Member] = {}
        for one in objects[:_MOST_MEMBERS]:
            self._left -= 1
            if self._left < 0:
                break
            if member := self._member(one):
                found.setdefault(member.address, member)
        members = list(found.values())
        worth = len(members) >= FEWEST and fmean(member.points for member in members) >= _BAR
        return members if worth else []

    def _member(self, one: Object) -> _Member | None:
        """Return what an object says of an article, itself or in an object right inside it."""
        inner = [value for value in list(one.values())[:_MOST_INNER] if isinstance(value, dict)]
        for node in (one, *inner):
            title = _text(node, _TITLES)
            if title and len(title) <= _LONGEST_TITLE and (address := self._address(node)):
                date, teaser = _text(node, _DATES), _text(node, _TEASERS)
                points = _points(title, address, date, teaser)
                return _Member(address, title, date, teaser, points)
        return None

    def _address(self, node: Object) -> str:
        for key in _keys(node, _ADDRESSES):
            value = node[key]
            if isinstance(value, dict):
                value = next((value[name] for name in _INNER_ADDRESS if name in value), "")
            if isinstance(value, str) and (address := self._joined(_plain_key(key), value)):
                return address
        return ""

    def _joined(self, key: str, value: str) -> str:
        if key in _FROM_ROOT and value and not value.startswith("/") and "://" not in value[:12]:
            value = f"/{value}"
        address = target(value, self._base)
        if not address or not same_site(address, self._own):
            return ""
        shape = shape_of(address)
        here = address.rstrip("/") == without_fragment(self._own).rstrip("/")
        return "" if here or shape.refused or shape.office else address


def _plain_key(key: str) -> str:
    return key.replace("_", "").replace("-", "").lower()


def _keys(node: Object, ranks: Mapping[str, int]) -> list[str]:
    """Return the keys of an object that are among the ranked ones, best first."""
    known = [key for key in list(node)[:_MOST_KEYS] if _plain_key(key) in ranks]
    return sorted(known, key=lambda key: ranks[_plain_key(key)])


def _text(node: Object, ranks: Mapping[str, int]) -> str:
    for key in _keys(node, ranks):
        value = node[key]
        if isinstance(value, dict):
            value = next((value[name] for name in _INNER_TEXT if name in value), "")
        if isinstance(value, int) and not isinstance(value, bool) and ranks is _DATES:
            value = str(value)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _points(title: str, address: str, date: str, teaser: str) -> float:
    """Headlines are long, have a date and a teaser, and addresses of words or numbers."""
    width = width_of(title)
    shape = shape_of(address)
    return (
        (1.0 if width >= 25 else 0.5 if width >= 15 else 0.0)
        + (0.5 if date else 0.0)
        + (0.25 if width_of(teaser[:400]) >= 40 else 0.0)
        + (0.5 if shape.words >= 3 or shape.dated or shape.numbered else 0.0)
    )
