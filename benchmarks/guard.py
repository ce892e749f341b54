"""Answer the bench of the guard: is an address refused, asked twice.

The way is that of every fetch: the address is parsed, its host looked up by a resolver
that the bench brings, what it names is checked, and what passed is what would be dialled.
Nothing is dialled, so that the bench needs no network and the addresses see none of it.
"""

import asyncio
import json
import socket
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from digest.address import without_credentials
from digest.errors import FetchError
from digest.fetch.guard import Guard
from digest.fetch.origin import origin_of
from digest.fetch.wording import readable

PUBLIC = "93.184.216.34"
_INNER = {
    "localhost": ("127.0.0.1",),
    "metadata.google.internal": ("169.254.169.254",),
    "localtest.me": ("127.0.0.1",),
    "127.0.0.1.nip.io": ("127.0.0.1",),
    "multi.test": (PUBLIC, "127.0.0.1"),
}


def answer(source: Path, target: Path) -> int:
    """Write for each address whether it was refused, and why; return how many there were.

    Args:
        source: JSON lines of `id` and `url`.
        target: written as JSON lines of `id`, `refused` and `why`.
    """
    # Not splitlines(): a JSON string may hold U+2028 as it is.
    rows = [json.loads(line) for line in source.read_text("utf-8").split("\n") if line.strip()]
    with target.open("w", encoding="utf-8") as out:
        for row in rows:
            why = asyncio.run(_refusal(row["url"]))
            out.write(json.dumps({"id": row["id"], "refused": bool(why), "why": why}) + "\n")
    return len(rows)


async def _refusal(address: str) -> str:
    """Return why an address would not be connected to, the first time or the second."""
    guard = Guard(resolve=_Names().resolve)
    try:
        for _ in range(2):
            origin = origin_of(readable(without_credentials(address)))
            await guard.addresses(origin.host, origin.port)
    except FetchError as error:
        return f"{type(error).__name__}: {error}"
    return ""


class _Names:
    """The names of the bench; `rebind.test` is public once, and inside ever after."""

    def __init__(self) -> None:
        self._asked: Counter[str] = Counter()

    async def resolve(self, host: str, _port: int) -> Sequence[str]:
        name = host.rstrip(".").lower()
        self._asked[name] += 1
        if name == "rebind.test":
            return (PUBLIC if self._asked[name] == 1 else "127.0.0.1",)
        if name.endswith(".localhost"):
            return _INNER["localhost"]
        if name in _INNER:
            return _INNER[name]
        if "." in name:
            return (PUBLIC,)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
