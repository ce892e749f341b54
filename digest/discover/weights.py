"""What counts for and against a candidate, and how much: all weights of the scoring.

They say what editors do everywhere: headlines are longer than names of sections, stand in
headings, come in lists of their kind with dates, pictures and teasers, and have addresses
of words, dates or numbers. They are fixed and few, each with the words that explain it, so
that a wrong choice can be shown and understood.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from digest.discover.candidates import Candidate
from digest.discover.families import Family

FEWEST = 3
"""Candidates that make a family, and links that make a listing."""

_BARS = {
    "nav": (-2.0, "in a menu"),
    "footer": (-2.5, "in a footer"),
    "header": (-1.5, "in the page's header"),
    "aside": (-1.5, "in a side column"),
    "share": (-1.0, "among buttons and small print"),
    "form": (-1.0, "in a form"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The bar, and a factor for each kind of evidence.

    Only the cross-validation of the benches takes others than these.
    """

    bar: float = 3.2
    """Points that a candidate needs; as many as a plain headline in a list of headlines
    has, so that a menu's entry cannot reach it by its number alone."""
    text: float = 1.0
    place: float = 1.0
    block: float = 1.0
    address: float = 1.0
    family: float = 1.0
    pattern: float = 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that counts for or against a candidate."""

    points: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What counts beside the candidate itself."""

    section: str
    """Path of the page below the root, with slashes: "/blog/"; "" for a root."""
    elsewhere: bool
    """Most headlines lead to other sites: a link blog."""
    by_path: Family
    """Those that stand alike."""
    by_shape: Family
    """Those whose addresses are built alike."""


def evidence(candidate: Candidate, setting: Setting, weights: Weights) -> Iterator[Evidence]:
    """Yield all that counts for or against a candidate."""
    kinds = (
        (weights.text, _of_text(candidate)),
        (weights.place, _of_place(candidate)),
        (weights.block, _of_block(candidate)),
        (weights.address, _of_address(candidate, setting)),
        (weights.family, _of_family(setting.by_path)),
        (weights.pattern, _of_pattern(setting.by_shape)),
    )
    for factor, found in kinds:
        for points, words in found:
            yield Evidence(factor * points, words)


_Found = Iterator[tuple[float, str]]


def _of_text(candidate: Candidate) -> _Found:
    """Headlines run from 40 to 110 letters; names of sections stay below 15."""
    width = candidate.width
    if width < 15:
        yield (-1.5 if width < 6 else -0.75), "a title of a word" if width else "no title"
    elif width >= 25:
        points = 0.4 if width < 40 else 1.0 if width < 110 else 0.6
        yield points, "a title as long as a headline"


def _of_place(candidate: Candidate) -> _Found:
    """A heading speaks for it; what stands in bars and side columns is seldom news."""
    if candidate.heading:
        yield 1.0, "a heading"
    if candidate.place.bar in _BARS:
        yield _BARS[candidate.place.bar]


def _of_block(candidate: Candidate) -> _Found:
    """An article is shown with its time, a picture, a few lines, and linked by each."""
    if candidate.time:
        yield 0.75, "a time of its own"
    if candidate.dated:
        yield 0.5, "a date beside it"
    if candidate.image:
        yield 0.5, "a picture"
    if candidate.teaser >= 80:
        yield 0.6, "a teaser"
    if candidate.links > 1:
        yield 0.3, "linked more than once"


def _of_address(candidate: Candidate, setting: Setting) -> _Found:
    """Addresses of articles hold words, a date or a number, and lie below their section.

    A link to another site is an advertisement, unless the page is a list of such.
    """
    shape = candidate.shape
    if shape.words >= 3:
        yield (1.0 if shape.words >= 5 else 0.4), "an address of words"
    if shape.numbered:
        yield 0.4, "a number in its address"
    if shape.dated:
        yield 0.8, "a date in its address"
    if setting.section and setting.section in candidate.address:
        yield 0.4, "lies below the page"
    if not (candidate.here or setting.elsewhere):
        yield -0.3, "leads to another site"


def _of_family(family: Family) -> _Found:
    """What the entries of one list share says more than any of them: see `Family`."""
    yield 0.7 * family.headings, "stands among headings"
    yield 0.7 * family.dated, "stands among dated entries"
    yield 0.6 * family.teasers, "stands among teasers"
    if family.size >= FEWEST:
        yield (0.5 if family.size < 6 else 0.75), f"one of {family.size} that stand alike"
    elif family.size == 1:
        yield -0.5, "nothing else stands like it"
    if family.buttons:
        yield -3.0, "begins like those around it: a button"
    if family.width < 25:
        yield (-1.0 if family.width < 15 else -0.5), "stands among short titles"
    elif family.width >= 40:
        yield 0.8, "stands among long titles"


def _of_pattern(family: Family) -> _Found:
    """Many addresses of one pattern with long titles are the site's articles."""
    if family.size >= 3:
        points = 0.65 if family.size >= 8 else 0.25
        yield points, f"one of {family.size} addresses of one pattern"
    if family.width < 15:
        yield -1.0, "addresses of its pattern have short titles"
    elif family.width >= 25:
        points = 0.3 if family.width < 40 else 0.5
        yield points, "addresses of its pattern have long titles"
