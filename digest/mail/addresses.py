"""Mail addresses as they stand in headers and in the talk with a server: in ASCII.

A domain of another script is written in Punycode, as DNS has it; the standard library would
put an encoded word there, which is no address. A local part of another script would need
SMTPUTF8, which few servers have, and is refused.
"""

import re

from digest.address import host_of

_WRITTEN = re.compile(r"(?P<name>[^<>\x00-\x1f\x7f]*)<(?P<bracketed>[^<>]*)>|(?P<alone>[^<>]*)")
_ADDRESS = re.compile(
    r"""[^\s\x00-\x1f\x7f<>()[\]\\,;:@"]+@(?:[A-Za-z0-9.-]+|\[[0-9A-Za-z.:]+\])"""
)
"""Without the local parts in quotes that RFC 5321 allows and nobody has."""


def named(address: str) -> tuple[str, str]:
    """Return the name, "" for none, and the address in ASCII of `Name <me@example.org>`.

    Raises:
        ValueError: it is no address, or one that cannot be written in ASCII.
    """
    parts = _WRITTEN.fullmatch(address.strip())
    found = (parts["bracketed"] or parts["alone"] or "").strip() if parts else ""
    local, _, domain = found.rpartition("@")
    made = found if domain.isascii() else f"{local}@{host_of(f'http://{domain}/')}"
    if not (parts and _ADDRESS.fullmatch(made) and made.isascii()):
        raise ValueError(f"{address!r} is no mail address that can be written in ASCII")
    return _unquoted((parts["name"] or "").strip()), made


def _unquoted(name: str) -> str:
    """Return a name that stands in quotes without them."""
    if len(name) > 1 and name[0] == name[-1] == '"':
        return re.sub(r"\\(.)", r"\1", name[1:-1])
    return name


def bare(address: str) -> str:
    """Return the address alone, in ASCII.

    Raises:
        ValueError: it is no address, or one that cannot be written in ASCII.
    """
    return named(address)[1]


def host(address: str) -> str:
    """Return the domain of an address as a name in lower case.

    "localhost" for one in digits.

    Raises:
        ValueError: it is no address, or one that cannot be written in ASCII.
    """
    domain = bare(address).rpartition("@")[2].lower().rstrip(".")
    labels = domain.split(".")
    good = all(label and label.replace("-", "").isalnum() for label in labels)
    return domain if good and not labels[-1].isdigit() else "localhost"
