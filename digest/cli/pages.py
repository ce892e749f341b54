"""The pages that a command is given by name: files, addresses, standard input.

A saved page often says in its first lines where it came from, as browsers write it; its
links, and often its date, cannot be read without that.
"""

import re
import sys
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from digest.address import absolute
from digest.errors import RefusedError, UnreadableError
from digest.fetch import Fetcher
from digest.model import Page

NOWHERE = "https://page.invalid/"
"""The address of a page that came from no known one; RFC 2606 keeps it free."""
STDIN = "-"
MOST_BYTES = 32 * 1024 * 1024
"""Of one page, unpacked; the rest is not read. A parser takes a quarter of it."""

_ENDINGS = frozenset({".html", ".htm", ".xhtml", ".gz"})
"""Of the pages in a folder."""
_CONTROLS = bytes((*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)))
"""Binary data bytes. Source: https://mimesniff.spec.whatwg.org/, section 3."""
_GZIP = b"\x1f\x8b"
_SAVED_FROM = re.compile(
    rb"<!--\s*saved from url=\(\d{4}\)(https?://[^\s>]{1,2000})"  # browsers
    rb"|<!--\s+Page saved with SingleFile\s+url:\s*(https?://[^\s>]{1,2000})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A page as it was asked for."""

    name: str
    """A path, an address, or "-"."""
    url: str = ""
    """Where it came from, if that was said."""


async def read(named: Named, fetcher: Fetcher) -> Page:
    """Return a page from the network, a file, or standard input.

    Raises:
        UnreadableError: there is no such file, or nothing in it that is a page.
        FetchError: the address could not be read.
    """
    if named.name.startswith(("http://", "https://")):
        try:
            return await fetcher.get(named.name)
        except RefusedError as error:
            if fetcher.allow_networks or "allow_networks" not in str(error):
                raise
            hint = "; set it under [fetch] of a config.toml and name that by --config"
            raise RefusedError(f"{error}{hint}") from error
    body = _unpacked(_bytes(named.name))
    if not body.strip():
        raise UnreadableError("it is empty")
    if _is_binary(body):
        raise UnreadableError("it is no HTML, but bytes of another kind")
    saved_from = _SAVED_FROM.search(body[:4096])
    found = (saved_from[1] or saved_from[2]).decode("ascii", "ignore") if saved_from else ""
    url = named.url or found or NOWHERE
    return Page(requested=url, url=url, body=body, fetched_at=datetime.now(UTC))


def _is_binary(body: bytes) -> bool:
    """Whether the beginning has more control characters than a page could.

    A mark of byte order, or a `<` of two bytes, begins UTF-16, which is full of them.
    """
    start = body[:2048]
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        return False
    return len(start.translate(None, _CONTROLS)) < 0.97 * len(start)


def _bytes(name: str) -> bytes:
    if name == STDIN:
        return sys.stdin.buffer.read(MOST_BYTES)
    path = Path(name)
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except IsADirectoryError as error:
        raise UnreadableError("it is a folder; read all of its pages by --batch") from error
    except OSError as error:
        raise UnreadableError(error.strerror or "cannot be read") from error
    except ValueError as error:  # a zero byte in the name
        raise UnreadableError("no file can have this name") from error


def _unpacked(body: bytes) -> bytes:
    """Return what gzip packed, as far as it is whole; other bytes as they are."""
    if not body.startswith(_GZIP):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MOST_BYTES)
    except zlib.error as error:
        raise UnreadableError("its gzip is broken") from error


def listed(place: str) -> list[Named]:
    """Return the pages of a folder, by name, or of a list: a path or an address a line.

    After a path, a tab and the address that the page came from may follow.

    Raises:
        UnreadableError: there is no such list.
    """
    if place != STDIN and Path(place).is_dir():
        files = sorted(path for path in Path(place).iterdir() if path.suffix.lower() in _ENDINGS)
        return [Named(name=str(path)) for path in files]
    lines = _bytes(place).decode("utf-8", "surrogateescape").splitlines()
    rows = (line.partition("\t") for line in lines if line.strip())
    return [Named(name=name.strip(), url=absolute(url.strip())) for name, _, url in rows]
