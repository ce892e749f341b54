"""Plain text to Markdown, and to HTML, that shows exactly that text.

CommonMark lets a backslash stand before any ASCII punctuation, and then the character
means nothing but itself. People also read the file as it is, so those are left alone that
cannot mean anything where they stand: commas, quotes, brackets without a link before
them, the full stop of a sentence, the hyphen between words.

In HTML four signs mean something between tags and in an attribute that stands in double
quotes; an apostrophe is none of them, and is left alone, since titles are full of them
and a mail has a budget of bytes.
"""

import re

from digest.address import absolute
from digest.markup.words import one_line

_MEANING = re.compile(
    r"""[\\`*_{}\[\]<>\#+~|$^&=@]  # wherever it stands
    | ^- | -(?=-) | (?<=-)-        # a list, a line, or a dash of typographers
    | [.:!](?=[\w/\[(])              # an address, a number, an emoji's name
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
"""At the start of a line it begins a list."""
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
"""Decoded in targets too."""
_IN_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_UNSAFE = re.compile(r"[^A-Za-z0-9/:?#@!$&+,;=~%._\[\]-]")


def markdown_text(value: str) -> str:
    """Return the text as one line of CommonMark that shows it, and nothing else.

    White space is collapsed and control characters are dropped. No link, heading, list,
    HTML or table can begin in it, wherever it stands; a renderer that makes links of bare
    addresses finds none, because their dots and colons are escaped.
    Source: CommonMark 0.31.2, section 2.4.
    """
    line = _MEANING.sub(r"\\\g<0>", one_line(value))
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def markdown_address(address: str) -> str:
    """Return an http(s) address that can stand in `[text](...)`; "" for any other.

    What could end the target or mean something else there is percent-encoded, so that
    brackets need not be balanced.
    """
    return _ENTITY.sub(r"\&", _UNSAFE.sub(_percent_encoded, absolute(address)))


def html_text(value: str) -> str:
    """Return the text as one line of HTML that shows it, and nothing else.

    White space is collapsed and control characters are dropped. It can stand between tags,
    and in an attribute that is written in double quotes.
    """
    return one_line(value).translate(_IN_HTML)


def html_address(address: str) -> str:
    """Return an http(s) address that can stand in `href="..."`; "" for any other."""
    return absolute(address).translate(_IN_HTML)


def language_tag(language: str, *, otherwise: str = "") -> str:
    """Return the language as it may stand in `lang`, where "" says that it is not known."""
    return language if _TAG.fullmatch(language) else otherwise


def _percent_encoded(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())
