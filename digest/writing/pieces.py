"""Runs of words, put together into lines.

Letters that run from right to left and others in one line drag the signs between them
along, so that a name can pull the time after it to its other side. What has letters of the
other direction is therefore marked, and a format isolates it: Unicode Standard Annex #9.
"""

import re
from collections.abc import Iterable

from digest.markup import language_tag, one_line
from digest.model import Article
from digest.writing.view import Line, Piece
from digest.writing.words import Direction, Words

_RTL = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The blocks of Hebrew, Arabic, Syriac, Thaana, N'Ko and their like, with their digits."""
_IN_RTL = re.compile(f"[{_RTL}]")
_IN_LTR = re.compile(rf"(?![{_RTL}])[^\W\d_]")
_STRONG = re.compile(rf"[{_RTL}]|[^\W\d_]")
_SLOT = re.compile(r"\{(\w+)\}")

ISOLATE, END_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def own(text: str, *, url: str = "") -> Piece:
    """Return words of the edition."""
    return Piece(text=text, url=url, ours=True)


def strange(text: str, words: Words, *, url: str = "", article: Article | None = None) -> Piece:
    """Return words from elsewhere as one line; they may turn out to be empty.

    Args:
        text: in any form.
        words: of the edition that they are set into.
        url: where they lead.
        article: whose words they are: it may know their language and direction.
    """
    line = one_line(text)
    return Piece(
        text=line,
        url=url,
        language=_language(article.language, words) if article else "",
        direction=_direction(line, words, says_rtl=bool(article and article.direction == "rtl")),
    )


def named(names: Iterable[str], fallback: str, words: Words, *, url: str = "") -> Piece:
    """Return the first of some names from elsewhere that is not empty, else our own word."""
    found = (strange(name, words, url=url) for name in names)
    return next((one for one in found if one.text), own(fallback, url=url))


def filled(sentence: str, **slots: Piece | Line | str) -> Line:
    """Return a sentence of ours with what is set into its slots.

    A string is words of ours too. All of ours that stand together become one piece.
    """
    line: list[Piece] = []
    for place, part in enumerate(_SLOT.split(sentence)):
        value = slots[part] if place % 2 else part
        if isinstance(value, str):
            value = own(value)
        line += (value,) if isinstance(value, Piece) else value
    return _together(line)


def listed(pieces: Iterable[Piece], words: Words) -> Line:
    """Return pieces with commas between them."""
    line: list[Piece] = []
    for one in pieces:
        line += (own(words.comma), one) if line else (one,)
    return tuple(line)


def marked(summary: Piece, mark: Piece | None) -> Line:
    """Return a summary with the word that tells who wrote it."""
    return (summary, own(" "), mark) if mark else (summary,)


def isolated(text: str, piece: Piece) -> str:
    """Return the text of a piece, escaped or not, isolated where its direction is another."""
    return f"{ISOLATE}{text}{END_ISOLATE}" if piece.direction else text


def _together(pieces: Iterable[Piece]) -> Line:
    line: list[Piece] = []
    for one in pieces:
        last = line[-1] if line else None
        if last and last.ours and one.ours and not last.url and not one.url:
            line[-1] = own(last.text + one.text)
        elif one.text:
            line.append(one)
    return tuple(line)


def _language(tag: str, words: Words) -> str:
    is_other = tag.partition("-")[0].lower() != words.language
    return language_tag(tag) if is_other else ""


def _direction(line: str, words: Words, *, says_rtl: bool) -> Direction | None:
    """Return the direction of a text that has letters of another one than the edition."""
    if line.isascii() and words.direction == "ltr":
        return None
    other = _IN_RTL if words.direction == "ltr" else _IN_LTR
    if not other.search(line):
        return None
    first = _STRONG.search(line)
    is_rtl = says_rtl or bool(first and _IN_RTL.match(first[0]))
    return "rtl" if is_rtl else "ltr"
