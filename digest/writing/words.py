"""The words that an edition says itself, in the language that it is asked for in.

A sentence is whole in each language, with slots for what is set in: sentences put together
from parts come out wrong in the next language. What is counted has all the forms that the
language's plural has; Arabic has six. Numerals are those of 0 to 9 everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]
Form = Literal["zero", "one", "two", "few", "many", "other"]
Counted = Mapping[Form, str]
"""The text for each form of the plural; "other" is there. {n} is the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How a language writes days and times."""

    months: tuple[str, ...]
    """January first, as they stand in a date."""
    weekdays: tuple[str, ...]
    """Monday first, as they begin a date."""
    first: str = "1"
    """The first day of a month."""
    date: str
    """{day}, {month}"""
    year: str
    """{date}, {year}"""
    full: str
    """{weekday}, {date} with its year"""
    moment: str
    """{date}, {clock}"""
    span: str
    """{start}, {end}: two moments, each with its date."""
    instant: str
    """{moment}: in place of a span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The sentences of one language. In braces is what is set in."""

    language: str
    direction: Direction = "ltr"
    calendar: Calendar
    comma: str = ", "
    counts: str
    """{articles}, {sources}, {span}, {zone}"""
    articles: Counted
    of_sources: Counted
    """As they stand in `counts`."""
    sources: Counted
    """As they begin a sentence; likewise `other_sources`."""
    other_sources: Counted
    new: Counted
    """Articles, in the subject of a mail."""
    more: Counted
    """Articles beyond those shown: "and 23 more"."""
    names_more: str
    """{names}, {n}: names, and how many more there are."""
    nothing: str
    quiet: str
    """The same without a full stop, in the subject of a mail."""
    unread: str
    first_seen: str
    """{moment}; likewise `updated` and `corrected`."""
    updated: str
    corrected: str
    also: str
    """{names}, of copies; `reported` likewise of all who tell a story."""
    reported: str
    top: str
    alone: str
    """Heading of the only section, where it has no name; `unnamed` where there are others."""
    unnamed: str
    late: str
    revised: str
    missing: str
    changes: str
    trouble: str
    since: str
    """{names}, {moment}, {reason}"""
    of_host: str
    """{sources}, {host}, {names}"""
    more_changes: str
    """{sources}, {command}; likewise `more_trouble` and `long`."""
    more_trouble: str
    long: str
    untitled: str
    generated: str


def counted(count: int, forms: Counted, words: Words) -> str:
    """Return a number with what it counts, in the right form of the plural.

    Source: Unicode CLDR, language plural rules (cardinal).
    """
    form = _form(count, words.language)
    return forms.get(form, forms["other"]).format(n=count)


def _form(count: int, language: str) -> Form:
    if language == "ar":
        return _arabic(count)
    singular = count in ((0, 1) if language == "fr" else (1,))
    return "one" if singular else "other"


def _arabic(count: int) -> Form:
    exact: dict[int, Form] = {0: "zero", 1: "one", 2: "two"}
    if count in exact:
        return exact[count]
    last = count % 100
    if last < 3:
        return "other"
    return "few" if last <= 10 else "many"
