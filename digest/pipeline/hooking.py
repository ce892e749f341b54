"""Tell webhooks what waits for them, and judge their answers as a mail server's are.

An answer of 2xx has it; 429, 5xx and a network that fails are tried again; all else is
for good, for that webhook. Wrong settings of one webhook are tried again too, since they
may be mended within the day, and never keep another one waiting.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from digest import webhooks
from digest.config import WebhookSettings
from digest.config.secrets import webhook_url
from digest.errors import ConfigError, FetchError, StatusError
from digest.fetch import Fetcher
from digest.model import Delivery

TIMEOUT_S = 30.0
_LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
_LONGEST_SAID = 150
"""Characters of an answer that are shown; a longer one is a page, or might be cut in a secret."""
_SECRET = 6
"""Characters; a part of an address that is shorter keeps nothing secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """The webhooks of a configuration."""

    settings: Mapping[str, WebhookSettings]
    """By name."""
    fetcher: Fetcher

    async def send(self, name: str, body: bytes) -> Delivery:
        """Tell a webhook what `webhooks.body` made for it; return what became of that.

        Nothing that is returned holds the address, which may be a secret.
        """
        one = self.settings.get(name)
        if one is None:
            said = f'config.toml has no [[webhook]] "{name}" any more'
            return Delivery(result="later", said=f"{said}; name it so, or: digest outbox drop")
        try:
            url = webhook_url(one)
            address, told = webhooks.addressed(one.kind, url, body)
        except (ConfigError, ValueError) as error:
            return Delivery(result="later", said=f'[[webhook]] "{name}": {error}')
        try:
            answer = await self.fetcher.post(
                address, told, content_type="application/json", timeout_s=TIMEOUT_S
            )
        except StatusError as error:
            return _judged(error, url)
        except FetchError as error:
            return Delivery(result="later", said=str(error))
        return Delivery(result="sent", said=str(answer.status))


def _judged(error: StatusError, url: str) -> Delivery:
    whole = f"{error}: {error.said}" if _may_be_shown(error.said, url) else str(error)
    if error.status in _LATER or error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Delivery(result="later", said=whole)
    if HTTPStatus.MULTIPLE_CHOICES <= error.status < HTTPStatus.BAD_REQUEST:
        whole = f"{error}: no redirect is followed; write the address itself into [[webhook]]"
    return Delivery(result="refused", said=whole)


def _may_be_shown(said: str, url: str) -> bool:
    """Whether an answer is short, and repeats no part of the address but its host."""
    parts = re.split(r"[/?&=#\s]+", url.partition("://")[2])[1:]
    shown = said.casefold()
    repeats = any(len(one) >= _SECRET and one.casefold() in shown for one in parts)
    return 0 < len(said) <= _LONGEST_SAID and not repeats
