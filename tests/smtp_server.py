"""A mail server on this machine that fails as it is told, connection by connection."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_ANSWERS = {
    "MAIL": {"452mail": "452 full", "552mail": "552 too large", "530mail": "530 log in first"},
    "RCPT": {"550rcpt": "550 no such user", "451rcpt": "451 greylisted"},
    "DATA": {"554begin": "554 no"},
    "END": {"450data": "450 later", "554data": "554 spam"},
}
"""Replies that are not well, by the command and the way to fail."""
_DROPS = {"drop-connect", "drop-mail", "drop-begin", "drop-lost", "drop-kept"}
"""Where the connection is cut: "drop-kept" when the message is kept and nothing was said."""
_HANGS = {"hang-connect", "hang-mail", "hang-rcpt", "hang-begin", "hang-lost", "hang-kept"}
"""Likewise, but nothing is said any more."""
FAULTS = {
    *(fault for some in _ANSWERS.values() for fault in some),
    *_DROPS,
    "421banner",
}


class HangsError(Exception):
    """The server says nothing more."""


class CutError(Exception):
    """The server cuts the connection."""


@dataclass
class Smtp:
    """A server that serves, and what it took."""

    port: int = 0
    faults: list[str] = field(default_factory=list)
    """How the 1st, 2nd ... connection fails; "" and all further ones do not."""
    refused: str = ""
    """A recipient whom nobody knows."""
    kept: list[bytes] = field(default_factory=list)
    """Every message that a reader would have got, in the order in which they came."""
    connections: int = 0
    hangs: threading.Event = field(default_factory=threading.Event)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fault = self.faults[self.connections] if self.connections < len(self.faults) else ""
        self.connections += 1
        try:
            await self._talk(reader, writer, fault)
        except CutError:
            writer.transport.abort()
        except HangsError:
            self.hangs.set()
            await reader.read()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _talk(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fault: str
    ) -> None:
        def say(line: str) -> None:
            writer.write(f"{line}\r\n".encode())

        _fail(fault, "connect")
        say("421 try later" if fault == "421banner" else "220 here")
        while line := await reader.readline():
            command, _, argument = line.decode().strip().partition(" ")
            word = command.upper()
            if word == "QUIT":
                say("221 bye")
                return
            if word == "DATA":
                _fail(fault, "begin")
                await self._take(reader, say, fault)
            else:
                _fail(fault, word.lower())
                unknown = word == "RCPT" and self.refused and self.refused in argument
                say("550 no such user" if unknown else _ANSWERS.get(word, {}).get(fault, "250 ok"))

    async def _take(self, reader: asyncio.StreamReader, say: object, fault: str) -> None:
        assert callable(say)
        if refusal := _ANSWERS["DATA"].get(fault):
            say(refusal)
            return
        say("354 go on")
        message = await reader.readuntil(b"\r\n.\r\n")
        _fail(fault, "lost")
        if refusal := _ANSWERS["END"].get(fault):
            say(refusal)
            return
        self.kept.append(message.removesuffix(b".\r\n"))
        _fail(fault, "kept")
        say(f"250 queued as {len(self.kept)}")


def _fail(fault: str, place: str) -> None:
    if fault == f"drop-{place}":
        raise CutError
    if fault == f"hang-{place}":
        raise HangsError


@contextmanager
def smtp(*faults: str, refused: str = "") -> Iterator[Smtp]:
    """Serve; each connection fails as it is told, the further ones do not."""
    made = Smtp(faults=list(faults), refused=refused)
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def serve() -> None:
        server = await asyncio.start_server(made.talk, "127.0.0.1", 0, limit=2**22)
        made.port = server.sockets[0].getsockname()[1]
        ready.set()
        with suppress(asyncio.CancelledError):
            await server.serve_forever()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for one in others:
            one.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    task = loop.create_task(serve())
    thread = threading.Thread(target=loop.run_until_complete, args=(task,))
    thread.start()
    ready.wait()
    try:
        yield made
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join()
        loop.close()
