"""Two hundred letters to a server that fails in every way there is, and one that hangs."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from mailing import MINUTE, Post, is_well, queue, sent_to
from stored import url_of

from digest.store import Store

MODES = (
    "refuse", "421banner", "452mail", "451rcpt", "drop-before-data", "450data",
    "drop-before-250-lost", "drop-after-data", "ok",
)  # fmt: skip
FOR_GOOD = ("550rcpt", "554data")


@contextmanager
def faulty(shared: Path, log: Path, *script: str) -> Iterator[int]:
    """Serve by the shared program that fails connection by connection; give its port."""
    program = [sys.executable, str(shared / "tools" / "smtp_faulty.py")]
    options = ["--script", ",".join(script), "--log", str(log), "--slow", "60"]
    with subprocess.Popen([*program, *options], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield json.loads(process.stdout.readline())["port"]
        finally:
            process.kill()


def kept(log: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(log.glob("*.eml"))]


@pytest.mark.shared
@pytest.mark.parametrize("mode", [*MODES, *FOR_GOOD, "slow"])
def test_each_way_to_fail_loses_nothing_and_is_told(
    shared: Path, tmp_path: Path, mode: str
) -> None:
    with (
        Store(url_of(tmp_path / "digest.db")) as store,
        faulty(shared, tmp_path / "log", mode, "ok") as port,
    ):
        bodies = queue(store, "a", "b")
        post = Post(store, port, timeout_s=0.5)
        first = post.flush()
        assert is_well(first) == (mode == "ok")
        post.clock.move(MINUTE)
        post.flush()
        states = [one.state for one in store.outbox.list()]
    expected = ["b@example.org"] if mode in FOR_GOOD else ["a@example.org", "b@example.org"]
    assert sent_to(kept(tmp_path / "log")) == expected
    assert set(kept(tmp_path / "log")) <= set(bodies.values())
    assert states == [*(["failed"] if mode in FOR_GOOD else ["sent"]), "sent"]


@pytest.mark.shared
def test_of_two_hundred_letters_none_is_lost_and_none_is_another(
    shared: Path, tmp_path: Path
) -> None:
    """The server takes one of ten a second time, since its answers were lost."""
    names = [f"r{number}" for number in range(200)]
    log = tmp_path / "log"
    script = [MODES[number % len(MODES)] for number in range(90)]
    with Store(url_of(tmp_path / "digest.db")) as store, faulty(shared, log, *script) as port:
        bodies = queue(store, *names)
        post = Post(store, port)
        while not is_well(post.flush()):
            post.clock.move(5 * MINUTE)
        assert {one.state for one in store.outbox.list()} == {"sent"}
    assert sent_to(kept(log)) == sorted(bodies)
    assert set(kept(log)) == set(bodies.values())
    lost_answers = sum(bool(re.search("drop-after", path.name)) for path in log.iterdir())
    assert len(kept(log)) == len(names) + lost_answers
    assert lost_answers == 10
