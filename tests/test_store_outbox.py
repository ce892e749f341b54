"""The outbox: what is to be sent is known before, and what became of it after."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from letters import letter
from sqlalchemy import create_engine
from stored import other_process, url_of

from digest.errors import LockedError
from digest.model import Delivery
from digest.store import Parcel, Queued, Store, queue
from digest.store.outbox import KEPT_FOR

NOW = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
DAY = date(2026, 3, 10)
MINUTE = timedelta(minutes=1)
SOON = NOW + 60 * MINUTE
LETTER = replace(letter(3, language="ar"), series="libya", day=DAY)
SENT = Delivery(result="sent", said="250 ok")
LATER = Delivery(result="later", said="451 greylisted")
REFUSED = Delivery(result="refused", said="550 no such user")
DELIVERING = """
import sys
from digest.store import Store
with Store(sys.argv[1]) as store, store.outbox.delivering():
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(url_of(tmp_path / "digest.db")) as store:
        yield store


def queued(name: str, **changes: object) -> Queued:
    row = Queued(
        channel="mail",
        recipient=f"{name}@example.org",
        body=f"To: {name}\r\n".encode(),
        message_id=f"<{name}@digest.example>",
    )
    return replace(row, **changes)


def put(store: Store, *names: str) -> list[int]:
    """Queue the letter for these, and return the numbers of the parcels."""
    store.outbox.queue(LETTER, [queued(name) for name in names], now=NOW)
    return [one.number for one in store.outbox.list()]


def due(store: Store, now: datetime = NOW) -> list[int]:
    return [one.number for one in store.outbox.due(now, latest=now + 60 * MINUTE)]


def test_a_letter_comes_out_as_it_went_in(store: Store) -> None:
    assert store.outbox.letter("libya", DAY) is None
    store.outbox.queue(LETTER, [], now=NOW)
    assert store.outbox.letter("libya", DAY) == LETTER
    assert store.outbox.letter("", DAY) is None


def test_a_parcel_waits_from_when_it_is_queued(store: Store) -> None:
    store.outbox.queue(LETTER, [queued("a")], now=NOW)
    assert store.outbox.list() == store.outbox.list("waiting") == store.outbox.of("libya", DAY)
    assert store.outbox.list() == (
        Parcel(
            number=1,
            series="libya",
            day=DAY,
            channel="mail",
            recipient="a@example.org",
            again=0,
            message_id="<a@digest.example>",
            state="waiting",
            attempts=0,
            queued_at=NOW,
            next_at=NOW,
            sent_at=None,
            said="",
        ),
    )


def test_what_is_queued_twice_is_there_once_as_it_was_first(store: Store) -> None:
    put(store, "a")
    store.outbox.queue(
        replace(LETTER, text="other"), [queued("a", body=b"other"), queued("b")], now=NOW
    )
    assert store.outbox.letter("libya", DAY) == LETTER
    assert [one.recipient for one in store.outbox.list()] == ["a@example.org", "b@example.org"]
    assert store.outbox.sending(1) == b"To: a\r\n"


def test_a_further_copy_is_a_parcel_of_its_own(store: Store) -> None:
    put(store, "a")
    store.outbox.queue(LETTER, [queued("a", again=1, message_id="<a.1@digest.example>")], now=NOW)
    assert [one.again for one in store.outbox.list()] == [0, 1]


def test_letter_and_parcels_are_kept_with_all_else_of_a_transaction_or_not_at_all(
    store: Store, tmp_path: Path
) -> None:
    engine = create_engine(url_of(tmp_path / "digest.db"))
    for end in ("rollback", "commit"):
        with engine.connect() as connection:
            queue(connection, LETTER, [queued("a"), queued("b")], now=NOW)
            getattr(connection, end)()
        kept = (len(store.outbox.list()), store.outbox.letter("libya", DAY))
        assert kept == ((0, None) if end == "rollback" else (2, LETTER))
    engine.dispose()


def test_only_what_waits_and_whose_time_came_is_due(store: Store) -> None:
    one, two, three, four, five = put(store, "a", "b", "c", "d", "e")
    for number, delivery, next_at in (
        (one, SENT, None),
        (two, REFUSED, None),
        (three, LATER, SOON),
    ):
        assert store.outbox.sending(number)
        store.outbox.result(number, delivery, now=NOW, next_at=next_at)
    store.outbox.drop([four])
    assert due(store) == [five]
    assert due(store, SOON) == [three, five]
    states = [one.state for one in store.outbox.list()]
    assert states == ["sent", "failed", "waiting", "dropped", "waiting"]


def test_what_was_being_sent_when_the_program_died_is_due_with_the_same_bytes(
    store: Store,
) -> None:
    (number,) = put(store, "a")
    body = store.outbox.sending(number)
    assert due(store) == [number]
    assert store.outbox.sending(number) == body == b"To: a\r\n"
    assert store.outbox.list("sending")[0].attempts == 2


def test_a_clock_that_was_set_back_lets_nothing_wait_for_long(store: Store) -> None:
    (number,) = put(store, "a")
    assert due(store, NOW - 59 * MINUTE) == []
    assert due(store, NOW - timedelta(days=30)) == [number]


def test_what_became_of_it_is_kept(store: Store) -> None:
    sent, later = put(store, "a", "b")
    for number in (sent, later):
        store.outbox.sending(number)
    store.outbox.result(sent, SENT, now=SOON, next_at=None)
    store.outbox.result(later, LATER, now=NOW, next_at=SOON)
    one, other = store.outbox.list()
    assert (one.state, one.sent_at, one.next_at, one.said) == ("sent", SOON, None, "250 ok")
    assert (other.state, other.sent_at, other.next_at) == ("waiting", None, SOON)
    assert (other.said, other.attempts) == ("451 greylisted", 1)


@pytest.mark.parametrize("delivery", [SENT, LATER])
def test_what_a_person_drops_on_its_way_is_not_tried_again(
    store: Store, delivery: Delivery
) -> None:
    (number,) = put(store, "a")
    store.outbox.sending(number)
    assert store.outbox.drop([number]) == 1
    store.outbox.result(number, delivery, now=NOW, next_at=NOW)
    assert due(store, SOON) == []
    assert store.outbox.sending(number) is None
    assert store.outbox.retry([number], now=NOW) == store.outbox.drop([number]) == 0


def test_what_failed_can_be_tried_again_as_if_new(store: Store) -> None:
    (number,) = put(store, "a")
    store.outbox.sending(number)
    store.outbox.result(number, REFUSED, now=NOW, next_at=None)
    assert due(store, SOON) == []
    assert store.outbox.retry([number], now=SOON) == 1
    (one,) = store.outbox.due(SOON, latest=SOON)
    assert (one.attempts, one.queued_at, one.said) == (0, SOON, "550 no such user")
    assert store.outbox.sending(number) == b"To: a\r\n"


def test_what_is_sent_is_neither_tried_again_nor_dropped(store: Store) -> None:
    (number,) = put(store, "a")
    store.outbox.sending(number)
    store.outbox.result(number, SENT, now=NOW, next_at=None)
    assert store.outbox.retry([number], now=NOW) == store.outbox.drop([number]) == 0
    assert store.outbox.sending(number) is None


def test_what_waits_can_be_put_off_together(store: Store) -> None:
    one, other = put(store, "a", "b")
    store.outbox.sending(one)
    store.outbox.put_off([one, other], until=SOON, said="530 log in")
    assert due(store) == [one]
    assert store.outbox.list()[1].said == "530 log in"


def test_after_a_year_letters_and_parcels_are_forgotten_but_not_what_waits(store: Store) -> None:
    one, _ = put(store, "a", "b")
    store.outbox.sending(one)
    store.outbox.result(one, SENT, now=NOW, next_at=None)
    store.outbox.sweep(now=NOW + KEPT_FOR)
    assert len(store.outbox.list()) == 2
    assert store.outbox.letter("libya", DAY)
    store.outbox.sweep(now=NOW + KEPT_FOR + timedelta(days=1))
    assert [one.recipient for one in store.outbox.list()] == ["b@example.org"]
    assert store.outbox.letter("libya", DAY) is None


def test_one_program_at_a_time_delivers_and_other_locks_do_not_matter(tmp_path: Path) -> None:
    url = url_of(tmp_path / "digest.db")
    with Store(url) as store, other_process(DELIVERING, url) as other:
        told = pytest.raises(LockedError, match=str(other.pid))
        with store.lock(), told, store.outbox.delivering():
            pass
        other.kill()
        other.wait()
        with store.outbox.delivering():
            pass
