"""Servers of mail on this machine: one that does as a script says, and a whole one.

The certificate in mail_tls/ was made with openssl for these tests, for localhost, 127.0.0.1
and 0.0.0.0; its authority's key was thrown away. Who dials 0.0.0.0 reaches this machine too,
by a name that does not say so: as a server elsewhere it gets nothing without TLS.
"""

import asyncio
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

TLS = Path(__file__).with_name("mail_tls")
DROP, SILENCE = "drop", "silence"
"""Instead of a reply: the connection is closed, or nothing is said until the other closes it."""
Script = dict[str, str]
"""Replies by command, where another than yes is given; "banner" before any, "BODY" after DATA."""
_YES = {"banner": "220 here", "EHLO": "250-here\r\n250 SIZE 30000000", "DATA": "354 go"}
_YES |= {"BODY": "250 2.0.0 queued as 4F2", "STARTTLS": "220 go", "QUIT": "221 bye"}
_YES |= {"refused": "550 no such user"}
_STEPS: dict[str, Script] = {
    "connect": {"banner": DROP},
    "mail": {"MAIL": DROP},
    "rcpt": {"RCPT": DROP},
    "begin": {"DATA": DROP},
    "lost": {"BODY": DROP},
    "kept": {"BODY": DROP, "keeps": "yes"},
}
"""Where a server may fail: "kept" when it has the message and did not say so."""
FAULTS: dict[str, Script] = {
    "421banner": {"banner": "421 try later"},
    "452mail": {"MAIL": "452 full"},
    "552mail": {"MAIL": "552 too large"},
    "530mail": {"MAIL": "530 log in first"},
    "550rcpt": {"RCPT": "550 no such user"},
    "451rcpt": {"RCPT": "451 greylisted"},
    "554begin": {"DATA": "554 no"},
    "450data": {"BODY": "450 later"},
    "554data": {"BODY": "554 spam"},
    **{f"drop-{step}": script for step, script in _STEPS.items()},
}
HANGS: dict[str, Script] = {
    f"hang-{step}": {**script, next(iter(script)): SILENCE} for step, script in _STEPS.items()
}


def certificate(name: str = "here.pem") -> ssl.SSLContext:
    """Return what a server shows: our certificate, or one of fetch_tls."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    place = TLS / name
    context.load_cert_chain(place if place.exists() else TLS.with_name("fetch_tls") / name)
    return context


def trusting() -> ssl.SSLContext:
    """Return what a client checks with: our authority alone."""
    return ssl.create_default_context(cafile=TLS / "authority.pem")


@dataclass
class Scripted:
    """What a server does, by connection (the last of them again and again), and what it saw."""

    scripts: list[Script]
    tls: ssl.SSLContext | None = None
    """From the start, or after STARTTLS where a script gives that in EHLO."""
    implicit: bool = False
    refused: str = ""
    """A recipient whom nobody knows."""
    port: int = 0
    connections: int = 0
    silent: threading.Event = field(default_factory=threading.Event)
    """It says nothing any more."""
    asked: list[str] = field(default_factory=list)
    """Every line but those of messages."""
    kept: list[bytes] = field(default_factory=list)
    """Messages that a mailbox would hold."""


@contextmanager
def scripted(
    *scripts: Script,
    tls: ssl.SSLContext | None = None,
    implicit: bool = False,
    refused: str = "",
    address: str = "127.0.0.1",
) -> Iterator[Scripted]:
    """Serve by scripts while the block runs."""
    state = Scripted(list(scripts) or [{}], tls=tls, implicit=implicit, refused=refused)

    class Talk(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            script = state.scripts[min(state.connections, len(state.scripts) - 1)]
            state.connections += 1
            with suppress(OSError):
                _Talk(state, script, self.request).hold()

    with socketserver.ThreadingTCPServer((address, 0), Talk) as server:
        state.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()


def failing(*faults: str, refused: str = "") -> AbstractContextManager[Scripted]:
    """Serve; the first connections fail as is told, the further ones do not."""
    scripts = (FAULTS.get(one) or HANGS.get(one, {}) for one in faults)
    return scripted(*scripts, {}, refused=refused)


class _Talk:
    """One connection of a scripted server."""

    def __init__(self, state: Scripted, script: Script, connection: socket.socket) -> None:
        self._state, self._script = state, script
        self._take(connection, tls=state.implicit)

    def _take(self, connection: socket.socket, *, tls: bool) -> None:
        if tls and self._state.tls:
            connection = self._state.tls.wrap_socket(connection, server_side=True)
        self._connection, self._lines = connection, connection.makefile("rb")

    def hold(self) -> None:
        try:
            going = self._say("banner")
            while going and (line := self._lines.readline()):
                self._state.asked.append(line.decode().strip())
                going = self._answer(line.decode())
        finally:
            self._lines.close()
            self._connection.close()

    def _answer(self, line: str) -> bool:
        command, refused = line.split(maxsplit=1)[0].upper(), self._state.refused
        if refused and command == "RCPT" and refused in line:
            command = "refused"
        if not self._say(command) or command == "QUIT":
            return False
        if command == "STARTTLS":
            self._take(self._connection, tls=True)
        return self._body() if command == "DATA" and "DATA" not in self._script else True

    def _body(self) -> bool:
        lines = []
        while (line := self._lines.readline()) != b".\r\n":
            lines.append(line)
        reply = self._script.get("BODY", "250")
        if reply[0] == "2" or self._script.get("keeps"):
            self._state.kept.append(b"".join(lines))
        return self._say("BODY")

    def _say(self, command: str) -> bool:
        reply = self._script.get(command, _YES.get(command, "250 ok"))
        if reply == SILENCE:
            self._state.silent.set()
            self._lines.read()
        if reply in (DROP, SILENCE):
            return False
        self._connection.sendall(f"{reply}\r\n".encode())
        return True


@dataclass
class Box:
    """What a whole server took in."""

    port: int = 0
    messages: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    """Sender, recipients and bytes of each."""
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    peers: list[Any] = field(default_factory=list)
    """The connection of each message."""

    async def handle_DATA(  # noqa: N802  (aiosmtpd calls it so)
        self, _server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep a message."""
        assert isinstance(envelope.content, bytes)
        self.messages.append((envelope.mail_from or "", envelope.rcpt_tos, envelope.content))
        self.peers.append(session.peer)
        return "250 2.0.0 queued"


@contextmanager
def whole(*, word: str = "") -> Iterator[Box]:
    """Serve a mailbox by aiosmtpd and STARTTLS; with a password, it wants that of "me"."""
    box = Box()

    def check(_server: Any, _session: Any, _envelope: Any, _way: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        box.logins.append((data.login, data.password))
        return AuthResult(success=data.password == word.encode(), handled=False)

    def protocol() -> SMTP:
        return SMTP(
            box,
            hostname="here",
            tls_context=certificate(),
            authenticator=check,
            auth_required=bool(word),
            loop=asyncio.get_running_loop(),
        )

    async def serve(begun: Future[Callable[[], Any]]) -> None:
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        async with await loop.create_server(protocol, "127.0.0.1", 0) as server:
            box.port = server.sockets[0].getsockname()[1]
            begun.set_result(lambda: loop.call_soon_threadsafe(ended.set))
            await ended.wait()

    begun: Future[Callable[[], Any]] = Future()
    thread = threading.Thread(target=lambda: asyncio.run(serve(begun)))
    thread.start()
    end = begun.result()
    try:
        yield box
    finally:
        end()
        thread.join()
