"""Find where a listing goes on.

`rel=next` says it. Where it is missing, a listing links its next page by its own address
with the next number (`?page=2`, `/page/2/`, `news-2.html`) or with an offset (`?start=20`).
Such a number alone is weak, as addresses of articles and of days have some too, so a bare
one counts only where the link itself reads "2" or "next". Drupal counts its pages from
nought: there the link that reads "2" leads to `?page=1`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from digest.address import same_site, without_fragment
from digest.dates import ascii_digits
from digest.discover.targets import target
from digest.discover.texts import one_line, text_of

_MOST_ANCHORS = 3000
_MOST_PAGES = 999
_LONGEST_LABEL = 40
_WORDS = "page|pagina|página|seite|sida|side|strona|stranica|sayfa|oldal|страница|صفحة"
_IN_PATH = re.compile(
    rf"(?P<stem>/|.*?/|.*?[_-])(?:{_WORDS}|p)[/_-]?(?P<number>\d{{1,3}})(?P<end>\.[a-z]{{3,5}})?",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?P<stem>.*?)[/_-](?P<number>\d{1,3})(?P<end>\.[a-z]{3,5})?", re.IGNORECASE)
_MAY_BE_PAGE = re.compile(
    r"[?&;][\w%]{1,20}=\d{1,6}(?:[&;#]|$)|\d{1,3}(?:\.[a-z]{3,5})?/?(?:[?#]|$)", re.IGNORECASE
)
_INDEX = re.compile(r"/(?:index|default)(?:\.[a-z]{3,5})?$", re.IGNORECASE)
_FILE = re.compile(r"\.[a-z]{3,5}$", re.IGNORECASE)
_NUMBERED = frozenset((*_WORDS.split("|"), "paged", "pg", "pag", "pageno", "pagenum", "page_no",
                       "pagenumber", "currentpage", "p"))  # fmt: skip
_OFFSETS = frozenset(("start", "offset", "from", "skip", "startrow", "limitstart", "first"))
_NEXT = re.compile(
    r"\W*(?:next|older|next page|older (?:posts|entries|articles|stories|news)|more(?: posts)?"
    r"|load more|show more|nächste(?: seite)?|weiter|ältere(?: beiträge| artikel)?"
    r"|(?:page )?suivante?|articles plus anciens|siguiente|entradas (?:más )?antiguas|próxim[ao]"
    r"|seguinte|successiv[ao]|avanti|volgende|nästa|neste|næste|następn[ay]|dalej|следующая|далее"
    r"|вперёд|вперед|sonraki|ileri|التالي|الصفحة التالية|下一页|下一頁|下页|次へ|次のページ"
    r"|다음|next ›)\W*"
    r"|[>›»→]{1,2}",
    re.IGNORECASE,
)
"""Texts of links, whole, that lead to what is older."""


@dataclass(frozen=True, slots=True)
class _Place:
    """An address as a page of a list: what all pages share, and which one it is."""

    own: str
    query: tuple[tuple[str, str], ...]
    form: str
    """How it is numbered: "path", "bare", "offset:start", "query:page"; "" for a first page."""
    number: int = 0


def next_page(root: HtmlElement, base: str, own: str) -> str:
    """Return where a listing goes on, on its own site; "" for nowhere.

    Args:
        root: the page's tree.
        base: what relative addresses join to.
        own: the page's own address.
    """
    return _declared(root, base, own) or _numbered(root, base, own)


def _declared(root: HtmlElement, base: str, own: str) -> str:
    for element in root.iter("a", "link"):
        if "next" not in element.get("rel", "").lower().split():
            continue
        address = target(element.get("href", ""), base)
        if address and address != without_fragment(own) and same_site(address, own):
            return address
    return ""


@dataclass(frozen=True, slots=True)
class _Step:
    """A link that may lead on."""

    address: str
    place: _Place
    label: str

    @property
    def says_next(self) -> bool:
        return bool(_NEXT.fullmatch(self.label))

    @property
    def label_number(self) -> int:
        digits = ascii_digits(self.label)
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0


def _numbered(root: HtmlElement, base: str, own: str) -> str:
    here = list(_places(without_fragment(own)))
    steps = list(_steps(root, base, own, here))
    for place in here:
        on = [step for step in steps if _continues(step.place, place)]
        if found := _next_of(on, place):
            return found.address
    return ""


def _steps(root: HtmlElement, base: str, own: str, here: list[_Place]) -> Iterator[_Step]:
    """Yield the links of the page that share its address but for a number."""
    shared = {(place.own, place.query) for place in here}
    seen: set[tuple[str, str]] = set()
    for _, element in zip(range(_MOST_ANCHORS), root.iter("a"), strict=False):
        href = element.get("href", "")
        if not _MAY_BE_PAGE.search(href[:2000]):
            continue
        address = target(href, base)
        places = [p for p in _places(address) if p.form and (p.own, p.query) in shared]
        if not places or not same_site(address, own):
            continue
        label = one_line(text_of(element) or element.get("aria-label", ""))[:_LONGEST_LABEL]
        if (address, label) not in seen:
            seen.add((address, label))
            yield from (_Step(address, place, label) for place in places)


def _continues(place: _Place, first: _Place) -> bool:
    same = (place.own, place.query) == (first.own, first.query)
    return same and first.form in ("", place.form)


def _next_of(steps: list[_Step], here: _Place) -> _Step | None:
    offsets = [step for step in steps if step.place.form.startswith("offset")]
    on = [step for step in offsets if step.place.number > here.number]
    if on:
        return min(on, key=lambda step: step.place.number)
    pages = [step for step in steps if not step.place.form.startswith("offset")]
    if here.form:
        wanted = here.number + 1
        return _first(pages, wanted, (wanted, wanted + 1))
    second = [step for step in pages if step.place.number in (1, 2)]
    return (
        next((step for step in second if step.label_number == 2), None)
        or next((step for step in second if step.says_next), None)
        or _first(pages, 2, (2,))
    )


def _first(pages: list[_Step], number: int, labels: tuple[int, ...]) -> _Step | None:
    """Return a link to a page of that number; a bare number must also be labelled so."""
    for step in pages:
        named = step.place.form != "bare" or step.label_number in labels or step.says_next
        if step.place.number == number and named:
            return step
    return None


def _places(address: str) -> Iterator[_Place]:
    """Yield the ways in which an address can be taken apart, the surest first."""
    try:
        split = urlsplit(address)
    except ValueError:
        return
    host = split.netloc.removeprefix("www.")
    path = split.path.rstrip("/")
    query = tuple(sorted(parse_qsl(split.query, keep_blank_values=True)[:30]))
    yield from _in_query(host + _stem(path), path, query)
    for form, pattern in (("path", _IN_PATH), ("bare", _BARE)):
        match = pattern.fullmatch(path)
        if match and not _is_dated(match["stem"]):
            yield _Place(host + _stem(match["stem"].rstrip("/_-")), query, form,
                         int(match["number"]))  # fmt: skip
    yield _Place(host + _stem(path), query, "")


def _stem(path: str) -> str:
    """Return a path without the name of its index, and without a file's ending."""
    return _FILE.sub("", _INDEX.sub("", path)).rstrip("/")


def _is_dated(stem: str) -> bool:
    """Whether a number follows on another: a day of a month, not a page."""
    last = stem.rstrip("/_-").rpartition("/")[2]
    return last.isdecimal() and len(last) <= 4


def _in_query(own: str, path: str, query: tuple[tuple[str, str], ...]) -> Iterator[_Place]:
    for name, value in query:
        digits = value.isascii() and value.isdigit()
        rest = tuple(pair for pair in query if pair != (name, value))
        key = name.lower()
        if digits and key in _OFFSETS and len(value) <= 6:
            yield _Place(own, rest, f"offset:{key}", int(value))
        elif digits and key in _NUMBERED and int(value[:9]) <= _MOST_PAGES and (key != "p" or path):
            # The root's ?p=2 is a post of a WordPress.
            yield _Place(own, rest, f"query:{key}", int(value))
