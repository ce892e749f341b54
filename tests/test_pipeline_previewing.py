"""Reading without a trace: in the order of the list, within the time that is given."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from site_server import Answer, Site, configuration, serving

from digest import config, pipeline
from digest.pipeline import Preview


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        for number in range(14):
            one.publish(number)
        yield one


def look(file: Path, *, most: int, within_s: float | None = None) -> Preview:
    settings = config.load(file)
    (source,) = settings.sources

    async def once() -> Preview:
        async with pipeline.without_trace(settings, [source]) as tools:
            tools.parsers.prepare()
            return await pipeline.look(source, tools, most=most, within_s=within_s)

    return asyncio.run(once())


def numbers(titles: list[str]) -> list[int]:
    return [int(title.rpartition(" ")[2]) for title in titles]


def test_articles_come_in_the_order_of_the_list_and_no_more_are_asked_for(
    site: Site, tmp_path: Path
) -> None:
    file = configuration(tmp_path, [site])
    site.pages["/news/story-number-12"] = Answer("gone", status=410)
    seen = look(file, most=4)
    assert numbers([one.title for one in seen.articles]) == [13, 11, 10, 9]
    assert [one.reason for one in seen.dropped] == ["410 Gone"]
    assert (seen.links, seen.unread) == (14, ())
    asked = [int(path.rpartition("-")[2]) for path in site.asked if "story" in path]
    assert asked == [13, 12, 11, 10, 9]
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]


def test_what_is_not_read_in_time_follows_as_the_list_shows_it(site: Site, tmp_path: Path) -> None:
    file = configuration(tmp_path, [site])
    file.write_text(file.read_text().replace("delay = 0", "delay = 0.4"))
    seen = look(file, most=6, within_s=0.1)
    shown = [one.title for one in seen.articles] + [one.title for one in seen.unread]
    assert numbers(shown) == [13, 12, 11, 10, 9, 8]
    assert len(seen.unread) >= 3


def test_a_list_whose_articles_all_fail_is_given_up(site: Site, tmp_path: Path) -> None:
    for path, _ in site.listed:
        site.pages[path] = Answer("gone", status=404)
    seen = look(configuration(tmp_path, [site]), most=3)
    assert (len(seen.dropped), seen.articles, seen.unread) == (10, (), ())
