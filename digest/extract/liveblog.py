"""Makes the body of a live blog: entries, each with the time at which it was written.

Such a page shows its last entries, loads the others as one scrolls, and marks each time
in its own way. Its structured data has all of them, dated, but as plain text and often
cut short. So where the page shows every entry, its own text is kept and the times are put
to it; where it does not, the entries are written from the data, as
https://schema.org/LiveBlogPosting has them, in their order.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree, html
from lxml.html import HtmlElement

from digest.extract.calendar import Calendar
from digest.extract.facts import Facts
from digest.extract.jsonld import kinds
from digest.extract.regions import text_of as line_of
from digest.extract.wording import key
from digest.markup import plain, text_of
from digest.model import Published

MOST_ENTRIES = 200
_MOST_CHARACTERS = 20_000
"""Of one entry."""
_HELD = 0.8
"""Share of the entries' words that stand in the page's own text, for that to be enough."""
_SHORT = 0.5
"""Entries with less words than this share of the page's text are summaries of it."""
_START = 30
"""Letters by which an entry without a headline is known again in the page."""
_LEAD = 80
"""Characters of a paragraph before the first entry, which opens the whole."""
_LABEL = 60
"""Characters of a line that only shows the time."""
_MARKUP = re.compile(r"</?(?:p|br|div|li|h\d)\b[^>]{0,200}>", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry; it has words."""

    headline: str
    at: Published | None
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> Counter[str]:
        """How often it says each word."""
        return Counter(_WORD.findall(" ".join((self.headline, *self.paragraphs))))


def with_entries(blocks: HtmlElement, facts: Facts, calendar: Calendar) -> HtmlElement:
    """Return the blocks of a page with its live blog's entries dated; others as they are.

    Times are put below the headings of entries, else before their first paragraphs.
    `blocks` may be changed in place.
    """
    entries = tuple(islice(_entries(facts, calendar), MOST_ENTRIES))
    if not entries:
        return blocks
    places = _places(blocks, entries)
    if len(places) < len(entries) and _are_better(entries, blocks):
        return _written(entries, list(blocks)[: min(places.values(), default=0)])
    _date(blocks, entries, places)
    return blocks


def _entries(facts: Facts, calendar: Calendar) -> Iterator[_Entry]:
    """The entries of the JSON-LD, else those of the microdata."""
    found = _declared(facts) or map(_marked, facts.marked.get("liveBlogUpdate", ()))
    for headline, date, body in found:
        title = plain(headline)
        paragraphs = tuple(_paragraphs(body[:_MOST_CHARACTERS]))
        if paragraphs and key(paragraphs[0]).startswith(key(title)):
            title = ""  # made of the first words
        if title or paragraphs:
            yield _Entry(title, calendar.read(date, "json-ld") if date else None, paragraphs)


def _declared(facts: Facts) -> list[tuple[str, str, str]]:
    """Headline, date and body of each entry in the JSON-LD."""
    graph = facts.graph
    for node in (facts.article, *graph.nodes):
        updates = graph.items(node.get("liveBlogUpdate"))
        if updates and "LiveBlogPosting" in kinds(node):
            return [
                (
                    graph.text(one.get("headline")) or graph.text(one.get("name")),
                    graph.text(one.get("datePublished")),
                    graph.text(one.get("articleBody")) or graph.text(one.get("text")),
                )
                for one in updates
                if isinstance(one, Mapping)
            ]
    return []


def _marked(box: HtmlElement) -> tuple[str, str, str]:
    """The same of an element that microdata marks as an entry."""
    found: dict[str, str] = {}
    for element in box.iterdescendants(etree.Element):
        for name in (element.get("itemprop") or "").split()[:4]:
            if name == "articleBody":
                body = html.tostring(element, encoding="unicode", with_tail=False)
                found.setdefault(name, body)
            elif name in ("headline", "datePublished"):
                value = element.get("content") or element.get("datetime") or line_of(element)
                found.setdefault(name, value)
    return found.get("headline", ""), found.get("datePublished", ""), found.get("articleBody", "")


def _paragraphs(body: str) -> Iterator[str]:
    lines = text_of(body).split("\n\n") if _MARKUP.search(body) else body.splitlines()
    yield from (text for line in lines if (text := plain(line, limit=_MOST_CHARACTERS)))


def _places(blocks: HtmlElement, entries: Sequence[_Entry]) -> dict[int, int]:
    """Of the entries that the page shows, by number, the places of their first blocks."""
    wholes: dict[str, int] = {}
    starts: dict[str, int] = {}
    for place, block in enumerate(blocks):
        said = key(line_of(block))
        wholes.setdefault(said, place)
        starts.setdefault(said[:_START], place)
    found: dict[int, int] = {}
    for number, entry in enumerate(entries):
        first = key(entry.paragraphs[0])[:_START] if entry.paragraphs else ""
        there = wholes.get(key(entry.headline)) if entry.headline else starts.get(first)
        if there is not None:
            found[number] = there
    return found


def _are_better(entries: Sequence[_Entry], blocks: HtmlElement) -> bool:
    """Whether the entries say more than what was found in the page."""
    told = sum((entry.words for entry in entries), Counter[str]())
    shown = Counter(_WORD.findall(" ".join(blocks.itertext())))
    if told.total() >= shown.total():
        return True
    held = (told & shown).total()
    return held < _HELD * told.total() and told.total() >= _SHORT * shown.total()


def _written(entries: Sequence[_Entry], before: Sequence[HtmlElement]) -> HtmlElement:
    """New blocks of the entries, after what opens the blog on the page."""
    blocks = html.Element("div")
    blocks.extend(one for one in before if one.tag == "p" and len(line_of(one)) >= _LEAD)
    for entry in entries:
        if entry.headline:
            etree.SubElement(blocks, "h3").text = entry.headline
        if entry.at is not None:
            blocks.append(_time(entry.at))
        for paragraph in entry.paragraphs:
            etree.SubElement(blocks, "p").text = paragraph
    return blocks


def _date(blocks: HtmlElement, entries: Sequence[_Entry], places: Mapping[int, int]) -> None:
    """Put the times of entries into the page's own text, where it does not show them."""
    children = list(blocks)
    for number, place in places.items():
        entry, block = entries[number], children[place]
        around = children[max(0, place - 1) : place + 2]
        if entry.at is None or any(map(_shows_time, around)):
            continue
        if entry.headline:
            block.addnext(_time(entry.at))
        else:
            block.addprevious(_time(entry.at))


def _shows_time(block: HtmlElement) -> bool:
    return next(block.iter("time"), None) is not None and len(line_of(block)) <= _LABEL


def _time(at: Published) -> HtmlElement:
    block = html.Element("p")
    moment = at.at
    value = moment.date().isoformat() if at.day_only else moment.isoformat()
    shown = f"{moment:%Y-%m-%d}" if at.day_only else f"{moment:%Y-%m-%d %H:%M}"
    etree.SubElement(block, "time", datetime=value).text = shown
    return block
