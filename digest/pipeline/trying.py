"""Try the delivery of mail, past outbox and editions: one marked message, and its domain.

The message goes the way that editions go, so that what refuses it would refuse them. What
comes after the server that takes it nobody can see from here; what receivers look up of the
sender's domain is the part of it that can be looked up before.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from digest.config import Config
from digest.config.secrets import password
from digest.errors import ConfigError
from digest.mail import addresses, mailer, test_message
from digest.model import Delivery
from digest.postmaster import Ask, Finding, findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What trying the delivery gave."""

    sender: str
    recipient: str
    delivery: Delivery
    """Of the message."""
    findings: tuple[Finding, ...] = ()
    """Of the sender's domain; () where mail goes into a folder only."""


def try_mail(
    config: Config,
    *,
    recipient: str,
    now: datetime,
    ask: Ask,
    environ: Mapping[str, str] | None = None,
    context: ssl.SSLContext | None = None,
) -> Trial:
    """Hand over one message that says it is a test, and look the sender's domain up.

    Nothing is written into the store.

    Args:
        config: with a section [mail].
        recipient: an address as config.toml has them; "" for the first of [mail] to, else the
            sender's own.
        now: stands in the message.
        ask: looks up names.
        environ: where the password may be (default: the process's).
        context: what certificates are checked against (default: the system's authorities).

    Raises:
        ConfigError: there is no sender, or the password is not there.
    """
    mail = config.mail
    if not mail.sender:
        said = 'missing; set it to an address of yours: from = "News <me@example.org>"'
        raise ConfigError(f"{config.path}: [mail] from: {said}")
    to = recipient or next(iter(mail.to), addresses.bare(mail.sender))
    message = test_message(
        title=config.digest.title,
        sender=mail.sender,
        recipient=to,
        sent_at=now.astimezone(ZoneInfo(config.digest.timezone)),
    )
    word = password(mail, environ)
    carrier = mailer(mail.server, password=word, folder=mail.folder, context=context)
    try:
        delivery = carrier.send(message.message_id, mail.sender, to, message.body)
    finally:
        carrier.close()
    looks = mail.server.kind != "folder"
    found = findings(addresses.host(mail.sender), ask) if looks else ()
    return Trial(sender=mail.sender, recipient=to, delivery=delivery, findings=found)
