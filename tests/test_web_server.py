"""How long answers may be kept, where a server is, and that it leaves signals alone."""

import asyncio
import signal
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from digest.config import ServeSettings
from digest.model import Source
from digest.web import Listener, access, seconds_kept


def every(*minutes: float, cron: str = "", enabled: bool = True) -> list[Source]:
    return [
        Source(
            name=f"s{number}",
            url="https://a.example/",
            every=timedelta(minutes=each),
            cron=cron,
            enabled=enabled,
        )
        for number, each in enumerate(minutes)
    ]


@pytest.mark.parametrize(
    ("sources", "seconds"),
    [
        ([], 3600),
        (every(30, 10, 60), 600),
        (every(0.5, 30), 60),
        (every(120), 3600),
        ([*every(5, enabled=False), *every(20)], 1200),
        ([*every(5, cron="0 6 * * *"), *every(20)], 1200),
    ],
)
def test_answers_may_be_kept_for_the_shortest_interval(sources: list[Source], seconds: int) -> None:
    assert seconds_kept(sources) == seconds


def listener(folder: Path, *, host: str = "127.0.0.1", hosts: tuple[str, ...] = ()) -> Listener:
    token = folder / "token"
    token.touch(mode=0o600)
    token.write_text("a" * 20)
    settings = ServeSettings(host=host, port=0, token_file=token, hosts=hosts)
    return Listener(settings, access(settings, base_url="", folder=folder), folder, max_age_s=60)


def test_an_address_names_what_others_call_the_machine(tmp_path: Path) -> None:
    everywhere = "0.0.0.0"  # noqa: S104 - with a token, and closed at once
    for host, hosts, named in (
        ("127.0.0.1", (), "127.0.0.1"),
        (everywhere, ("news.example", "b.example"), "news.example"),
        (everywhere, (), socket.gethostname()),
    ):
        one = listener(tmp_path, host=host, hosts=hosts)
        one.close()
        assert one.address("feed.xml") == f"http://{named}:{one.port}/{'a' * 20}/feed.xml"
        assert one.address("a", token="T") == f"http://{named}:{one.port}/T/a"  # noqa: S106 - shown


def test_signals_are_left_to_who_started_the_server(tmp_path: Path) -> None:
    async def main() -> None:
        one, stop = listener(tmp_path), asyncio.Event()
        serving = asyncio.create_task(one.serve(stop))
        reader, writer = await asyncio.open_connection("127.0.0.1", one.port)
        writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 404 ")
        assert signal.getsignal(signal.SIGTERM) == before
        stop.set()
        await serving
        writer.close()
        await writer.wait_closed()

    before = signal.getsignal(signal.SIGTERM)
    asyncio.run(main())
