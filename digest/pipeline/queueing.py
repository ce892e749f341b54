"""What is queued of a closed edition: one message a recipient, one post a webhook.

Their bytes are made here once and kept, so that whatever is sent again is the same.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from digest import mail, webhooks
from digest.model import Letter, Series
from digest.pipeline.publication import Publication
from digest.store import Queued


def queued(letter: Letter, series: Series, to: Publication, *, now: datetime) -> list[Queued]:
    """Return the rows of the outbox for a letter; none where it has no news and need not go."""
    if not letter.news and series.empty == "skip":
        return []
    rows = [mailed(letter, one, series, to, now=now) for one in series.recipients]
    known = {one.name: one for one in to.webhooks}
    for name in series.webhooks:
        if hook := known.get(name):
            body = webhooks.body(letter, hook)
            rows.append(Queued(channel="webhook", recipient=name, body=body))
    return rows


def mailed(  # noqa: PLR0913  (what a message is made of, and how often it went before)
    letter: Letter,
    recipient: str,
    series: Series,
    to: Publication,
    *,
    now: datetime,
    again: int = 0,
) -> Queued:
    """Return the row of the outbox for one recipient of a letter.

    `again` counts the copies that went to the same recipient before.
    """
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
        again=again,
        message_id=made.message_id,
        body=made.body,
    )
