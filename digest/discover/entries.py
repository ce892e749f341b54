"""Make a link of an entry of a feed, whatever the format of the feed.

Feeds put markup into titles, whole articles into descriptions and nothing into what is
meant for them, so each field is taken by what it holds: the longest content that says
more than the teaser becomes the text, and everything is cleaned here, once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from digest import dates, markup
from digest.discover.targets import target
from digest.model import Enclosure, Link, Page, Source

MOST_ENTRIES = 500
"""Of one feed; a reading looks at fewer links than that."""

_MOST_TEASER = 500
_MOST_AUTHORS = 20
_MOST_ENCLOSURES = 10
_LONGEST_GUID = 500
"""Characters; feeds that put a whole text there mean no id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as the feed gives it: nothing is clean yet."""

    address: str
    guid: str = ""
    """RSS `guid`, Atom and JSON Feed `id`."""
    title: str = ""
    date: str = ""
    summary: str = ""
    """Text or HTML."""
    contents: tuple[str, ...] = ()
    """HTML."""
    authors: tuple[str, ...] = ()
    image: str = ""
    enclosures: tuple[tuple[str, str, object], ...] = ()
    """Address, media type and length of each, pictures too."""


def links_of(
    entries: list[Entry], page: Page, source: Source, *, provenance: str = "feed"
) -> tuple[Link, ...]:
    """Return the links of the entries in their order, each address once.

    Their dates say that they come from `provenance`.
    """
    found: dict[str, Link] = {}
    bearers: dict[str, set[str]] = {}
    for entry in entries[:MOST_ENTRIES]:
        address = target(entry.address, page.url)
        bearers.setdefault(entry.guid, set()).add(address)
        if address and address not in found:
            found[address] = _link(entry, address, page, source, provenance)
    # An id that several entries have is a mistake of the feed's, and tells none of them.
    return tuple(
        one if len(bearers.get(one.guid, ())) == 1 else replace(one, guid="")
        for one in found.values()
    )


def _link(entry: Entry, address: str, page: Page, source: Source, provenance: str) -> Link:
    longest = max((entry.summary, *entry.contents), key=len)
    teaser = markup.plain(entry.summary or longest, limit=_MOST_TEASER)
    authors = (markup.plain(name) for name in entry.authors[:_MOST_AUTHORS])
    return Link(
        url=address,
        title=markup.plain(entry.title),
        published=dates.read(
            entry.date,
            zone=ZoneInfo(source.timezone),
            latest=page.fetched_at,
            provenance=provenance,
            language=source.language,
        ),
        teaser=teaser,
        html=_content(longest, teaser, address),
        authors=tuple(dict.fromkeys(name for name in authors if name)),
        guid=entry.guid if len(entry.guid) <= _LONGEST_GUID else "",
        image=target(entry.image, page.url),
        enclosures=tuple(_enclosures(entry, page.url)),
    )


def _enclosures(entry: Entry, base: str) -> Iterator[Enclosure]:
    for address, type_, length in entry.enclosures[:_MOST_ENCLOSURES]:
        one = markup.enclosure(address, base, type_=type_, length=length)
        if one and not one.type.startswith("image/"):
            yield one


def _content(html: str, teaser: str, address: str) -> str:
    """Return the content, clean, when it says more than the teaser; else ""."""
    says = markup.plain(html, limit=2 * _MOST_TEASER)
    return markup.clean(html, address) if len(says) > len(teaser) else ""
