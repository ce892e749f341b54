"""Visits to one site of `press`, hour after hour: what tests of the yield are made of."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from press import LOOKS, Press
from runner import NOON, Runner
from site_server import Site, configuration

from digest.identity import key
from digest.model import Stored
from digest.parsing import Parsers
from digest.pipeline import Report
from digest.store import Store


@dataclass(slots=True)
class Case:
    """A site, and the program that follows it."""

    press: Press
    runner: Runner

    def visit(self, hours: float, break_it: Callable[[Any], None] | None = None) -> Report:
        """Read the site so many hours after the first time, broken or not."""
        self.press.now = NOON + timedelta(hours=hours)
        self.press.site.pages.clear()
        self.press.site.otherwise = Site().otherwise
        self.press.show()
        if break_it:
            break_it(self.press)
        return self.runner.run(at=self.press.now)

    def publish(self, *numbers: int) -> list[str]:
        """Let articles appear, a few minutes after one another; return their titles."""
        at = self.press.now
        return [
            self.press.publish(number, at + timedelta(minutes=7 * n)).title
            for n, number in enumerate(numbers)
        ]

    def stored(self) -> dict[str, Stored]:
        with Store(self.runner.settings.store_url) as store:
            return {one.id: one for one in store.articles.of_source("site0", most=1000)}

    def kept(self) -> dict[str, Any]:
        """All that a broken reading might spoil of what is stored."""
        return {
            id_: (one.revision, one.article.addresses, one.article.published, one.article.title,
                  one.article.text, one.article.url)
            for id_, one in self.stored().items()
        }  # fmt: skip

    def aliases(self) -> dict[str, str]:
        """Which article every address leads to that the program may have met."""
        paths = {*self.press.site.asked, *self.press.site.pages, "/login", "/"}
        paths |= {self.press.path(one) for one in self.press.pieces}
        with Store(self.runner.settings.store_url) as store:
            return store.articles.known({key(self.press.site.url + path) for path in paths})

    def assert_whole(self) -> None:
        """Every article of the site is stored once, as it is."""
        theirs = {one.title: one for one in self.press.pieces}
        articles = [one.article for one in self.stored().values()]
        assert sorted(one.title for one in articles) == sorted(theirs)
        assert [one.title for one in articles if one.partial] == []
        for one in articles:
            assert theirs[one.title].text in one.text

    def copy(self, folder: Path) -> "Case":
        """The same site, and a store of its own that is as this one is now."""
        shutil.copytree(self.runner.folder, folder)
        press = replace(self.press, pieces=[*self.press.pieces])
        return Case(press, Runner(folder, folder / "config.toml", self.runner.parsers))


def opened(look: str, site: Site, folder: Path, parsers: Parsers) -> Case:
    """A site of this look on which nothing has appeared yet."""
    file = configuration(folder, [site], more=LOOKS[look].settings)
    return Case(Press(site, LOOKS[look], NOON), Runner(folder, file, parsers))


def read_thrice(case: Case) -> None:
    """Let fourteen articles appear, some more, and be read, an hour apart."""
    case.press.now = NOON - timedelta(days=13)
    for number in range(14):
        case.publish(number)
        case.press.now += timedelta(hours=22, minutes=3)
    reports = [case.visit(0)]
    for hours, new in ((1, (20,)), (2, (21, 22))):
        case.publish(*new)
        reports.append(case.visit(hours))
    assert [report.outcomes[0].reason for report in reports] == ["", "", ""]
    case.assert_whole()
