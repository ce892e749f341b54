"""A letter to a mailbox: made into a message, and handed over to a server or a folder."""

from digest.mail.mailer import Mailer, mailer
from digest.mail.message import Message, message, test_message

__all__ = ["Mailer", "Message", "mailer", "message", "test_message"]
