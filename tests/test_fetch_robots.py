"""What robots.txt allows, and what its absence and its failures mean."""

import asyncio
import json
import time
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from fetch_server import Answer, Server, answer, cut, fetcher, in_turn, redirect, run, silence
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import RobotsError, UnreachableError
from digest.fetch.robots import LONGEST_DELAY_S, MOST_BYTES, MOST_SITEMAPS, Rules
from digest.model import Page

AT = "http://news.test/robots.txt"


async def read(robots: Answer, path: str = "/page", **options: float) -> Page:
    pages: dict[str, Answer] = {"/robots.txt": robots, path: answer(b"page")}
    async with Server(pages) as server, fetcher(**options) as reader:
        return await reader.get(server.base + path)


def test_forbidden_address_is_never_asked_for() -> None:
    async def test() -> None:
        pages = {"/robots.txt": answer(b"User-agent: *\nDisallow: /a"), "/b": answer(b"b")}
        async with Server(pages) as server, fetcher() as reader:
            with pytest.raises(RobotsError, match="forbids"):
                await reader.get(server.base + "/a")
            assert (await reader.get(server.base + "/b")).body == b"b"
            assert server.paths == ["/b"]

    run(test())


def test_group_of_our_product_goes_before_that_of_all() -> None:
    rules = Rules(b"User-agent: *\nDisallow: /\n\nUser-agent: Digest\nDisallow: /x", AT)
    assert rules.allow("http://news.test/page")
    assert not rules.allow("http://news.test/x")


def test_redirect_to_a_forbidden_address_is_not_followed() -> None:
    async def test() -> None:
        robots = answer(b"User-agent: *\nDisallow: /private")
        async with Server({"/robots.txt": robots}) as there:
            async with (
                Server({"/": redirect(there.base + "/private")}) as here,
                fetcher() as reader,
            ):
                with pytest.raises(RobotsError, match="forbids"):
                    await reader.get(here.base + "/")
            assert there.paths == []

    run(test())


@pytest.mark.parametrize(
    "robots",
    [
        pytest.param(answer(status="404 Not Found"), id="404"),
        pytest.param(answer(status="401 Unauthorized"), id="401"),
        pytest.param(answer(status="403 Forbidden"), id="403"),
        pytest.param(answer(b"", status="204 No Content"), id="204"),
        pytest.param(redirect("/robots.txt"), id="circle"),
        pytest.param(redirect("file:///etc/passwd"), id="redirect to no web address"),
        pytest.param(answer(b"<html>User-agent: *\nDisallow: /</html>"), id="a page"),
        pytest.param(answer(b"\xff\xfe\x00 \x80"), id="noise"),
    ],
)
def test_without_a_robots_txt_all_is_allowed(robots: Answer) -> None:
    assert run(read(robots)).body == b"page"


@pytest.mark.parametrize(
    "robots",
    [
        pytest.param(answer(status="500 Oh"), id="500"),
        pytest.param(answer(status="503 Busy"), id="503"),
        pytest.param(answer(status="429 Slow down"), id="429"),
        pytest.param(cut(answer(b"User", content_length="900")), id="cut off"),
        pytest.param(cut(b"no HTTP\r\n\r\n"), id="no HTTP"),
    ],
)
def test_server_that_fails_to_say_forbids_all(robots: Answer) -> None:
    with pytest.raises(RobotsError, match=r"robots\.txt cannot be read: ."):
        run(read(robots))


def test_robots_txt_that_never_comes_forbids_all() -> None:
    with pytest.raises(RobotsError):
        run(read(silence, timeout_s=0.2))


def test_failing_robots_txt_is_tried_again_like_a_page() -> None:
    robots = in_turn(answer(status="500 Oh"), answer(status="429 No"), answer(b"Allow: /"))
    assert run(read(robots)).body == b"page"


def test_rest_that_robots_txt_is_refused_with_is_told() -> None:
    with pytest.raises(RobotsError) as caught:
        run(read(answer(status="429 Slow down", retry_after="3600")))
    assert caught.value.retry_after_s == 3600


def test_host_that_is_unreachable_is_not_a_matter_of_robots_txt() -> None:
    with pytest.raises(UnreachableError):
        run(read(cut(b"")))


def test_robots_txt_is_read_once_for_many_askers() -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {f"/{n}": answer(b"x") for n in range(5)}
        async with Server(pages) as server, fetcher() as reader:
            await asyncio.gather(*(reader.get(f"{server.base}/{n}") for n in range(5)))
            await reader.get(server.base + "/0")
            assert len(server.asked) == 7
            assert server.asked[0].path == "/robots.txt"

    run(test())


def test_failure_of_robots_txt_is_remembered_with_its_reason() -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {"/robots.txt": answer(status="500 Oh")}
        async with Server(pages) as server, fetcher(retry_waits_s=()) as reader:
            for _ in range(3):
                with pytest.raises(RobotsError, match="500 Internal Server Error"):
                    await reader.get(server.base + "/")
            assert len(server.asked) == 1

    run(test())


def test_rules_behind_redirects_hold_for_the_host_that_was_asked() -> None:
    async def test() -> None:
        robots = answer(b"User-agent: *\nDisallow: /private\nSitemap: /map.xml")
        async with Server({"/r": robots}) as there:
            pages = {"/robots.txt": redirect("/1"), "/1": redirect(there.base + "/r")}
            async with Server(pages) as here, fetcher() as reader:
                with pytest.raises(RobotsError, match="forbids"):
                    await reader.get(here.base + "/private")
                assert await reader.sitemaps(here.base + "/") == (there.base + "/map.xml",)

    run(test())


def test_sixth_redirect_of_robots_txt_is_not_followed() -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {f"/{n}": redirect(f"/{n + 1}") for n in range(9)}
        pages |= {"/robots.txt": redirect("/1"), "/page": answer(b"page")}
        async with Server(pages) as server, fetcher() as reader:
            assert (await reader.get(server.base + "/page")).body == b"page"
            assert server.paths == ["/1", "/2", "/3", "/4", "/5", "/page"]

    run(test())


def test_of_a_huge_robots_txt_the_first_half_mebibyte_counts() -> None:
    """The line at the cut is dropped: half of it might forbid the whole site."""
    start = b"User-agent: *\nDisallow: /a\n"
    filling = b"#" * (MOST_BYTES - len(start) - 12) + b"\n"
    robots = answer(start + filling + b"Disallow: /private\n" + b"Disallow: /late\n" * 99)
    assert run(read(robots, "/page")).body == b"page"
    with pytest.raises(RobotsError):
        run(read(robots, "/a"))


def test_crawl_delay_counts_up_to_a_minute() -> None:
    def delay(value: str) -> float:
        return Rules(f"User-agent: *\nCrawl-delay: {value}".encode(), AT).crawl_delay_s

    assert delay("2.5") == 2.5
    assert delay("1e9") == delay("61") == LONGEST_DELAY_S == 60
    assert delay("-1") == delay("nan") == delay("soon") == 0


def test_crawl_delay_is_kept_between_requests() -> None:
    async def test() -> None:
        robots = answer(b"User-agent: *\nCrawl-delay: 0.1")
        pages: dict[str, Answer] = {"/robots.txt": robots, "/": answer(b"x")}
        async with Server(pages) as server, fetcher() as reader:
            await reader.get(server.base + "/")
            await reader.get(server.base + "/")
            times = [asked.at for asked in server.asked]
            assert times[1] - times[0] >= 0.1
            assert times[2] - times[1] >= 0.1

    run(test())


def test_sitemaps_are_absolute_and_twenty_at_most() -> None:
    lines = [f"Sitemap: /map{n}.xml" for n in range(30)]
    text = "\n".join(["Sitemap: javascript:alert(1)", "Sitemap: /map0.xml#a", *lines])
    assert Rules(text.encode(), AT).sitemaps == tuple(
        f"http://news.test/map{n}.xml" for n in range(MOST_SITEMAPS)
    )


@given(
    st.one_of(
        st.binary(max_size=400),
        st.lists(
            st.tuples(
                st.sampled_from(
                    ["User-agent", "Allow", "Disallow", "Crawl-delay", "Sitemap", "Request-rate"]
                ),
                st.text(max_size=20),
            ),
            max_size=8,
        ).map(lambda lines: "\n".join(f"{name}: {value}" for name, value in lines).encode()),
    ),
    st.text(max_size=20),
)
def test_no_robots_txt_makes_its_reading_fail(text: bytes, path: str) -> None:
    rules = Rules(text, AT)
    assert rules.allow("http://news.test/" + path) in (True, False)
    assert 0 <= rules.crawl_delay_s <= LONGEST_DELAY_S
    assert len(rules.sitemaps) <= MOST_SITEMAPS


def rows(shared: Path, name: str) -> list[dict[str, Any]]:
    lines = (shared / "vectors" / f"{name}.jsonl").read_text("utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def test_each_file_of_the_set_allows_and_forbids_what_it_says(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """263 questions to a file, each in the name of another program."""
    wrong = []
    for row in rows(shared, "robots_protego"):
        monkeypatch.setattr("digest.fetch.robots.PRODUCT", row["agent"])
        rules = Rules(row["robots"].encode(), f"{row['url']}/robots.txt")
        if rules.allow(row["url"]) != row["allowed"]:
            wrong.append(row["title"])
    assert wrong == []


def test_files_made_to_torture_are_read_in_bounded_time(shared: Path) -> None:
    """Five megabytes, one line of ten, wildcards upon wildcards, delays that are no numbers."""
    long = f"https://news.test/{'a' * 200}?{'ab' * 1000}"
    for row in rows(shared, "robots_torture_own"):
        text = b64decode(row["bytes_b64"])[:MOST_BYTES]
        began = time.process_time()
        rules = Rules(text, "https://news.test/robots.txt")
        for address in (long, "https://news.test/x", "https://news.test/"):
            assert rules.allow(address) in (True, False)
        assert time.process_time() - began < 1, row["title"]
        assert 0 <= rules.crawl_delay_s <= LONGEST_DELAY_S
        assert len(rules.sitemaps) <= MOST_SITEMAPS


@pytest.mark.parametrize(
    ("title", "path", "allowed"),
    [("BOM", "/x", False), ("CR only", "/x", False), ("html instead", "/x", True)],
)
def test_odd_files_say_what_they_say_to_others(
    title: str, path: str, allowed: bool, shared: Path
) -> None:
    row = next(row for row in rows(shared, "robots_torture_own") if row["title"] == title)
    rules = Rules(b64decode(row["bytes_b64"]), "https://news.test/robots.txt")
    assert rules.allow(f"https://news.test{path}") is allowed
