"""Text from outside to one plain line, the same in every reader.

Feed readers decode a title none, one or two times and strip what looks like a tag, or
do not. They agree only on text in which nothing is left to decode or to strip: known
markup is taken out, entities are decoded until none is left, and `<x` that is no
markup is written ‹x. Each step can uncover another, so all are repeated until nothing
changes; the number of rounds is bounded, since hostile text can nest without end.
"""

import html
import re
import unicodedata
from collections.abc import Iterator

import regex

_MOST_CHARACTERS = 16_384
"""A title whose markup is longer than this is none; NFC is quadratic in marks."""
_ROUNDS = 12


def names(spaced: str) -> frozenset[str]:
    """Return the names of a list that is written with spaces between them."""
    return frozenset(spaced.split())


_C1 = {code: bytes([code]).decode("cp1252", errors="ignore") for code in range(0x80, 0xA0)}
_INVISIBLE = (
    *range(9),
    *range(0x0E, 0x20),
    0x7F,
    0xAD,  # soft hyphen
    0x180E,
    0x200B,  # zero-width space
    *range(0x202A, 0x202F),  # bidi embeddings and overrides
    0x2060,
    *range(0x2066, 0x2070),  # bidi isolates, deprecated format characters
    *range(0xD800, 0xE000),  # lone surrogates
    *range(0xFDD0, 0xFDF0),
    0xFEFF,  # byte order mark
    *range(0xFFF9, 0x10000),  # annotations, U+FFFD, non-characters
    0xE0001,
    *(plane * 0x10000 + last for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)),
)
_VISIBLE = {**_C1, **dict.fromkeys(_INVISIBLE, "")}
_BMP = "".join(re.escape(chr(code)) for code in sorted(_VISIBLE) if code < 0x10000)
_UNSEEN = re.compile(f"[{_BMP}\U0001fffe-\U0010ffff]")
"""Any of them, and rare letters beside: most texts have none, and to translate is slow."""
_MARKS = regex.compile(r"(\p{M}{16})\p{M}+")
"""No script stacks so many; normalising a longer run takes quadratic time."""

_AMPERSANDS = re.compile(r"&(?:(?:amp|AMP|#0{0,5}38|#[xX]0{0,5}26);)+")
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]{1,31});")
_LONGEST_ENTITY = 40
"""Characters; a longer one is the number of no character, and Python may refuse to read it."""
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:[\s/][^<>]*+)?>"
    r"|(?P<comment><!--)|(?P<end>-->)|<[!?][^<>]*+>"
)
_TAG_LIKE = re.compile(r"<([A-Za-z/!?][^<>]*+)>")
_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")

_SILENT = frozenset({"script", "style"})
_BREAKING = names(
    "address article aside blockquote br caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table"
    " tbody td tfoot th thead tr ul"
)
_KNOWN = (
    _SILENT
    | _BREAKING
    | names(
        "a abbr acronym applet area audio b base bdi bdo big body button canvas cite code col"
        " colgroup data datalist del dfn dialog em embed font frame frameset head html i iframe"
        " img input ins kbd label legend link map mark marquee meta meter nobr noscript object"
        " optgroup option output param picture progress q rp rt ruby s samp select slot small"
        " source span strike strong sub sup svg template textarea time title track tt u var"
        " video wbr"
    )
)


def visible(value: str) -> str:
    """Return the text in NFC without what cannot be seen or written.

    Dropped are control characters, lone surrogates, non-characters, U+FFFD, overrides of
    direction, zero-width spaces and byte order marks; joiners (ZWJ, ZWNJ) and the marks
    of direction LRM, RLM and ALM stay, since scripts and emoji need them. Surrogate pairs
    become their character. C1 controls are read as Windows-1252, which is what they
    always are: U+0092 is ’. White space stays as it is.
    """
    if _UNSEEN.search(value):
        joined = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        value = joined.translate(_VISIBLE)
    if value.isascii():
        return value
    return unicodedata.normalize("NFC", str(_MARKS.sub(r"\1", value)))


def one_line(value: str) -> str:
    """Return the text in one line, without what cannot be seen; each white space is a blank."""
    return " ".join(visible(value).split())


def plain(value: str, *, limit: int = 400) -> str:
    """Return one line of text for titles, names and tags; "" when nothing is left.

    Known HTML markup goes, scripts and styles with their content; entities are decoded
    to a fixed point; `visible` applies; white space is collapsed. Text that only looks
    like a tag keeps its words in single angle quotes: "a ‹b› c". Longer than `limit`
    characters, it is cut at a word and ends with "…", which counts; text without
    spaces is cut between characters, never before a combining mark.

    `plain(plain(x)) == plain(x)` for every text.
    """
    text = _settled(value[: max(_MOST_CHARACTERS, limit)])
    text = _TAG_LIKE.sub(r"‹\1›", text)
    text = _TAG_START.sub("‹", text)
    return shortened(" ".join(text.split()), limit)


def shortened(text: str, limit: int) -> str:
    """Return the text, cut to at most `limit` characters at a word, with "…" when cut."""
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", 0, limit)
    if cut < limit // 2:  # one long word, or a script without spaces
        cut = limit - 1
        while cut > 0 and _joins(text[cut - 1], text[cut]):
            cut -= 1
    return text[:cut].rstrip(" ,;:–—-") + "…"


def _joins(before: str, after: str) -> bool:
    return (
        before == "\u200d"
        or after == "\u200d"
        or unicodedata.category(after).startswith("M")
        or 0x1F3FB <= ord(after) <= 0x1F3FF
    )


def _settled(value: str) -> str:
    for _ in range(_ROUNDS):
        before = value
        value = _without_markup(visible(_decoded(value)))
        if value == before:
            return value
    return visible(value.replace("&", ""))  # nested on purpose: no entity may be left


def _decoded(value: str) -> str:
    if "&" not in value:
        return value
    return _ENTITY.sub(_character, _AMPERSANDS.sub("&", value))


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0]) if len(entity[0]) <= _LONGEST_ENTITY else ""


def _without_markup(value: str) -> str:
    """Return the text outside known tags, comments and declarations.

    One pass over the tags: an element whose content is dropped counts only where its
    end follows, and so does a comment; else the rest of the text would vanish.
    """
    tags = list(_TAG.finditer(value))
    return "".join(_kept(value, tags)) if tags else value


def _kept(value: str, tags: list[re.Match[str]]) -> Iterator[str]:
    ends = {_closes(tag): tag.start() for tag in tags}
    waiting_for = ""
    at = 0
    for tag in tags:
        opens = _opens(tag)
        if waiting_for:
            if _closes(tag) == waiting_for:
                waiting_for = ""
                at = tag.end()
        elif opens and ends.get(opens, -1) > tag.start():
            yield value[at : tag.start()]
            waiting_for = opens
        elif (replacement := _replacement(tag)) is not None:
            yield value[at : tag.start()]
            yield replacement
            at = tag.end()
    yield value[at:]


def _opens(tag: re.Match[str]) -> str:
    """Return the name of what the tag makes silent; "" for nothing."""
    if tag["comment"]:
        return "-->"
    name = (tag["name"] or "").lower()
    return name if name in _SILENT and not tag["close"] else ""


def _closes(tag: re.Match[str]) -> str:
    if tag["end"]:
        return "-->"
    return (tag["name"] or "").lower() if tag["close"] else ""


def _replacement(tag: re.Match[str]) -> str | None:
    """Return what stands for the tag in plain text; None when it is no markup."""
    if tag["comment"] or tag["end"]:
        return None
    name = (tag["name"] or "").lower()
    if name and name not in _KNOWN:
        return None
    return " " if name in _BREAKING else ""
