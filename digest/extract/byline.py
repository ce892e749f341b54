"""Finds the line of the page that names its authors to readers.

By the title first: what is marked up as an author's name, then a line that begins with
"By". Failing that, at the end of the article, where many blogs sign: only what is
labelled or marked up as an author's, and never in a comment or a related card.
"""

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from digest.dates import ascii_digits
from digest.extract.facts import Facts
from digest.extract.names import LABEL, cleaned, looks_like_a_name
from digest.extract.nearby import LONGEST_LINE, blocks_ahead, blocks_behind
from digest.extract.phrases import DATE
from digest.extract.regions import SILENT, Layout, text_of

_MARKED = re.compile(
    r"(?:^|[\s_-])(?:authors?|writers?|writter|autor|auteur|zuozhe|journalist|contributors?)"
    r"(?:[_-]*(?:names?|links?|url|info|text|meta|box|title))*(?:$|[\s_-])"
    r"|by-?line|authorname|written-?by|posted-?by|itemposter|vcard",
    re.IGNORECASE,
)
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:es|en)?|auteurs?|writers?|contributors?|journalists?|profiles?|people"
    r"|staff|redakteure?|by)/[^/?#]+/?(?:[?#]|$)|[?&]author=",
    re.IGNORECASE,
)
"""Addresses of the page of one writer."""
_NICKNAME = re.compile(r"[^\W_][\w.-]{1,24}$")
_MOST_MARKED = 60
_BLOCKS = frozenset(str.split("address br dd div dl dt h1 h2 h3 h4 h5 h6 li ol p section td tr ul"))
_BARS = re.compile(r"\s*\|[\s|]*")


def bylines(facts: Facts, layout: Layout) -> Iterator[Iterable[str]]:
    """Yield what names the authors to readers, the likeliest place first."""
    near = [*blocks_behind(layout), *blocks_ahead(layout)]
    marked = [inner for block in near for inner in _with_inner(block) if _is_marked(inner)]
    yield _first(map(_line, marked), facts)
    lines = [_line(block) for block in near]
    yield _first((line for line in lines if LABEL.match(line)), facts)
    linked = [link for block in near for link in block.iter("a") if _is_profile(link)]
    yield _first(map(_line, linked), facts)
    yield [name for element in marked for name in _nickname(element)][:1]
    yield [word for line in lines if (word := _labelled_word(line))][:1]
    yield _first(map(_line, _signatures(facts.root, layout)), facts)


def _with_inner(block: HtmlElement) -> Iterator[HtmlElement]:
    yield from block.iter()


def _first(texts: Iterable[str], facts: Facts) -> list[str]:
    """The first text with a name in it that looks like one."""
    for text in texts:
        if len(text) <= LONGEST_LINE and any(map(looks_like_a_name, cleaned([text], facts)[:1])):
            return [text]
    return []


def _line(element: HtmlElement) -> str:
    """The text of an element up to a date in it, with a bar between its blocks."""
    pieces: list[str] = []
    length = 0
    for inner in element.iter():
        apart = "|" if inner.tag in _BLOCKS and inner is not element else ""
        if inner.tag not in SILENT and (inner.text or apart):
            pieces += [apart, inner.text or ""]
        if inner is not element and inner.tail:
            pieces += [apart, inner.tail]
        length += len((inner.text or "").strip()) + len((inner.tail or "").strip())
        if length > LONGEST_LINE:
            break
    text = ascii_digits(_BARS.sub(" | ", " ".join(" ".join(pieces).split())))
    return DATE.split(text, maxsplit=1)[0].strip(" |")


def _labelled_word(line: str) -> str:
    """The one word behind a label such as "by", as many blogs sign; "" where there are more."""
    label = LABEL.match(line)
    rest = line[label.end() :].strip(" |·•,") if label else ""
    return rest if _NICKNAME.match(rest) else ""


def _nickname(element: HtmlElement) -> Iterator[str]:
    """A single word that is marked up as an author's name and links to a page of hers."""
    for link in element.iter("a", "span"):
        if link.tag == "a" or "fn" in (link.get("class") or "").split():
            text = text_of(link, 40)
            if _NICKNAME.match(text):
                yield text


def _signatures(root: HtmlElement, layout: Layout) -> Iterator[HtmlElement]:
    """Elements all over the article that are marked up as its author's name."""
    left = _MOST_MARKED
    for element in root.iter("a", "address", "cite", "div", "h3", "h4", "p", "span", "strong"):
        if left and _is_marked(element):
            left -= 1
            if not layout.apart(element):
                yield element


def _is_marked(element: HtmlElement) -> bool:
    return bool(_MARKED.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:200]))


def _is_profile(link: HtmlElement) -> bool:
    return bool(_PROFILE.search((link.get("href") or "")[:300]))
