"""Finds who wrote an article: people, one by one.

What the head declares comes first, then what the page shows. Only where no person is
named anywhere does the desk, team or agency count that is named in that place; the
name of the site never does, but where the site is called by the person who writes it.
"""

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from digest.extract.byline import bylines
from digest.extract.facts import Facts
from digest.extract.found import Found
from digest.extract.names import MOST_AUTHORS, cleaned, collectives, owners
from digest.extract.regions import Layout, text_of

_META = (
    "article:author", "author", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "citation_author", "byl", "article:author_name", "og:article:author",
    "book:author", "cxenseparse:author", "article.author", "authors", "twitter:creator:name",
)  # fmt: skip
_TERMS = ("author", "creator")
"""Of microdata and RDFa: schema.org, Dublin Core."""
_CITED = frozenset({"dc.creator", "dcterms.creator", "citation_author"})
"""Libraries write the last name first."""
_WRITTEN = re.compile(
    r"written|author|geschrieben|verfasst|autor|écrit|auteur|escrit|scritto|geschreven|posted"
    r"|beitrag|skrevet|skriven|napisa|yaz|автор|كتب|作者",
    re.IGNORECASE,
)
"""Of the two labelled lines in the preview of a link, that of the author is named so."""
_LAST_FIRST = re.compile(r"([^,]{2,30}), ([^,]{1,30})$")


def authors_of(facts: Facts, layout: Layout) -> Found[tuple[str, ...]]:
    """Return the people who wrote the article, else the desk or agency; empty when unnamed."""
    seen: list[tuple[list[str], str]] = []
    for names, where in _sources(facts, layout):
        seen.append((list(names), where))
        if people := cleaned(seen[-1][0], facts):
            return Found(people, where)
    for read in (owners, collectives):
        for listed, where in seen:
            if authors := read(listed, facts):
                return Found(authors, where)
    return Found(())


def _sources(facts: Facts, layout: Layout) -> Iterator[tuple[Iterable[str], str]]:
    graph = facts.graph
    for node in (facts.article, facts.page):
        for name in ("author", "creator"):
            yield graph.texts(node.get(name), "name"), "json-ld"
    for name in _META:
        turned = (_LAST_FIRST.sub(r"\2 \1", value) for value in facts.metas.get(name, ()))
        yield (turned if name in _CITED else facts.metas.get(name, ())), "meta"
    for number in ("1", "2"):
        if _WRITTEN.search(facts.meta(f"twitter:label{number}")):
            yield facts.metas.get(f"twitter:data{number}", ()), "meta"
    marked = [element for term in _TERMS for element in facts.marked.get(term, ())][:MOST_AUTHORS]
    yield _shown((_name_in(element) for element in marked), layout), "microdata"
    links = facts.root.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')]")[:MOST_AUTHORS]
    yield _shown(links, layout), "rel"
    yield from ((names, "text") for names in bylines(facts, layout))


def _name_in(element: HtmlElement) -> HtmlElement:
    """The element with her name, in one that may hold her picture and address too."""
    return next((inner for inner in element.iter() if _is_name(inner)), element)


def _is_name(element: HtmlElement) -> bool:
    terms = f"{element.get('itemprop') or ''} {element.get('property') or ''}".split()
    return any(re.split(r"[:/#]", term)[-1] == "name" for term in terms)


def _shown(elements: Iterable[HtmlElement], layout: Layout) -> list[str]:
    own = (element for element in elements if not layout.apart(element))
    return [element.get("content") or text_of(element, 160) for element in own]
