"""Takes the addresses of an article's pages apart: what they share, and the page's number.

Apart from what reads pages, so that a run, which parses in other processes, needs none of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

_NUMBER = r"(?P<number>[1-9]\d?)"
_WORDS = "page|pagina|página|seite|sida|side|sivu|strona|stranica|sayfa|oldal"
_TELLING = re.compile(rf"(?P<own>.+?)[/,_-](?:{_WORDS})[/_-]?{_NUMBER}(?P<file>\.[a-z]{{3,5}})?")
_PLAIN = re.compile(
    rf"(?P<own>.+?)(?:[/,_]{_NUMBER}|-(?P<hyphened>[1-9]\d?)(?=\.))(?P<file>\.[a-z]{{3,5}})?"
)
"""A number after a hyphen is a page's only before ".html": else it is a word of the title."""
_PARAMETERS = frozenset((*_WORDS.split("|"), "pg", "p", "pageno", "page_no", "paged", "pag"))


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart into what all pages of an article share, and the page."""

    own: str
    query: tuple[tuple[str, str], ...]
    number: int = 1
    telling: bool = True
    """The address says that it is a page's number, or there is none."""


def places(url: str) -> Iterator[Place]:
    """Yield the ways in which an address can be taken apart; none for a front page."""
    split = urlsplit(url)
    path, query = split.path.rstrip("/"), tuple(sorted(parse_qsl(split.query)))
    if not path:
        return
    yield Place(split.netloc + path, query)
    for form in (_TELLING, _PLAIN):
        if match := form.fullmatch(path):
            found = match.groupdict()
            number = int(found["number"] or found["hyphened"])
            own = f"{split.netloc}{found['own']}{found['file'] or ''}"
            yield Place(own, query, number, form is _TELLING)
    for name, value in query:
        if name.lower() in _PARAMETERS and re.fullmatch(r"[1-9]\d?", value):
            rest = tuple(pair for pair in query if pair != (name, value))
            yield Place(split.netloc + path, rest, int(value))


def is_later(url: str, first: str) -> bool:
    """Return whether an address is that of a later page of the article at another one."""
    shared = {(place.own, place.query) for place in places(first) if place.number == 1}
    return any(place.number > 1 and (place.own, place.query) in shared for place in places(url))
