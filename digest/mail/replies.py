"""What the other side says, and what follows from it for one message.

A reply of 4xx is asked again later, one of 5xx is for good: RFC 5321 section 4.2.1. Some are
about us and not about the recipient: a login that is wanted or wrong, a certificate, TLS that
lacks. After those no other message would fare better, so they stop the delivery, loudly.
"""

import re
import smtplib
import ssl
from collections.abc import Mapping

from digest.model import Delivery
from digest.model.letter import Result

_OURS = frozenset({530, 534, 535, 538})
"""A login or TLS is wanted, too weak, or wrong. Source: RFC 4954 section 6, RFC 3207."""
_ANY = -1
"""What smtplib says for a line that is no reply."""
_LONGEST = 300
"""Characters of a reply that people are shown."""
_CERTIFICATE = "its certificate does not hold: {reason}; write its name into [mail] server as the \
certificate has it, or let the mail host renew it"
_NO_TLS = "no TLS on this port; write smtp:// for STARTTLS, or ask the mail host for the port"

_NO_NAME = "the server's name is none that can be looked up; write another into [mail] server"


class RepliedError(Exception):
    """A server replied with other than what was asked for."""

    def __init__(self, code: int, text: bytes | str) -> None:
        """Keep the reply."""
        super().__init__(code, text)
        self.code = code
        self.text = text


class StoppedError(Exception):
    """The settings allow no delivery; `str()` says why and what to do."""


def one_line(code: int, text: bytes | str) -> str:
    """Return a reply in one line of printable characters: "550 5.1.1 no such user"."""
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    plain = re.sub(r"[^\x20-\x7e\xa1-\ud7ff\ue000-\U0010ffff]+", " ", words)
    shown = " ".join(plain.split())
    return (f"{code} {shown}" if code > 0 else shown)[:_LONGEST].strip()


def replied(code: int, text: bytes | str, *, ours: bool = False) -> Delivery:
    """Return what follows from a reply other than the one that was asked for.

    Args:
        code: of three digits; anything but 5xx may be better another time.
        text: what came with it, in one line or several.
        ours: it came before a recipient was named, so a 5xx is no word about one.
    """
    said = one_line(code, text) if code > 0 else "the server does not speak SMTP"
    final: Result = "stopped" if ours or code in _OURS else "refused"
    return Delivery(result=final if code // 100 == 5 else "later", said=said)


def failed(error: Exception) -> Delivery:
    """Return what follows from an error of smtplib, of TLS, of the network, or of ours."""
    if isinstance(error, RepliedError):
        return replied(error.code, error.text)
    if isinstance(error, smtplib.SMTPResponseException):  # of the greeting, TLS and the login
        return replied(error.smtp_code, error.smtp_error, ours=True)
    if reason := _wrong_settings(error):
        return Delivery(result="stopped", said=reason)
    return Delivery(result="later", said=reason_of(error))


def reason_of(error: Exception) -> str:
    """Return in one line why the network or the disk failed."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return one_line(_ANY, getattr(error, "strerror", None) or str(error) or type(error).__name__)


def _wrong_settings(error: Exception) -> str:
    """Return what to do about an error that will not pass; "" for one that may."""
    match error:
        case StoppedError():
            return str(error)
        case ssl.SSLCertVerificationError():
            return _CERTIFICATE.format(reason=error.verify_message or "it is another's")
        case ssl.SSLError(reason="WRONG_VERSION_NUMBER"):
            return _NO_TLS
        case UnicodeError():
            return _NO_NAME
        case _:
            return ""


def exited(status: int, said: str, meanings: Mapping[int, Result]) -> Delivery:
    """Return what follows from a program's exit status; what is unknown is tried again."""
    words = one_line(_ANY, said)
    told = f"exit status {status}: {words}" if words else f"exit status {status}"
    return Delivery(result=meanings.get(status, "later"), said=told)
