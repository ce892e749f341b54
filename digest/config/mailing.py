"""Mail addresses, and where mail is handed over, as config.toml has them.

Addresses are kept in one form, as those of pages are: the domain in lower case and in
ASCII, since headers, name servers and the log of a mail server know no other. What few
mailboxes have (quotes, comments, letters beyond ASCII before the @) is refused: many
servers do as well, and a slip is likelier.
"""

import ipaddress
import re
from urllib.parse import unquote

from digest.address import absolute, host_of
from digest.config.values import line
from digest.model import MailServer

_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*")
_SERVER = re.compile(r"(smtps?)://(?:(.*)@)?([^@/?#\s]+?)(?::(\d{1,5}))?/?", re.DOTALL)
_PLAIN_NAME = re.compile(r"[\w'-]+( [\w'-]+)*")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MOST_LOCAL = 64
"""RFC 5321, 4.5.3.1.1."""
_MOST_MAILBOX = 254
"""RFC 5321, 4.5.3.1.3, without the brackets."""
_PORTS = {"smtp": 587, "smtps": 465}


def mailbox(value: str) -> str:
    """Return a mail address alone: "me@example.org", its domain in ASCII and lower case."""
    value = line(value)
    local, _, domain = value.rpartition("@")
    if value.endswith(">"):
        alone = value[value.rfind("<") + 1 : -1]
        raise ValueError(f'; did you mean "{alone}"?' if "@" in alone else "")
    if "@" in local:
        raise ValueError(": each address stands in quotes of its own" if "," in local else "")
    if not local.isascii():
        raise ValueError(": before the @ stand ASCII letters only")
    host = _domain(domain)
    if not _LOCAL.fullmatch(local) or len(local) > _MOST_LOCAL or not host:
        raise ValueError
    if len(local) + 1 + len(host) > _MOST_MAILBOX:
        raise ValueError(f": longer than {_MOST_MAILBOX} characters")
    return f"{local}@{host}"


def sender(value: str) -> str:
    """Return `Name <me@example.org>`, or an address alone; "" for none.

    A name gets quotes around it where headers need them, as for a comma, and only there.
    """
    value = line(value)
    if not value.endswith(">"):
        return mailbox(value) if value else ""
    name, _, address = value[:-1].rpartition("<")
    name = name.strip()
    if len(name) > 1 and name.startswith('"') and name.endswith('"'):
        name = name[1:-1].strip()
    if any(mark in name for mark in '<>"@\\'):
        raise ValueError(": the name holds < > @ \\ or a quote")
    written = name if _PLAIN_NAME.fullmatch(name) else f'"{name}"'
    return f"{written} <{mailbox(address)}>" if name else mailbox(address)


def _domain(written: str) -> str:
    """Return a domain in ASCII and lower case; "" where it is none, as a number is."""
    host = host_of(f"http://{written}/") if re.fullmatch(r"[^\s@:/?#%\\\[\]]+", written) else ""
    if not _DOMAIN.fullmatch(host):
        return ""
    return "" if host.replace(".", "").isdecimal() else host


def server(value: str) -> str:
    """Return where mail is handed over, as it is written: see `mail_server`."""
    value = line(value)
    mail_server(value)
    return value


def mail_server(value: str) -> MailServer:
    """Return the parts of an address at which mail is handed over.

    "smtps://me@example.org:465" (TLS from the start), "smtp://me@example.org:587"
    (STARTTLS), "sendmail" or "folder". A user's name may be an address itself.
    """
    if value in ("sendmail", "folder"):
        return MailServer(kind="sendmail" if value == "sendmail" else "folder")
    found = _SERVER.fullmatch(value)
    if not found:
        raise ValueError(_with_scheme(value))
    scheme, user, where, port = found[1], found[2] or "", found[3], found[4]
    if ":" in user:
        raise ValueError(
            ": it holds a password; put that into a file that only you can read, and name the "
            "file in password_file"
        )
    if port and not 0 < int(port) < 65536:
        raise ValueError(": a port is a number from 1 to 65535")
    return MailServer(
        kind="smtp" if scheme == "smtp" else "smtps",
        host=_host(where),
        port=int(port) if port else _PORTS[scheme],
        user=line(unquote(user)),
    )


def _with_scheme(value: str) -> str:
    """Return what a host without a scheme may have been meant to be; or ""."""
    host, _, port = value.partition(":")
    if "." not in host or not _domain(host):
        return ""
    return f'; did you mean "{"smtp" if port == "587" else "smtps"}://{value}"?'


def _host(written: str) -> str:
    """Return the name or IP address of a server, without brackets."""
    host = _domain(written)
    if host:
        return host
    try:
        return str(ipaddress.ip_address(written.strip("[]")))
    except ValueError as error:
        raise ValueError(": the host is no name and no IP address") from error


def unsubscribe(value: str) -> str:
    """Return a way to be sent no more: `mailto:` or https address; "" for none."""
    value = line(value)
    if not value:
        return ""
    scheme, _, rest = value.partition(":")
    if scheme == "mailto":
        address, query, said = rest.partition("?")
        if not said.isascii() or any(mark in said for mark in " <>,"):
            raise ValueError(": what follows the question mark is percent-encoded")
        return f"mailto:{mailbox(address)}{query}{said}"
    if scheme == "http":
        raise ValueError(": an address over https, since it is opened by machines")
    address = absolute(value) if scheme == "https" else ""
    if not address or any(mark in address for mark in "<>,"):
        raise ValueError(f'; did you mean "mailto:{value}"?' if _is_mailbox(value) else "")
    return address


def _is_mailbox(value: str) -> bool:
    try:
        return bool(mailbox(value))
    except ValueError:
        return False


def variable(value: str) -> str:
    """Return the name of an environment variable; "" for none."""
    if value and not _VARIABLE.fullmatch(value):
        raise ValueError(": letters A to Z, digits and _, and not the secret itself")
    return value
