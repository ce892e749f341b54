"""Slow and hostile clients on real sockets, and that others do not notice them."""

import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from served import Served, rest_of, served

from digest.web.connections import Limits, place_of

SMALL, LARGE = b"<rss>small</rss>", bytes(range(256)) * 32 * 1024
ASKED = b"GET /%s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n"
HOSTILE = "127.0.0.2"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "feed.xml").write_bytes(SMALL)
    (tmp_path / "large.xml").write_bytes(LARGE)
    return tmp_path


@pytest.fixture
def site(folder: Path) -> Iterator[Served]:
    with served(folder) as one:
        yield one


def seconds(site: Served, *, times: int = 20) -> float:
    """How long the slowest of some requests takes, each on its own connection."""
    slowest = 0.0
    for _ in range(times):
        began = time.monotonic()
        assert site.ask("/feed.xml").body == SMALL
        slowest = max(slowest, time.monotonic() - began)
    return slowest


@pytest.mark.parametrize("client", [HOSTILE, "127.0.0.1"])
def test_five_hundred_slow_clients_do_not_stop_another(site: Served, client: str) -> None:
    """The same address too: behind a proxy all come from one."""
    with ExitStack() as stack:
        for number in range(500):
            slow = stack.enter_context(site.connect(client=client))
            if number % 2:
                slow.sendall(b"GET /feed.xml HTTP/1.1\r\nHost: 127.")
        assert seconds(site) < 2


def test_clients_from_everywhere_do_not_stop_another(folder: Path) -> None:
    with ExitStack() as stack:
        site = stack.enter_context(served(folder, limits=Limits(most=40)))
        slow = [
            stack.enter_context(site.connect(client=f"127.0.1.{number}"))
            for number in range(1, 101)
        ]
        assert seconds(site) < 2
        for one in slow:
            one.setblocking(False)  # noqa: FBT003 - socket's own
        open_ = [one for one in slow if _is_open(one)]
        assert 30 <= len(open_) <= 40


def _is_open(one: socket.socket) -> bool:
    try:
        return one.recv(1) != b""
    except BlockingIOError:
        return True
    except ConnectionResetError:
        return False


def test_the_one_that_waited_longest_gives_way_and_who_is_served_stays(folder: Path) -> None:
    with ExitStack() as stack:
        site = stack.enter_context(served(folder, limits=Limits(most_of_one=3)))
        reading = stack.enter_context(site.connect(receive_bytes=256 * 1024))
        reading.sendall(ASKED % (b"large.xml", b"Connection: close\r\n"))
        begun = reading.recv(1000)
        first, second, third = (stack.enter_context(site.connect()) for _ in range(3))
        assert rest_of(first) == b""
        for one in (second, third):
            one.sendall(ASKED % (b"feed.xml", b"Connection: close\r\n"))
            assert rest_of(one).endswith(SMALL)
        assert (begun + rest_of(reading)).endswith(LARGE)


def test_headers_that_do_not_come_in_time_end_the_connection(folder: Path) -> None:
    """Whether nothing comes, or a byte now and then, before the first answer and after it."""
    with ExitStack() as stack:
        site = stack.enter_context(served(folder, limits=Limits(head_s=0.5)))
        silent, dripping, served_ = (stack.enter_context(site.connect()) for _ in range(3))
        served_.sendall(ASKED % (b"feed.xml", b""))
        assert _taken(served_).endswith(SMALL)
        served_.sendall(b"GET /")
        while site.ask("/feed.xml").body == SMALL and _sends(dripping, b"G"):
            continue
        assert rest_of(silent) == b""
        assert rest_of(served_) == b""
        assert rest_of(dripping) == b""


def test_an_answer_that_is_not_taken_in_time_is_given_up(folder: Path) -> None:
    limits = Limits(head_s=0.5, answer_s=0.5)
    with ExitStack() as stack:
        site = stack.enter_context(served(folder, limits=limits))
        slow = stack.enter_context(site.connect(receive_bytes=4096))
        slow.sendall(ASKED % (b"large.xml", b""))
        while site.ask("/feed.xml").body == SMALL and _sends(slow, b"\r\n"):
            continue
        assert len(rest_of(slow)) < len(LARGE)


def _taken(one: socket.socket) -> bytes:
    """Take an answer with the small feed."""
    found = b""
    while not found.endswith(SMALL):
        found += one.recv(65536)
    return found


def _sends(one: socket.socket, text: bytes) -> bool:
    """Whether the other side still holds the connection: what we send is not reset."""
    try:
        one.sendall(text)
    except OSError:
        return False
    return True


def test_slow_readers_hold_no_copies_of_what_they_are_sent(folder: Path) -> None:
    """Fifty who take nothing of 8 MB: whole copies would be 400 MB."""
    with ExitStack() as stack:
        site = stack.enter_context(served(folder))
        assert site.ask("/large.xml").body == LARGE
        tracemalloc.start()
        stack.callback(tracemalloc.stop)
        for _ in range(50):
            slow = stack.enter_context(site.connect(client=HOSTILE, receive_bytes=4096))
            slow.sendall(ASKED % (b"large.xml", b""))
            assert slow.recv(100)
        assert seconds(site) < 2
        _, peak = tracemalloc.get_traced_memory()
        assert peak < 2 * len(LARGE) + 50 * 256 * 1024


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"GET /feed.xml HTTP/1.1\r\n\r\n", b"400"),
        (b"GET /feed.xml HTTP/1.1\r\nHost: a\r\nHost: 127.0.0.1\r\n\r\n", b"400"),
        (b"GET /feed.xml\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a hello of TLS \r\n\r\n", b"400"),
        (b"GET /\xd8\xa3.xml HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"400"),
        (ASKED % (b"feed.xml", b"X: " + b"a" * 400_000 + b"\r\n"), b"400"),
        (ASKED % (b"a" * 400_000, b""), b"400"),
        (ASKED % (b"feed.xml", b"X: a\r\n" * 70_000), b"400"),
        (ASKED % (b"feed.xml", b"Content-Length: 5\r\nContent-Length: 6\r\n"), b"400"),
        (ASKED % (b"feed.xml", b"Content-Length: -1\r\n"), b"400"),
        (ASKED % (b"feed.xml", b"Transfer-Encoding: xchunked\r\n"), b"501"),
        (ASKED % (b"feed.xml", b"Content-Length: 999999999\r\n"), b"200"),
        (ASKED % (b"feed.xml", b"Transfer-Encoding: chunked\r\n"), b"200"),
        (ASKED % (b"feed.xml", b"Expect: 100-continue\r\nContent-Length: 9\r\n"), b"200"),
        (ASKED % (b"feed.xml", b"Connection: Upgrade, close\r\nUpgrade: websocket\r\n"), b"200"),
        (ASKED % (b"feed.xml", b"Range: bytes=0-1\r\nConnection: close\r\n"), b"200"),
    ],
)
def test_what_is_no_right_request_is_answered_once_and_closed(
    site: Served, said: bytes, status: bytes
) -> None:
    answer = site.say(said)
    assert answer == b"" or answer.split(b" ")[1] in (status, b"400")
    assert answer.count(b"HTTP/1.1 ") <= 1
    if status == b"200":
        assert answer.endswith(SMALL)
        assert b"connection: close" in answer.lower()
    assert site.ask("/feed.xml").status == 200


def test_requests_in_a_row_are_answered_in_a_row(site: Served) -> None:
    with site.connect() as one:
        one.sendall(
            ASKED % (b"feed.xml", b"") * 99 + ASKED % (b"feed.xml", b"Connection: close\r\n")
        )
        assert rest_of(one).count(SMALL) == 100


def test_the_server_stops_in_time_while_someone_does_not_take_an_answer(folder: Path) -> None:
    with ExitStack() as clients:
        with served(folder) as site:
            slow, idle, silent = (
                clients.enter_context(site.connect(receive_bytes=4096)) for _ in range(3)
            )
            slow.sendall(ASKED % (b"large.xml", b""))
            assert slow.recv(10)
            idle.sendall(ASKED % (b"feed.xml", b""))
            assert _taken(idle).endswith(SMALL)
            began = time.monotonic()
        assert time.monotonic() - began < 8
        assert rest_of(idle) == rest_of(silent) == b""
        assert len(rest_of(slow)) < len(LARGE)


def test_an_answer_that_is_being_taken_is_finished_before_the_server_stops(folder: Path) -> None:
    """Most of it is taken when the server is stopping already, which closes what is idle."""
    with ExitStack() as clients:
        with served(folder) as site:
            reading, idle = (clients.enter_context(site.connect()) for _ in range(2))
            reading.sendall(ASKED % (b"large.xml", b""))
            begun = reading.recv(10)
            taken: list[bytes] = []
            thread = threading.Thread(
                target=lambda: taken.extend((rest_of(idle), rest_of(reading)))
            )
            thread.start()
        thread.join()
        assert taken[0] == b""
        assert (begun + taken[1]).endswith(LARGE)


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_a_client_is_an_address_or_a_network_of_64_bits(host: str, place: str) -> None:
    assert place_of(host) == place
