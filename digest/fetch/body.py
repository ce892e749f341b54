"""Read the body of an answer within bounds.

Only gzip is offered and decoded, by zlib itself with a limit on its output, since a
megabyte on the wire can hold a gigabyte; brotli and zstd cannot be bounded so simply.
What is cut off is an error: half a page stored is an article lost.
"""

import zlib

import httpx

from digest.errors import BrokenError, TooLargeError

_GZIP = 31
"""zlib's window of 32 KiB, with the header and check sum of gzip."""


async def read(answer: httpx.Response, most: int, *, cut: bool = False) -> bytes:
    """Return the decoded body of an answer.

    Args:
        answer: not read yet.
        most: bytes, at least 1; a bound on what is decoded and on what is read.
        cut: return the first `most` bytes of a longer body.

    Raises:
        TooLargeError: there are more bytes, and `cut` is not set.
        BrokenError: the body is cut off, or in a coding that was not asked for.
        SlowError: it stopped half-way.
    """
    gunzip = _gunzip(answer.headers)
    if not cut and _announced(answer.headers) > most:
        raise TooLargeError(f"announces more than {most} bytes")
    body = bytearray()
    taken = 0
    async for chunk in answer.aiter_raw():
        taken += len(chunk)
        body += _inflated(gunzip, chunk, most + 1 - len(body)) if gunzip else chunk
        if max(len(body), taken) > most:
            if cut:
                return bytes(body[:most])
            raise TooLargeError(f"more than {most} bytes")
    if gunzip and taken and not gunzip.eof:
        raise BrokenError("the answer is cut off: its gzip has no end")
    return bytes(body)


def _gunzip(headers: httpx.Headers) -> "zlib._Decompress | None":
    named = ",".join(headers.get_list("content-encoding")).lower().split(",")
    codings = [name.strip() for name in named if name.strip() not in ("", "identity")]
    if not codings:
        return None
    if codings in (["gzip"], ["x-gzip"]):
        return zlib.decompressobj(_GZIP)
    raise BrokenError("a content coding that was not asked for")


def _announced(headers: httpx.Headers) -> int:
    length = headers.get_list("content-length")[:1]
    return int(length[0]) if length and length[0].isascii() and length[0].isdigit() else 0


def _inflated(gunzip: "zlib._Decompress", chunk: bytes, most: int) -> bytes:
    if gunzip.eof:
        return b""  # bytes after the end of the gzip, which browsers ignore too
    try:
        return gunzip.decompress(chunk, most)
    except zlib.error as error:
        raise BrokenError("the answer is not the gzip that it says") from error
