"""Puts the notes of an article behind its text, where that leads to them.

What chooses the text drops them, as they stand after it in small print full of links. A
note is what a mark in the kept text leads to: "1", "[a]" or "†", raised, in brackets, or
with an address that calls it a note. An encyclopedia's apparatus of hundreds is none of
the article's text and stays away.
"""

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement

from digest.address import absolute, without_fragment
from digest.extract.elements import INLINE
from digest.extract.facts import Facts
from digest.extract.regions import text_of

MOST_NOTES = 40
_LONGEST = 2_000
"""Characters of one note."""
_LARGEST = 0.4
"""Share of the text's length that all notes together may have."""
_START = 40
"""Letters by which a note is known again in the text."""
_MARK = re.compile(
    r"\s*[\[(]?\s*(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶#]{1,3})\s*[\])]?\s*", re.IGNORECASE
)
_LEADING = re.compile(r"\A[\W\d_]+")
_NAMED = re.compile(r"fn|foot|note|cite|ref", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}")


def with_notes(blocks: HtmlElement, facts: Facts) -> None:
    """Append the notes that the text leads to and does not hold; `blocks` is changed in place."""
    marks = dict(_marks(blocks, facts))
    if not 0 < len(marks) <= MOST_NOTES:
        return
    text = "".join(blocks.itertext())
    letters = "".join(text.split())
    found: dict[HtmlElement, str] = {}
    for element in facts.root.xpath("//*[@id or @name]"):
        name = element.get("id") if element.get("id") in marks else element.get("name")
        if name in marks:
            found.setdefault(_block(element), marks[name])
    notes = [
        (note, mark)
        for note, mark in found.items()
        if _is_note(note) and _start(note) not in letters
    ]
    if sum(len(text_of(note)) for note, _ in notes) > _LARGEST * len(text):
        return
    for note, mark in notes:
        _append(blocks, note, mark)


def _marks(blocks: HtmlElement, facts: Facts) -> Iterator[tuple[str, str]]:
    """What the marks in the text lead to, and what they show."""
    for link in blocks.iter("a"):
        address, sign, name = (link.get("href") or "").partition("#")
        shown = "".join(link.itertext())
        if not sign or not name or not _MARK.fullmatch(shown):
            continue
        raised = next(link.iter("sup"), None) is not None or link.getparent().tag == "sup"
        own = not address or absolute(address, facts.base) == without_fragment(facts.url)
        if own and (raised or "[" in shown or _NAMED.search(name)):
            yield name, shown.strip(" []()\n\t")


def _block(element: HtmlElement) -> HtmlElement:
    """The element of a target, or the block that a target within a line stands in."""
    while element.tag in INLINE and element.getparent() is not None:
        element = element.getparent()
    return element


def _is_note(element: HtmlElement) -> bool:
    return element.tag != "body" and 0 < len(text_of(element, _LONGEST + 1)) <= _LONGEST


def _start(element: HtmlElement) -> str:
    """The first letters of a note, after its number."""
    return _LEADING.sub("", "".join("".join(element.itertext()).split()), count=1)[:_START]


def _append(blocks: HtmlElement, note: HtmlElement, mark: str) -> None:
    """Add one note: an item of a list with its number, or a paragraph as it is."""
    copied = deepcopy(note)
    copied.tail = None
    etree.strip_elements(copied, "img", "picture", "svg", "script", "style", with_tail=False)
    for link in list(copied.iter("a")):
        if (link.get("href") or "").startswith("#") and not any(map(str.isalnum, link.text or "")):
            link.drop_tree()  # back to the mark
    if note.tag != "li":
        copied.tag = "p" if all(one.tag in INLINE for one in copied.iterdescendants()) else "div"
        blocks.append(copied)
        return
    if _NUMBER.fullmatch(mark):
        copied.set("value", mark)
    last = blocks[-1] if len(blocks) and blocks[-1].get("class") == _LIST else None
    if last is None:
        last = etree.SubElement(blocks, "ol", {"class": _LIST})
    last.append(copied)


_LIST = "notes"
