"""What tests of delivering begin with: parcels in an outbox, and a carrier to a server."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from functools import partial
from pathlib import Path
from typing import Any

from letters import letter

from digest import mail
from digest.mail import Mailer
from digest.model import Delivery, MailServer
from digest.pipeline.delivering import Carrier, Flushed, aside, flush
from digest.store import Parcel, Queued, Store

NOW = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LETTER = replace(letter(3), day=NOW.date())
SENDER = "digest@example.org"


def queue(store: Store, *names: str, now: datetime = NOW) -> dict[str, bytes]:
    """Queue the letter for these; return the bytes by recipient."""
    bodies = {}
    rows = []
    for name in names:
        id_ = f"<2026-03-10.{name}@example.org>"
        body = f"Message-ID: {id_}\r\nTo: {name}@example.org\r\n\r\nMorning, {name}\r\n".encode()
        bodies[f"{name}@example.org"] = body
        rows.append(
            Queued(channel="mail", recipient=f"{name}@example.org", body=body, message_id=id_)
        )
    store.outbox.queue(LETTER, rows, now=now)
    return bodies


def is_well(flushed: Flushed) -> bool:
    """Return whether all that was due is handed over, or dropped by a person."""
    return not (flushed.waiting or flushed.failed or flushed.stopped)


def sent_to(kept: list[bytes]) -> list[str]:
    """Return whom the messages are for that a reader sees: one of each Message-ID."""
    seen = {message_from_bytes(one)["Message-ID"]: one for one in kept}
    return sorted(str(message_from_bytes(one)["To"]) for one in seen.values())


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by


@dataclass
class Post:
    """Delivers what waits in a store to a server on this machine."""

    store: Store
    port: int
    clock: Clock = field(default_factory=Clock)
    timeout_s: float = 20.0

    def flush(self, *, eager: bool = False) -> Flushed:
        carriers = {"mail": by(self.send)}
        return asyncio.run(flush(self.store.outbox, carriers, clock=self.clock, eager=eager))

    def send(self, *message: Any) -> Delivery:
        """Send on a connection of its own, since servers fail by the connection."""
        mailer = mailer_to(self.port, timeout_s=self.timeout_s)
        try:
            return mailer.send(*message)
        finally:
            mailer.close()

    def flush_for(self, time: timedelta, *, step: timedelta = MINUTE) -> Flushed:
        """Let time pass, and deliver what is due at each step; return the last."""
        end = self.clock.now + time
        flushed = self.flush()
        while self.clock.now < end:
            self.clock.move(step)
            flushed = self.flush()
        return flushed


def mailer_to(port: int, *, timeout_s: float = 20.0) -> Mailer:
    """Return the carrier to a server on this machine."""
    server = MailServer(kind="smtp", host="127.0.0.1", port=port)
    return mail.mailer(server, password="", folder=Path(), timeout_s=timeout_s)


def by(send: Callable[[str, str, str, bytes], Delivery]) -> Carrier:
    """Return the carrier of a call that sends and takes its time."""

    async def carrier(parcel: Parcel, body: bytes) -> Delivery:
        return await aside(partial(send, parcel.message_id, SENDER, parcel.recipient, body))

    return carrier
