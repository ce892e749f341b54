"""Delivering: nothing is lost, nothing comes twice, and what fails is told."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from mail_servers import FAULTS, failing
from mailing import LETTER, MINUTE, NOW, Clock, Post, by, is_well, queue, sent_to
from stored import other_process, url_of

from digest.errors import ConfigError, LockedError
from digest.model import Delivery
from digest.pipeline.delivering import GIVEN_UP_AFTER, PATIENCE, Carrier, Flushed, flush
from digest.store import Parcel, Queued, Store

BOTH = ["a@example.org", "b@example.org"]
HOUR = 60 * MINUTE
FOR_GOOD = {"550rcpt", "552mail", "554begin", "554data"}
"""What is refused for good."""
STOPPING = {"530mail"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as store:
        yield store


def flushed(
    store: Store, carrier: Carrier, *, clock: Clock | None = None, eager: bool = False
) -> Flushed:
    carriers = {"mail": carrier}
    return asyncio.run(flush(store.outbox, carriers, clock=clock or Clock(), eager=eager))


def answering(*deliveries: Delivery) -> Carrier:
    """Return a carrier whose parcels get these answers, one after the other."""
    left = list(deliveries)

    async def carrier(_parcel: Parcel, _body: bytes) -> Delivery:
        return left.pop(0)

    return carrier


LATER = Delivery(result="later", said="451 greylisted")
SENT = Delivery(result="sent", said="250 ok")


def test_each_recipient_gets_the_bytes_that_were_queued(store: Store) -> None:
    bodies = queue(store, "a", "b")
    with failing() as server:
        done = Post(store, server.port).flush()
    assert is_well(done)
    assert [one.recipient for one in done.sent] == BOTH
    assert server.kept == list(bodies.values())
    assert {one.sent_at for one in done.sent} == {NOW}


def test_what_is_sent_is_not_sent_again(store: Store) -> None:
    queue(store, "a")
    with failing() as server:
        post = Post(store, server.port)
        post.flush()
        queue(store, "a", now=NOW + HOUR)
        assert post.flush_for(3 * HOUR, step=HOUR) == post.flush(eager=True) == Flushed()
    assert len(server.kept) == 1


@pytest.mark.parametrize("fault", sorted(FAULTS.keys() - FOR_GOOD - STOPPING))
def test_a_fault_that_may_pass_costs_time_and_no_letter(store: Store, fault: str) -> None:
    bodies = queue(store, "a", "b")
    with failing(fault) as server:
        post = Post(store, server.port)
        first = post.flush()
        assert [one.recipient for one in first.waiting] == ["a@example.org"]
        assert [one.recipient for one in first.sent] == ["b@example.org"]
        assert first.waiting[0].said
        assert not is_well(first)
        assert post.flush() == Flushed()  # its time has not come
        post.clock.move(MINUTE)
        assert is_well(post.flush())
    assert sent_to(server.kept) == BOTH
    assert set(server.kept) == set(bodies.values())
    assert len(server.kept) == (3 if fault == "drop-kept" else 2)


@pytest.mark.parametrize("fault", sorted(FOR_GOOD))
def test_what_is_refused_costs_its_recipient_and_is_told(store: Store, fault: str) -> None:
    queue(store, "a", "b")
    with failing(fault) as server:
        post = Post(store, server.port)
        done = post.flush()
        assert [one.recipient for one in done.failed] == ["a@example.org"]
        assert done.failed[0].said.startswith("55")
        assert not is_well(done)
        assert post.flush_for(2 * HOUR, step=HOUR) == Flushed()
    assert sent_to(server.kept) == ["b@example.org"]
    assert [one.state for one in store.outbox.list()] == ["failed", "sent"]


def test_of_two_recipients_one_is_refused_whatever_else_fails(store: Store) -> None:
    queue(store, "a", "b")
    with failing("450data", "drop-kept", refused="a@example.org") as server:
        post = Post(store, server.port)
        post.flush_for(10 * MINUTE)
    assert sent_to(server.kept) == ["b@example.org"]
    assert [one.state for one in store.outbox.list()] == ["failed", "sent"]


def test_where_the_login_is_wrong_everything_waits_until_it_is_mended(store: Store) -> None:
    queue(store, "a", "b", "c")
    with failing(*["530mail"] * 3) as server:
        post = Post(store, server.port)
        done = post.flush()
        assert done.stopped == ("mail: 530 log in first",)
        assert len(done.waiting) == 3
        assert server.connections == 1
        assert not is_well(done)
        assert {one.said for one in done.waiting} == {"530 log in first"}
        post.flush()
        assert server.connections == 1
        post.clock.move(timedelta(days=30))
        post.flush()
        assert [one.state for one in store.outbox.list()] == ["waiting"] * 3
        post.flush(eager=True)
        assert is_well(post.flush(eager=True))
    assert len(sent_to(server.kept)) == 3


def test_a_server_that_is_away_is_tried_for_a_day_at_growing_intervals(store: Store) -> None:
    queue(store, "a")
    with failing() as gone:
        pass
    post = Post(store, gone.port)
    tried = []
    while (done := post.flush()).waiting:
        tried.append((post.clock.now - NOW) // MINUTE)
        post.clock.now = done.waiting[0].next_at or NOW
    assert tried[:6] == [0, 1, 6, 21, 81, 141]
    assert len(tried) == 27
    assert post.clock.now - NOW >= GIVEN_UP_AFTER
    assert done.failed[0].said.startswith("given up after a day: ")
    assert post.flush(eager=True) == Flushed()


def test_a_machine_that_was_off_for_days_still_tries_more_than_once(store: Store) -> None:
    queue(store, "a")
    clock = Clock(NOW + timedelta(days=3))
    for wait in (1, 5, 15, 60):
        assert flushed(store, answering(LATER), clock=clock).waiting
        clock.move(wait * MINUTE)
    assert flushed(store, answering(LATER), clock=clock).failed


def test_a_person_need_not_wait(store: Store) -> None:
    queue(store, "a")
    assert flushed(store, answering(LATER)).waiting
    assert flushed(store, answering()) == Flushed()
    assert flushed(store, answering(SENT), eager=True).sent


def test_a_clock_that_is_set_back_delays_by_an_hour_at_most_and_sends_nothing_twice(
    store: Store,
) -> None:
    queue(store, "a", "b")
    assert len(flushed(store, answering(LATER, SENT)).waiting) == 1
    assert is_well(flushed(store, answering(SENT), clock=Clock(NOW - timedelta(days=3))))
    assert [one.state for one in store.outbox.list()] == ["sent", "sent"]


def test_failures_that_take_their_time_let_the_others_wait(store: Store) -> None:
    queue(store, "a", "b", "c", "d")
    clock = Clock()
    tried = []

    async def slow(parcel: Parcel, _body: bytes) -> Delivery:
        tried.append(parcel.recipient)
        clock.move(PATIENCE * 2 / 3)
        return LATER

    done = flushed(store, slow, clock=clock)
    assert tried == BOTH
    assert len(done.waiting) == 4
    assert [one.attempts for one in done.waiting] == [1, 1, 0, 0]
    assert done.stopped == ()


def test_one_channel_that_is_stopped_does_not_stop_another(store: Store) -> None:
    queue(store, "a")
    hook = Queued(channel="webhook", recipient="t", body=b"{}", message_id="webhook.1")
    store.outbox.queue(LETTER, [hook], now=NOW)
    carriers = {
        "mail": answering(Delivery(result="stopped", said="535 wrong")),
        "webhook": answering(SENT),
    }
    done = asyncio.run(flush(store.outbox, carriers, clock=Clock()))
    assert [one.recipient for one in done.sent] == ["t"]
    assert [one.recipient for one in done.waiting] == ["a@example.org"]


def test_what_has_no_way_any_more_waits_and_is_told(store: Store) -> None:
    queue(store, "a")
    done = asyncio.run(flush(store.outbox, {}, clock=Clock()))
    assert [one.recipient for one in done.waiting] == ["a@example.org"]
    assert "digest outbox drop" in done.stopped[0]


def test_wrong_settings_stop_and_a_bug_costs_one_parcel(store: Store) -> None:
    queue(store, "a", "b", "c")

    def broken(_id: str, _sender: str, recipient: str, _body: bytes) -> Delivery:
        if recipient == "b@example.org":
            raise ZeroDivisionError
        if recipient == "c@example.org":
            raise ConfigError("password_file: others can read it")
        return SENT

    done = flushed(store, by(broken))
    assert len(done.sent) == 1
    assert [one.said for one in done.waiting] == [
        "crashed: ZeroDivisionError()",
        "password_file: others can read it",
    ]
    assert done.stopped == ("mail: password_file: others can read it",)


def test_what_a_person_drops_before_its_turn_is_not_sent(store: Store) -> None:
    queue(store, "a", "b")

    async def dropping(parcel: Parcel, _body: bytes) -> Delivery:
        store.outbox.drop([parcel.number + 1])
        return SENT

    done = flushed(store, dropping)
    assert is_well(done)
    assert [one.state for one in done.parcels] == ["sent", "dropped"]


def test_two_programs_do_not_deliver_at_one_time(store: Store) -> None:
    queue(store, "a")

    async def carrier(_parcel: Parcel, _body: bytes) -> Delivery:
        with pytest.raises(LockedError):
            await flush(store.outbox, {}, clock=Clock())
        return SENT

    assert flushed(store, carrier).sent


def test_what_another_program_queues_meanwhile_is_delivered_too(store: Store) -> None:
    """It may not deliver itself, and may not come again before tomorrow."""
    queue(store, "a")
    later = {"b": "c", "a": "b"}

    async def carrier(parcel: Parcel, _body: bytes) -> Delivery:
        name = later.pop(parcel.recipient[0], "")
        if name:
            queue(store, name)
        return SENT

    done = flushed(store, carrier)
    assert [one.recipient[0] for one in done.sent] == ["a", "b", "c"]


STOPPED = """
import asyncio, threading
from digest.pipeline.delivering import aside

begun = threading.Event()

def for_ever():
    begun.set()
    threading.Event().wait()

async def stop():
    task = asyncio.create_task(aside(for_ever))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    await asyncio.wait([task])
    print(task.cancelled())

asyncio.run(stop())
"""


def test_a_program_that_is_told_to_stop_does_not_wait_for_a_slow_server() -> None:
    command = [sys.executable, "-c", STOPPED]
    ended = subprocess.run(command, capture_output=True, timeout=30, text=True, check=True)
    assert (ended.stdout, ended.stderr) == ("True\n", "")


KILLED = """
import asyncio, sys
sys.path.insert(0, sys.argv[1])
from mailing import Clock, by, mailer_to, queue
from digest.pipeline.delivering import flush
from digest.store import Store

def ready():
    print("ready", flush=True)

def stop_here():
    ready()
    sys.stdin.read()

def handing_over(*message):
    if step == "before the connection":
        stop_here()
    if step.startswith("hang"):
        ready()
    made = mailer.send(*message)
    if step == "before the result is kept":
        stop_here()
    return made

tests, url, port, step = sys.argv[1:]
mailer = mailer_to(int(port))
with Store(url) as store:
    queue(store, "a", "b")
    if step == "before anything":
        stop_here()
    carriers = {"mail": by(handing_over)}
    asyncio.run(flush(store.outbox, carriers, clock=Clock()))
"""
STEPS = (
    "before anything", "before the connection", "hang-connect", "hang-mail", "hang-rcpt",
    "hang-begin", "hang-lost", "hang-kept", "before the result is kept",
)  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_a_program_killed_at_any_step_loses_nothing_and_sends_the_same_bytes(
    tmp_path: Path, step: str
) -> None:
    url = url_of(tmp_path / "digest.db")
    with failing(step) as server:
        arguments = (str(Path(__file__).parent), url, str(server.port), step)
        with other_process(KILLED, *arguments) as process:
            if step.startswith("hang"):
                assert server.silent.wait(timeout=20)
            process.kill()
            process.wait()
        with Store(url) as store:
            bodies = queue(store, "a", "b")
            done = Post(store, server.port).flush()
    assert is_well(done)
    assert [one.recipient for one in done.sent] == BOTH
    assert sent_to(server.kept) == BOTH
    assert set(server.kept) == set(bodies.values())
    twice = step in {"hang-kept", "before the result is kept"}
    assert len(server.kept) == 2 + twice
    ids = [message_from_bytes(one)["Message-ID"] for one in server.kept]
    assert len(set(ids)) == 2
