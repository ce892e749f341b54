"""How what a source gives looks: a table of articles, the way, what was left out and why."""

from datetime import datetime

from rich import box
from rich.markup import escape
from rich.table import Table

from digest import identity
from digest.cli.addresses import counted, first_of
from digest.cli.app import OUT
from digest.cli.report import article_dict, unmatched
from digest.model import Article, Link, Published, Way
from digest.pipeline import Preview

_COLUMNS = {"published": 16, "from": 9, "characters": 10, "image": 5}
"""Beside the title, and how wide they are at least."""
_BETWEEN = 3
"""Characters between two columns."""
_NARROWEST = 20
_MOST_TOLD = 3
"""Of what was left out, of each kind; the others are counted."""


def print_seen(seen: Preview, *, usual: int | None = None) -> None:
    """Show the articles of a source, how they were found, and what was left out."""
    usually = f", usually {usual}" if usual is not None else ""
    links = counted(seen.links, "link", "links")
    OUT.print(f"{links}{usually}, by {seen.way}: {seen.way_url}", markup=False)
    if seen.note:
        OUT.print(f"  {seen.note}", markup=False)
    for way in seen.ways:
        OUT.print(f"  {_way(way)}", markup=False)
    made = _articles_table()
    for one in seen.articles:
        made.add_row(*map(escape, _article_row(one)))
    for link in seen.unread:
        made.add_row(*map(escape, _link_row(link)))
    if made.rows:
        OUT.print(made)
    for name in seen.unmatched:
        OUT.print(unmatched(name), markup=False)
    for line in _left_out(seen):
        OUT.print(line, markup=False)


def _articles_table() -> Table:
    """Return a table whose titles take the room that the other columns leave."""
    made = Table(box=box.SIMPLE)
    left = OUT.width - sum(_COLUMNS.values()) - _BETWEEN * (len(_COLUMNS) + 1) - 1
    made.add_column("title", overflow="ellipsis", no_wrap=True, max_width=max(left, _NARROWEST))
    for name, width in _COLUMNS.items():
        made.add_column(name, overflow="fold", min_width=width)
    return made


def _way(way: Way) -> str:
    parts = [counted(way.links, "link", "links"), f"{way.dated} dated"]
    if way.newest:
        parts.append(f"newest {way.newest:%Y-%m-%d}")
    mark = "taken" if way.chosen else "not taken"
    verdict = f": {way.verdict}" if way.verdict else ""
    return f"{way.kind} {way.url}: {', '.join(parts)}; {mark}{verdict}"


def _article_row(one: Article) -> tuple[str, ...]:
    length = one.partial or str(len(one.text))
    return (one.title, *_published(one.published), length, "yes" if one.image else "")


def _link_row(link: Link) -> tuple[str, ...]:
    image = "yes" if link.image else ""
    return (link.title or link.url, *_published(link.published), "not read", image)


def _published(published: Published | None) -> tuple[str, str]:
    """The date of an article as it is shown, and where it came from."""
    if published is None:
        return "unknown", ""
    form = "%Y-%m-%d" if published.day_only else "%Y-%m-%d %H:%M"
    return published.at.strftime(form), published.provenance


def _left_out(seen: Preview) -> list[str]:
    dropped = [f"dropped {one.url}: {one.reason}" for one in seen.dropped]
    taken = {identity.key(one.url) for one in seen.considered if one.taken}
    others = (one for one in seen.considered if identity.key(one.url) not in taken)
    passed = sorted(others, key=lambda one: -one.points)
    scored = [f"passed over {one.title or one.url} ({one.url}): {one.reason}" for one in passed]
    return first_of(dropped, _MOST_TOLD) + first_of(scored, _MOST_TOLD)


def seen_dict(seen: Preview) -> dict[str, object]:
    """Return what a source gives as JSON holds it."""
    return {
        "way": seen.way,
        "way_url": seen.way_url,
        "way_note": seen.note or None,
        "links": seen.links,
        "nature": seen.nature or None,
        "ways": [
            {
                "kind": one.kind,
                "url": one.url,
                "links": one.links,
                "dated": one.dated,
                "newest": _iso(one.newest),
                "chosen": one.chosen,
                "verdict": one.verdict,
            }
            for one in seen.ways
        ],
        "articles": [article_dict(one) for one in seen.articles],
        "not_read": [
            {
                "url": one.url,
                "title": one.title,
                "published": _iso(one.published.at if one.published else None),
            }
            for one in seen.unread
        ],
        "unmatched": list(seen.unmatched),
        "dropped": [{"url": one.url, "reason": one.reason} for one in seen.dropped],
        "passed_over": [
            {"url": one.url, "title": one.title, "points": one.points, "reason": one.reason}
            for one in seen.considered
            if not one.taken
        ],
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def newest(seen: Preview) -> str:
    """Return the day of the newest article of a source; "" when none is dated."""
    published = [one.published for one in seen.articles] + [one.published for one in seen.unread]
    dates = [one.at for one in published if one]
    dates += [way.newest for way in seen.ways if way.chosen and way.newest]
    return f"{max(dates):%Y-%m-%d}" if dates else ""
