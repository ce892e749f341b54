"""Plain text to Markdown that shows exactly that text.

CommonMark lets a backslash stand before any ASCII punctuation, and then the character
means nothing but itself. Escaping all of it is the only rule that needs no list of the
places where a character would mean something, nor knowledge of a renderer's additions.
"""

import re
import string

from digest.address import absolute
from digest.markup.words import visible

_PUNCTUATION = {ord(sign): f"\\{sign}" for sign in string.punctuation}
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
"""Decoded in targets too."""
_UNSAFE = re.compile(r"[^A-Za-z0-9/:?#@!$&+,;=~%._\[\]-]")


def markdown_text(value: str) -> str:
    """Return the text as one line of CommonMark that shows it, and nothing else.

    White space is collapsed and control characters are dropped. No link, heading, list,
    HTML or table can begin in it, wherever it stands; a renderer that makes links of bare
    addresses finds none, because their punctuation is escaped.
    Source: CommonMark 0.31.2, section 2.4.
    """
    return " ".join(visible(value).split()).translate(_PUNCTUATION)


def markdown_address(address: str) -> str:
    """Return an http(s) address that can stand in `[text](...)`; "" for any other.

    What could end the target or mean something else there is percent-encoded, so that
    brackets need not be balanced.
    """
    return _ENTITY.sub(r"\&", _UNSAFE.sub(_percent_encoded, absolute(address)))


def _percent_encoded(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())
