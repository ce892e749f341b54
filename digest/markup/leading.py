"""A text to the first sentences that tell what it is about.

Of what was tried on news, the first whole sentences told as much as any choice of them
did, and cost nothing (docs/decisions/022). What must be done is to find where they begin.
"""

from collections.abc import Iterator
from itertools import takewhile

from digest.markup.openings import (
    is_caption,
    is_furniture,
    repeats,
    without_dateline,
    without_title,
)
from digest.markup.sentences import ends, is_whole
from digest.markup.words import plain, shortened

_MOST_CHARACTERS = 4000
"""A lead is looked for here."""
SUMMARY_CHARACTERS = 280
"""Of a summary, as it is shown with an article."""

_UNSPACED = "。！？｡"
"""No space follows them."""


def lead(text: str, *, title: str = "", limit: int = SUMMARY_CHARACTERS, most: int = 0) -> str:
    """Return the first whole sentences of a text, at most `limit` characters.

    What stands before them is left out: the title again, headings, datelines, bylines,
    credits of pictures, words of buttons. They end before the next heading. A first
    sentence that is longer than `limit` is cut at a word and ends with "…"; so is a text
    without any sentence. "" where there is no text.

    Args:
        text: paragraphs, split by blank lines.
        title: of the article.
        limit: characters; "…" counts.
        most: sentences; 0 for as many as there is room for.
    """
    title = plain(title)
    paragraphs = [*_paragraphs(text, title)]
    whole = shortened(_sentences(paragraphs, title, limit, most), limit)
    if whole:
        return whole
    words = " ".join(one for one in paragraphs if not is_furniture(one))
    return plain(words, limit=limit)


def first_sentences(text: str, *, limit: int = SUMMARY_CHARACTERS, most: int = 0) -> str:
    """Return as many sentences of one line as there is room for, whatever they are.

    One that is too long is cut at a word.
    """
    line = plain(text, limit=_MOST_CHARACTERS)
    places = [end for end in ends(line) if end <= limit][: most or None]
    return line[: places[-1]] if places else shortened(line, limit)


def _paragraphs(text: str, title: str) -> Iterator[str]:
    """Yield the paragraphs in plain text, the first of them without the title; none is empty."""
    is_first = True
    for block in text[:_MOST_CHARACTERS].strip().split("\n\n"):
        paragraph = plain(block, limit=_MOST_CHARACTERS)
        if is_first:
            paragraph = without_title(paragraph, title)
        if paragraph and not (is_first and repeats(paragraph, title)):
            is_first = False
            yield paragraph


def _sentences(paragraphs: list[str], title: str, limit: int, most: int) -> str:
    """The first sentences; longer than the limit where the first one is; "" for none."""
    taken = ""
    many = 0
    for paragraph in paragraphs:
        if is_furniture(paragraph) or is_caption(paragraph):
            continue
        told = paragraph if taken else without_dateline(paragraph)
        is_open = True
        for sentence in _told(told, title):
            gap = " " if is_open and taken and taken[-1] not in _UNSPACED else ""
            longer = f"{taken}{gap}{sentence}"
            if taken and (len(longer) > limit or many == most > 0):
                return taken
            taken, is_open, many = longer, False, many + 1
        if taken and (is_open or not is_whole(told)):
            return taken
    return taken


def _told(paragraph: str, title: str) -> Iterator[str]:
    """Yield the whole sentences of a paragraph, from the first to the last that tell something."""
    start, begun = 0, False
    last = len(paragraph) if is_whole(paragraph) else len(paragraph.rstrip(" .…[]()"))
    for end in takewhile(lambda place: place <= last, ends(paragraph)):
        sentence = paragraph[start:end]
        start = end
        idle = is_furniture(sentence.strip()) or repeats(sentence, title)
        if begun and idle:
            return
        if not idle:
            yield sentence if begun else sentence.lstrip()
            begun = True
