"""`digest serve` and `digest start --serve`, as they are typed."""

import asyncio
import http.client
import os
import pty
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from site_server import Site, configuration

from digest.cli.serving import together
from digest.errors import ServeError

TOKEN = "abcdefghijklmnopqrstuvwxyz"  # noqa: S105 - made up
SERVE = '[serve]\nlisten = "127.0.0.1:0"\n'


@contextmanager
def running(folder: Path, *words: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Run a command until the block ends; gives it and the first line that it printed."""
    with subprocess.Popen(
        [sys.executable, "-m", "digest", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        try:
            yield process, process.stdout.readline().strip()
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)


def rest(process: "subprocess.Popen[str]") -> tuple[str, str]:
    """Return what else a command prints until it ends, within ten seconds."""
    process.wait(10)
    assert process.stdout
    assert process.stderr
    return process.stdout.read(), process.stderr.read()


def ask(address: str) -> tuple[int, bytes]:
    match = re.fullmatch(r"http://([^/]+)(/.*)", address)
    assert match, address
    connection = http.client.HTTPConnection(match[1], timeout=30)
    connection.request("GET", match[2])
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def prepared(folder: Path, text: str = SERVE) -> Path:
    (folder / "config.toml").write_text(text)
    (folder / "output").mkdir()
    (folder / "output" / "feed.xml").write_text("<rss/>")
    return folder


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_names_its_addresses_and_stays_until_a_signal(tmp_path: Path, number: int) -> None:
    with running(prepared(tmp_path), "serve") as (process, first):
        assert first.endswith("/feed.xml")
        assert ask(first) == (200, b"<rss/>")
        process.send_signal(number)
        said, errors = rest(process)
    assert [line.rsplit("/", 1)[1] for line in said.splitlines()] == ["feed.atom", "index.html"]
    assert (process.returncode, errors) == (0, "")


def test_what_is_served_before_the_first_run_is_nothing_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(SERVE)
    with running(tmp_path, "serve") as (process, first):
        assert ask(first)[0] == 404
        process.send_signal(signal.SIGTERM)
        assert "nothing was read yet" in rest(process)[1]


def private(folder: Path) -> Path:
    token = folder / "serve-token"
    token.touch(mode=0o600)
    token.write_text(TOKEN)
    return prepared(folder, SERVE + 'token_file = "serve-token"\n')


def test_the_token_is_in_nothing_that_may_be_logged(tmp_path: Path) -> None:
    with running(private(tmp_path), "serve") as (process, first):
        assert first.endswith("/TOKEN/feed.xml")
        assert ask(first)[0] == 404
        assert ask(first.replace("TOKEN", TOKEN)) == (200, b"<rss/>")
        with socket.create_connection(first.split("/")[2].split(":")) as broken:
            broken.sendall(f"GET /{TOKEN}/ \r\n\r\n".encode())
            assert broken.recv(100)
        process.send_signal(signal.SIGTERM)
        said, errors = rest(process)
    assert "TOKEN is what the file of [serve] token_file holds" in said
    assert TOKEN not in said
    assert errors == ""


def test_a_person_at_a_terminal_sees_the_finished_address(tmp_path: Path) -> None:
    private(tmp_path)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "digest", "serve"], cwd=tmp_path, stdout=theirs
    ) as process:
        os.close(theirs)
        said = b""
        while b"feed.xml" not in said:
            said += os.read(ours, 1000)
        process.send_signal(signal.SIGTERM)
    os.close(ours)
    address = said.decode().splitlines()[0].strip()
    assert re.fullmatch(rf"http://127\.0\.0\.1:\d+/{TOKEN}/feed\.xml", address)


def test_an_address_for_others_without_a_token_is_refused(
    tmp_path: Path, typed: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    prepared(tmp_path, '[serve]\nlisten = "0.0.0.0:0"\n')
    for words in (("serve",), ("start", "--serve")):
        assert typed(*words) == 2
        said = capsys.readouterr().err
        assert 'token_file = "serve-token"' in said
        assert re.search(r"The feed is then http://\S+/[\w-]{43}/feed\.xml$", said, re.MULTILINE)


def test_a_port_in_use_and_an_address_of_another_machine_are_named(
    tmp_path: Path, typed: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        prepared(tmp_path, f'[serve]\nlisten = "{place}"\n')
        for words in (("serve",), ("start", "--serve")):
            assert typed(*words) == 1
            said = capsys.readouterr().err
            assert f"[serve] listen: {place}: is in use; end what listens there" in said
    token = tmp_path / "t"
    token.touch(mode=0o600)
    token.write_text(TOKEN)
    (tmp_path / "config.toml").write_text(
        '[serve]\nlisten = "192.0.2.1:8000"\ntoken_file = "t"\n', encoding="utf-8"
    )
    assert typed("serve") == 1
    assert "192.0.2.1:8000: is no address of this machine" in capsys.readouterr().err


def test_a_missing_extra_is_named_with_its_remedy(
    tmp_path: Path,
    typed: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepared(tmp_path)
    for name in [one for one in sys.modules if one.startswith("digest.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)  # as where it is not installed
    assert typed("serve") == 2
    said = capsys.readouterr().err
    assert said.splitlines() == [
        "digest: uvicorn is not installed, which serving needs: pip install 'site-digest[web]'"
    ]


def test_start_reads_and_serves_in_one_process(site: Site, tmp_path: Path) -> None:
    for number in range(3):
        site.publish(number)
    configuration(tmp_path, [site])
    with (tmp_path / "config.toml").open("a") as file:
        file.write(SERVE)
    with running(tmp_path, "start", "--serve") as (process, first):
        while ask(first)[0] == 404:
            continue
        assert ask(first)[1].count(b"<item>") == 3
        process.send_signal(signal.SIGTERM)
        _, errors = rest(process)
    assert process.returncode == 0, errors
    assert "stopped" in errors


async def until(stop: asyncio.Event) -> None:
    await stop.wait()


async def broken(why: Exception | None) -> None:
    if why:
        raise why


@pytest.mark.parametrize(
    ("why", "said"), [(OSError("no more"), "no more"), (None, "it ended by itself")]
)
def test_a_server_that_dies_ends_the_work_and_is_told(why: Exception | None, said: str) -> None:
    async def main() -> None:
        stop = asyncio.Event()
        await together(until(stop), broken(why), stop)

    with pytest.raises(ServeError, match=f"the server died: {said}"):
        asyncio.run(main())


def test_work_that_fails_ends_the_server() -> None:
    async def main() -> None:
        stop = asyncio.Event()
        await together(broken(ValueError("a bug")), until(stop), stop)

    with pytest.raises(ValueError, match="a bug"):
        asyncio.run(main())
