"""What is remembered of hosts outlives the process, and is forgotten in the end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from stored import NOW, url_of

from digest.fetch import Passing
from digest.fetch.memory import Memory
from digest.model import Rest, RobotsCopy
from digest.store import Store

HOST = "https://news.example"
BUSY = Rest(failures=3, until=NOW, status=429, reason="429 Too Many Requests")
COPY = RobotsCopy(
    url=f"{HOST}/robots.txt",
    body=b"User-agent: *\nDisallow: /a\n\xff",
    etag='"1"',
    last_modified="Tue, 10 Mar 2026 12:00:00 GMT",
    read_at=NOW,
    until=NOW + timedelta(days=1),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "digest.db"


@pytest.fixture(params=["store", "process"])
def memory(request: pytest.FixtureRequest, file: Path) -> Iterator[Memory]:
    if request.param == "process":
        yield Passing()
        return
    with Store(url_of(file)) as store:
        yield store.hosts


def test_of_an_unknown_host_nothing_is_known(memory: Memory) -> None:
    assert memory.rest(HOST) == Rest()
    assert memory.robots(HOST) is None


def test_what_was_kept_last_is_known_of_that_host_alone(memory: Memory) -> None:
    memory.keep_rest(HOST, BUSY)
    memory.keep_rest(HOST, replace(BUSY, failures=4))
    memory.keep_robots(HOST, COPY)
    memory.keep_robots(HOST, replace(COPY, body=b"x"))
    assert memory.rest(HOST) == replace(BUSY, failures=4)
    assert memory.robots(HOST) == replace(COPY, body=b"x")
    assert memory.rest("http://news.example") == Rest()
    assert memory.robots("http://news.example") is None
    memory.keep_rest(HOST, Rest())
    assert memory.rest(HOST) == Rest()


def test_the_store_remembers_over_a_restart(file: Path) -> None:
    with Store(url_of(file)) as store:
        store.hosts.keep_rest(HOST, BUSY)
        store.hosts.keep_robots(HOST, COPY)
    with Store(url_of(file)) as store:
        assert store.hosts.rest(HOST) == BUSY
        assert store.hosts.robots(HOST) == COPY


def test_what_nobody_asks_for_a_quarter_of_a_year_is_forgotten(file: Path) -> None:
    with Store(url_of(file)) as store:
        store.hosts.keep_rest(HOST, BUSY)
        store.hosts.keep_robots(HOST, COPY)
        store.hosts.forget(now=NOW + timedelta(days=90))
        assert store.hosts.rest(HOST) == BUSY
        assert store.hosts.robots(HOST) == COPY
        store.hosts.forget(now=NOW + timedelta(days=91))
        assert store.hosts.rest(HOST) == Rest()
        assert store.hosts.robots(HOST) is None
