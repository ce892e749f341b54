"""TLS on the name of the address, told apart when it fails; connections by the guard."""

import asyncio
import ssl

import httpx
import pytest
from fetch_server import TLS, Answer, Server, answer, cut, fetcher, resolver, run

from digest.errors import BrokenError, RefusedError
from digest.fetch.guard import Guard
from digest.fetch.origin import origin_of
from digest.fetch.transport import Transport

NAMES = resolver({"news.test": ["127.0.0.1"], "other.test": ["127.0.0.1"]})


@pytest.fixture(autouse=True)
def _our_authority(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))


async def read(certificate: str, host: str = "news.test") -> tuple[bytes, Server]:
    pages: dict[str, Answer] = {"/": answer(b"secure")}
    async with Server(pages, tls=certificate) as server, fetcher(resolve=NAMES) as reader:
        page = await reader.get(f"https://{host}:{server.port}/")
        return page.body, server


def test_tls_names_and_verifies_the_host_while_the_checked_address_is_dialled() -> None:
    body, server = run(read("news.pem"))
    assert body == b"secure"
    assert server.names == ["news.test"]
    assert server.asked[-1].headers["host"] == f"news.test:{server.port}"


def test_final_dot_of_a_name_is_not_part_of_its_certificate() -> None:
    async def test() -> None:
        dotted = resolver({"news.test.": ["127.0.0.1"]})
        async with Server({"/": answer(b"x")}, tls="news.pem") as server:
            async with fetcher(resolve=dotted) as reader:
                page = await reader.get(f"https://news.test.:{server.port}/")
                assert page.body == b"x"
            assert server.asked[-1].headers["host"] == f"news.test.:{server.port}"

    run(test())


@pytest.mark.parametrize(
    ("certificate", "host", "reason"),
    [
        ("expired.pem", "news.test", "TLS: certificate expired on 2020-02-01"),
        ("news.pem", "other.test", "TLS: wrong host name: the certificate is for news.test"),
        ("news.pem", "127.0.0.1", "TLS: wrong IP address: the certificate is for news.test"),
        ("stranger.pem", "news.test", "TLS: certificate signed by itself"),
    ],
)
def test_certificate_that_does_not_hold_is_told_with_its_reason(
    certificate: str, host: str, reason: str
) -> None:
    with pytest.raises(BrokenError) as caught:
        run(read(certificate, host))
    assert str(caught.value) == reason


def test_unknown_issuer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(BrokenError, match="TLS: unknown issuer"):
        run(read("news.pem"))


def test_noise_in_the_handshake_is_told() -> None:
    async def noise(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    async def test() -> None:
        listener = await asyncio.start_server(noise, "127.0.0.1", 0)
        port = listener.sockets[0].getsockname()[1]
        async with listener, fetcher() as reader:
            with pytest.raises(BrokenError, match="TLS: wrong version number"):
                await reader.get(f"https://127.0.0.1:{port}/")

    run(test())


def test_answer_cut_off_within_tls_is_broken() -> None:
    async def test() -> None:
        pages = {"/": cut(answer(b"half", content_length="500"))}
        async with Server(pages, tls="news.pem") as server, fetcher(resolve=NAMES) as reader:
            with pytest.raises(BrokenError, match="cut off"):
                await reader.get(f"https://news.test:{server.port}/")

    run(test())


def test_address_whose_host_httpx_reads_otherwise_is_refused() -> None:
    """Both parsers agree today; should one change, nothing is connected."""

    async def test() -> None:
        origin = origin_of("http://news.test/")
        transport = Transport(origin, Guard(), ssl.create_default_context())
        with pytest.raises(RefusedError, match="disagree"):
            await transport.handle_async_request(httpx.Request("GET", "http://other.test/"))
        assert not transport.connected

    run(test())
