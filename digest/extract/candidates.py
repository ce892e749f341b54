"""Finds the blocks of an article by the rules of another program, and in its JSON-LD.

`by_rules` is trafilatura: no other program chooses better on its own. It is asked for the
words alone, as links, emphasis and pictures change what it takes, and not to the better;
`original` and `figures` put them back. Its data, dates above all, is never used. It
answers in the elements of TEI (https://tei-c.org/release/doc/tei-p5-doc/en/html/).
"""

from lxml import etree, html
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from digest.extract.elements import INLINE
from digest.markup import plain

_SAME = {
    "p": "p", "quote": "blockquote", "table": "table", "row": "tr", "item": "li", "lb": "br",
    "del": "del", "div": "div",
}  # fmt: skip
_BY_KIND = {
    "#b": "strong", "#i": "em", "#u": "u", "#t": "code", "#sub": "sub", "#sup": "sup",
    "ul": "ul", "ol": "ol", "dl": "ul",
}  # fmt: skip
_LONGEST = 20_000
"""Characters of a paragraph; an `articleBody` may have no line ends."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def by_rules(root: HtmlElement) -> HtmlElement:
    """Return a `<div>` with the blocks that trafilatura chooses; empty when there are none."""
    blocks = html.Element("div")
    try:
        found = bare_extraction(
            root,
            include_comments=False,
            output_format="xml",  # in its own format it also writes the text, which may raise
        )
    except RecursionError:  # lists in lists, some hundreds deep
        return blocks
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
    if child.tag in INLINE:
        etree.SubElement(blocks, "p").append(child)
        return
    tail = plain(child.tail or "", limit=_LONGEST)
    child.tail = None
    blocks.append(child)
    if tail:
        etree.SubElement(blocks, "p").text = tail
