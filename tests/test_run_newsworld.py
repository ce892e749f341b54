"""The main job on a web that changes: nine sites of real pages, some with faults.

The world of ../shared moves on when told. Its `truth` says what a right reader must have
found, its `log` how politely it asked.
"""

import json
import re
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import feedparser
import pytest
from uncounted import uncounted

from digest.identity import key
from digest.store import Store

pytestmark = pytest.mark.shared

DIGEST = [sys.executable, "-m", "digest"]
STEPS = 6


@dataclass(slots=True)
class World:
    """A running newsworld and a digest that follows it."""

    folder: Path
    control: str
    sites: list[dict[str, str]]
    process: subprocess.Popen[str]
    runs: list[subprocess.CompletedProcess[str]] = field(default_factory=list)

    def ask(self, what: str, *, post: bool = False) -> Any:
        request = urllib.request.Request(  # noqa: S310 - 127.0.0.1
            f"{self.control}/{what}", method="POST" if post else "GET"
        )
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - likewise
            return json.load(answer)

    def run(self, *options: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*DIGEST, "run", *options], cwd=self.folder, capture_output=True, text=True, check=False
        )
        self.runs.append(done)
        return done

    def fault(self, name: str) -> list[str]:
        return [site["url"] for site in self.sites if site["fault"] == name]

    def name_of(self, url: str) -> str:
        return f"site{[site['url'] for site in self.sites].index(url)}"

    def feed(self) -> Any:
        return feedparser.parse((self.folder / "output" / "feed.xml").read_bytes())

    def edition(self) -> str:
        return max((self.folder / "output" / "digest").glob("*.md")).read_text()

    def listing_requests(self, log: dict[str, Any], since: dict[str, int]) -> list[list[Any]]:
        """What was asked of good sites' listings since then."""
        return [
            [path, status]
            for url, site in log.items()
            for _, path, status in site["asked"][since[url] :]
            if re.match(r"/(\?.*|rss\.xml|news\.xml)?$", path)
        ]


@contextmanager
def _started(shared: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], Any]]:
    command = [sys.executable, str(shared / "tools" / "newsworld.py"), "--pages"]
    pages = str(shared / "bench" / "extract" / "wcxb_dev")
    with subprocess.Popen(
        [*command, pages, "--hosts", "9", *options], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        yield process, json.loads(process.stdout.readline())
        process.kill()


@pytest.fixture
def world(shared: Path, tmp_path: Path) -> Iterator[World]:
    with uncounted(), _started(shared) as (process, started):
        sources = "".join(
            f'[[source]]\nname = "site{n}"\nurl = "{site["url"]}"\nmax_pages = 3\n'
            for n, site in enumerate(started["sites"])
        )
        (tmp_path / "config.toml").write_text(
            '[digest]\ntitle = "World"\nfirst = "all"\n[fetch]\ndelay = 0\n'
            f'allow_networks = ["127.0.0.0/8"]\n{sources}'
        )
        yield World(tmp_path, started["control"], started["sites"], process)


def _stored(world: World, urls: set[str]) -> set[str]:
    with Store(f"sqlite:///{world.folder / 'digest.db'}") as store:
        known = store.articles.known({key(url) for url in urls})
    return {url for url in urls if key(url) in known}


def _once_in_the_feed(world: World, truth: list[dict[str, Any]]) -> None:
    by_key = {key(address): one["key"] for one in truth for address in (one["url"], one["old_url"])}
    entries = world.feed().entries
    assert len({entry.id for entry in entries}) == len(entries)
    shown = Counter(by_key.get(key(entry.link), entry.link) for entry in entries)
    assert {name: n for name, n in shown.items() if n > 1} == {}


def _merged_with_their_copies(world: World, truth: list[dict[str, Any]]) -> None:
    """Of the copies that are stored with what they copy, 95 % are merged, and nothing else."""
    leaders: dict[str, set[str]] = {}
    with Store(f"sqlite:///{world.folder / 'digest.db'}") as store:
        for one in truth:
            known = store.articles.known({key(one["url"]), key(one["old_url"])})
            found = [store.articles.get(id_) for id_ in set(known.values())]
            leaders[one["key"]] = {stored.copy_of or stored.id for stored in found}
    copies = [(one["copy_of"], one["key"]) for one in truth if one["copy_of"]]
    pairs = [(leaders[of], leaders[copy]) for of, copy in copies if leaders[of] and leaders[copy]]
    assert pairs
    assert sum(bool(of & copy) for of, copy in pairs) >= 0.95 * len(pairs)
    works: dict[str, set[str]] = {}
    for name, ids in leaders.items():
        for id_ in ids:
            works.setdefault(id_, set()).add(name.removesuffix("c"))
    assert {id_: names for id_, names in works.items() if len(names) > 1} == {}


def test_a_changing_world_is_read_once_politely_and_told_apart_from_its_faults(
    world: World,
) -> None:
    good = set(world.fault("none")) | set(world.fault("slow"))
    blank, wall = world.fault("blank")[0], world.fault("wall")[0]
    statuses, missed, wanted = [], set(), set()
    for step in range(STEPS):
        if step:
            world.ask("step", post=True)
        statuses.append(world.run().returncode)
        truth = world.ask("truth")["articles"]
        # What appeared by the step before must be there now.
        due = {
            one["url"]
            for one in truth
            if one["site"] in good and one["first_step"] <= step - 1 and one["listed"]
        }
        wanted |= due
        missed |= due - _stored(world, due)
        _once_in_the_feed(world, truth)
    _merged_with_their_copies(world, world.ask("truth")["articles"])
    assert wanted
    assert len(missed) <= 0.02 * len(wanted), missed
    # The wall stands from step 2 and the list is blank from step 3: named one step later.
    assert statuses == [0, 0, 0, 1, 1, 1], [run.stderr for run in world.runs]
    status = subprocess.run(
        [*DIGEST, "status", "--json"], cwd=world.folder, capture_output=True, text=True, check=False
    )
    assert status.returncode == 1
    troubled = {one["name"] for one in json.loads(status.stdout)["sources"] if one["in_trouble"]}
    assert troubled == {world.name_of(blank), world.name_of(wall)}
    last_section = world.edition().rpartition("\n## ")[2]
    for url in (blank, wall):
        assert world.name_of(url) in last_section
    assert world.name_of(world.fault("flaky")[0]) not in last_section
    assert "Just a moment" not in (world.folder / "output" / "feed.xml").read_text()
    log = world.ask("log")
    assert {url: site["forbidden"] for url, site in log.items() if site["forbidden"]} == {}
    assert {url for url, site in log.items() if site["most_at_once"] > 1} == set()


def test_a_run_where_nothing_changed_fetches_no_article_and_changes_no_byte(
    world: World,
) -> None:
    for _ in range(2):
        assert world.run().returncode == 0
    output = world.folder / "output"
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    since = {url: len(site["asked"]) for url, site in world.ask("log").items()}
    assert world.run().returncode == 0
    log = world.ask("log")
    good = set(world.fault("none")) | set(world.fault("slow"))
    asked = world.listing_requests({url: log[url] for url in good}, since)
    assert asked
    assert sum(status == 304 for _, status in asked) >= 0.9 * len(asked), asked
    articles = [
        path
        for url, site in log.items()
        for _, path, _ in site["asked"][since[url] :]
        if not re.match(r"/(\?.*|rss\.xml|news\.xml|robots\.txt)?$", path)
    ]
    assert articles == []
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before


def test_our_own_outage_is_one_message_marks_no_source_and_all_goes_on_after(
    world: World, shared: Path
) -> None:
    assert world.run().returncode == 0
    states = _states(world)
    world.process.kill()
    world.process.wait()
    for _ in range(3):
        cut_off = world.run()
        assert cut_off.returncode == 0
        assert cut_off.stderr.count("no connection to") == 1
        assert cut_off.stderr.count("\n") == 1
    assert _states(world) == states
    with _started(shared, "--port", world.control.rpartition(":")[2]):
        after = world.run()
        assert (after.returncode, after.stderr.count("reason=")) == (0, 0)
    assert all(not state.failures for state in _states(world).values())


def _states(world: World) -> Any:
    with Store(f"sqlite:///{world.folder / 'digest.db'}") as store:
        return store.sources.states()
