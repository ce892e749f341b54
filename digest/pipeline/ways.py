"""The ways by which parcels leave: the mail server of config.toml, and its webhooks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from digest import mail
from digest.config import Config, MailSettings
from digest.config.secrets import password, webhook_url
from digest.fetch import Fetcher
from digest.model import Delivery
from digest.pipeline.delivering import Way, aside
from digest.pipeline.hooking import Hooks
from digest.store import Parcel


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


@asynccontextmanager
async def opened_ways(config: Config, fetcher: Fetcher) -> AsyncIterator[dict[str, Way]]:
    """Give the ways that a configuration names, by channel."""
    hooks = Hooks(
        settings={one.name: one for one in config.webhooks}, fetcher=fetcher, secret=webhook_url
    )

    async def told(parcel: Parcel, body: bytes) -> Delivery:
        return await hooks.send(parcel.recipient, body)

    ways: dict[str, Way] = {"webhook": told} if config.webhooks else {}
    if not config.mail.sender:
        yield ways
        return
    mailing = _Mailing(config.mail)
    yield ways | {"mail": mailing.send}
    # Not after a fault, such as being told to stop: it may be in the midst of a message.
    await mailing.close()
