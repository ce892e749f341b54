"""What takes a message: a server, the machine's own sendmail, a folder.

None raises for what the other side does: what became of a message is a `Delivery`, by which
the outbox knows whether to try again.
"""

import ssl
from pathlib import Path
from typing import Protocol

from digest.mail.folder import FolderMailer
from digest.mail.sendmail import SendmailMailer
from digest.mail.smtp import TIMEOUT_S, SmtpMailer
from digest.model import Delivery, MailServer


class Mailer(Protocol):
    """Hands messages over, one after another, in one thread."""

    def send(self, message_id: str, sender: str, recipient: str, body: bytes) -> Delivery:
        """Hand over a message to one recipient, and return what became of it."""

    def close(self) -> None:
        """Let go of what is held; the next message takes it up again."""


def mailer(
    server: MailServer,
    *,
    password: str,
    folder: Path,
    context: ssl.SSLContext | None = None,
    timeout_s: float = TIMEOUT_S,
) -> Mailer:
    """Return what hands messages over to a server; nothing is done before the first one.

    Args:
        server: where mail is handed over.
        password: of its user; "" where it has none.
        folder: absolute; where the messages go for the kind folder.
        context: what certificates are checked against; None for the system's authorities.
        timeout_s: seconds for a server to answer one line.
    """
    match server.kind:
        case "folder":
            return FolderMailer(folder)
        case "sendmail":
            return SendmailMailer()
        case _:
            checked = context or ssl.create_default_context()
            return SmtpMailer(server, password=password, context=checked, timeout_s=timeout_s)
