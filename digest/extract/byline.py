"""Finds the line of the page that names its authors to readers.

By the title first: what is marked up as an author's name, then a line that begins with
"By". Failing that, at the end of the article, where many blogs sign: only what is
labelled or marked up as an author's, and never in a comment or a related card.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml.html import HtmlElement

from digest.dates import ascii_digits
from digest.extract.facts import Facts
from digest.extract.names import LABEL, cleaned, looks_like_a_name
from digest.extract.nearby import LONGEST_LINE, blocks_ahead, blocks_behind
from digest.extract.phrases import DATE, UPDATED
from digest.extract.regions import SILENT, Layout, text_of
from digest.extract.wording import key

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
_LABEL_ALONE = re.compile(
    r"\W*(?:(?:article|story|text|words|written|posted|published|geschrieben|verfasst|beitrag)\s+)?"
    r"(?:by|von|par|por|autor(?:in|a)?|author)\W*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s+[|•·–—-]\s+|\s*[|•·]\s*|\b\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?|\s?uhr)?|\buhr\b", re.IGNORECASE
)
_LONGEST_DATED = 90
_NO_NAME = re.compile(rf",|{UPDATED.pattern}", re.IGNORECASE)
_BARS = re.compile(r"\s*\|[\s|]*")


def bylines(facts: Facts, layout: Layout) -> Iterator[Iterable[str]]:
    """Yield what names the authors to readers, the likeliest place first."""
    near = [*blocks_behind(layout), *blocks_ahead(layout)]
    marked = [inner for block in near for inner in block.iter() if _is_marked(inner)]
    yield _first(map(_line, marked), facts)
    whole = [_whole_line(block) for block in near]
    lines = [_cut(line) for line in whole]
    yield _first((line for line in lines if LABEL.match(line)), facts)
    yield _first(_labelled(whole), facts)
    linked = [link for block in near for link in block.iter("a") if _is_profile(link)]
    yield _first(map(_line, linked), facts)
    yield [name for element in marked for name in _nickname(element)][:1]
    yield [word for line in lines if (word := _labelled_word(line))][:1]
    signatures = list(_signatures(facts.root, layout))
    own = (element for element in signatures if not layout.apart(element))
    yield _first(map(_line, own), facts)
    filed = _filed_under(facts)
    yield _first((name for name in _beside_dates(whole) if key(name) not in filed), facts)
    beside = {line for line in map(_line, signatures) if line}
    yield _first(beside if len(beside) == 1 else (), facts)


def _labelled(lines: list[str]) -> Iterator[str]:
    """The parts of lines that begin as a byline does, and what follows a line that is a label."""
    for line, after in zip(lines, [*lines[1:], ""], strict=False):
        if _LABEL_ALONE.match(line):
            yield _cut(after)
        yield from (part for part in _segments(line)[1:] if LABEL.match(part))


def _beside_dates(lines: list[str]) -> Iterator[str]:
    """The name in a line that holds nothing but it and a date: "3 May 2025 | Ada Lind"."""
    for line in lines:
        segments = _segments(line) if len(line) <= _LONGEST_DATED and DATE.search(line) else []
        filled = [part for part in segments if part]
        if len(filled) == 1 and looks_like_a_name(filled[0]) and not _NO_NAME.search(filled[0]):
            yield filled[0]


def _filed_under(facts: Facts) -> frozenset[str]:
    """Keys of the sections and subjects that the page declares, which stand by dates too."""
    declared = facts.graph.texts(facts.article.get("articleSection"))
    declared += facts.graph.texts(facts.article.get("keywords"))
    for name in ("article:section", "section", "article:tag", "keywords", "news_keywords"):
        declared += facts.metas.get(name, ())
    return frozenset(key(part) for text in declared[:_MOST_MARKED] for part in text.split(","))


def _segments(line: str) -> list[str]:
    """What stands between the dates, clocks and bars of a line."""
    pieces = (piece for part in DATE.split(line) for piece in _BETWEEN.split(part))
    return [piece.strip(" |·•,–—-") for piece in pieces]


def _cut(line: str) -> str:
    return DATE.split(line, maxsplit=1)[0].strip(" |")


def _first(texts: Iterable[str], facts: Facts) -> list[str]:
    """The first text with a name in it that looks like one."""
    for text in texts:
        if len(text) <= LONGEST_LINE and any(map(looks_like_a_name, cleaned([text], facts)[:1])):
            return [text]
    return []


def _line(element: HtmlElement) -> str:
    """The text of an element up to a date in it, with a bar between its blocks."""
    return _cut(_whole_line(element))


def _whole_line(element: HtmlElement) -> str:
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
    return ascii_digits(_BARS.sub(" | ", " ".join(" ".join(pieces).split()))).strip(" |")


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
    """Elements all over the article and beside it that are marked up as its author's name."""
    left = _MOST_MARKED
    for element in root.iter("a", "address", "cite", "div", "h3", "h4", "p", "span", "strong"):
        if left and _is_marked(element):
            left -= 1
            if not layout.apart(element, beside_counts=False):
                yield element


def _is_marked(element: HtmlElement) -> bool:
    names = element.get("class", ""), element.get("id", "")
    return any(names) and _names_author(" ".join(names)[:200])


@lru_cache(maxsize=4096)
def _names_author(names: str) -> bool:
    """Whether classes and id are those of a name; kept, as the boxes of a site are named alike."""
    return _MARKED.search(names) is not None


def _is_profile(link: HtmlElement) -> bool:
    return bool(_PROFILE.search((link.get("href") or "")[:300]))
