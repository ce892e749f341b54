"""The words of a body, read from each of its forms in a way of its own."""

import unicodedata
from html import escape

from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from digest.markup.words import names

_INLINE = names(
    "a abbr b bdi cite code del dfn em i img ins kbd mark picture q rp rt ruby s samp small source"
    " span strong sub sup time u var"
)
_RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _tree(html: str) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(huge_tree=True)  # else it stops at a depth of 256
    return lxml_html.fromstring(f"<div>{html}</div>", parser=parser)


def rendered(markdown: str) -> str:
    """The HTML that a strict renderer makes of Markdown."""
    return str(_RENDERER.render(markdown))


def words(html: str) -> list[str]:
    """The words that a browser would show, in their order; those of two blocks never join."""
    tree = _tree(html)
    pieces = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        pieces.append("" if element.tag in _INLINE else " ")
        pieces.append((element.text if event == "start" else element.tail) or "")
    return words_of(" ".join("".join(pieces).split()))


def words_of(text: str) -> list[str]:
    """The words of plain text."""
    return unicodedata.normalize("NFC", text).split()


def without_media(html: str) -> str:
    """The HTML without sound and film, which only Markdown names by a word of its own."""
    tree = _tree(html)
    for element in list(tree.iter("audio", "video")):
        element.drop_tree()
    return "".join(
        [
            escape(tree.text or ""),
            *(etree.tostring(one, encoding="unicode", method="html") for one in tree),
        ]
    )
