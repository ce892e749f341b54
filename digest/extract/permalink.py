"""Reads the day or the month that an address of an article holds.

Publishing systems write it when the article is made and never change it, so it tells
which of two readings of a date in words is right, and which date is of another article.
Only the path counts: a day in the query is that of a search or of a list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTH = r"0?[1-9]|1[0-2]|[a-z]{3,9}"
_DAY = r"0?[1-9]|[12]\d|3[01]"
_WHOLE = re.compile(
    rf"/(?P<y>(?:19|20)\d\d)(?P<sep>[/_-])(?P<m>{_MONTH})[/_-](?P<d>{_DAY})(?=[/_.-]|$)"
    r"|[-_/](?P<ymd>20\d\d(?:-(?:0[1-9]|1[0-2])-|(?:0[1-9]|1[0-2]))(?:0[1-9]|[12]\d|3[01]))(?=[/_.-]|$)"
    r"|[-_/](?P<dd>0[1-9]|[12]\d|3[01])(?P<dot>[.-])(?P<mm>0[1-9]|1[0-2])(?P=dot)(?P<yy>20\d\d)"
    r"(?=[/_.-]|$)",
    re.IGNORECASE,
)
_ONLY_MONTH = re.compile(r"/(?P<y>(?:19|20)\d\d)/?(?P<m>0[1-9]|1[0-2])/[^/]", re.IGNORECASE)
_ACROSS_ZONES = timedelta(days=2)
"""A system files what it publishes near midnight by its own clock."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year."""

    year: int
    month: int
    """1 to 12."""

    def holds(self, day: date) -> bool:
        """Return whether a day is in the month, or so near that another zone puts it there."""
        near = (day - _ACROSS_ZONES, day, day + _ACROSS_ZONES)
        return any((one.year, one.month) == (self.year, self.month) for one in near)


def days_of(url: str) -> Iterator[str]:
    """Yield the days that the path of an address gives, as `dates.read` takes them."""
    for match in _WHOLE.finditer(_path(url)):
        if match["ymd"]:
            yield match["ymd"]
        elif match["yy"]:
            yield f"{match['yy']}-{match['mm']}-{match['dd']}"
        elif match["m"].isdigit():
            yield f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"
        else:
            yield f"{match['d']} {match['m']} {match['y']}"


def month_of(url: str) -> Month | None:
    """Return the month under which an address files its article: "/2017/09/"; else None."""
    found = _ONLY_MONTH.search(_path(url))
    return Month(int(found["y"]), int(found["m"])) if found else None


def _path(url: str) -> str:
    return url.partition("://")[2].partition("?")[0]
