"""The server of the demo's sites, asked as a follower of sites asks."""

import asyncio
import re
from urllib.parse import urlsplit

from digest.demo import serving
from digest.demo.serving import Resource, Server, served


async def asked(base: str, *requests: str) -> list[str]:
    """Return the heads of the answers to some requests on one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(base).port)
    heads = []
    for request in requests:
        writer.write(f"{request}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        if length := re.search(r"Content-Length: (\d+)", head):
            await reader.readexactly(0 if request.startswith("HEAD") else int(length[1]))
        heads.append(head)
    writer.close()
    await writer.wait_closed()
    return heads


def test_server_answers_what_a_follower_asks() -> None:
    async def talk() -> tuple[list[str], Server]:
        async with served() as server:
            server.show({"/a b": Resource(body="words"), "/old": Resource(location="/a b")})
            (first,) = await asked(server.base, "GET /a%20b?utm_source=x HTTP/1.1\r\nHost: x")
            tag = re.findall(r"ETag: (.*)\r", first)[0]
            return [
                first,
                *await asked(
                    server.base,
                    f"GET /a%20b HTTP/1.1\r\nIf-None-Match: {tag}",
                    "HEAD /a%20b HTTP/1.1",
                    "GET /old HTTP/1.1",
                    "GET /none HTTP/1.1",
                    "POST /old HTTP/1.1",
                ),
            ], server

    heads, server = asyncio.run(talk())
    statuses = [int(head.split()[1]) for head in heads]
    assert statuses == [200, 304, 200, 301, 404, 405]
    assert f"Location: {server.base}/a%20b\r\n" in heads[3]
    assert [one.is_page for one in server.log] == [True, False, True, False, False, False]


def test_server_hangs_up_on_what_is_no_http_and_at_its_end() -> None:
    async def talk() -> tuple[bytes, bytes]:
        async with served() as server:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(b"x" * 2 * serving.MOST_HEAD_BYTES)
            garbled = await reader.read()
            writer.close()
            idle, other = await asyncio.open_connection("127.0.0.1", server.port)
            other.write(b"HEAD / HTTP/1.1\r\n\r\n")
            await idle.readuntil(b"\r\n\r\n")
        ended = await idle.read()
        other.close()
        return garbled, ended

    assert asyncio.run(talk()) == (b"", b"")
