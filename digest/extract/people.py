"""Finds who wrote an article: people, one by one.

The same field holds a person, five persons in one string, an address of a profile, the
publisher, or "By Staff". So names are cut apart and cleaned first, and what names the
site is dropped: an article without a named author has none.
"""

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from digest.dates import ascii_digits
from digest.extract.facts import Facts
from digest.extract.found import Found
from digest.extract.nearby import LONGEST_LINE, blocks_ahead, blocks_behind
from digest.extract.phrases import BY, DATE
from digest.extract.regions import Layout, text_of
from digest.extract.wording import key
from digest.markup import plain

_META = (
    "article:author", "author", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "citation_author", "byl", "article:author_name", "og:article:author",
    "book:author", "cxenseparse:author", "article.author", "authors", "twitter:creator:name",
)  # fmt: skip
_CITED = frozenset({"dc.creator", "dcterms.creator", "citation_author"})
"""Libraries write the last name first."""
MOST_AUTHORS = 12

_APART = re.compile(
    r"\s*(?:[;|•·/\n]|,(?!\s*(?:jr|sr|ph\.?d|md|m\.d|esq)\b)"
    r"|\s[&+]\s|\s(?:and|und|et|och|og|en|y|e|i|ve|и|та|with|mit)\s)\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[(\[<].*|@\w+.*|\s[-–—]\s.*|https?:.*"
    r"|\b(?:published|updated|posted|on|is an?|for|in|at|vor|le|am|stand)\b.*"
    r"|\W*\d.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""What follows a name in a byline: a role, a handle, a place, a date."""
_NOBODY = re.compile(
    r"\b(?:editors?|reporters?|correspondent|writers?|journalist|redak\w+|redac\w+|rédaction"
    r"|redazione|staff|admin\w*|newsroom|desk|team|contributors?|columnist|producer|guest"
    r"|authors?|director|professor|manager|news|press|media|webmaster|agenc(?:y|ies|ia)|bureau"
    r"|university|institute|foundation|magazine|journal|association|inc|ltd|llc|gmbh|user"
    r"|anonymous|unknown|null|undefined|none|dpa|afp|reuters|ap|editorial|wire|comments?"
    r"|categor(?:y|ies)|share|shares|read|minutes?|posts?|view|all|show|more|articles?)\b",
    re.IGNORECASE,
)
"""Words of roles, firms and buttons; no person is called so."""
_ADDRESS = re.compile(r"https?://|www\.|\w@\w|\.(?:com|org|net|de)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:authors?|writer|autor|auteur)(?:[_-]*names?)?(?:$|\s)|by-?line", re.IGNORECASE
)
_LAST_FIRST = re.compile(r"([^,]{2,30}), ([^,]{1,30})$")


def authors_of(facts: Facts, layout: Layout) -> Found[tuple[str, ...]]:
    """Return the people who wrote the article; empty when nobody is named."""
    for names, provenance in _sources(facts, layout):
        if people := cleaned(names, facts):
            return Found(people, provenance)
    return Found(())


def cleaned(names: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """Return the people in these strings, one by one, each once, in their order."""
    found: dict[str, str] = {}
    for name in names:
        for part in _APART.split(BY.sub("", plain(_spaced(name)))):
            person = _person(part)
            if person and not facts.is_site(person):
                found.setdefault(key(person), person)
    return tuple(found.values())[:MOST_AUTHORS]


def _spaced(name: str) -> str:
    return "" if _ADDRESS.search(name) and " " not in name.strip() else name


def _person(text: str) -> str:
    """A person's name without what stands around it; "" when none is left."""
    name = _TAIL.sub("", BY.sub("", text)).strip(" \t.,:;-–—|*\"'")
    letters = sum(character.isalpha() for character in name)
    if letters < 2 or len(name) > 60 or len(name.split()) > 6 or _ADDRESS.search(name):
        return ""
    if _NOBODY.search(name):
        return ""
    return name.title() if name.isupper() and len(name) > 4 else name


def _sources(facts: Facts, layout: Layout) -> Iterator[tuple[Iterable[str], str]]:
    graph = facts.graph
    for node in (facts.article, facts.page):
        for name in ("author", "creator"):
            yield graph.texts(node.get(name), "name"), "json-ld"
    for name in _META:
        turned = (_LAST_FIRST.sub(r"\2 \1", value) for value in facts.metas.get(name, ()))
        yield (turned if name in _CITED else facts.metas.get(name, ())), "meta"
    marked = facts.root.xpath("//*[contains(@itemprop, 'author')]")[:MOST_AUTHORS]
    yield _shown((_name_in(element) for element in marked), layout), "microdata"
    links = facts.root.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')]")[:MOST_AUTHORS]
    yield _shown(links, layout), "rel"
    near = (*blocks_behind(layout), *blocks_ahead(layout))
    named = (_line(inner) for block in near for inner in block.iter() if _is_named(inner))
    yield [text for text in named if _looks_like_a_name(text)][:1], "text"
    lines = (_line(block) for block in near)
    yield [text for text in lines if BY.match(text) and len(text) < LONGEST_LINE][:1], "text"


def _line(element: HtmlElement) -> str:
    """The text of an element up to a date in it."""
    return DATE.split(ascii_digits(text_of(element, LONGEST_LINE)), maxsplit=1)[0].strip()


def _looks_like_a_name(text: str) -> bool:
    """Two to five words, each with a capital where the script has them."""
    words = BY.sub("", text).split()
    return 2 <= len(words) <= 5 and all(
        word[0].isalpha() and not word[0].islower() for word in words
    )


def _name_in(element: HtmlElement) -> HtmlElement:
    return next(iter(element.xpath(".//*[contains(@itemprop, 'name')]")), element)


def _shown(elements: Iterable[HtmlElement], layout: Layout) -> list[str]:
    own = (element for element in elements if not layout.apart(element))
    return [element.get("content") or text_of(element, 160) for element in own]


def _is_named(element: HtmlElement) -> bool:
    return bool(_NAMED.search((element.get("class") or "")[:200]))
