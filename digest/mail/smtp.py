"""Messages handed over to a server by SMTP, over TLS whose certificate holds.

The standard library's defaults are not what one wants: no timeout, and a STARTTLS that takes
any certificate. So both are set here, and a server that offers no TLS gets nothing: neither a
login nor a message. To this machine alone the clear is allowed, where nobody listens; and a
certificate that does not hold there, as Debian's Postfix has one, is no obstacle but to a login.

One connection serves many messages. A kept one that the server has closed meanwhile is made
anew; a message whose last reply was lost is not sent again here, for it may have arrived:
that is for another time, with the same bytes.
"""

import base64
import smtplib
import socket
import ssl
from contextlib import suppress
from ipaddress import ip_address

from digest.mail import addresses, replies
from digest.model import Delivery, MailServer

TIMEOUT_S = 30.0
_FAILURES = (OSError, UnicodeError, replies.RepliedError, replies.StoppedError)
"""smtplib's own errors are OSErrors; a UnicodeError is a host name that DNS cannot have."""
_NO_STARTTLS = "the server offers no STARTTLS, and nothing is sent in the clear; write smtps:// \
into [mail] server with the port for TLS, or ask the mail host"
_NO_LOGIN = "the server offers no login that is known here; take the user out of [mail] server, \
or ask the mail host for the port for sending"


class SmtpMailer:
    """Hands messages over to one server, for one thread."""

    def __init__(
        self, server: MailServer, *, password: str, context: ssl.SSLContext, timeout_s: float
    ) -> None:
        """Keep how to connect; the first message does it.

        Args:
            server: of the kind smtp or smtps.
            password: of its user.
            context: what certificates are checked against.
            timeout_s: seconds for the server to answer one line.
        """
        self._server = server
        self._password = password
        self._context = context
        self._timeout_s = timeout_s
        self._connection: smtplib.SMTP | None = None
        self._clear = False
        """TLS failed on this machine, and may be left out."""

    def send(self, message_id: str, sender: str, recipient: str, body: bytes) -> Delivery:
        """Hand over a message to one recipient, and return what became of it.

        Args:
            message_id: stands in the body too.
            sender: of the envelope; a name beside the address is left out.
            recipient: likewise.
            body: the whole message, with CRLF.

        Raises:
            ValueError: an address is none.
        """
        del message_id
        envelope = addresses.bare(sender), addresses.bare(recipient)
        try:
            connection = self._ready()
            said = _hand_over(connection, *envelope, body)
        except _FAILURES as error:
            self._reset(error)
            return replies.failed(error)
        return Delivery(result="sent", said=said)

    def close(self) -> None:
        """Take leave of the server."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError):
                connection.quit()
            connection.close()

    def _ready(self) -> smtplib.SMTP:
        """Return a connection that answers, the kept one or a new one."""
        if self._connection is not None:
            with suppress(OSError):
                if self._connection.rset()[0] == 250:
                    return self._connection
            self.close()
        self._connection = self._connected()
        return self._connection

    def _reset(self, error: Exception) -> None:
        """Give up the connection, but where the server only said no to one message."""
        if not isinstance(error, replies.RepliedError) or error.code == 421:
            self.close()

    def _connected(self) -> smtplib.SMTP:
        connection = self._dialled()
        try:
            self._greet(connection)
        except ssl.SSLCertVerificationError:
            connection.close()
            if self._clear or self._server.user or not _is_here(self._server.host):
                raise
            self._clear = True
            return self._connected()
        except BaseException:
            connection.close()
            raise
        return connection

    def _dialled(self) -> smtplib.SMTP:
        where, name = (self._server.host, self._server.port), _own_name()
        if self._server.kind == "smtps":
            return smtplib.SMTP_SSL(*where, name, timeout=self._timeout_s, context=self._context)
        return smtplib.SMTP(*where, name, timeout=self._timeout_s)

    def _greet(self, connection: smtplib.SMTP) -> None:
        """Say hello, begin TLS, log in."""
        connection.ehlo_or_helo_if_needed()
        if self._server.kind == "smtp" and not self._clear:
            if connection.has_extn("starttls"):
                connection.starttls(context=self._context)
                connection.ehlo_or_helo_if_needed()
            elif not _is_here(self._server.host):
                raise replies.StoppedError(_NO_STARTTLS)
        if self._server.user:
            _log_in(connection, self._server.user, self._password)


def _log_in(connection: smtplib.SMTP, user: str, password: str) -> None:
    if (user + password).isascii():
        try:
            connection.login(user, password)
        except smtplib.SMTPNotSupportedError as error:
            raise replies.StoppedError(_NO_LOGIN) from error
        return
    # The standard library knows ASCII alone; PLAIN takes UTF-8. Source: RFC 4616.
    secret = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
    code, text = connection.docmd("AUTH", f"PLAIN {secret}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, text)


def _hand_over(connection: smtplib.SMTP, sender: str, recipient: str, body: bytes) -> str:
    """Return the server's last reply, which says that it has the message."""
    size = [f"SIZE={len(body)}"] if connection.has_extn("size") else []
    _wanted(250, connection.mail(sender, size))
    code, text = connection.rcpt(recipient)
    if code != 251:
        _wanted(250, (code, text))
    try:
        code, text = connection.data(body)
    except smtplib.SMTPDataError as error:
        raise replies.RepliedError(error.smtp_code, error.smtp_error) from error
    _wanted(250, (code, text))
    return replies.one_line(code, text)


def _wanted(code: int, reply: tuple[int, bytes]) -> None:
    if reply[0] != code:
        raise replies.RepliedError(*reply)


def _is_here(host: str) -> bool:
    """Say whether a host is this machine, by its name alone; never asks anyone."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _own_name() -> str:
    """Return the name to say hello with; asks no DNS, which may take long."""
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"
