"""Connections that cannot starve each other: how many, how long, and who gives way.

uvicorn waits for ever for the rest of a request, and for a client to take its answer. Here
both have a time, looked at once a second. When one client holds too many connections, or
all clients together, the new one is let in and another is cut off: of the client with the
most, the one that has kept us waiting longest for a request. So five hundred connections
that say nothing only push each other out, and someone who asks at once is answered, even
from the same address, as all are behind a proxy.
"""

import ipaddress
from asyncio import BaseTransport
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_BYTES = 16 * 1024
"""Of one request's headers."""
IDLE_S = 5
"""How long a connection may be silent after an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What clients may take up."""

    most: int = 512
    """Connections; a process has 1,024 files open by default."""
    most_of_one: int = 64
    """Of one client: an address, or a network of 64 bits in IPv6."""
    head_s: float = 10.0
    """How long the headers of a request may take."""
    answer_s: float = 120.0
    """How long an answer may take to be taken."""


class Connection(H11Protocol):
    """One client's connection."""

    limits = Limits()
    place = ""
    """Which client it is of."""
    since = 0.0
    """When it was made, or its last answer was ready; by the clock of the loop."""

    def connection_made(self, transport: BaseTransport) -> None:
        """Let the client in; another connection may have to go."""
        super().connection_made(cast("Any", transport))
        self.place = place_of(self.client[0] if self.client else "")
        self.since = self.loop.time()
        others = cast("Collection[Connection]", self.connections)
        leaving = gives_way(others, self, self.limits)
        if leaving:
            leaving.cut_off()

    @property
    def is_answering(self) -> bool:
        """Whether a request is answered, or its answer not yet taken."""
        answering = self.cycle is not None and not self.cycle.response_complete
        return answering or self.transport.get_write_buffer_size() > 0

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        self.since = self.loop.time()
        super().on_response_complete()

    def is_late(self, now: float) -> bool:
        """Whether the client has had its time."""
        allowed_s = self.limits.head_s + (self.limits.answer_s if self.is_answering else 0)
        return now - self.since > allowed_s

    def cut_off(self) -> None:
        """End the connection at once, whatever was still to be sent."""
        self.connections.discard(self)
        self.transport.abort()

    def shutdown(self) -> None:
        """End the connection once it is not answering; uvicorn's own trips over broken ones."""
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
        else:
            self.cycle.keep_alive = False


def gives_way(
    connections: Collection[Connection], new: Connection, limits: Limits
) -> Connection | None:
    """Return the connection to cut off now that another was made; None where there is room."""
    counted = Counter(one.place for one in connections)
    if counted[new.place] > limits.most_of_one:
        places = {new.place}
    elif len(connections) > limits.most:
        most = max(counted.values())
        places = {place for place, many in counted.items() if many == most}
    else:
        return None
    candidates = (one for one in connections if one.place in places and one is not new)
    return min(candidates, key=lambda one: (one.is_answering, one.since), default=None)


def place_of(host: str) -> str:
    """Return what counts as one client: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        found = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))
