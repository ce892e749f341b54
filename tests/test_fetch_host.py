"""Politeness: turns, delays, rests and other tries."""

import asyncio
import ssl
from itertools import pairwise

import pytest
from fetch_server import (
    Answer,
    Asked,
    Server,
    answer,
    cut,
    fetcher,
    in_turn,
    redirect,
    reset,
    run,
    silence,
)

from digest.errors import BrokenError, SlowError, StatusError, UnreachableError
from digest.fetch import Fetcher
from digest.fetch.exchange import Answer as Fetched
from digest.fetch.guard import Guard
from digest.fetch.host import Host, Manners
from digest.fetch.origin import origin_of
from digest.fetch.transport import Transport

PAST = "Thu, 01 Jan 1970 00:00:00 GMT"


async def get_all(reader: Fetcher, *addresses: str) -> list[bytes]:
    pages = await asyncio.gather(*(reader.get(address) for address in addresses))
    return [page.body for page in pages]


def meeting(*, of: int) -> Answer:
    """Answer only when that many requests are waiting at once, on whatever server."""
    barrier = asyncio.Barrier(of)

    async def say(_: Asked, writer: asyncio.StreamWriter) -> None:
        await barrier.wait()
        writer.write(answer(b"met"))

    return say


def test_host_has_one_request_at_once_while_two_hosts_run_in_parallel() -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {"/": meeting(of=2), "/other": answer(b"x")}
        async with Server(pages) as one, Server(pages) as two, fetcher() as reader:
            found = await get_all(
                reader,
                *(one.base + path for path in ("/", "/other", "/other", "/other")),
                *(two.base + path for path in ("/", "/other", "/other", "/other")),
            )
            assert found == [b"met", b"x", b"x", b"x"] * 2
            assert one.most_at_once == two.most_at_once == 1
            assert one.connections == two.connections == 1

    run(test())


def test_no_more_requests_than_slots_are_on_the_wire() -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {"/": meeting(of=2)}
        async with (
            Server(pages) as one,
            Server(pages) as two,
            fetcher(slots=1, timeout_s=0.2) as reader,
        ):
            found = await asyncio.gather(
                reader.get(one.base + "/"), reader.get(two.base + "/"), return_exceptions=True
            )
            assert any(isinstance(error, SlowError) for error in found)

    run(test())


def test_delay_lies_between_the_end_of_a_request_and_the_start_of_the_next() -> None:
    async def test() -> None:
        ended: list[float] = []

        async def late(asked: Asked, writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(0.05)
            writer.write(answer(b"x"))
            ended.append(asked.at + 0.05)

        pages: dict[str, Answer] = {"/": late}
        async with Server(pages) as server, fetcher(delay_s=0.1) as reader:
            await get_all(reader, server.base + "/", server.base + "/")
            first, second = (asked.at for asked in server.asked if asked.path == "/")
            assert second - ended[0] >= 0.1
            assert first - server.asked[0].at >= 0.1

    run(test())


def test_delay_is_drawn_out_at_random_but_never_shortened() -> None:
    async def waited(chance: float) -> float:
        origin = origin_of("http://news.test/")
        host = Host(
            origin.key,
            Transport(origin, Guard(), ssl.create_default_context()),
            asyncio.Semaphore(1),
            Manners(delay_s=0.2, retry_waits_s=(), chance=lambda: chance),
        )
        first, second = [float((await host.turn(now)).location) for _ in range(2)]
        return second - first

    async def now() -> Fetched:
        return Fetched(status=302, location=str(asyncio.get_running_loop().time()))

    assert run(waited(0.0)) >= 0.2
    assert run(waited(1.0)) >= 0.25


def test_waiting_for_a_host_holds_no_slot_and_is_not_counted_to_the_deadline() -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {"/": answer(b"x")}
        async with (
            Server(pages) as slow,
            Server(pages) as quick,
            fetcher(delay_s=0.25, slots=1, timeout_s=0.2) as reader,
        ):
            reading = asyncio.create_task(get_all(reader, slow.base + "/", slow.base + "/"))
            await slow.until(lambda it: bool(it.asked))
            await reader.get(quick.base + "/")
            assert len(slow.paths) <= 1
            assert await reading == [b"x", b"x"]

    run(test())


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(answer(status="429 Too Many Requests"), id="429"),
        pytest.param(answer(status="429 Too Many Requests", retry_after="0"), id="at once"),
        pytest.param(answer(status="500 Oh"), id="500"),
        pytest.param(answer(status="503 Busy", retry_after=PAST), id="date in the past"),
        pytest.param(answer(status="503 Busy", retry_after="soon"), id="senseless"),
        pytest.param(cut(b""), id="closed"),
        pytest.param(reset(), id="reset"),
    ],
)
def test_what_may_pass_is_tried_twice_again(failure: Answer) -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {
            "/": in_turn(failure, failure, answer(b"third")),
            "/never": failure,
        }
        async with Server(pages) as server, fetcher() as reader:
            assert (await reader.get(server.base + "/")).body == b"third"
            with pytest.raises((StatusError, UnreachableError)):
                await reader.get(server.base + "/never")
            assert server.paths == ["/"] * 3 + ["/never"] * 3

    run(test())


@pytest.mark.parametrize(
    "failure",
    [
        answer(status="404 Not Found"),
        answer(status="403 Forbidden", retry_after="1"),
        answer(b"half", content_length="2", content_encoding="br"),
    ],
)
def test_what_will_not_pass_is_not_tried_again(failure: Answer) -> None:
    async def test() -> None:
        async with Server({"/": failure}) as server, fetcher() as reader:
            with pytest.raises((StatusError, BrokenError)):
                await reader.get(server.base + "/")
            assert server.paths == ["/"]

    run(test())


def test_retry_after_is_waited_for() -> None:
    """One real second: the header knows nothing shorter."""

    async def test() -> None:
        busy = answer(status="429 Too Many Requests", retry_after="1")
        async with Server({"/": in_turn(busy, answer(b"x"))}) as server, fetcher() as reader:
            await reader.get(server.base + "/")
            assert server.asked[-1].at - server.asked[-2].at >= 1

    run(test())


def test_whole_host_rests_between_tries_and_others_go_on() -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {
            "/": in_turn(answer(status="503 Busy"), answer(b"at last")),
            "/other": answer(b"x"),
        }
        async with Server(pages) as resting, Server(pages) as quick:
            async with fetcher(retry_waits_s=(0.3,), slots=1) as reader:
                reading = asyncio.create_task(
                    get_all(reader, resting.base + "/", resting.base + "/other")
                )
                await resting.until(lambda it: bool(it.paths))
                await reader.get(quick.base + "/other")
                assert resting.paths == ["/"]
                assert await reading == [b"at last", b"x"]
            times = [asked.at for asked in resting.asked if asked.path != "/robots.txt"]
            assert resting.paths == ["/", "/", "/other"]
            assert times[1] - times[0] >= 0.3

    run(test())


@pytest.mark.parametrize(("asked_for", "told"), [("31", 31), ("99999999999", 86_400)])
def test_host_that_asks_for_a_long_rest_is_left_alone(asked_for: str, told: int) -> None:
    async def test() -> None:
        busy = answer(status="429 Too Many Requests", retry_after=asked_for)
        pages: dict[str, Answer] = {"/": busy, "/other": answer(b"x")}
        async with Server(pages) as server, fetcher() as reader:
            with pytest.raises(StatusError) as caught:
                await reader.get(server.base + "/")
            assert caught.value.retry_after_s == told
            with pytest.raises(StatusError, match="429 Too Many Requests") as again:
                await reader.get(server.base + "/other")
            assert again.value.status == 429
            assert again.value.retry_after_s is not None
            assert told - 5 < again.value.retry_after_s <= told
            assert server.paths == ["/"]

    run(test())


def test_long_rest_that_one_page_asks_for_with_404_is_not_the_hosts() -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {
            "/": answer(status="404 Not Found", retry_after="3600"),
            "/other": answer(b"x"),
        }
        async with Server(pages) as server, fetcher() as reader:
            with pytest.raises(StatusError):
                await reader.get(server.base + "/")
            assert (await reader.get(server.base + "/other")).body == b"x"

    run(test())


def test_redirect_waits_for_its_turn_at_the_new_host() -> None:
    async def test() -> None:
        async with Server({"/": answer(b"x"), "/to": answer(b"to")}) as there:
            pages: dict[str, Answer] = {"/": redirect(there.base + "/to")}
            async with Server(pages) as here, fetcher(delay_s=0.05) as reader:
                await get_all(reader, here.base + "/", there.base + "/", there.base + "/")
            assert there.most_at_once == 1
            times = [asked.at for asked in there.asked]
            assert all(later - sooner >= 0.05 for sooner, later in pairwise(times))

    run(test())


def test_failure_of_one_request_lets_the_next_have_its_turn() -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {"/": silence, "/other": answer(b"x")}
        async with Server(pages) as server, fetcher(timeout_s=0.2) as reader:
            slow = asyncio.create_task(reader.get(server.base + "/"))
            await server.until(lambda it: bool(it.paths))
            assert (await reader.get(server.base + "/other")).body == b"x"
            with pytest.raises(SlowError):
                await slow

    run(test())
