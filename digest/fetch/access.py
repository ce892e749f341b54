"""What one source's own site is shown of its reader: cookies, a password, a key.

A subscription is the user's, and the only site that may see it is the one that sold it.
Whether an address belongs to that site is asked at every hop anew, so that no redirect,
link or feed carries it elsewhere. robots.txt is asked without it: its rules are the same
for all, and nobody has to know who asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from digest.address import same_site
from digest.fetch import echo
from digest.fetch.exchange import Answer
from digest.fetch.origin import origin_of

_USUAL_PORTS = frozenset({80, 443})


def is_own(address: str, place: str) -> bool:
    """Whether what the reader of a place has there may be sent to an address.

    It must be of the same registrable domain, at the same port or a usual one, and over
    https, unless the place itself is read without.
    """
    here, there = origin_of(place), origin_of(address)
    safe = there.scheme == "https" or here.scheme == "http"
    known = there.port in _USUAL_PORTS or there.port == here.port
    return safe and known and same_site(place, address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Headers for one site. They stand in no repr, so that no log and no error shows them."""

    place: str
    """An address of the site: that of the source."""
    headers: Mapping[str, str] = field(repr=False)
    """Names and values, of printable ASCII."""
    _secrets: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Know what no answer may repeat."""
        object.__setattr__(self, "_secrets", echo.secrets_of(self.headers))

    def at(self, address: str) -> Mapping[str, str]:
        """Return what may be sent to an address, in the form that `readable` gives; {} for none."""
        return self.headers if is_own(address, self.place) else {}

    def unsaid(self, answer: Answer) -> Answer:
        """Return an answer to what was shown, without what it repeats of that."""
        return echo.without(answer, self._secrets)
