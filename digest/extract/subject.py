"""Finds what an article is filed under: its tags, one by one, and its section.

Tags come as lists, as one string with commas, or run together in the text of one block;
a link is the only sure border between two. Sites also put there what is no word: ids of
their own systems, whole paths, names of layouts. Those go.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml.html import HtmlElement

from digest.extract.facts import Facts
from digest.extract.found import Found
from digest.extract.jsonld import kinds
from digest.extract.phrases import TAGS
from digest.extract.regions import Layout, text_of
from digest.extract.wording import key
from digest.markup import plain

MOST_TAGS = 30

_META = (
    "article:tag", "og:article:tag", "parsely-tags", "sailthru.tags", "news_keywords",
    "cxenseparse:tags",
)  # fmt: skip
_SECTIONS = (
    "article:section", "og:article:section", "parsely-section", "section", "cxenseparse:section",
    "articlesection", "category",
)  # fmt: skip
_TAGS = re.compile(
    r"(?:^|\s)(?:[a-z0-9]+[_-]+){0,3}(?:tags?|taglist|taglinks|topics?|keywords?|labels?)"
    r"(?:[_-]+(?:lists?|links?|wrap\w*|container|box|inner|items?|block|area|section))?(?:$|\s)",
    re.IGNORECASE,
)
_CATEGORY = re.compile(
    r"(?:^|[\s_-])(?:category|categories|cat-links|section|kicker|rubrik|rubrique|eyebrow)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{16,}$|\W*\d+\W*$|_|\w+_\w*_|\S*[=<>{}\[\]]|[a-z]+:[^ ]"
    r"|\w+(?:/\w+)+$|[A-Z]+\d+[A-Z0-9]*$|[A-Z]{2,}_[A-Z\d]+$|[a-z]+[A-Z]\w*:\s"
    r"|(?:sub)?(?:section|category|channel|site|tag):\s"
    r"|(?:type|layout|paywall|source|NLP [Cc]ategory)\s?[:_-]"
)
"""An id, a number, a path, a key with a value."""
_COUNT = re.compile(r"\s*[(\[]\d{1,6}(?:\s[^\W\d_]{1,12})?[)\]]$")
"""How many articles have the tag: "Elections (611 posts)"."""
_TRAIL = (
    "//*[contains(@class, 'breadcrumb') or contains(@id, 'breadcrumb')"
    " or contains(@aria-label, 'readcrumb') or contains(@itemtype, 'Breadcrumb')"
    " or contains(@typeof, 'Breadcrumb')]//a"
)
_HOME = frozenset(
    str.split(
        "home homepage start startseite accueil inicio início главная الرئيسية hjem forsiden news"
        " blog uncategorized"
    )
)
"""First steps of breadcrumbs, and what a blog files under nothing."""


def tags_of(facts: Facts, layout: Layout) -> Found[tuple[str, ...]]:
    """Return the tags of the article; empty when it has none."""
    for names, provenance in _tag_sources(facts, layout):
        if tags := cleaned(names, facts):
            return Found(tags, provenance)
    return Found(())


def cleaned(names: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """Return the words that say what an article is about, each once, in their order."""
    found: dict[str, str] = {}
    for name in names:
        tag = _COUNT.sub("", plain(TAGS.sub("", name.strip()))).strip(" #,;")
        if tag and len(tag) <= 60 and not _CODE.match(tag) and not facts.is_site(tag):
            found.setdefault(key(tag), tag)
    found.pop("", None)
    return tuple(found.values())[:MOST_TAGS]


def section_of(facts: Facts, layout: Layout) -> Found[str]:
    """Return the section that the article stands in; "" when none is named."""
    for names, provenance in _section_sources(facts, layout):
        for name in cleaned(names, facts):
            if name.casefold() not in _HOME:
                return Found(name, provenance)
    return Found("")


def _tag_sources(facts: Facts, layout: Layout) -> Iterator[tuple[Iterable[str], str]]:
    yield [text_of(link, 80) for link in _tag_links(facts.root, layout)], "rel"
    for name in _META:
        yield _split(facts.metas.get(name, ())), "meta"
    yield _split(facts.graph.texts(facts.article.get("keywords"), "name")), "json-ld"
    yield _split(facts.metas.get("keywords", ())[:1]), "meta"


def _tag_links(root: HtmlElement, layout: Layout) -> Iterator[HtmlElement]:
    boxes: dict[HtmlElement, bool] = {}
    for link in root.iter("a"):
        rel = (link.get("rel") or "").lower().split()
        if "category" in rel or not ("tag" in rel or _in_box(link, _TAGS, boxes)):
            continue
        if not layout.apart(link):
            yield link


def _in_box(link: HtmlElement, names: re.Pattern[str], boxes: dict[HtmlElement, bool]) -> bool:
    """Whether one of the three boxes around a link is named so and holds little but links.

    The body of many themes has the tags among its classes, and is no list of them.
    """
    box = link
    for _ in range(3):
        box = box.getparent()
        if box is None or box.tag == "body":
            return False
        if box not in boxes:
            boxes[box] = bool(names.search((box.get("class") or "")[:200])) and _is_list(box)
        if boxes[box]:
            return True
    return False


def _is_list(box: HtmlElement) -> bool:
    links = [text_of(link, 80) for link in box.iter("a")]
    return (
        len(links) <= MOST_TAGS
        and len(text_of(box, 2000)) <= sum(map(len, links)) + len(links) * 3 + 30
    )


def _split(values: Iterable[str]) -> list[str]:
    return [part for value in values for part in re.split(r"[,;،、|]", value)]


def _section_sources(facts: Facts, layout: Layout) -> Iterator[tuple[Iterable[str], str]]:
    graph = facts.graph
    yield graph.texts(facts.article.get("articleSection"))[:1], "json-ld"
    for name in _SECTIONS:
        yield facts.metas.get(name, ())[:1], "meta"
    yield reversed(_crumbs(facts)), "breadcrumb"
    boxes: dict[HtmlElement, bool] = {}
    links = (
        link
        for link in facts.root.iter("a")
        if _is_category(link, boxes) and not layout.apart(link)
    )
    yield (text_of(link, 80) for link in links), "rel"
    trail = [text_of(link, 80) for link in facts.root.xpath(_TRAIL)]
    title = key(text_of(layout.heading, 80)) if layout.heading is not None else ""
    yield reversed([step for step in trail if key(step) != title]), "breadcrumb"


def _is_category(link: HtmlElement, boxes: dict[HtmlElement, bool]) -> bool:
    rel = (link.get("rel") or "").lower().split()
    return "category" in rel or _in_box(link, _CATEGORY, boxes)


def _crumbs(facts: Facts) -> list[str]:
    """The names of the declared breadcrumbs, without the page itself."""
    graph = facts.graph
    for node in graph.nodes:
        if "BreadcrumbList" in kinds(node):
            steps = [
                one for one in graph.items(node.get("itemListElement")) if isinstance(one, Mapping)
            ]
            names = [
                graph.text(step.get("name")) or graph.text(step.get("item"), "name")
                for step in steps
            ]
            return names[:-1] if len(names) > 1 else []
    return []
