"""Finds the text of an article and writes it as HTML.

trafilatura chooses the blocks: no other program chooses better on its own. It is given
the tree that is already there (it works on a copy), and asked for links and formatting,
which change nothing in its choice; images do, so `pictures` puts them back afterwards.
Its data, dates above all, is never used. It answers in the elements of TEI
(https://tei-c.org/release/doc/tei-p5-doc/en/html/), which become HTML here.
"""

import logging

from lxml import etree, html
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from digest.markup import plain

# They write a line for each page that they can make nothing of, which is ours to say.
for _name in ("trafilatura", "justext", "readability"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

_SAME = {
    "p": "p", "quote": "blockquote", "table": "table", "row": "tr", "item": "li", "lb": "br",
    "del": "del", "div": "div",
}  # fmt: skip
_BY_KIND = {
    "#b": "strong", "#i": "em", "#u": "u", "#t": "code", "#sub": "sub", "#sup": "sup",
    "ul": "ul", "ol": "ol", "dl": "ul",
}  # fmt: skip
_INLINE = frozenset({"a", "strong", "em", "u", "code", "sub", "sup", "del", "span", "br"})
_LONGEST = 20_000
"""Characters of a paragraph; an `articleBody` may have no line ends."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def main_blocks(root: HtmlElement) -> HtmlElement:
    """Return a `<div>` with the blocks of the main text; empty when there is none.

    The tree stays as it is. Links keep their address as the page writes it.
    """
    found = bare_extraction(
        root,
        include_comments=False,
        include_formatting=True,
        include_links=True,
        output_format="xml",  # in its own format it also writes the text, which may raise
    )
    blocks = html.Element("div")
    if isinstance(found, Document) and found.body is not None:
        for element in list(found.body.iter(etree.Element)):
            _rename(element)
        for child in list(found.body):
            _append(blocks, child)
    return blocks


def declared_blocks(text: str) -> HtmlElement:
    """Return a `<div>` with the paragraphs of a plain text: the `articleBody` of JSON-LD."""
    blocks = html.Element("div")
    for line in text.splitlines():
        if line.strip():
            etree.SubElement(blocks, "p").text = plain(line, limit=_LONGEST)
    return blocks


def _rename(element: HtmlElement) -> None:
    """One element of TEI to the HTML that it came from."""
    kind = element.get("rend") or ""
    target = element.get("target")
    is_head = element.get("role") == "head"
    element.attrib.clear()
    if element.tag == "head":
        # The page's own h1 is the title; headings of the text start below it.
        element.tag = kind if kind in _HEADINGS else "h2"
    elif element.tag == "ref":
        element.tag = "a"
        if target:
            element.set("href", target)
    elif element.tag == "cell":
        element.tag = "th" if is_head else "td"
    elif element.tag == "code":
        element.tag = "pre" if element.getparent().tag == "body" else "code"
    elif element.tag != "body":
        element.tag = _BY_KIND.get(kind) or _SAME.get(element.tag, "span")


def _append(blocks: HtmlElement, child: HtmlElement) -> None:
    """Add a block; words that stand between blocks become a paragraph."""
    if child.tag in _INLINE:
        etree.SubElement(blocks, "p").append(child)
        return
    tail = plain(child.tail or "", limit=_LONGEST)
    child.tail = None
    blocks.append(child)
    if tail:
        etree.SubElement(blocks, "p").text = tail
