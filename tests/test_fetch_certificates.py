"""What is wrong with a certificate is told in detail, and one source may be read all the same."""

import asyncio
import socket

import pytest
from fetch_server import TLS, Answer, Server, answer, fetcher, redirect, resolver, run

from digest.errors import BrokenError, RefusedError
from digest.fetch.certificates import details
from digest.fetch.guard import Guard
from digest.fetch.memory import Passing
from digest.fetch.origin import origin_of
from digest.model import Network

NAMES = resolver({name: ["127.0.0.1"] for name in ("news.test", "www.news.test", "other.test")})
PAGES: dict[str, Answer] = {"/": answer(b"secure"), "/robots.txt": answer(b"")}


@pytest.fixture(autouse=True)
def _our_authority(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority-2.pem"))


async def read(certificate: str, host: str = "news.test") -> bytes:
    async with Server(PAGES, tls=certificate) as server, fetcher(resolve=NAMES) as reader:
        return (await reader.get(f"https://{host}:{server.port}/")).body


def refused(certificate: str, host: str = "news.test") -> str:
    with pytest.raises(BrokenError) as caught:
        run(read(certificate, host))
    return str(caught.value)


def test_server_that_sends_no_intermediate_certificate_is_told_apart() -> None:
    said = refused("lonely.pem")
    assert said == "TLS: unknown issuer: the server does not send the intermediate certificate"
    assert run(read("chained.pem")) == b"secure"


def test_unknown_authority_is_no_missing_intermediate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))
    assert refused("chained.pem") == "TLS: unknown issuer"


def test_first_day_of_a_certificate_that_is_not_yet_valid_is_told() -> None:
    assert refused("future.pem") == "TLS: certificate not yet valid before 2099-01-01"


def test_names_that_a_certificate_is_for_are_told() -> None:
    said = "TLS: wrong host name: the certificate is for news.test, www.news.test"
    assert refused("chained.pem", "other.test") == said


def test_reason_alone_is_told_where_no_second_look_is_possible() -> None:
    async def test() -> tuple[str, ...]:
        origin = origin_of("https://127.0.0.1:9/")
        open_ = Guard([Network(network="127.0.0.0/8")])
        with socket.create_server(("127.0.0.1", 0)) as listener:
            closed = listener.getsockname()[1]
        gone = origin_of(f"https://127.0.0.1:{closed}/")
        return (
            await details(origin, Guard(), 10),  # which the guard does not open
            await details(gone, open_, 10),
            await details(gone, open_, 18),
        )

    assert run(test()) == ("", "", "")


def test_chain_that_does_not_hold_either_tells_the_reason_alone() -> None:
    async def test() -> str:
        async with Server(PAGES, tls="stranger.pem") as server:
            origin = origin_of(f"https://127.0.0.1:{server.port}/")
            return await details(origin, Guard([Network(network="127.0.0.0/8")]), 10)

    assert run(test()) == ""


@pytest.mark.parametrize("certificate", ["expired.pem", "stranger.pem", "lonely.pem"])
def test_unchecked_site_is_read_whatever_its_certificate(certificate: str) -> None:
    async def test() -> None:
        async with Server(PAGES, tls=certificate) as server, fetcher(resolve=NAMES) as reader:
            address = f"https://news.test:{server.port}/"
            view = reader.unchecking(address)
            assert (await view.get(address)).body == b"secure"
            assert (await view.get(address.replace("news", "www.news"))).body == b"secure"
            assert server.names[-2:] == ["news.test", "www.news.test"]
            with pytest.raises(BrokenError, match="TLS"):
                await reader.get(address)

    run(test())


def test_other_sites_are_checked_for_an_unchecked_source_too() -> None:
    async def test() -> None:
        async with Server(PAGES, tls="stranger.pem") as other:
            there = f"https://other.test:{other.port}/"
            pages: dict[str, Answer] = {"/": redirect(there)}
            async with Server(pages, tls="stranger.pem") as own, fetcher(resolve=NAMES) as reader:
                own_address = f"https://news.test:{own.port}/"
                view = reader.unchecking(own_address)
                for address in (there, own_address):
                    with pytest.raises(BrokenError, match="TLS"):
                        await view.get(address)
            assert other.asked == []

    run(test())


def test_what_is_told_by_post_is_told_to_a_checked_site_only() -> None:
    async def test() -> None:
        async with Server(PAGES, tls="stranger.pem") as server, fetcher(resolve=NAMES) as reader:
            address = f"https://news.test:{server.port}/"
            with pytest.raises(BrokenError, match="TLS"):
                await reader.unchecking(address).post(address, b"x", content_type="text/plain")
            assert server.asked == []

    run(test())


def test_nothing_that_an_unchecked_site_says_counts_for_those_who_check_it() -> None:
    async def test() -> None:
        memory = Passing()
        forbids: dict[str, Answer] = {"/robots.txt": answer(b"User-agent: *\nDisallow: /")}
        async with (
            Server(forbids, tls="stranger.pem") as server,
            fetcher(resolve=NAMES, memory=memory) as reader,
        ):
            origin = f"https://news.test:{server.port}"
            assert await reader.unchecking(origin).sitemaps(origin) == ()
            assert memory.robots(origin) is None
            assert memory.robots(f"{origin} unchecked")

    run(test())


def test_guard_holds_for_an_unchecked_site_too() -> None:
    async def test() -> None:
        inner = resolver({"news.test": ["10.0.0.1"]})
        async with fetcher(resolve=inner) as reader, asyncio.timeout(5):
            with pytest.raises(RefusedError):
                await reader.unchecking("https://news.test/").get("https://news.test/")

    run(test())
