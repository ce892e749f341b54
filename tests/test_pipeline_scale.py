"""What a reading asks of the store costs what it finds, not what the store holds."""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from runner import NOON, Runner
from site_server import Answer, Site, article, story
from sqlalchemy import event
from sqlalchemy.engine import Engine

from digest import pipeline
from digest.store import Store

pytestmark = pytest.mark.usefixtures("three_read")

GROWING = (
    "alias", "apart", "article", "boilerplate", "contested", "dropped", "found", "listed",
    "noise", "revision", "sketch", "story", "validator",
)  # fmt: skip
"""Tables with a row for an article, a key, a hash or a page of a source."""
DAY = timedelta(days=1)


@contextmanager
def heard() -> Iterator[dict[str, Sequence[Any]]]:
    """Give the statements that the store sends meanwhile, each with values that it had."""
    sent: dict[str, Sequence[Any]] = {}

    def hear(*told: Any) -> None:
        _, _, statement, values, _, many = told
        sent[statement] = values[0] if many else values

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def looked_through(file: Path, sent: dict[str, Sequence[Any]]) -> dict[str, str]:
    """The statements for which SQLite goes through a whole table that grows, with its plan."""
    found = {}
    with closing(sqlite3.connect(file)) as connection:
        for statement, values in sent.items():
            if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
                plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
                steps = [step for *_, step in plan]
                scans = [s for s in steps if s.startswith("SCAN") and s.split()[1] in GROWING]
                if scans:
                    found[statement] = "; ".join(scans)
    return found


def test_a_reading_looks_through_no_table(site: Site, runner: Runner) -> None:
    """One of a new article, of one that changed, of one that is due and of one that is gone."""
    path, title = site.listed[1]
    short = '<link rel="shortlink" href="/?p=7">'
    site.pages[path] = Answer(article("Bread is dearer", body=story(77), head=short))
    site.listed[1] = (path, "Bread is dearer")
    site.listed.insert(0, ("/news/lost-and-gone", "A long enough headline that leads nowhere"))
    site.publish(9, title=title)

    async def read() -> None:
        runner.now = NOON + timedelta(hours=2)
        with Store(runner.settings.store_url) as store:
            async with pipeline.opened(runner.settings, store, clock=runner.clock) as tools:
                with heard() as sent:
                    outcomes, _ = await pipeline.read_sources(
                        runner.settings.sources, runner.fixed(tools), told=lambda _: None
                    )
                statements.update(sent)
                assert [(one.new, one.updated) for one in outcomes] == [(1, 1)]

    statements: dict[str, Sequence[Any]] = {}
    asyncio.run(read())
    sent = " ".join(statements)
    for name in set(GROWING) - {"story", "validator"}:
        assert f" {name} " in sent or f" {name}." in sent, f"{name} was not asked"
    assert looked_through(runner.folder / "digest.db", statements) == {}


def test_what_is_thrown_away_is_found_without_a_look_at_what_is_kept(
    site: Site, runner: Runner
) -> None:
    site.publish(3)
    runner.run(at=NOON + timedelta(hours=1))
    later = NOON + 100 * DAY
    with Store(runner.settings.store_url) as store:
        store.listings.keep("site0", {})
        with heard() as sent:
            swept = store.upkeep.sweep(
                now=later, texts=later, articles=later, ids=later, held=frozenset()
            )
    assert (swept.texts, swept.articles, swept.ids) == (4, 4, 4)
    through = looked_through(runner.folder / "digest.db", sent)
    small = {"apart", "contested", "dropped", "validator"}  # by hand, by mistake, or bounded
    assert {plan.split()[1] for plan in through.values()} <= small
