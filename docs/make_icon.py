#!/usr/bin/env python3
"""Draw the icon of feeds and pages, and write it as digest/pages/icons.py.

A front page: the bar of a masthead, a picture, lines. The shapes lie on a grid of 32
units, so that the small icon is sharp, and all colours fit one palette.
"""

import struct
import zlib
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

FILE = Path(__file__).parents[1] / "digest" / "pages" / "icons.py"

CLEAR, BLUE, PAPER, AMBER, PALE = range(5)
COLOURS = ((0, 0, 0), (27, 79, 138), (255, 255, 255), (245, 158, 30), (160, 190, 222))
UNITS = 32
RADIUS = 6
SHAPES = (
    (PAPER, 6, 6, 26, 10),
    (AMBER, 6, 13, 15, 22),
    (PALE, 17, 13, 26, 15),
    (PALE, 17, 16, 26, 18),
    (PALE, 17, 20, 26, 22),
    (PALE, 6, 24, 26, 26),
)
"""Colour, left, top, right and bottom."""

PNG_SCALE = 4
"""128 pixels a side: RSS allows 144."""


def colour_at(x: float, y: float) -> int:
    """Return the number of the colour at a place of the grid."""
    for colour, left, top, right, bottom in SHAPES:
        if left <= x < right and top <= y < bottom:
            return colour
    across = max(RADIUS - x, x - (UNITS - RADIUS), 0.0)
    down = max(RADIUS - y, y - (UNITS - RADIUS), 0.0)
    return BLUE if across**2 + down**2 <= RADIUS**2 else CLEAR


def rows(scale: int) -> Iterator[list[int]]:
    """Yield the colours of each row, at so many pixels a unit."""
    places = [(step + 0.5) / scale for step in range(UNITS * scale)]
    for y in places:
        yield [colour_at(x, y) for x in places]


def nibbles(row: list[int]) -> bytes:
    """Return a row at four bits a pixel."""
    return bytes(left << 4 | right for left, right in zip(row[::2], row[1::2], strict=True))


def png() -> bytes:
    """Return the icon as PNG with a palette whose first colour is transparent."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    side = UNITS * PNG_SCALE
    lines = b"".join(b"\0" + nibbles(row) for row in rows(PNG_SCALE))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 4, 3, 0, 0, 0)),
            chunk(b"PLTE", bytes(part for colour in COLOURS for part in colour)),
            chunk(b"tRNS", b"\0"),
            chunk(b"IDAT", zlib.compress(lines, 9)),
            chunk(b"IEND", b""),
        )
    )


def ico() -> bytes:
    """Return the icon as ICO holding a bitmap, which old programs read too."""
    upwards = list(rows(1))[::-1]
    palette = b"".join(bytes((*colour[::-1], 0)) for colour in COLOURS)
    pixels = b"".join(nibbles(row) for row in upwards)
    mask = b"".join(
        sum((colour == CLEAR) << (UNITS - 1 - place) for place, colour in enumerate(row)).to_bytes(
            4
        )
        for row in upwards
    )
    header = struct.pack(
        "<IiiHHIIiiII", 40, UNITS, 2 * UNITS, 1, 4, 0, len(pixels), 0, 0, len(COLOURS), 0
    )
    image = header + palette + pixels + mask
    entry = struct.pack("<BBBBHHII", UNITS, UNITS, len(COLOURS), 0, 1, 4, len(image), 22)
    return struct.pack("<HHH", 0, 1, 1) + entry + image


def literal(data: bytes) -> str:
    """Return bytes as lines of code that give them."""
    return "\n".join(f'    "{line}"' for line in wrap(b64encode(data).decode(), 88))


def main() -> None:
    """Write the module."""
    FILE.write_text(
        f'''"""The icon of feeds and pages, drawn by docs/make_icon.py.

As bytes in the code, so that it does not depend on a place in the file system or on the
compression of the day.
"""

from base64 import b64decode

ICON = b64decode(
{literal(png())}
)
"""icon.png, {UNITS * PNG_SCALE} pixels a side."""

FAVICON = b64decode(
{literal(ico())}
)
"""favicon.ico, {UNITS} pixels a side: readers and browsers ask for that name unasked."""
''',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
