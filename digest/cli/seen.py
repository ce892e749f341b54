"""How what a source gives looks: a table of articles, the way, what was left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rich import box
from rich.markup import escape
from rich.table import Table

from digest import identity
from digest.cli.addresses import counted, first_of
from digest.cli.app import OUT
from digest.cli.report import unmatched
from digest.exporting import article_dict
from digest.model import Article, Link, Published, Subject, Way
from digest.pipeline import Preview
from digest.subjects import matches, off_subject

_COLUMNS = {"published": 16, "from": 9, "characters": 10, "image": 5}
"""Beside the title, and how wide they are at least."""
_SUBJECT = "subject: word"
_BETWEEN = 3
"""Characters between two columns."""
_NARROWEST = 20
_MOST_TOLD = 3
"""Of what was left out, of each kind; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which subjects articles are looked at for."""

    every: tuple[Subject, ...] = ()
    """Of the whole configuration; what matches of them is shown."""
    own: tuple[Subject, ...] = ()
    """Of the source; when there are any, an article is kept that is on one of them."""

    def words(self, article: Article) -> str:
        """Return what is shown in a table: `libya: Tripoli`, or that it is not kept."""
        found = matches(self.every, article)
        told = ", ".join(f"{name}: {word}" for name, word in found.items())
        return f"not kept {told}".strip() if off_subject(self.own, article) else told

    def about(self, article: Article) -> dict[str, object]:
        """Return the same as JSON holds it."""
        return {
            "subjects": matches(self.every, article),
            "not_kept": off_subject(self.own, article) or None,
        }


def print_seen(seen: Preview, *, usual: int | None = None, asked: Asked = Asked()) -> None:
    """Show the articles of a source, how they were found, and what was left out."""
    usually = f", usually {usual}" if usual is not None else ""
    links = counted(seen.links, "link", "links")
    OUT.print(f"{links}{usually}, by {seen.way}: {seen.way_url}", markup=False)
    if seen.note:
        OUT.print(f"  {seen.note}", markup=False)
    for way in seen.ways:
        OUT.print(f"  {_way(way)}", markup=False)
    columns = _COLUMNS | ({_SUBJECT: 16} if asked.every else {})
    made = _articles_table(columns)
    for one in seen.articles:
        words = [asked.words(one)] if asked.every else []
        made.add_row(*map(escape, (*_article_row(one), *words)))
    for link in seen.unread:
        made.add_row(*map(escape, _link_row(link)))
    if made.rows:
        OUT.print(made)
    off = sum(bool(off_subject(asked.own, one)) for one in seen.articles)
    if off:
        names = ", ".join(one.name for one in asked.own)
        told = f"{off} of {counted(len(seen.articles), 'article', 'articles')}"
        OUT.print(f"not kept: {told} read, with no word of subjects: {names}", markup=False)
    for name in seen.unmatched:
        OUT.print(unmatched(name), markup=False)
    for line in _left_out(seen):
        OUT.print(line, markup=False)


def _articles_table(columns: Mapping[str, int]) -> Table:
    """Return a table whose titles take the room that the other columns leave."""
    made = Table(box=box.SIMPLE)
    left = OUT.width - sum(columns.values()) - _BETWEEN * (len(columns) + 1) - 1
    made.add_column("title", overflow="ellipsis", no_wrap=True, max_width=max(left, _NARROWEST))
    for name, width in columns.items():
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


def seen_dict(seen: Preview, *, asked: Asked = Asked()) -> dict[str, object]:
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
        "articles": [article_dict(one) | asked.about(one) for one in seen.articles],
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
