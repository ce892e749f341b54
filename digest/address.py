"""Addresses: one parser for all of them, and what belongs to one site.

can_ada is used because it follows the WHATWG URL Standard to the letter, as browsers
do: what is checked here is then what a browser, and our own fetch, would open.
The identity key of an address is another thing: `identity.address`.
"""

from collections.abc import Iterable
from functools import lru_cache

import can_ada
from tld import get_fld

MOST_CHARACTERS = 8192
"""Longer addresses are refused: no page worth reading has one."""


def absolute(address: str, base: str = "") -> str:
    """Return the absolute http(s) address, or "" when it is none.

    White space around it, and tabs and line ends within, are dropped, the host is
    lower-cased and written in ASCII, and what must be is percent-encoded, as the
    WHATWG URL Standard says. A percent sign that starts no escape becomes `%25`.
    Addresses with a user name or password, without a host, longer than
    `MOST_CHARACTERS`, or of another scheme give "". The fragment stays.
    """
    if len(address) > MOST_CHARACTERS:
        return ""
    address, base = _whole(address), _whole(base)
    try:
        url = can_ada.parse(base) + address if base else can_ada.parse(address)
    except ValueError:
        return ""
    if url.protocol not in ("http:", "https:") or not url.hostname or url.has_credentials():
        return ""
    return _without_stray_percent(str(url))


def _whole(text: str) -> str:
    """Return the text without lone surrogates, which the parser takes for a wrong type."""
    return text.encode(errors="ignore").decode()


def _without_stray_percent(address: str) -> str:
    if "%" not in address:
        return address
    head, *rest = address.split("%")
    hexdigits = "0123456789abcdefABCDEF"
    return head + "".join(
        f"%{part}"
        if len(part) > 1 and part[0] in hexdigits and part[1] in hexdigits
        else f"%25{part}"
        for part in rest
    )


def without_credentials(address: str) -> str:
    """Return an absolute address without user name and password; any other as it is."""
    if "@" not in address:
        return address
    try:
        url = can_ada.parse(_whole(address))
    except ValueError:
        return address
    if not url.has_credentials():
        return address
    url.username = url.password = ""
    return str(url)


def host_of(address: str) -> str:
    """Return the host with its port where one is written: "example.org:8080"; "" if none."""
    try:
        return str(can_ada.parse(_whole(address)).host)
    except ValueError:
        return ""


def without_fragment(address: str) -> str:
    """Return the address up to its `#`."""
    return address.partition("#")[0]


@lru_cache(maxsize=4096)
def site_of(host: str) -> str:
    """Return the registrable domain of a host, by the Public Suffix List.

    An address in digits, a name without a dot, or one unknown to the list is its own
    site, with its port: `site_of("news.bbc.co.uk:443") == "bbc.co.uk"`,
    `site_of("127.0.0.1:81") == "127.0.0.1:81"`.
    """
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return get_fld(f"http://{name}/", fail_silently=True) or host


def same_site(one: str, other: str) -> bool:
    """Return whether two addresses belong to one registrable domain."""
    return site_of(host_of(one)) == site_of(host_of(other)) != ""


def comparable(lists: Iterable[Iterable[str]]) -> list[list[str]]:
    """Return the addresses of several lists in forms that can be compared among them.

    Without scheme, `www.`, query, fragment and closing slash; with the query where two
    addresses of one list differ in that alone. For the question whether two lists show
    the same; whether two addresses are one article, `identity` says.
    """
    kept = [list(addresses) for addresses in lists]
    short = [[_bare(address.partition("?")[0]) for address in each] for each in kept]
    if all(len(set(forms)) == len(forms) for forms in short):
        return short
    return [[_bare(address) for address in each] for each in kept]


def _bare(address: str) -> str:
    place = without_fragment(address).partition("://")[2].removeprefix("www.")
    path, mark, query = place.partition("?")
    return path.rstrip("/") + mark + query
