"""What reading stored articles again does where the program or the rules are wrong."""

import asyncio
from dataclasses import replace

import pytest
from runner import NOON, Runner

from digest import pipeline
from digest.errors import ConfigError
from digest.model import ArticleRules, Source
from digest.pipeline import Again
from digest.store import Store

pytestmark = pytest.mark.usefixtures("three_read")


def reread(runner: Runner, source: Source) -> tuple[Again, ...]:
    async def once() -> tuple[Again, ...]:
        with Store(runner.settings.store_url) as store:
            articles = store.articles.since("site0", first_seen=NOON)
            async with pipeline.opened(runner.settings, store, clock=runner.clock) as opened:
                tools = runner.fixed(opened)
                return await pipeline.reread(source, articles, tools, store=True)

    return asyncio.run(once())


def test_a_bug_costs_the_article_that_met_it_and_is_told(
    runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    (source,) = runner.settings.sources
    # A zone that no configuration lets through: what follows is our own mistake.
    again = reread(runner, replace(source, timezone="Nowhere/At-All"))
    assert [one.reason.partition(":")[0] for one in again] == ["crashed"] * 3
    assert [one.article for one in again] == [None] * 3
    assert "Nowhere/At-All" in caplog.text
    assert [(one.reason, one.changed) for one in reread(runner, source)] == [("", ())] * 3


def test_a_wrong_selector_is_no_article_s_fault(runner: Runner) -> None:
    (source,) = runner.settings.sources
    with pytest.raises(ConfigError, match=r"article\.remove"):
        reread(runner, replace(source, article=ArticleRules(remove="p[")))
