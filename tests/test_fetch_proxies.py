"""By a proxy: what it is told, and what the guard keeps from it."""

import asyncio
import base64
from collections import Counter
from collections.abc import Sequence

import pytest
from fetch_server import TLS, Answer, Server, answer, fetcher, redirect, resolver, run

from digest.errors import BrokenError, RefusedError, StatusError, UnreachableError
from digest.model import Network

NAMES = resolver(
    {
        "news.test": ["93.184.216.34"],
        "inner.test": ["10.0.0.1"],
        "here.test": ["127.0.0.1"],
        "both.test": ["93.184.216.34", "127.0.0.1"],
    }
)
NO_ROBOTS: dict[str, Answer] = {"http://news.test/robots.txt": answer(status="404 Not Found")}


def test_a_public_site_is_asked_through_the_proxy_by_its_name() -> None:
    async def test() -> None:
        pages = {**NO_ROBOTS, "http://news.test/a?b": answer(b"news")}
        async with Server(pages) as proxy, fetcher(resolve=NAMES, proxy=proxy.base) as reader:
            page = await reader.get("http://news.test/a?b")
            assert (page.body, page.url) == (b"news", "http://news.test/a?b")
            assert [asked.headers["host"] for asked in proxy.asked] == ["news.test"] * 2
            assert "proxy-authorization" not in proxy.asked[0].headers

    run(test())


@pytest.mark.parametrize("host", ["inner.test", "both.test", "10.0.0.1", "[::1]", "news.test:25"])
def test_what_the_guard_refuses_is_never_told_to_the_proxy(host: str) -> None:
    async def test() -> None:
        async with Server({}) as proxy:
            opened = Network(network="192.168.0.0/16")
            async with fetcher(opened, resolve=NAMES, proxy=proxy.base) as reader:
                with pytest.raises(RefusedError):
                    await reader.get(f"http://{host}/")
                with pytest.raises(RefusedError):
                    await reader.post(f"http://{host}/", b"x", content_type="text/plain")
            assert proxy.asked == []

    run(test())


def test_a_redirect_by_the_proxy_is_guarded_like_any_other() -> None:
    async def test() -> None:
        pages = {**NO_ROBOTS, "http://news.test/": redirect("http://inner.test/secret")}
        async with Server(pages) as proxy, fetcher(resolve=NAMES, proxy=proxy.base) as reader:
            with pytest.raises(RefusedError, match=r"10\.0\.0\.1 is not a public address"):
                await reader.get("http://news.test/")
            assert proxy.paths == ["http://news.test/robots.txt", "http://news.test/"]

    run(test())


def test_a_name_that_moves_inside_after_the_first_request_is_refused_at_the_second() -> None:
    looked_up: Counter[str] = Counter()

    async def rebind(host: str, _port: int) -> Sequence[str]:
        looked_up[host] += 1
        return ["93.184.216.34" if looked_up[host] == 1 else "127.0.0.9"]

    async def test() -> None:
        opened = Network(network="192.168.0.0/16")
        async with Server(NO_ROBOTS) as proxy:
            async with fetcher(opened, resolve=rebind, proxy=proxy.base) as reader:
                with pytest.raises(RefusedError, match=r"127\.0\.0\.9"):
                    await reader.get("http://news.test/")
            assert proxy.paths == ["http://news.test/robots.txt"]

    run(test())


def test_what_the_user_opened_is_asked_without_the_proxy() -> None:
    async def test() -> None:
        async with Server({}) as proxy, Server({"/": answer(b"own")}) as own:
            async with fetcher(resolve=NAMES, proxy=proxy.base) as reader:
                page = await reader.get(f"http://here.test:{own.port}/")
                told = await reader.post(f"{own.base}/", b"x", content_type="text/plain")
            assert (page.body, told.body) == (b"own", b"own")
            assert proxy.asked == []
            await own.until(lambda server: server.closed == server.connections)

    run(test())


def test_user_and_password_go_to_the_proxy_and_stand_in_no_text() -> None:
    async def test() -> None:
        async with Server({}) as proxy:
            address = proxy.base.replace("//", "//me:can%40ry@")
            async with fetcher(resolve=NAMES, proxy=address) as reader:
                with pytest.raises(StatusError) as failed:
                    await reader.get("http://news.test/")
                assert "ry@" not in f"{reader!r} {failed.value!r}"
            sent = proxy.asked[0].headers["proxy-authorization"]
            assert base64.b64decode(sent.removeprefix("Basic ")) == b"me:can@ry"

    run(test())


class Tunnels:
    """A proxy that leads every CONNECT to one port, and notes for whom."""

    def __init__(self, port: int) -> None:
        self.asked: list[bytes] = []
        self._port = port

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append((await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0])
        inward, outward = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(pipe(reader, outward), pipe(inward, writer))


async def pipe(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while some := await source.read(65536):
            target.write(some)
            await target.drain()
    except ConnectionError:
        pass  # the other side is gone
    finally:
        target.close()


@pytest.mark.parametrize(
    ("certificate", "wrong"), [("news.pem", ""), ("stranger.pem", "signed by itself")]
)
def test_https_goes_through_a_tunnel_in_which_the_site_is_verified(
    certificate: str, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))

    async def test() -> None:
        async with Server({"/": answer(b"secure")}, tls=certificate) as site:
            tunnels = Tunnels(site.port)
            proxy = await asyncio.start_server(tunnels.serve, "127.0.0.1", 0)
            address = f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
            async with proxy, fetcher(resolve=NAMES, proxy=address) as reader:
                if wrong:
                    with pytest.raises(BrokenError, match=wrong):
                        await reader.get("https://news.test/")
                else:
                    assert (await reader.get("https://news.test/")).body == b"secure"
            assert set(tunnels.asked) == {b"CONNECT news.test:443 HTTP/1.1"}
            await site.until(lambda server: server.closed == server.connections or bool(wrong))

    run(test())


def test_a_proxy_that_does_not_lead_there_is_named() -> None:
    async def test() -> None:
        pages: dict[str, Answer] = {"news.test:443": answer(status="403 Filtered")}
        async with Server(pages) as proxy, fetcher(resolve=NAMES, proxy=proxy.base) as reader:
            with pytest.raises(UnreachableError, match="the proxy: no connection, 403 Filter"):
                await reader.get("https://news.test/")

    run(test())


def test_a_proxy_that_is_not_there_is_named() -> None:
    async def test() -> None:
        async with Server({}) as proxy:
            pass
        async with fetcher(resolve=NAMES, proxy=proxy.base) as reader:
            with pytest.raises(UnreachableError, match="the proxy: connection refused"):
                await reader.get("http://news.test/")

    run(test())


def test_a_proxy_may_be_asked_by_tls_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))

    async def test() -> None:
        pages = {**NO_ROBOTS, "http://news.test/": answer(b"news")}
        async with Server(pages, tls="news.pem") as proxy:
            address = proxy.base.replace("127.0.0.1", "localhost")
            async with fetcher(resolve=NAMES, proxy=address) as reader:
                assert (await reader.get("http://news.test/")).body == b"news"
            await proxy.until(lambda server: server.closed == server.connections)

    run(test())


def test_proxies_of_the_environment_are_for_other_programs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def test() -> None:
        async with Server({}) as proxy, Server({"/": answer(b"own")}) as own:
            monkeypatch.setenv("HTTP_PROXY", proxy.base)
            monkeypatch.setenv("ALL_PROXY", proxy.base)
            async with fetcher() as reader:
                assert (await reader.get(f"{own.base}/")).body == b"own"
            assert proxy.asked == []

    run(test())
