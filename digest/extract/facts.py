"""What a page says of itself: its JSON-LD, its meta elements, the names of its site.

Gathered once, so that the parts that look for one field each do not walk the tree
again. Of several JSON-LD articles the page's own is the one with the page's address or
title; a lone one is taken as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from digest.address import host_of, site_of
from digest.extract.jsonld import Graph, Node, graph_of, kinds
from digest.extract.regions import text_of
from digest.extract.wording import heads, key, parts
from digest.markup import plain

ARTICLES = frozenset(
    str.split(
        "Article NewsArticle BlogPosting ReportageNewsArticle AnalysisNewsArticle"
        " OpinionNewsArticle ReviewNewsArticle BackgroundNewsArticle AskPublicNewsArticle"
        " AdvertiserContentArticle"
        " SatiricalArticle ScholarlyArticle MedicalScholarlyArticle TechArticle APIReference Report"
        " LiveBlogPosting SocialMediaPosting DiscussionForumPosting Recipe Review CriticReview"
        " VideoObject PodcastEpisode Episode Question QAPage HowTo CreativeWork"
    )
)
_NEWS = frozenset(kind for kind in ARTICLES if kind.endswith(("Article", "Posting", "Report")))
_PAGES = frozenset(str.split("WebPage ItemPage MedicalWebPage AboutPage FAQPage"))
_FIRMS = frozenset(str.split("Organization NewsMediaOrganization Corporation LocalBusiness"))
_LONGEST_NAME = 300
_MOST_TERMS = 8
_MOST_MARKED = 5_000
_DUBLIN_CORE = re.compile(r"^(dc|dcterms):")
_SITES = _FIRMS | {"WebSite"}


@dataclass(frozen=True, slots=True)
class Facts:
    """One page and what its head says."""

    root: HtmlElement
    url: str
    base: str
    """What relative addresses join to."""
    graph: Graph
    article: Node
    """The JSON-LD object of the page's article; empty when there is none."""
    page: Node
    """The JSON-LD object of the page itself; empty when there is none."""
    metas: Mapping[str, tuple[str, ...]]
    """Contents of `<meta>` by lower-case name, property or itemprop, in order."""
    sites: frozenset[str]
    """Keys of the names that the site goes by; see `wording.key`."""
    marked: Mapping[str, tuple[HtmlElement, ...]]
    """Elements of the page by what microdata or RDFa says that they are: "author"."""
    hosts: frozenset[str]
    """Keys of the names of its host, without and with the suffix."""

    def meta(self, *names: str) -> str:
        """Return the first content that is given under one of the names, in their order."""
        return next((value for name in names for value in self.metas.get(name, ())), "")

    def is_site(self, name: str) -> bool:
        """Return whether a text is only the name of the site."""
        return key(name) in self.sites

    def is_firm(self, name: str) -> bool:
        """Return whether the page declares an organisation of that name, which is no person."""
        return any(
            key(name) == key(self.graph.text(node.get("name")))
            for node in self.graph.nodes
            if kinds(node) & _FIRMS and "Person" not in kinds(node)
        )

    @property
    def is_news(self) -> bool:
        """Whether the page declares an article, and not a list or a product."""
        kind = self.meta("og:type").lower()
        return "article" in kind or bool(kinds(self.article) & _NEWS)


def facts_of(root: HtmlElement, url: str, base: str) -> Facts:
    """Return what the page says of itself; `base` is what relative addresses join to."""
    graph = graph_of(root)
    metas = _metas(root)
    first = next(iter(metas.get("og:title", ())), "") or _document_title(root)
    article = _own(graph, ARTICLES, url, first)
    page = _own(graph, _PAGES, url, first)
    own = _own_names(metas, root)
    sites = frozenset(_site_names(graph, article, metas, own))
    hosts = frozenset(filter(None, map(key, _host_names(url))))
    return Facts(root, url, base, graph, article, page, metas, sites | hosts, _marked(root), hosts)


def _metas(root: HtmlElement) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        if content:
            for name in _names_of(element):
                found.setdefault(name, []).append(content)
    return {name: tuple(values) for name, values in found.items()}


def _names_of(element: HtmlElement) -> Iterator[str]:
    """What a meta element is about; RDFa allows several terms in one `property`.

    Dublin Core is written with a dot in HTML and with a colon in RDFa.
    """
    names = [element.get("name") or "", *(element.get("property") or "").split()[:_MOST_TERMS]]
    if (item := element.get("itemprop")) and _is_own(element):
        names.append(item)
    for name in dict.fromkeys(one.strip().lower() for one in names):
        if name:
            yield _DUBLIN_CORE.sub(r"\1.", name)


def _marked(root: HtmlElement) -> dict[str, tuple[HtmlElement, ...]]:
    """The elements with an `itemprop`, or a `property` of RDFa, by their terms.

    Terms lose the prefix of their vocabulary: "schema:author" is "author". Properties of
    meta elements are read with the others of their kind.
    """
    found: dict[str, list[HtmlElement]] = {}
    for element in root.xpath("//*[@itemprop or (@property and not(self::meta))]")[:_MOST_MARKED]:
        terms = f"{element.get('itemprop') or ''} {element.get('property') or ''}".split()
        for term in dict.fromkeys(re.split(r"[:/#]", term)[-1] for term in terms[:_MOST_TERMS]):
            found.setdefault(term, []).append(element)
    return {term: tuple(elements) for term, elements in found.items()}


def _is_own(element: HtmlElement) -> bool:
    """Whether an itemprop is the page's, and not that of an item in its body."""
    return next(element.iterancestors("head"), None) is not None


def _document_title(root: HtmlElement) -> str:
    return next((title.text or "" for title in root.iter("title")), "").strip()


def _own(graph: Graph, wanted: frozenset[str], url: str, title: str) -> Node:
    """The object that stands for the page; the first of the best."""
    candidates = [node for node in graph.nodes if kinds(node) & wanted]
    return max(candidates, key=lambda node: _weight(graph, node, url, title), default={})


def _weight(graph: Graph, node: Node, url: str, title: str) -> int:
    headline = key(plain(graph.text(node.get("headline")) or graph.text(node.get("name"))))
    whole = key(plain(title))
    addresses = {_place(address) for address in _addresses(graph, node)}
    return (
        4 * (_place(url) in addresses)
        + 3 * bool(headline and whole and (headline in whole or whole in headline))
        + 2 * bool(kinds(node) & _NEWS)
        + bool(node.get("datePublished"))
    )


def _addresses(graph: Graph, node: Node) -> Iterator[str]:
    for name in ("url", "mainEntityOfPage", "@id"):
        yield from graph.texts(node.get(name), "@id", "url")


def _place(address: str) -> str:
    """Host and path, without what differs between two ways to write one address."""
    try:
        split = urlsplit(address)
    except ValueError:
        return ""
    return f"{split.netloc.lower().removeprefix('www.')}{split.path.rstrip('/')}"


def _host_names(url: str) -> tuple[str, ...]:
    host = host_of(url).partition(":")[0].removeprefix("www.")
    return host, site_of(host), site_of(host).partition(".")[0]


def _own_names(metas: Mapping[str, tuple[str, ...]], root: HtmlElement) -> Iterator[str]:
    """The names that meta elements give the site, but for the titles that some put there."""
    titles = {*metas.get("og:title", ()), _document_title(root)}
    for name in metas.get("og:site_name", ()) or metas.get("application-name", ()):
        if not (name in titles and _is_heading(name, root)):
            yield name


def _is_heading(title: str, root: HtmlElement) -> bool:
    """Whether the page shows it, or the beginning of it, to readers."""
    shown = {key(text_of(heading, _LONGEST_NAME)) for heading in root.iter("h1", "h2", "h3")}
    return any(key(head) in shown for head in heads(title))


def _site_names(
    graph: Graph,
    article: Node,
    metas: Mapping[str, tuple[str, ...]],
    own: Iterator[str],
) -> Iterator[str]:
    names = [*own]
    names += [name.lstrip("@") for name in metas.get("twitter:site", ())]
    names += graph.texts(article.get("publisher"), "name", "legalName")
    for node in graph.nodes:
        if kinds(node) & _SITES:
            names += graph.texts(node.get("name")) + graph.texts(node.get("alternateName"))
    for name in names:
        text = plain(name)
        yield from (found for part in (text, *parts(text)) if (found := key(part)))
