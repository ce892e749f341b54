"""Judge the links that one reading found."""

from collections.abc import Sequence
from datetime import datetime

from digest.address import comparable
from digest.model import Habit, Link
from digest.yields.age import only_old
from digest.yields.telling import day, items, plain, short

FEWEST = 3
"""Items that can have something in common that is no chance."""

_SMALL = 3
"""A list of so few items may well be empty the next time: vacancies, coming events."""
_FELL = 4
"""A list that holds less than the fourth part of its shortest before has fallen."""

WALLS = {
    "login": "the page asks for a login",
    "bot wall": "the page wants a proof that a human reads it",
    "consent": "the page asks for consent to cookies",
    "script shell": "the page holds nothing but scripts",
}
"""What a page may be instead of a list, in words; see `Survey.nature`."""


def judged(links: Sequence[Link], habit: Habit, nature: str = "") -> str:
    """Return what is wrong with the links that a reading found; "" when they may be read.

    Args:
        links: in the order of the list.
        habit: what the source gave before; an empty one makes only nothing and walls wrong.
        nature: what the page is instead of a list; see `Survey.nature`.
    """
    if not links:
        return "" if _may_be_empty(habit, nature) else _nothing(habit, nature)
    known = _known(links, habit)
    return (
        _fallen(links, known, habit)
        or _one_title(links, habit)
        or _one_date(links, known, habit)
        or _only_old(links, known, habit)
    )


def _may_be_empty(habit: Habit, nature: str) -> bool:
    """Whether a list may hold nothing: it says so itself, or has dwindled to it."""
    return nature == "empty" or (
        nature not in WALLS and bool(habit.counts) and habit.counts[-1] <= _SMALL
    )


def _nothing(habit: Habit, nature: str) -> str:
    had = next((count for count in reversed(habit.counts) if count), 0)
    said = f"the list had {items(had)}, now none" if had else "no links to articles on the page"
    return f"{said}; {WALLS[nature]}" if nature in WALLS else said


def _known(links: Sequence[Link], habit: Habit) -> list[tuple[Link, datetime | None]]:
    """Return the links that the list showed before, each with the date it had then."""
    now, before = comparable([[one.url for one in links], [one.url for one in habit.shown]])
    dates = dict(zip(before, (one.published for one in habit.shown), strict=True))
    return [
        (link, dates[address]) for address, link in zip(now, links, strict=True) if address in dates
    ]


def _fallen(
    links: Sequence[Link], known: Sequence[tuple[Link, datetime | None]], habit: Habit
) -> str:
    """A list that shows far less, and not of what it showed: the links of a menu, say."""
    usual = min((count for count in habit.counts if count), default=0)
    if len(links) * _FELL >= usual or len(known) * 2 >= len(links):
        return ""
    return f"the list had {items(habit.counts[-1] or usual)}, now {len(links)}, hardly one known"


def _one_title(links: Sequence[Link], habit: Habit) -> str:
    titles = {plain(link.title) for link in links if link.title}
    before = {plain(one.title) for one in habit.shown if one.title}
    if len(links) < FEWEST or len(titles) != 1 or len(before) < 2:
        return ""
    title = next(link.title for link in links if link.title)
    return (
        f'all {items(len(links))} are titled "{short(title)}"; before they had titles of their own'
    )


def _one_date(
    links: Sequence[Link], known: Sequence[tuple[Link, datetime | None]], habit: Habit
) -> str:
    """One date for all, and another one than the same items had before."""
    dates = {link.published.at for link in links if link.published}
    dated = sum(link.published is not None for link in links)
    if dated < FEWEST or len(dates) != 1 or len({one.published for one in habit.shown}) < 2:
        return ""
    (date,) = dates
    moved = sum(before is not None and before != date for _, before in known)
    if moved * 2 < len(known) or not moved:
        return ""
    return f"all {items(dated)} are dated {day(date)}; {moved} of them had another date before"


def _only_old(
    links: Sequence[Link], known: Sequence[tuple[Link, datetime | None]], habit: Habit
) -> str:
    dates = [link.published for link in links if link.published]
    if known or len(dates) < FEWEST or len(dates) * 2 < len(links):
        return ""
    return only_old(dates, habit)
