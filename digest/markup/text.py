"""Cleaned HTML to text.

Text is what fingerprints, word counts and summaries are made of, so it holds the words
of the article alone: what stands in for a film stays out, and so do captions, which
differ between two prints of one text and would make the first sentence of many. Asked
for as a form of the article to read, it has the captions too.
"""

from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from digest.markup.words import names, visible
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
