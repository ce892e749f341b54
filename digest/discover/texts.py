"""Read the text of elements as the eye sees it, and say how much it is."""

import re

from lxml import etree
from lxml.html import HtmlElement

_MOST_TEXT = 600
_MOST_PIECES = 300
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "tt", "u", "var",
    "wbr",
))  # fmt: skip
_UNSEEN = frozenset(("script", "style", "template", "noscript"))
_SPACE = re.compile(r"\s+")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_SYLLABLES = re.compile("[\uac00-\ud7af]")
_DENSE = re.compile("[\u0590-\u05ff\u0600-\u06ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def text_of(element: HtmlElement) -> str:
    """Return the text of an element on one line, cut at about 600 characters.

    What stands in blocks of their own is parted by a space, as the eye sees it.
    """
    pieces: list[str] = []
    length = 0
    walk = etree.iterwalk(element, events=("start", "end"))
    for number, (event, node) in enumerate(walk):
        text = _own_text(node) if event == "start" else _tail(node, element)
        pieces.append(text)
        length += len(text)
        if length > _MOST_TEXT or number > _MOST_PIECES:
            break
    return one_line("".join(pieces))


def _own_text(node: HtmlElement) -> str:
    if node.tag in _UNSEEN:
        return ""
    return (node.text or "") if node.tag in _INLINE else f" {node.text or ''}"


def _tail(node: HtmlElement, top: HtmlElement) -> str:
    tail = "" if node is top else node.tail or ""
    return tail if node.tag in _INLINE else f" {tail}"


def one_line(text: str) -> str:
    """Return the text with runs of white space as one space, cut at 600 characters."""
    return _SPACE.sub(" ", text[: 4 * _MOST_TEXT]).strip()[:_MOST_TEXT]


def width_of(text: str) -> float:
    """Return the length of a text in letters of the Latin script that say as much.

    A Chinese or Japanese character stands for two and a half, a Korean syllable for
    two, a letter of a script that leaves out vowels or spaces for one and a third.
    """
    return (
        len(text)
        + 1.5 * len(_WIDE.findall(text))
        + len(_SYLLABLES.findall(text))
        + 0.33 * len(_DENSE.findall(text))
    )
