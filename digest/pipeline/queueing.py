"""What is queued of a closed edition: one message a recipient, one post a webhook.

Their bytes are made here once and kept, so that whatever is sent again is the same.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from digest import mail, webhooks
from digest.config import WebhookSettings
from digest.model import Letter, Series
from digest.pipeline.publication import Publication
from digest.store import Channel, Queued

Copies = Callable[[Channel, str], int]
"""Gives which copy a recipient gets of a letter: 0 for the first."""


def queued(
    letter: Letter,
    series: Series,
    to: Publication,
    *,
    now: datetime,
    copies: Copies = lambda _channel, _recipient: 0,
) -> list[Queued]:
    """Return the rows of the outbox for a letter; none where it has no news and need not go."""
    if not letter.news and series.empty == "skip":
        return []
    known = {one.name: one for one in to.webhooks}
    mailed = [
        _mailed(letter, one, series, to, now=now, again=copies("mail", one))
        for one in series.recipients
    ]
    told = [
        _told(letter, known[one], series, to, again=copies("webhook", one))
        for one in series.webhooks
        if one in known
    ]
    return [*mailed, *told]


def _mailed(
    letter: Letter, recipient: str, series: Series, to: Publication, *, now: datetime, again: int
) -> Queued:
    made = mail.message(
        letter,
        sender=to.mail.sender,
        recipient=recipient,
        sent_at=now.astimezone(ZoneInfo(series.timezone)),
        unsubscribe=to.mail.unsubscribe,
        again=again,
    )
    return Queued(
        channel="mail",
        recipient=recipient,
        body=made.body,
        message_id=made.message_id,
        again=again,
    )


def _told(
    letter: Letter, hook: WebhookSettings, series: Series, to: Publication, *, again: int
) -> Queued:
    id_ = webhooks.message_id(letter, hook.name, again=again)
    whole = to.address(series.path(letter.day))
    return Queued(
        channel="webhook",
        recipient=hook.name,
        body=webhooks.body(hook.kind, letter, message_id=id_, whole=whole),
        message_id=id_,
        again=again,
    )
