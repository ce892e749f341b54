"""What a new source is called, and whether there is one like it already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.configure.adding import Candidate, addresses, same
from digest.configure.naming import free_name, section_of, site_title
from digest.configure.writing import New
from digest.model import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody said of the sources to be; "" where the site decides."""

    name: str = ""
    title: str = ""
    group: str = ""
    render: bool = False
    """Its pages are to be read in a browser."""


def refusal(candidate: Candidate, sources: Sequence[Source], feeds: Mapping[str, str]) -> str:
    """Return why a candidate is not added; "" when it may be.

    `feeds` gives, by the name of a source, the feed that it is read by.
    """
    there = same(addresses(candidate), sources, feeds)
    if there:
        return f'it is followed already, as "{there.name}" ({there.url})'
    return candidate.refused


def planned(candidate: Candidate, sources: Sequence[Source], wish: Wish) -> New:
    """Return the source that a candidate becomes, under a name that no other has or had."""
    page = candidate.preview.page if candidate.preview else None
    title = wish.title or (site_title(page) if page else "")
    name = wish.name or free_name(title, candidate.url, taken(sources))
    if not wish.title and title.casefold() in {one.title.casefold() for one in sources}:
        section = section_of(candidate.url)
        title = f"{title}: {section}" if section else ""
    return New(
        name=name,
        url=candidate.url,
        title=title,
        group=group(wish.group, sources),
        render=wish.render,
    )


def taken(sources: Iterable[Source]) -> frozenset[str]:
    """Return the names that sources have and had."""
    return frozenset(name for one in sources for name in (one.name, *one.formerly))


def group(wanted: str, sources: Iterable[Source]) -> str:
    """Return a group as it is written already, where it differs in case only."""
    known = {one.group.casefold(): one.group for one in sources}
    return known.get(wanted.casefold(), wanted)
