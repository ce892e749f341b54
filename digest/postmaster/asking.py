"""Ask name servers for texts, by dnspython: the system's resolver gives no TXT records."""

from collections.abc import Sequence

import dns.exception
import dns.name
import dns.resolver

from digest.postmaster.records import Answer, Ask

TIMEOUT_S = 5.0
"""For all servers together, for one name."""


def asker(servers: Sequence[str] = (), *, port: int = 53, timeout_s: float = TIMEOUT_S) -> Ask:
    """Return what asks for the texts of a name; it may be called by many threads.

    Args:
        servers: IP addresses; () for those of the system.
        port: of all of them.
        timeout_s: for one name.
    """
    try:
        resolver = dns.resolver.Resolver(configure=not servers)
    except dns.resolver.NoResolverConfiguration:
        return lambda _: Answer(failed="this machine knows no name server")
    if servers:
        resolver.nameservers = list(servers)
        resolver.port = port
    resolver.lifetime = timeout_s

    def ask(name: str) -> Answer:
        try:
            found = resolver.resolve(dns.name.from_text(name), "TXT", search=False)
        except dns.resolver.NXDOMAIN:
            return Answer(exists=False)
        except dns.resolver.NoAnswer:
            return Answer()
        except dns.exception.Timeout:
            return Answer(failed="no name server answered in time")
        except dns.resolver.NoNameservers:
            return Answer(failed="the name servers could not say")
        except dns.exception.DNSException as error:
            return Answer(failed=f"it cannot be asked for: {type(error).__name__}")
        return Answer(texts=tuple(b"".join(one.strings).decode(errors="replace") for one in found))

    return ask
