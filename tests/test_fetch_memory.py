"""What was learnt of a host counts in the next run: its rest, its robots.txt."""

from datetime import UTC, datetime, timedelta

import pytest
from fetch_server import Answer, Server, answer, fetcher, in_turn, redirect, run

from digest.errors import RobotsError, StatusError
from digest.fetch import Passing
from digest.fetch.host import BACK_OFF_S, MANY

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
BUSY = answer(status="429 Too Many Requests")
BROKEN = answer(status="500 Internal Server Error")
FORBIDS = answer(b"User-agent: *\nDisallow: /a", etag='"1"', last_modified="yesterday")


class Runs:
    """Runs of a program that remembers, at times of its own choice."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.memory = Passing()
        self.now = NOW

    async def read(self, *paths: str, after: timedelta = timedelta()) -> list[object]:
        """Begin a run so long after the one before; return bodies and errors."""
        self.now += after
        found: list[object] = []
        reader = fetcher(memory=self.memory, clock=lambda: self.now, retry_waits_s=())
        async with reader:
            for path in paths:
                try:
                    found.append((await reader.get(self.server.base + path)).body)
                except (StatusError, RobotsError) as error:
                    found.append(error)
        return found

    async def rest_s(self, path: str, *, after: timedelta = timedelta()) -> float:
        (found,) = await self.read(path, after=after)
        assert isinstance(found, StatusError)
        assert found.retry_after_s is not None
        return found.retry_after_s


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def test_rest_that_a_host_asked_for_is_kept_over_a_restart() -> None:
    async def test() -> None:
        busy = answer(status="503 Busy", retry_after="3600")
        async with Server({"/": in_turn(busy, answer(b"x"))}) as server:
            runs = Runs(server)
            assert await runs.rest_s("/") == 3600
            (again,) = await runs.read("/", after=seconds(3000))
            assert isinstance(again, StatusError)
            assert (again.unasked, again.retry_after_s) == (True, 600)
            assert str(again) == "503 Service Unavailable"
            assert server.paths == ["/"]
            assert await runs.read("/", after=seconds(600)) == [b"x"]

    run(test())


def test_host_that_is_asked_too_often_rests_twice_as_long_each_time() -> None:
    async def test() -> None:
        async with Server({"/": BUSY}) as server:
            runs, rests = Runs(server), []
            for _ in range(13):
                rests.append(await runs.rest_s("/", after=seconds(rests[-1] if rests else 0)))
            assert rests[:4] == [60, 120, 240, 480]
            assert rests[0] == BACK_OFF_S
            assert rests[-1] == 86_400
            assert len(server.paths) == 13

    run(test())


def test_server_that_names_a_rest_over_and_over_rests_longer_than_it_says() -> None:
    async def test() -> None:
        async with Server({"/": answer(status="429 No", retry_after="100")}) as server:
            runs, rests = Runs(server), []
            for _ in range(4):
                rests.append(await runs.rest_s("/", after=seconds(rests[-1] if rests else 0)))
            assert rests == [100, 100, 120, 240]

    run(test())


def test_host_is_left_alone_when_many_of_its_pages_in_a_row_fail() -> None:
    async def test() -> None:
        async with Server({"/": BROKEN}) as server:
            runs = Runs(server)
            await runs.read(*["/"] * (MANY - 2))
            found = await runs.read(*["/"] * 5)
            assert len(server.paths) == MANY
            assert [isinstance(one, StatusError) and one.unasked for one in found] == [
                False,
                False,
                True,
                True,
                True,
            ]
            assert isinstance(found[1], StatusError)
            assert found[1].retry_after_s == BACK_OFF_S
            assert await runs.rest_s("/", after=seconds(BACK_OFF_S)) == 2 * BACK_OFF_S

    run(test())


@pytest.mark.parametrize("well", [answer(b"x"), answer(status="404 Not Found")])
def test_page_that_is_answered_well_makes_the_host_well(well: Answer) -> None:
    async def test() -> None:
        async with Server({"/": BROKEN, "/well": well}) as server:
            runs = Runs(server)
            for _ in range(3):
                await runs.read(*["/"] * (MANY - 1), "/well")
            assert len(server.paths) == 3 * MANY
            assert runs.memory.rest(server.base).failures == 0

    run(test())


def test_robots_txt_that_is_there_does_not_make_a_failing_host_well() -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {"/": BROKEN, "/robots.txt": answer(b"")}
        async with Server(pages) as server:
            runs = Runs(server)
            for _ in range(3):
                await runs.read("/", after=timedelta(days=2))
            assert [asked.path for asked in server.asked].count("/robots.txt") == 3
            assert runs.memory.rest(server.base).failures == 3

    run(test())


def test_rest_that_only_a_clock_set_back_makes_long_is_none() -> None:
    async def test() -> None:
        busy = answer(status="429 No", retry_after="3600")
        async with Server({"/": in_turn(busy, answer(b"x"))}) as server:
            runs = Runs(server)
            await runs.rest_s("/")
            assert await runs.read("/", after=timedelta(days=-300)) == [b"x"]

    run(test())


def test_robots_txt_is_asked_for_a_day_later_and_then_by_its_validators() -> None:
    async def test() -> None:
        robots = in_turn(FORBIDS, answer(status="304 Not Modified"), answer(b""))
        async with Server({"/robots.txt": robots, "/": answer(b"x"), "/a": answer(b"a")}) as server:
            runs = Runs(server)
            asked = [await runs.read("/", "/a")]
            asked.append(await runs.read("/", "/a", after=timedelta(hours=23)))
            assert len([one for one in server.asked if one.path == "/robots.txt"]) == 1
            asked.append(await runs.read("/", "/a", after=timedelta(hours=2)))
            asked.append(await runs.read("/", "/a", after=timedelta(hours=23)))
            for one in asked:
                assert one[0] == b"x"
                assert isinstance(one[1], RobotsError)
            assert await runs.read("/a", after=timedelta(hours=2)) == [b"a"]
            requests = [one.headers for one in server.asked if one.path == "/robots.txt"]
            assert len(requests) == 3
            assert "if-none-match" not in requests[0]
            assert requests[1]["if-none-match"] == requests[2]["if-none-match"] == '"1"'
            assert requests[1]["if-modified-since"] == "yesterday"

    run(test())


def test_validators_of_a_robots_txt_go_to_where_it_was_found_only() -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {"/robots.txt": redirect("/r"), "/r": FORBIDS, "/": answer(b"x")}
        async with Server(pages) as server:
            runs = Runs(server)
            await runs.read("/")
            await runs.read("/", after=timedelta(days=2))
            sent = {one.path: one.headers.get("if-none-match") for one in server.asked}
            assert sent == {"/robots.txt": None, "/r": '"1"', "/": None}

    run(test())


@pytest.mark.parametrize(
    ("control", "hours"),
    [("max-age=0", 1), ("max-age=7200", 2), ("max-age=9999999", 24), ("public", 24)],
)
def test_robots_txt_is_kept_as_long_as_it_says_within_an_hour_and_a_day(
    control: str, hours: int
) -> None:
    async def test() -> None:
        robots = answer(b"", cache_control=control)
        async with Server({"/robots.txt": robots, "/": answer(b"x")}) as server:
            runs = Runs(server)
            await runs.read("/")
            await runs.read("/", after=timedelta(hours=hours) - seconds(1))
            assert len(server.asked) == 3
            await runs.read("/", after=seconds(1))
            assert len(server.asked) == 5

    run(test())


def test_robots_txt_that_is_missing_is_remembered_too() -> None:
    async def test() -> None:
        async with Server({"/": answer(b"x")}) as server:
            runs = Runs(server)
            await runs.read("/")
            await runs.read("/")
            assert [one.path for one in server.asked] == ["/robots.txt", "/", "/"]

    run(test())


def test_copy_of_the_last_month_stands_for_a_robots_txt_that_the_server_fails_to_give() -> None:
    async def test() -> None:
        robots = in_turn(FORBIDS, BROKEN)
        async with Server({"/robots.txt": robots, "/": answer(b"x")}) as server:
            runs = Runs(server)
            await runs.read("/")
            (page, forbidden) = await runs.read("/", "/a", after=timedelta(days=29))
            assert page == b"x"
            assert str(forbidden) == "robots.txt forbids it"
            (unread,) = await runs.read("/", after=timedelta(days=2))
            assert str(unread) == "robots.txt cannot be read: 500 Internal Server Error"

    run(test())
