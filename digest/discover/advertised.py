"""Find the feeds that a page advertises.

A page names several: the site's, its section's, and those of comments. Those of comments
are left out, and those whose path fits the page's come first, since the page stands for
what its reader wants to follow.
"""

import re

from lxml.html import HtmlElement

from digest.address import without_fragment
from digest.discover.targets import target

_TYPES = frozenset((
    "application/rss+xml", "application/atom+xml", "application/rdf+xml",
    "application/feed+json", "application/x.atom+xml", "text/rss+xml",
))  # fmt: skip
_GENERIC = frozenset(("application/json", "application/xml", "text/xml"))
"""Types that say feed only together with an address that does."""

_FEED_ADDRESS = re.compile(r"(?:feed|rss|atom|rdf)", re.IGNORECASE)
_COMMENTS = re.compile(
    r"comment|kommentar|comentario|comentário|commentaire|commenti|комментари|تعليق|コメント"
    r"|评论|評論|댓글|yorum",
    re.IGNORECASE,
)
_MOST = 20
"""Feeds returned at most; a page that names more is a directory of feeds."""


def feeds_of(root: HtmlElement, base: str, own: str) -> tuple[str, ...]:
    """Return the feeds of `<link rel=alternate>`, best first, each once.

    Args:
        root: the page's tree.
        base: what relative addresses join to.
        own: the page's own address.
    """
    found: dict[str, None] = {}
    for element in root.iter("link"):
        if not _is_feed(element):
            continue
        address = target(element.get("href", ""), base)
        if address and address != without_fragment(own):
            found.setdefault(address)
    return tuple(sorted(found, key=lambda feed: -_fit(feed, own)))[:_MOST]


def _is_feed(element: HtmlElement) -> bool:
    relations = element.get("rel", "").lower().split()
    kind = element.get("type", "").lower().partition(";")[0].strip()
    address = element.get("href", "")
    if not {"alternate", "feed"} & set(relations) or "stylesheet" in relations:
        return False
    if kind not in _TYPES and not (kind in _GENERIC and _FEED_ADDRESS.search(address)):
        return False
    return not _COMMENTS.search(f"{address[:2000]} {element.get('title', '')[:200]}")


def _fit(feed: str, own: str) -> int:
    """Return how many leading segments of the page's path the feed's path shares."""
    shared = 0
    for one, other in zip(_segments(own), _segments(feed), strict=False):
        if one != other:
            break
        shared += 1
    return shared


def _segments(address: str) -> list[str]:
    path = address.partition("?")[0].partition("://")[2].partition("/")[2]
    return [segment for segment in path.lower().split("/") if segment]
