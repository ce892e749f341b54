"""Which addresses may be connected to.

Reading whatever a page links to must not become a way into the network that the program
runs in. So a name is resolved here, each of its addresses is checked, and one of the
checked addresses is dialled: between check and connection there is no second look-up
that could answer something else (DNS rebinding). The tables are IANA's special-purpose
registries, written out: `ipaddress.is_private` differs from one Python to the next.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from digest.errors import RefusedError, UnreachableError
from digest.model import Network

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""From a name and a port to its IP addresses; raises OSError for an unknown name."""

PORTS = frozenset({80, 443, 8080, 8443})
"""Where web servers listen; other ports are open by configuration only."""

_CLOSED_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared by carriers
            "127.0.0.0/8",  # loopback
            "168.63.129.16/32",  # global by number, but a cloud's inner server
            "169.254.0.0/16",  # link-local, where clouds keep their metadata
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # relays from version 6 to 4
            "192.168.0.0/16",  # private
            "198.18.0.0/15",  # benchmarking
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
        ),
    )
)
_OPEN_6 = IPv6Network("2000::/3")
_CLOSED_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4, which carries any address of version 4
            "3fff::/20",  # documentation
        ),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class _Exemption:
    network: IPv4Network | IPv6Network
    port: int | None

    def covers(self, address: IPv4Address | IPv6Address, port: int) -> bool:
        return self.port in (None, port) and address in self.network


class Guard:
    """The rule of one Fetcher: what the registries close, less what its user opens."""

    def __init__(
        self,
        allow_networks: Iterable[Network] = (),
        resolve: Resolver | None = None,
        *,
        ports: Iterable[int] = (),
    ) -> None:
        """Read the exemptions; they lift the check of addresses and that of ports.

        `ports` are open besides `PORTS`, on public addresses.

        Raises:
            ValueError: a network is not in CIDR form.
        """
        self._exemptions = tuple(
            _Exemption(ip_network(allowed.network, strict=False), allowed.port)
            for allowed in allow_networks
        )
        self._ports = PORTS.union(ports)
        self._resolve = resolve or _system_resolver

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """Return the IP addresses that may be dialled for a host, in the resolver's order.

        Raises:
            RefusedError: one of its addresses, or the port, is closed. One is enough:
                a name that leads to public and private places is no news site.
            UnreachableError: there is no such name.
        """
        found = tuple(ip_address(text) for text in await self._look_up(host, port))
        checked = tuple(_unmapped(address) for address in found)
        for address in checked:
            self._check(address, port)
        return tuple(map(str, checked))

    async def is_outside(self, host: str, port: int) -> bool:
        """Return whether a host is read as a public one, and not by an exemption.

        Raises:
            FetchError: as `addresses` says.
        """
        found = await self.addresses(host, port)
        return not all(self._is_exempt(ip_address(one), port) for one in found)

    def _is_exempt(self, address: IPv4Address | IPv6Address, port: int) -> bool:
        return any(exemption.covers(address, port) for exemption in self._exemptions)

    async def _look_up(self, host: str, port: int) -> Sequence[str]:
        try:
            return (str(ip_address(host)),)
        except ValueError:
            pass  # a name
        try:
            found = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:  # UnicodeError: no name in DNS can be so
            raise UnreachableError(f"no such name: {host[:253]}") from error
        if not found:
            raise UnreachableError(f"no such name: {host[:253]}")
        return found

    def _check(self, address: IPv4Address | IPv6Address, port: int) -> None:
        if self._is_exempt(address, port):
            return
        network = f"[{address}]:{port}" if address.version == 6 else f"{address}:{port}"
        if port not in self._ports:
            why = f"port {port} is not open to reading; see ports and allow_networks"
            raise RefusedError(why, network=network)
        if not is_public(address):
            why = f"{address} is not a public address; see allow_networks"
            raise RefusedError(why, network=network)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address lies on the public internet.

    One of version 6 that stands for one of version 4 (mapped, or behind NAT64, RFC 6052)
    is as public as that one; 6to4 and Teredo never are.
    """
    address = _unmapped(address)
    if isinstance(address, IPv6Address) and address in _NAT64:
        address = IPv4Address(int(address) & 0xFFFFFFFF)
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _CLOSED_4)
    return address in _OPEN_6 and not any(address in network for network in _CLOSED_6)


def _unmapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


async def _system_resolver(host: str, port: int) -> Sequence[str]:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))
