"""Mail addresses as they stand in headers and in the talk with a server: in ASCII.

A domain of another script is written in Punycode, as DNS has it; the standard library would
put an encoded word there, which is no address. A local part of another script would need
SMTPUTF8, which few servers have, and is refused.
"""

import re
from email.utils import getaddresses

from digest.address import host_of

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


def named(address: str) -> tuple[str, str]:
    """Return the name, "" for none, and the address in ASCII of `Name <me@example.org>`.

    Raises:
        ValueError: it is no address, or one that cannot be written in ASCII.
    """
    found = [] if _CONTROLS.search(address) else getaddresses([address])
    name, bare = found[0] if len(found) == 1 else ("", "")
    local, at, domain = bare.rpartition("@")
    domain = domain if domain.isascii() else host_of(f"http://{domain}/")
    made = f"{local}@{domain}"
    written = bare in address and " " not in bare  # else it was mended, and is another's
    if not (written and local and at and domain and made.isascii()):
        raise ValueError(f"{address!r} is no mail address that can be written in ASCII")
    return name, made


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
