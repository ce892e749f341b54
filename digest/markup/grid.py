"""A table of HTML as rows of the same length, as Markdown's tables are.

A cell over several columns or rows stands in the first of them and leaves the others
empty, so that what is below a heading stays below it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

_MOST_COLUMNS = 60
_MOST_CELLS = 20_000
"""More are no table that a reader sees; spans could make billions of few bytes."""
_PARTS = frozenset(("thead", "tbody", "tfoot"))

Row = list[HtmlElement | None]


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by row and column; None where a cell before or above reaches over."""

    rows: list[Row]
    """One at least, two columns at least, all of the same length."""
    caption: HtmlElement | None
    has_header: bool
    """The first row names the columns."""


def grid_of(table: HtmlElement) -> Grid | None:
    """Return the grid of a table; None where it has none, but lays out a page.

    That is a table with a single column, one in another, or with things beside its rows
    and cells other than a caption at its beginning.
    """
    lines = list(_lines(table))
    caption = table[0] if len(table) and table[0].tag == "caption" else None
    if next(table.iterdescendants("table"), None) is not None or _has_strays(table, caption):
        return None
    rows = _filled(lines)
    width = max(map(len, rows), default=0)
    if width < 2 or width > _MOST_COLUMNS or width * len(rows) > _MOST_CELLS:
        return None
    even: list[Row] = [row + [None] * (width - len(row)) for row in rows]
    return Grid(even, caption, has_header=_names_columns(lines[0]))


def _lines(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _PARTS:
            yield from (row for row in child if row.tag == "tr")


def _has_strays(table: HtmlElement, caption: HtmlElement | None) -> bool:
    """Whether something stands in the table that is in none of its cells."""
    insides = [table, *(child for child in table if child.tag in _PARTS), *_lines(table)]
    known = {"colgroup", "col", "tr", "td", "th", *_PARTS}
    return any(
        (inside.text or "").strip()
        or any((child.tail or "").strip() for child in inside)
        or any(child.tag not in known and child is not caption for child in inside)
        for inside in insides
    )


def _filled(lines: list[HtmlElement]) -> list[Row]:
    """Lay the cells out, each over as many columns and rows as it says; [] for too many."""
    reaching: dict[int, int] = {}
    """Of each column, the rows below that its last cell reaches over."""
    rows: list[Row] = []
    for line in lines:
        row: Row = []
        for cell in line:
            _pass_over(row, reaching)
            columns, below = _span(cell, "colspan"), _span(cell, "rowspan") - 1
            reaching |= dict.fromkeys(range(len(row), len(row) + columns), below)
            row += [cell, *[None] * (columns - 1)]
            if len(row) > _MOST_COLUMNS:
                return []
        _pass_over(row, reaching)
        rows.append(row)
    return rows


def _pass_over(row: Row, reaching: dict[int, int]) -> None:
    while reaching.get(len(row), 0) > 0:
        reaching[len(row)] -= 1
        row.append(None)


def _span(cell: HtmlElement, name: str) -> int:
    """Return how many columns or rows a cell takes, as browsers bound it (WHATWG HTML)."""
    written = cell.get(name, "")
    return min(max(int(written), 1), 1000) if written.isdecimal() and len(written) < 6 else 1


def _names_columns(line: HtmlElement) -> bool:
    return line.getparent().tag == "thead" or all(cell.tag == "th" for cell in line)
