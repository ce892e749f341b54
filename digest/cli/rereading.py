"""The command that extracts stored articles again: reread."""

import asyncio
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer
from rich.markup import escape

from digest import pipeline
from digest.cli.app import ERR, NOTHING_READ, OUT, ConfigOption, JsonOption, load, log, store_file
from digest.cli.progress import bar
from digest.cli.reading import named
from digest.cli.report import print_json, table
from digest.config import Config
from digest.config.values import duration
from digest.model import Article, Source
from digest.pipeline import Again
from digest.store import Store

LONGEST_TITLE = 60
"""Characters in the table."""
WORDS = 6
"""Shown of each text, from where the two differ."""


def reread(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The source's name.")],
    *,
    config: ConfigOption = None,
    since: Annotated[
        str, typer.Option("--since", metavar="AGE", help="First seen within: 12h, 3d, 2w.")
    ] = "7d",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would differ; store nothing.")
    ] = False,
    json: JsonOption = False,
) -> int:
    """Extract stored articles of a source again, after its rules or the program changed.

    Exit status: 0 well, 1 some could not be read again, 2 bad use, 3 already running.
    """
    settings = load(config)
    log(quiet=True)
    (source,) = named(settings.sources, [name])
    age = _age(since)
    if store_file(settings) is None:
        ERR.print(NOTHING_READ)
        return 0
    with Store(settings.store_url) as store, nullcontext() if dry_run else store.lock():
        again = asyncio.run(_reread(settings, store, source, age=age, dry_run=dry_run))
    _print(source, again, dry_run=dry_run, json=json)
    return 1 if any(one.reason for one in again) else 0


def _age(text: str) -> timedelta:
    try:
        return duration(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text} is no duration{error}", param_hint="--since") from error


async def _reread(
    settings: Config, store: Store, source: Source, *, age: timedelta, dry_run: bool
) -> tuple[Again, ...]:
    articles = store.articles.since(source.name, first_seen=datetime.now(UTC) - age)
    with bar(source.name, len(articles)) as advance:
        async with pipeline.opened(settings, store) as tools:
            again = await pipeline.reread(
                source,
                articles,
                tools,
                store=not dry_run,
                told=lambda one: advance(one.stored.article.title[:LONGEST_TITLE]),
            )
            if not dry_run:
                to = pipeline.publication(settings)
                pipeline.publish(store, settings.sources, to, now=tools.clock())
    return again


def _print(source: Source, again: Sequence[Again], *, dry_run: bool, json: bool) -> None:
    if json:
        shown = [_as_dict(one) for one in again]
        print_json({"source": source.name, "dry_run": dry_run, "articles": shown})
        return
    differing = [one for one in again if one.changed]
    if differing:
        made = table("title", "published", "authors", "characters", "from the first other word on")
        for one in differing:
            made.add_row(*map(escape, _row(one)))
        OUT.print(made)
    stored = "would differ; nothing was stored" if dry_run else "differed and were stored anew"
    OUT.print(f"{len(differing)} of {len(again)} articles {stored}", markup=False)
    for one in again:
        if one.reason:
            ERR.print(f"kept as it is: {one.stored.article.url}: {one.reason}", markup=False)


def _row(one: Again) -> tuple[str, ...]:
    old, new = one.stored.article, one.article or one.stored.article
    return (
        _arrow(old.title[:LONGEST_TITLE], new.title[:LONGEST_TITLE]),
        _arrow(_date(old), _date(new)),
        _arrow(", ".join(old.authors), ", ".join(new.authors)),
        _arrow(str(len(old.text)), str(len(new.text))),
        _arrow(*first_other_words(old.text, new.text)),
    )


def _arrow(old: str, new: str) -> str:
    return old if old == new else f"{old or 'none'} → {new or 'none'}"


def _date(article: Article) -> str:
    return f"{article.published.at:%Y-%m-%d %H:%M}" if article.published else ""


def first_other_words(one: str, other: str) -> tuple[str, str]:
    """Return the words of two texts from where they begin to differ; "" where one ends there."""
    old, new = one.split(), other.split()
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    return " ".join(old[same : same + WORDS]), " ".join(new[same : same + WORDS])


def _as_dict(one: Again) -> dict[str, object]:
    old, new = one.stored.article, one.article
    words = first_other_words(old.text, new.text) if new else ("", "")
    return {
        "id": one.stored.id,
        "url": old.url,
        "changed": list(one.changed),
        "before": _fields(old),
        "after": _fields(new) if new else None,
        "words": list(words),
        "reason": one.reason or None,
    }


def _fields(article: Article) -> dict[str, object]:
    return {
        "title": article.title,
        "published": article.published.at.isoformat() if article.published else None,
        "authors": list(article.authors),
        "characters": len(article.text),
    }
