"""The page that the folder opens with: all feeds, and the newest editions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from digest.feeds import FORMATS, ICON_FILE
from digest.markup import plain
from digest.model import Listed, Series
from digest.pages.references import (
    OPML_FILE,
    PAGE_SUFFIX,
    Alternate,
    alternates,
    reference,
)
from digest.pages.templates import INDEX
from digest.pages.wording import in_words, of_page

MOST_EDITIONS = 60
"""Of each series: two months of days; the older ones are in the folder."""

_SECTIONS = (
    ("everything", "Everything"),
    ("group", "Groups"),
    ("search", "Searches"),
    ("source", "Sources"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    title: str
    page: str
    alternates: tuple[Alternate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    title: str
    lines: tuple[_Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Editions:
    title: str
    days: tuple["_Day", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    address: str
    iso: str
    words: str


def index(
    title: str,
    listed: Sequence[Listed],
    editions: Mapping[Series, Collection[date]],
    *,
    suffix: str = "md",
    language: str = "",
) -> bytes:
    """Return the page of all feeds, in the order given within each kind.

    Args:
        title: of the digest.
        listed: each feed, with a page and a file in each format at its path.
        editions: of each series the days, in any order; the newest `MOST_EDITIONS` are named.
        suffix: of the files of editions that are linked.
        language: of the title, as in config.toml.
    """
    name = plain(title) or "digest"
    sections = [
        _Section(title=words, lines=tuple(_line(one) for one in listed if one.kind == kind))
        for kind, words in _SECTIONS
    ]
    page = INDEX.render(
        title=name,
        alternates=[
            form for one in listed if one.kind == "everything" for form in _alternates(one)
        ],
        icon=ICON_FILE,
        opml=OPML_FILE,
        sections=[one for one in sections if one.lines],
        series=[_editions(series, days, suffix) for series, days in editions.items() if days],
        **of_page(language),
    )
    return page.encode()


def _line(one: Listed) -> _Line:
    return _Line(
        title=_title(one),
        page=reference(f"{one.path}.{PAGE_SUFFIX}"),
        alternates=_alternates(one),
    )


def _alternates(one: Listed) -> tuple[Alternate, ...]:
    names = {form.name: f"{one.path}.{form.suffix}" for form in FORMATS}
    return alternates(names, title=_title(one))


def _title(one: Listed) -> str:
    return plain(one.title) or plain(one.path) or "Untitled"


def _editions(series: Series, days: Collection[date], suffix: str) -> _Editions:
    newest = sorted(set(days), reverse=True)[:MOST_EDITIONS]
    named = tuple(
        _Day(address=series.path(day, suffix), iso=day.isoformat(), words=in_words(day))
        for day in newest
    )
    return _Editions(title=(plain(series.title) or series.name) if series.name else "", days=named)
