"""The carriers by which parcels leave: the mail server of config.toml, and its webhooks."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial

from digest import mail
from digest.config import Config, MailSettings
from digest.config.secrets import password
from digest.fetch import Fetcher
from digest.model import Delivery
from digest.pipeline.delivering import Carrier, Flushed, aside, flush
from digest.pipeline.hooking import Hooks
from digest.store import Parcel, Store


class _Mailing:
    """Hands over to one mail server, which is asked for nothing before the first message."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._mailer: mail.Mailer | None = None

    async def send(self, parcel: Parcel, body: bytes) -> Delivery:
        return await aside(partial(self._send, parcel, body))

    def _send(self, parcel: Parcel, body: bytes) -> Delivery:
        one = self._settings
        if self._mailer is None:
            self._mailer = mail.mailer(one.server, password=password(one), folder=one.folder)
        return self._mailer.send(parcel.message_id, one.sender, parcel.recipient, body)

    async def close(self) -> None:
        if self._mailer is not None:
            await aside(self._mailer.close)


async def send_waiting(
    config: Config,
    store: Store,
    fetcher: Fetcher,
    *,
    clock: Callable[[], datetime],
    eager: bool = False,
) -> Flushed:
    """Hand over what is due in the outbox of a store; see `delivering.flush`.

    Raises:
        LockedError: another process is doing it.
        StoreError: the store cannot be read or written.
    """
    async with carriers_of(config, fetcher) as carriers:
        return await flush(store.outbox, carriers, clock=clock, eager=eager)


@asynccontextmanager
async def carriers_of(config: Config, fetcher: Fetcher) -> AsyncIterator[dict[str, Carrier]]:
    """Give the carriers that a configuration names, by channel."""
    hooks = Hooks(settings={one.name: one for one in config.webhooks}, fetcher=fetcher)

    async def told(parcel: Parcel, body: bytes) -> Delivery:
        return await hooks.send(parcel.recipient, body)

    carriers: dict[str, Carrier] = {"webhook": told} if config.webhooks else {}
    if not config.mail.sender:
        yield carriers
        return
    mailing = _Mailing(config.mail)
    yield carriers | {"mail": mailing.send}
    # Not after a fault, such as being told to stop: it may be in the midst of a message.
    await mailing.close()
