"""Read the newest posts of a WordPress, which it gives as JSON.

A WordPress names its interface in each page's head, and on a category's page that
category too. Its dates are in UTC though they do not say so.
https://developer.wordpress.org/rest-api/reference/posts/
"""

import json
import re

from lxml.html import HtmlElement

from digest.address import same_site
from digest.discover.entries import MOST_ENTRIES, Entry, links_of
from digest.discover.prolog import Document
from digest.discover.targets import target
from digest.discover.usual import POSTS, POSTS_ASKED
from digest.model import Page, Source, Survey

_ARCHIVE = re.compile(r"wp/v2/(categories|tags|users)/(\d{1,12})$")
_FILTERS = {"categories": "categories", "tags": "tags", "users": "author"}
_CONTENT = "/wp-content/"
_MOST_LOOKED_AT = 200


def address_of(root: HtmlElement, base: str, own: str) -> str:
    """Return where a page's WordPress gives its newest posts; "" for other systems.

    On the page of a category, a tag or an author, those of that one. The address of the
    interface is the one that the page names, of the same site; where it names none but
    loads its files from `/wp-content/`, the usual one.
    """
    named = _named(root, base, own) or _usual(root, base, own)
    if not named:
        return ""
    filters = next(filter(None, (_filter(link, base) for link in _links(root))), "")
    if "rest_route=" in named:
        return f"{named.rstrip('/')}/{POSTS}&{POSTS_ASKED}{filters}"
    return f"{named.rstrip('/')}/{POSTS}?{POSTS_ASKED}{filters}"


def _links(root: HtmlElement) -> list[HtmlElement]:
    return [link for _, link in zip(range(_MOST_LOOKED_AT), root.iter("link"), strict=False)]


def _named(root: HtmlElement, base: str, own: str) -> str:
    for link in _links(root):
        if "https://api.w.org/" in link.get("rel", "").lower().split():
            address = target(link.get("href", ""), base)
            if address and same_site(address, own):
                return address
    return ""


def _usual(root: HtmlElement, base: str, own: str) -> str:
    """Return `/wp-json/` beside the `/wp-content/` of the page's own site."""
    loading = root.iter("link", "script", "img")
    for _, element in zip(range(_MOST_LOOKED_AT), loading, strict=False):
        address = target(element.get("href") or element.get("src") or "", base)
        before, mark, _ = address.partition(_CONTENT)
        if mark and "://" in before and same_site(address, own):
            return f"{before}/wp-json/"
    return ""


def _filter(link: HtmlElement, base: str) -> str:
    """Return what asks for the posts of the archive that a page is; "" for no archive."""
    if "json" not in link.get("type", "").lower():
        return ""
    address = target(link.get("href", ""), base).replace("%2F", "/").partition("&")[0]
    archive = _ARCHIVE.search(address.rstrip("/"))
    return f"&{_FILTERS[archive[1]]}={archive[2]}" if archive else ""


def survey_of(document: Document, page: Page, source: Source) -> Survey | None:
    """Return the posts of a WordPress; None when the bytes are another JSON or none."""
    try:
        posts = json.loads(document.body.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(posts, list):
        return None
    entries = [_entry(post) for post in posts[:MOST_ENTRIES] if isinstance(post, dict)]
    entries = [entry for entry in entries if entry.address and entry.title]
    if not entries and (posts or POSTS not in page.url.replace("%2F", "/")):
        return None
    return Survey(links=links_of(entries, page, source, provenance="posts"), kind="posts")


def _entry(post: dict[str, object]) -> Entry:
    link, image = post.get("link"), post.get("jetpack_featured_media_url")
    date = post.get("date_gmt")
    return Entry(
        address=link if isinstance(link, str) else "",
        title=_rendered(post, "title"),
        date=_in_utc(date) if isinstance(date, str) else "",
        summary=_rendered(post, "excerpt"),
        contents=(_rendered(post, "content"),),
        image=image if isinstance(image, str) else "",
    )


def _in_utc(date: str) -> str:
    """Return a date in UTC with its offset, which WordPress leaves out."""
    return f"{date.strip()[:40].removesuffix('Z')}Z" if date.strip() else ""


def _rendered(post: dict[str, object], key: str) -> str:
    value = post.get(key)
    text = value.get("rendered") if isinstance(value, dict) else None
    return text if isinstance(text, str) else ""
