"""Header lines of a message, written out by ourselves.

The standard library's newer way reads what it is given before it writes it: an encoded word
in a headline would be decoded, a null byte passes through raw, a line end raises, and a long
address in List-Unsubscribe becomes encoded words, which Gmail then does not take for one.
So a header is made of words here, which are joined by spaces, or by line ends before a line
passes 78 characters; never right after the name, since Dovecot 2.3 then gives a value that
begins with a space. Its older way is good at encoded words, and those are taken from it.
Sources: RFC 5322 section 2.2.3, RFC 2047 section 5.
"""

import re
from collections.abc import Sequence
from email.header import Header

LONGEST_LINE = 78
"""Characters of a header's line; only one long word passes it."""

_ENCODED = 76
"""Characters of a line that holds an encoded word, at most. Source: RFC 2047 section 2."""
_DROPPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\s]+")
"""Controls, line ends and lone surrogates: each run of them becomes a space."""
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
"""What a phrase may hold without quotes. Source: RFC 5322 section 3.2.3."""


def one_line(text: str) -> str:
    """Return the text in one line that a header may hold: without controls and long gaps."""
    return _DROPPED.sub(" ", text).strip()


def words(name: str, text: str) -> list[str]:
    """Return the words of free text, such as a subject; encoded where ASCII does not do.

    Args:
        name: of the header, which takes room in the first line.
        text: in any script; passed through `one_line`.
    """
    plain = one_line(text)
    return plain.split() if _is_plain(name, plain) else _encoded(name, plain)


def phrase(name: str, text: str) -> list[str]:
    """Return the words of a name that stands before an address in brackets; [] for none."""
    plain = one_line(text)
    return plain_phrase(name, text) or (_encoded(name, plain) if plain else [])


def plain_phrase(name: str, text: str) -> list[str]:
    """Return what `phrase` does, and [] where that needs encoded words.

    In a list's name Node's mailparser, for one, shows them as they are.
    """
    plain = one_line(text)
    if not plain or not _is_plain(name, plain) or '"' in plain or "\\" in plain:
        return []
    return (plain if _ATOMS.fullmatch(plain) else f'"{plain}"').split(" ")


def header(name: str, value: Sequence[str]) -> str:
    """Return a header of words, in lines that end with CRLF."""
    lines = [f"{name}:"]
    for number, word in enumerate(value):
        if number and len(lines[-1]) + 1 + len(word) > LONGEST_LINE:
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines) + "\r\n"


def _is_plain(name: str, text: str) -> bool:
    """Say whether the text may stand as it is: ASCII, nothing like an encoded word, short words."""
    room = LONGEST_LINE - len(name) - len(':  ""')
    return text.isascii() and "=?" not in text and all(len(w) <= room for w in text.split(" "))


def _encoded(name: str, text: str) -> list[str]:
    return Header(text, "utf-8", header_name=name, maxlinelen=_ENCODED).encode().split()
