"""The processes in which pages are parsed: each may die, and costs its page only."""

import asyncio
import multiprocessing
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import resource_tracker
from pathlib import Path

import pytest

from digest.errors import NoArticleError, ParseError
from digest.model import Furniture, Link, Page, Source, Survey
from digest.parsing import Parsers

URL = "https://example.org/"
SOURCE = Source(name="one", url=URL)
STORY = """<html lang="en"><head><title>Harbour opens again</title>
<meta property="og:type" content="article"></head><body><article><h1>Harbour opens again</h1>
<time datetime="2026-03-10T08:00:00+02:00">10 March</time>{text}</article></body></html>"""
LISTING = "<main>{items}</main>"


def page(html: str, url: str = URL) -> Page:
    return Page(
        requested=url,
        url=url,
        body=html.encode(),
        content_type="text/html; charset=utf-8",
        fetched_at=datetime(2026, 3, 10, tzinfo=UTC),
    )


def listing(count: int) -> Page:
    item = (
        "<article><h2><a href='/2026/03/{n}'>The council votes on plan {n} again</a></h2></article>"
    )
    return page(LISTING.format(items="".join(item.format(n=n) for n in range(count))))


BEGAN_S = 1.5
"""Seconds of work after which a process has started and must be parsing the slow page."""
ATTRIBUTES = " ".join(f"a{number}" for number in range(22_000))
SLOW = page(f"<p x='>' {ATTRIBUTES}>" * 40)
"""Takes a parser most of a minute: libxml2 compares each attribute with all before it."""


@pytest.fixture
def parsers() -> Iterator[Parsers]:
    parsers = Parsers(processes=1)
    yield parsers
    parsers.close()


def children(process: int | None = None) -> set[int]:
    """The processes that one started and that have not ended, but for Python's own tracker."""
    tasks = Path(f"/proc/{process or os.getpid()}/task").iterdir()
    found = {int(child) for task in tasks for child in (task / "children").read_text().split()}
    return {
        child
        for child in found
        if b"resource_tracker" not in Path(f"/proc/{child}/cmdline").read_bytes()
    }


def cpu_s(process: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def all_end(processes: set[int]) -> Iterator[None]:
    """See that processes run when the block begins, and that all end soon after it.

    That is before the slow page would be done, or be given up for taking too long.
    """
    handles = [os.pidfd_open(process) for process in processes]
    assert handles
    yield
    waiting = set(handles)
    while waiting:
        ended, _, _ = select.select(waiting, [], [], 12)
        assert ended
        waiting -= set(ended)
    for handle in handles:
        os.close(handle)


def test_a_listing_gives_its_links(parsers: Parsers) -> None:
    survey = asyncio.run(parsers.survey(listing(8), SOURCE))
    assert [link.url for link in survey.links] == [f"{URL}2026/03/{n}" for n in range(8)]


def test_an_article_gives_its_text(parsers: Parsers) -> None:
    text = "".join(f"<p>The mayor said sentence {n} in the harbour today.</p>" for n in range(9))
    one = page(STORY.format(text=text), f"{URL}2026/03/1")
    article = asyncio.run(parsers.extract(one, SOURCE, Link(url=one.url), Furniture())).article
    assert article.title == "Harbour opens again"
    assert "The mayor said sentence 8" in article.text


def test_what_a_page_lacks_is_told_as_in_one_process(parsers: Parsers) -> None:
    nothing = page("<html><body></body></html>", f"{URL}about")
    with pytest.raises(NoArticleError):
        asyncio.run(parsers.extract(nothing, SOURCE, Link(url=nothing.url), Furniture()))


def test_pages_are_parsed_while_others_are_waited_for() -> None:
    async def both(parsers: Parsers) -> tuple[int, ...]:
        pages = [parsers.survey(listing(count), SOURCE) for count in (5, 6, 7)]
        return tuple(len(survey.links) for survey in await asyncio.gather(*pages))

    parsers = Parsers()
    try:
        assert asyncio.run(both(parsers)) == (5, 6, 7)
    finally:
        parsers.close()


def test_a_page_that_takes_too_long_costs_itself_and_not_the_next() -> None:
    parsers = Parsers(processes=1, timeout_s=4.0)
    try:
        with pytest.raises(ParseError, match="not parsed within 4 s"):
            asyncio.run(parsers.survey(SLOW, SOURCE))
        assert asyncio.run(parsers.survey(listing(8), SOURCE)).links
    finally:
        parsers.close()


def kill(processes: set[int]) -> None:
    for process in processes:
        os.kill(process, signal.SIGKILL)


async def busy(parsers: Parsers, before: set[int]) -> tuple[asyncio.Task[Survey], set[int]]:
    """Give a slow page to a parser; return when it is at work, with the processes."""
    await parsers.survey(listing(8), SOURCE)
    processes = children() - before
    began = sum(map(cpu_s, processes))
    survey = asyncio.create_task(parsers.survey(SLOW, SOURCE))
    while sum(map(cpu_s, processes)) < began + BEGAN_S:
        await asyncio.wait([survey], timeout=0.1)
        assert not survey.done()
    return survey, processes


def test_a_page_that_kills_its_parser_costs_itself_and_not_the_next(parsers: Parsers) -> None:
    before = children()

    async def killed() -> None:
        survey, processes = await busy(parsers, before)
        kill(processes)
        await survey

    with pytest.raises(ParseError, match="its parser died"):
        asyncio.run(killed())
    assert asyncio.run(parsers.survey(listing(8), SOURCE)).links


def test_a_parser_killed_while_it_has_nothing_to_do_costs_no_page(parsers: Parsers) -> None:
    """As when memory is short and the system chooses one."""
    before = children()
    for _ in range(2):
        assert asyncio.run(parsers.survey(listing(8), SOURCE)).links
        idle = children() - before
        with all_end(idle):
            kill(idle)
        assert asyncio.run(parsers.survey(listing(8), SOURCE)).links


def test_a_parser_that_cannot_start_is_told(parsers: Parsers) -> None:
    resource_tracker.ensure_running()  # Python's own, which is to start as ever
    multiprocessing.set_executable(shutil.which("false") or "")
    try:
        with pytest.raises(ParseError, match="died before it began"):
            asyncio.run(parsers.survey(listing(8), SOURCE))
    finally:
        multiprocessing.set_executable(sys.executable)
    assert asyncio.run(parsers.survey(listing(8), SOURCE)).links


def test_a_page_that_nobody_waits_for_any_longer_is_given_up(parsers: Parsers) -> None:
    before = children()

    async def cancelled() -> None:
        survey, processes = await busy(parsers, before)
        with all_end(processes):
            survey.cancel()
            await asyncio.wait([survey])
        assert survey.cancelled()

    asyncio.run(cancelled())
    assert asyncio.run(parsers.survey(listing(8), SOURCE)).links


def test_processes_end_when_they_are_closed() -> None:
    before = children()
    parsers = Parsers(processes=2)
    asyncio.run(parsers.survey(listing(8), SOURCE))
    with all_end(children() - before):
        parsers.close()
    with pytest.raises(ParseError, match="stopped"):
        asyncio.run(parsers.survey(listing(8), SOURCE))


PROGRAM = """
import asyncio, sys
sys.path.insert(0, {tests!r})
from digest.parsing import Parsers
from test_parsing import busy

async def main(parsers):
    survey, _ = await busy(parsers, set())
    print("busy", flush=True)
    await survey

if __name__ == "__main__":
    asyncio.run(main(Parsers(processes=2)))
"""


def test_parsers_end_with_a_program_that_is_killed(tmp_path: Path) -> None:
    """Kill -9 runs no clean-up of the program's own."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(tests=str(Path(__file__).parent)))
    with subprocess.Popen(
        [sys.executable, str(program)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == "busy\n"
        workers = children(parent.pid)
        assert len(workers) == 2
        with all_end(workers):
            parent.kill()
