"""Cleaned HTML to text, and text to its first sentences.

Text is what fingerprints, word counts and summaries are made of, so it holds the words
of the article alone: what stands in for a film stays out, and so do captions, which
differ between two prints of one text and would make the first sentence of many. Asked
for as a form of the article to read, it has the captions too.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from digest.markup.words import names, plain, visible
from digest.page import parse

_BLOCKS = names(
    "address article aside blockquote caption center dd details div dl dt fieldset footer form h1"
    " h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul"
    " figcaption figure"
)
_SPACING = frozenset(("br", "td", "th", "dt"))
LEFT_OUT = names(
    "audio head iframe noscript object script select style svg template textarea title video"
)
"""Elements whose text nobody is shown."""

_MOST_CHARACTERS = 4000
"""A lead is looked for here."""


def text_of(html: str, *, captions: bool = False) -> str:
    """Return the text of HTML as paragraphs, split by blank lines; "" for none.

    Each paragraph, heading, list item, table row and `pre` is a paragraph of its own.
    White space is collapsed, also at a `<br>` and between cells; only inside `pre` lines
    stay lines. Scripts and the text that stands in for audio and video are left out, and
    captions of pictures unless asked for.
    """
    return "\n\n".join(paragraphs_of(parse(html), captions=captions))


def paragraphs_of(element: HtmlElement, *, captions: bool = True) -> Iterator[str]:
    """Yield the text of an element and of what it holds, as `text_of` does; none is empty."""
    silent = LEFT_OUT if captions else LEFT_OUT | {"figcaption"}
    return filter(None, _blocks(element, silent))


def lines_of(element: HtmlElement) -> list[str]:
    """Return the lines of a `pre`, without empty ones before and after them."""
    lines = [line.rstrip() for line in code_of(element).splitlines()]
    used = [place for place, line in enumerate(lines) if line]
    return lines[used[0] : used[-1] + 1] if used else []


def code_of(element: HtmlElement) -> str:
    """Return the text of an element with its white space, and a line end at each break."""
    pieces: list[str] = []
    silent = 0
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        begins = event == "start"
        silent += (1 if begins else -1) * (inner.tag in LEFT_OUT)
        if inner is not element and (inner.tag in _BLOCKS or (begins and inner.tag in _SPACING)):
            pieces.append("\n")
        if not silent and (begins or inner is not element):
            pieces.append((inner.text if begins else inner.tail) or "")
    return visible("".join(pieces))


def _blocks(root: HtmlElement, left_out: frozenset[str]) -> Iterator[str]:
    """Yield the text between the borders of blocks; some of it empty."""
    pieces: list[str] = []
    silent = lines = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        begins = event == "start"
        step = 1 if begins else -1
        if element.tag in _BLOCKS:
            yield _paragraph(pieces, lines=lines > 0)
            pieces = []
        elif element.tag in _SPACING:
            pieces.append(" " if not lines else "\n")
        silent += step * (element.tag in left_out)
        lines += step * (element.tag == "pre")
        if not silent and (begins or element is not root):
            pieces.append((element.text if begins else element.tail) or "")
    yield _paragraph(pieces, lines=False)


def _paragraph(pieces: list[str], *, lines: bool) -> str:
    text = visible("".join(pieces))
    if not lines:
        return " ".join(text.split())
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


_ABBREVIATIONS = names(
    "adm al approx apr art asst aug ave bd bros bzw ca capt cf co col corp dec dept dr ed eg etc"
    " ev ex feb fig fr ft gen gov hon hr hrsg inc insp jan jr jul jun lt ltd maj mar mgr mio mme"
    " mr mrd mrs ms mt nov nr no nos num oct op p pp prof pt ref rep res rev sen sep sept sgt sig"
    " sr sra st str supt tel u usw vgl viz vol vs z zb د م أ ص"
)
_END = re.compile(r"[.!?؟۔…]+[\"'”’»)\]]*(?=\s|$)|[。！？｡]+[」』”’）]*|\n\s*\n")
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘«]*$")
_INITIALS = re.compile(r"(?:\w\.)*\w|\d{1,2}")
_DATELINE = re.compile(
    r"(?:[^\W\d_][^().!?؟:\n]{1,60}\([^()\n]{2,30}\)"  # TRIPOLI, Nov 22 (Reuters) -
    r"|[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ .'’/-]{2,40}(?:,\s[^().!?:\n–—-]{2,30})?)"  # PARIS, 22 November —
    r"\s*(?:[–—]|-{1,2})\s+(?=\S)"
)


def lead(text: str, *, title: str = "", limit: int = 280) -> str:
    """Return the first whole sentences of a text, at most `limit` characters.

    A dateline ("TRIPOLI (Reuters) -") and a repetition of the title before them are
    left out. A first sentence that is longer than `limit` is cut at a word and ends
    with "…". "" where there is no text.

    Sentences end at `.!?…` before white space, at ؟ and ۔, and at 。！？ anywhere; not
    after an abbreviation, an initial, or a number of one or two digits (an ordinal in
    German), nor before a lower-case letter; and at the end of a paragraph.
    """
    rest = _without_title(text[:_MOST_CHARACTERS].strip(), plain(title))
    rest = _DATELINE.sub("", rest, count=1) if _DATELINE.match(rest) else rest
    taken = ""
    for end in _ends(rest):
        sentences = plain(rest[:end], limit=_MOST_CHARACTERS)
        if len(sentences) > limit:
            break
        taken = sentences
    return taken or plain(rest, limit=limit)


def _without_title(text: str, title: str) -> str:
    if title and text.casefold().startswith(title.casefold()):
        rest = text[len(title) :]
        if not rest[:1].isalnum():
            return rest.lstrip(" .:;,!?–—-|\n\t")
    return text


def _ends(text: str) -> Iterator[int]:
    """Yield where sentences end; the last one ends with the text."""
    start = 0
    for end in _END.finditer(text):
        if end[0].isspace() or not _goes_on(text, start, end):
            start = end.end()
            yield start
    yield len(text)


def _goes_on(text: str, start: int, end: re.Match[str]) -> bool:
    """Return whether the sign does not end a sentence."""
    following = text[end.end() : end.end() + 40].lstrip()[:1]
    if following.islower():
        return True
    if end[0] != ".":
        return False
    word = _LAST_WORD.search(text, max(start, end.start() - 30), end.start())
    last = word[0] if word else ""
    return last.lower() in _ABBREVIATIONS or (bool(_INITIALS.fullmatch(last)) and bool(following))
