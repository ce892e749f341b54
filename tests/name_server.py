"""A name server on 127.0.0.1 that knows the texts it is given, over UDP."""

import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

Texts = Sequence[str] | None
"""Of one name; () for a name without any, None for one that the server fails to find."""


@dataclass
class NameServer:
    """What a server knows, and what it was asked."""

    texts: Mapping[str, Texts]
    port: int = 0
    asked: list[str] = field(default_factory=list)

    def answer(self, packet: bytes) -> bytes:
        question = dns.message.from_wire(packet)
        name = question.question[0].name.to_text().rstrip(".").lower()
        self.asked.append(name)
        reply = dns.message.make_response(question)
        reply.flags |= dns.flags.AA
        if name not in self.texts:
            # A name with names below it is there.
            below = any(one.endswith(f".{name}") for one in self.texts)
            reply.set_rcode(dns.rcode.NOERROR if below else dns.rcode.NXDOMAIN)
        elif (texts := self.texts[name]) is None:
            reply.set_rcode(dns.rcode.SERVFAIL)
        elif texts:
            quoted = [
                " ".join(f'"{one[n : n + 200]}"' for n in range(0, len(one), 200)) for one in texts
            ]
            reply.answer.append(dns.rrset.from_text_list(f"{name}.", 60, "IN", "TXT", quoted))
        return reply.to_wire()


@contextmanager
def naming(texts: Mapping[str, Texts]) -> Iterator[NameServer]:
    """Serve names while the block runs."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        server = NameServer(texts, listener.getsockname()[1])

        def serve() -> None:
            while True:
                packet, sender = listener.recvfrom(4096)
                if not packet:
                    return
                listener.sendto(server.answer(packet), sender)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
                last.sendto(b"", ("127.0.0.1", server.port))
            thread.join()
