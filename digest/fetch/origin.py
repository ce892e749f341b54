"""The parts of an address that a connection needs.

`digest.address` has parsed and normalised the address already. What it returns always
reads `scheme://authority/rest`, without credentials, so that cutting at these marks
cannot disagree with its parser: a second parser here could, and that is how guards of
this kind are passed by.
"""

from dataclasses import dataclass

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who is asked: what has a connection, a robots.txt and a delay of its own."""

    scheme: str
    """http or https."""
    host: str
    """A name, or an IP address (one of version 6 without its brackets)."""
    port: int
    authority: str
    """Host and port as the address writes them."""
    unchecked: bool = False
    """Its TLS certificate is accepted whatever it is."""

    @property
    def key(self) -> str:
        """What is remembered of it is kept under; what nobody vouches for is kept apart."""
        return f"{self} unchecked" if self.unchecked else str(self)

    @property
    def written_port(self) -> int | None:
        """The port where it is not that of the scheme."""
        return None if self.port == _DEFAULT_PORTS[self.scheme] else self.port

    def __str__(self) -> str:
        """Return the address of its root, without the final slash."""
        return f"{self.scheme}://{self.authority}"


def origin_of(address: str) -> Origin:
    """Return the origin of an address that `digest.address.absolute` returned."""
    scheme, _, rest = address.partition("://")
    authority = rest.partition("/")[0]
    host, colon, port = authority.rpartition(":")
    if not colon or authority.endswith("]"):
        host, port = authority, ""
    return Origin(
        scheme=scheme,
        host=host.strip("[]"),
        port=int(port) if port else _DEFAULT_PORTS[scheme],
        authority=authority,
    )
