"""The page that the folder opens with: all feeds, and the newest editions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from digest.feeds import FORMATS, ICON_FILE
from digest.markup import plain
from digest.model import Listed
from digest.pages.references import (
    OPML_FILE,
    PAGE_SUFFIX,
    Alternate,
    alternates,
    reference,
)
from digest.pages.templates import INDEX
from digest.pages.wording import in_words, of_page

EDITIONS = "digest"
"""The folder of the editions, beside the index."""
MOST_EDITIONS = 60
"""Two months of days; the older ones are in the folder."""

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
class _Day:
    address: str
    iso: str
    words: str


def index(
    title: str, listed: Sequence[Listed], days: Iterable[date], *, language: str = ""
) -> bytes:
    """Return the page of all feeds, in the order given within each kind.

    Args:
        title: of the digest.
        listed: each feed, with a page and a file in each format at its path.
        days: of the editions, in any order; the newest `MOST_EDITIONS` are named.
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
        days=[_day(day) for day in sorted(set(days), reverse=True)[:MOST_EDITIONS]],
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


def _day(day: date) -> _Day:
    iso = day.isoformat()
    return _Day(address=f"{EDITIONS}/{iso}.md", iso=iso, words=in_words(day))
