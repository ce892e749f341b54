"""Tell what a fetched page is, and have it read as that."""

import re

from digest.discover import feed, jsonfeed, listing, posts, prolog, sitemap
from digest.model import Page, Source, Survey

_FEEDS = frozenset(("rss", "feed", "rdf"))
_SITEMAPS = frozenset(("urlset", "sitemapindex"))
_HTML_ROOTS = frozenset((
    "html", "head", "body", "title", "meta", "link", "script", "style", "base", "div", "p",
    "a", "span", "table", "center", "font", "main", "article", "section", "header", "nav",
    "ul", "ol", "h1", "h2", "h3", "form", "br", "img", "iframe", "noscript",
))  # fmt: skip
_LOOKS_LIKE_HTML = re.compile(rb"<(?:html|body|head|div|a|p|h[1-6]|ul|table)[\s>]", re.IGNORECASE)
_SNIFFED = 4096


def survey(page: Page, source: Source) -> Survey:
    """Return what one fetched page of a source offers.

    The bytes decide whether it is a listing in HTML, a feed (RSS, RDF, Atom, JSON Feed), a
    sitemap or the posts of a WordPress; where they leave it open the content type does.
    What is none of these gives `kind="nothing"`; a page without links gives a survey
    without links. No bytes raise.

    Args:
        page: the answer, with a body.
        source: gives the time zone of dates without offset, the language where the page
            does not say it, and the selectors of `[source.listing]`.

    Raises:
        ConfigError: a selector of the source is not CSS, or lacks `item`.
    """
    document = prolog.read(page.body)
    if document.root in _FEEDS:
        return feed.survey_of(document, page, source)
    if document.root in _SITEMAPS:
        return sitemap.survey_of(document, page, source)
    if found := _of_json(document, page, source):
        return found
    if _is_html(document, page.content_type.lower()):
        return listing.survey_of(page, source)
    return Survey(kind="nothing")


def _of_json(document: prolog.Document, page: Page, source: Source) -> Survey | None:
    start = document.body[:_SNIFFED].lstrip()[:1]
    if start == b"{":
        return jsonfeed.survey_of(document, page, source)
    return posts.survey_of(document, page, source) if start == b"[" else None


def _is_html(document: prolog.Document, content_type: str) -> bool:
    head = document.body[:_SNIFFED]
    if not head.strip() or (b"\x00" in head and not document.charset):
        return False
    if document.root in _HTML_ROOTS or "html" in content_type:
        return True
    return not document.root and "xml" not in content_type and bool(_LOOKS_LIKE_HTML.search(head))
