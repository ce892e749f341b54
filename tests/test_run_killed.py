"""A run that is killed loses nothing, brings nothing twice and leaves no torn feed."""

import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from site_server import Site, configuration, serving
from uncounted import uncounted

from digest.identity import key
from digest.store import Store

RUN = [sys.executable, "-m", "digest", "run"]
KILLS = 20


@pytest.fixture
def sites() -> Iterator[list[Site]]:
    with serving() as one, serving() as two, uncounted():
        yield [one, two]


def _kill_at(moment_s: float, site: Site, folder: Path) -> float:
    """Start a run, and kill it so long after its first request to the site.

    Returns how long it ran from then on.
    """
    site.first_request.clear()
    said = folder / "said"
    with (
        said.open("wb") as stderr,
        subprocess.Popen(RUN, cwd=folder, stdout=subprocess.DEVNULL, stderr=stderr) as process,
    ):
        assert site.first_request.wait(60), said.read_text()
        began = time.monotonic()
        killer = threading.Timer(moment_s, process.kill)
        killer.start()
        process.wait()
        killer.cancel()
    return time.monotonic() - began


def test_twenty_kills_lose_nothing_bring_nothing_twice_and_tear_no_feed(
    sites: list[Site], tmp_path: Path
) -> None:
    configuration(tmp_path, sites)
    seed = random.randrange(2**32)
    moments = random.Random(seed)
    addresses = [site.publish(3 * n + m) for n, site in enumerate(sites) for m in range(3)]
    feed = tmp_path / "output" / "feed.xml"
    ids: dict[str, str] = {}
    whole_s = _kill_at(600, sites[0], tmp_path)
    for kill in range(KILLS):
        addresses += [site.publish(10 + 2 * kill + n) for n, site in enumerate(sites)]
        _kill_at(moments.uniform(0, whole_s), sites[0], tmp_path)
        if feed.exists():
            etree.parse(feed)
            for entry in feedparser.parse(feed.read_bytes()).entries:
                assert ids.setdefault(entry.link, entry.id) == entry.id, seed
    done = subprocess.run(RUN, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (seed, done.stderr)
    with Store(f"sqlite:///{tmp_path / 'digest.db'}") as store:
        stored = Counter(key(one.article.url) for one in store.articles.everything(most=999))
    assert stored == Counter(key(address) for address in addresses), seed
    shown = feedparser.parse(feed.read_bytes()).entries
    assert Counter(entry.link for entry in shown) == Counter(addresses), seed
    (edition,) = (tmp_path / "output" / "digest").glob("*.md")
    text = edition.read_text()
    assert {address: text.count(f"({address})") for address in addresses} == dict.fromkeys(
        addresses, 1
    ), seed
    assert not list(tmp_path.rglob("*.part"))
