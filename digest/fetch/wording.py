"""What a request says: its headers, and the address in the one form that is asked for.

Only what a reader needs is sent: who asks, what is wanted, and gzip, since no other
coding is decoded (`digest.fetch.body`).
"""

import re
from collections.abc import Mapping
from typing import Final

from digest.address import absolute, without_fragment
from digest.errors import RefusedError
from digest.fetch.exchange import validator

_TWO_READINGS = re.compile(r"\s*[a-zA-Z+.-]+:[^/?#]*/*[^/?#]*\\|.*?[\r\n\0]", re.DOTALL)
"""Of what other programs read another host, or another request, than browsers do."""

_ACCEPT: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def readable(address: str, base: str = "") -> str:
    """Return an address in WHATWG form without its fragment.

    Args:
        address: as a user or a page writes it.
        base: of a redirect, the address that it comes from.

    Raises:
        RefusedError: it is no http or https address, holds a user's name, or is one that
            two programs could read as two: a backslash in its host, a line break.
    """
    if _TWO_READINGS.match(address.strip()):
        raise RefusedError("the address has a backslash or a line break where none may be")
    normal = without_fragment(absolute(address, base))
    if not normal:
        what = "the redirect leads to no" if base else "no"
        raise RefusedError(f"{what} readable http or https address")
    return normal


def reading(
    user_agent: str, conditions: Mapping[str, str], shown: Mapping[str, str]
) -> dict[str, str]:
    """Return the headers of a GET.

    Args:
        user_agent: names the program.
        conditions: as of `conditions_of`.
        shown: what `Access` shows to this address; stands in place of a header of ours that
            has the same name.
    """
    ours = {
        "User-Agent": user_agent,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
        **conditions,
    }
    taken = {name.lower() for name in shown}
    return {name: value for name, value in ours.items() if name.lower() not in taken} | dict(shown)


def telling(user_agent: str, content_type: str, further: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a POST.

    Raises:
        RefusedError: one is not printable ASCII, which could write headers of its own.
    """
    headers = {
        "User-Agent": user_agent,
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
        "Content-Type": content_type,
        **further,
    }
    for name, value in headers.items():
        if not value.isascii() or not value.isprintable():
            raise RefusedError(f"the header {name} cannot be sent: it is not printable ASCII")
    return headers


def conditions_of(etag: str, last_modified: str) -> dict[str, str]:
    """Return the headers that ask only for what has changed; none without validators."""
    conditions = {
        "If-None-Match": validator(etag),
        "If-Modified-Since": validator(last_modified),
    }
    return {name: value for name, value in conditions.items() if value}
