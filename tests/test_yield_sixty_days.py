"""Fifty healthy sites over sixty days raise no alarm, and lose nothing.

Each has a habit that looks like a fault to whom only counts: months without news, weekends
and a holiday, lists that are empty because nothing is open, bursts, flashes, pinned and
deleted articles, feeds of five items. All are read in the morning; those that do something
at noon, and one of each kind, in the evening too.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from press import CARDS, ENGLISH, FEED, JNEWS, LIST, LOOKS, STRUCTURED, TABLE, Look, Press
from runner import Runner
from site_server import Answer, Site, serving
from uncounted import uncounted

from digest import pipeline
from digest.model import Outcome, Source, Trouble
from digest.parsing import Parsers
from digest.pipeline import Tools
from digest.store import Store

DAYS = 60
START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
"""A Monday, at six."""
HOLIDAY = range(28, 35)
"""A week, Monday to Sunday."""
UNDATED = replace(LIST, head="")
DAY_ONLY = replace(
    TABLE,
    head='<meta property="article:published_time" content="{iso:.10}">',
)
EMPTY = "<p>There are no open positions at the moment. Please come back later.</p>"

Habit = Callable[[int], int]
"""How many articles appear on the morning of a day."""


def nothing_else(paper: "Paper", day: int) -> None:
    """A site whose noon is quiet."""


@dataclass(slots=True, kw_only=True)
class Paper:
    """One site, what it publishes, and what else it does."""

    name: str
    look: Look
    habit: Habit
    also: Callable[["Paper", int], None] = nothing_else
    """Called at noon."""
    before: int = 6
    """Articles that stand there at the first visit."""
    apart: timedelta = timedelta(days=1)
    """How long they appeared after one another."""
    shown: int = 50
    paragraphs: int = 2
    empty: str = ""
    """What its list says when it lists nothing."""
    titles: set[str] = field(default_factory=set)
    """Of all that was ever listed; those edited are given by their last."""
    press: Press = field(init=False)
    number: int = field(init=False, default=0)

    @property
    def evening(self) -> bool:
        return self.also is not nothing_else or self.name.endswith("-0")

    def open(self, site: Site, number: int) -> None:
        self.press = Press(site, self.look, START, f"{self.name}/", shown=self.shown)
        self.number = number * 1000
        for n in range(self.before):
            self.publish(START - (self.before - n) * self.apart + timedelta(minutes=11 * n))
        self.front()

    def publish(self, at: datetime) -> None:
        self.number += 1
        one = self.press.publish(self.number, at, paragraphs=self.paragraphs)
        self.press.show_page(one)
        self.titles.add(one.title)

    def front(self) -> None:
        if self.press.pieces:
            self.press.show_front()
        else:
            page = self.press.frame(self.look.around.format(items=self.empty))
            self.press.site.pages[self.press.front] = Answer(page)

    def morning(self, day: int) -> None:
        self.press.now = START + timedelta(days=day)
        for n in range(self.habit(day)):
            self.publish(self.press.now - timedelta(minutes=120 - 2 * n))
        self.front()

    def noon(self, day: int) -> None:
        self.press.now = START + timedelta(days=day, hours=6)
        self.also(self, day)
        self.front()


def every(days: int, first: int = 0, many: int = 1) -> Habit:
    return lambda day: many if day % days == first % days and day else 0


def working_days(many: int) -> Habit:
    return lambda day: 0 if day % 7 > 4 else many


def with_holiday(habit: Habit) -> Habit:
    return lambda day: 0 if day in HOLIDAY else habit(day)


def burst(day: int) -> int:
    return 40 if day == 20 else 1


def jobs(paper: Paper, day: int) -> None:
    """What is listed is taken down one by one, the oldest first."""
    if day % 3 == 1 and paper.press.pieces:
        paper.press.pieces.pop()


def flash(paper: Paper, day: int) -> None:
    """Now and then a piece of two sentences, a tenth as long as the others."""
    if day % 4 == 0:
        paper.publish(paper.press.now)
        one = paper.press.pieces[0]
        short = replace(one, paragraphs=(f"{one.paragraphs[0][:155]}.",))
        paper.press.pieces[0] = short
        paper.press.show_page(short)


def pinned(paper: Paper, day: int) -> None:
    """What was published two years ago stands first for ever, and is longer than all."""
    paper.press.pieces.sort(key=lambda one: one.at, reverse=True)
    if day == 0:
        paper.paragraphs = 12
        paper.publish(START - timedelta(days=731))
        paper.paragraphs = 2
    else:
        oldest = min(paper.press.pieces, key=lambda one: one.at)
        paper.press.pieces.remove(oldest)
        paper.press.pieces.insert(0, oldest)


def shrunk(paper: Paper, day: int) -> None:
    if day == 25:
        paper.press.shown = 5


def deleted(paper: Paper, day: int) -> None:
    """The newest is taken back: gone from the list, and its page with it."""
    if day % 6 == 3 and day > 3:
        gone = paper.press.pieces.pop(0)
        del paper.press.site.pages[paper.press.path(gone)]


def edited(paper: Paper, day: int) -> None:
    """The headlines of the newest three are others by a word each day."""
    for n, one in enumerate(paper.press.pieces[:3]):
        paper.titles.discard(one.title)
        word = ENGLISH[day % len(ENGLISH)]
        other = replace(one, title=f"{one.title.partition(':')[0]}: {word} edition")
        paper.press.pieces[n] = other
        paper.titles.add(other.title)
        paper.press.show_page(other)


def papers() -> list[Paper]:
    looks = [*LOOKS.values()][:8]
    month, week = timedelta(days=30), timedelta(days=7)
    daily, few = working_days(1), {"before": 3, "apart": timedelta(days=4), "also": jobs}
    table: list[tuple[str, Sequence[Look], Habit, dict[str, object]]] = [
        ("monthly", looks[:6], every(30, 20), {"apart": month}),
        ("weekly", looks[2:8], every(7, 3), {"apart": week}),
        ("daily", looks, daily, {}),
        ("holiday", looks[:4], with_holiday(daily), {}),
        ("jobs", [CARDS, LIST, TABLE, JNEWS], every(11, 9, 3), few | {"empty": EMPTY}),
        ("dwindling", [TABLE, CARDS], every(14, 13, 3), few),
        ("burst", [CARDS, LIST, FEED], burst, {}),
        ("day-only", [DAY_ONLY], every(2, 0, 5), {}),
        ("day-only-slow", [DAY_ONLY], every(5), {}),
        ("undated", [UNDATED], working_days(2), {}),
        ("undated-weekly", [UNDATED], every(7), {"apart": week}),
        ("undated-monthly", [UNDATED], every(30, 20), {"apart": month}),
        ("flashes", [CARDS, LIST, FEED], every(3), {"paragraphs": 4, "also": flash}),
        ("pinned", [CARDS, LIST], daily, {"also": pinned}),
        ("short-feed", [FEED], daily, {"shown": 5, "before": 4}),
        ("shrunk", [LIST, STRUCTURED], daily, {"shown": 20, "before": 19, "also": shrunk}),
        ("deleted", [TABLE, LIST], every(3), {"also": deleted}),
        ("edited", [TABLE, LIST], every(3), {"also": edited}),
    ]
    return [
        Paper(name=f"{kind}-{n}", look=look, habit=habit, **more)  # type: ignore[arg-type]
        for kind, of_kind, habit, more in table
        for n, look in enumerate(of_kind)
    ]


@dataclass(slots=True)
class Diary:
    """What sixty days gave."""

    papers: list[Paper]
    alarms: list[tuple[str, str, str]] = field(default_factory=list)
    """Day and hour, source, reason; likewise the next."""
    failed: list[tuple[str, str, str]] = field(default_factory=list)
    readings: int = 0
    stored: dict[str, list[str]] = field(default_factory=dict)
    """Titles, by source."""

    def note(self, now: datetime, outcomes: Sequence[Outcome], trouble: Sequence[Trouble]) -> None:
        when = f"{(now - START).days} {now:%H}"
        self.readings += len(outcomes)
        self.alarms += [(when, one.source, one.reason) for one in trouble]
        self.failed += [(when, one.source, one.reason) for one in outcomes if one.reason]


def _configuration(folder: Path, site: Site, all_: Sequence[Paper]) -> Path:
    sources = "".join(
        f'[[source]]\nname = "{one.name}"\nurl = "{site.url}/{one.name}/"\nreread = []\n'
        for one in all_
    )
    file = folder / "config.toml"
    file.write_text(
        '[digest]\ntitle = "Test"\ntimezone = "Africa/Tripoli"\n[fetch]\ndelay = 0\n'
        f'allow_networks = ["127.0.0.0/8"]\n{sources}'
    )
    return file


async def _morning(runner: Runner, tools: Tools, diary: Diary, day: int) -> None:
    for paper in diary.papers:
        paper.morning(day)
    runner.now = START + timedelta(days=day)
    await _read(runner.settings.sources, runner, tools, diary)


async def _evening(runner: Runner, tools: Tools, diary: Diary, day: int) -> None:
    for paper in diary.papers:
        paper.noon(day)
    runner.now = START + timedelta(days=day, hours=12)
    open_late = {paper.name for paper in diary.papers if paper.evening}
    chosen = [one for one in runner.settings.sources if one.name in open_late]
    await _read(chosen, runner, tools, diary)


async def _read(chosen: Sequence[Source], runner: Runner, tools: Tools, diary: Diary) -> None:
    """As a run does, but for what it writes: nobody reads it here."""
    outcomes, _ = await pipeline.read_sources(chosen, tools, told=lambda _: None)
    diary.note(runner.now, outcomes, tools.store.sources.trouble(chosen))


async def _sixty_days(runner: Runner, diary: Diary) -> None:
    with Store(runner.settings.store_url) as store:
        async with pipeline.opened(runner.settings, store, clock=runner.clock) as opened:
            tools = runner.fixed(opened)
            store.sources.sync(runner.settings.sources, now=START, whole=True)
            for day in range(DAYS):
                await _morning(runner, tools, diary, day)
                await _evening(runner, tools, diary, day)
        for source in runner.settings.sources:
            articles = store.articles.of_source(source.name, most=1000)
            diary.stored[source.name] = [one.article.title for one in articles]


@pytest.fixture(scope="module")
def diary(tmp_path_factory: pytest.TempPathFactory, parsers: Parsers) -> Iterator[Diary]:
    folder = tmp_path_factory.mktemp("sixty")
    with serving() as site:
        written = Diary(papers())
        for number, paper in enumerate(written.papers):
            paper.open(site, number)
        runner = Runner(folder, _configuration(folder, site, written.papers), parsers)
        with uncounted():
            asyncio.run(_sixty_days(runner, written))
        yield written


def _first(noted: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """The first day and reason of each source."""
    return {source: f"{when}: {reason}" for when, source, reason in reversed(noted)}


def test_fifty_healthy_sites_raise_no_alarm_in_sixty_days(diary: Diary) -> None:
    assert len(diary.papers) >= 50
    assert diary.readings >= len(diary.papers) * DAYS
    assert _first(diary.alarms) == {}


def test_no_reading_of_a_healthy_site_is_taken_for_a_broken_one(diary: Diary) -> None:
    # A text of a tenth of the length that comes alone may be waited with until the next.
    failed = [one for one in diary.failed if not one[1].startswith("flashes")]
    assert _first(failed) == {}


def test_fifty_healthy_sites_lose_nothing_and_nothing_else_is_stored(diary: Diary) -> None:
    lost = {one.name: one.titles - {*diary.stored[one.name]} for one in diary.papers}
    assert {name: titles for name, titles in lost.items() if titles} == {}
    more = {one.name: {*diary.stored[one.name]} - one.titles for one in diary.papers}
    assert {name: titles for name, titles in more.items() if titles} == {}
    twice = {name for name, titles in diary.stored.items() if len(titles) > len({*titles})}
    assert twice == set()
