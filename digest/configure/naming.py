"""Names and titles for new sources, from what a site says of itself.

The title is what a reader knows the site by, the name is typed in commands and names the
feed's file: so it is short, of plain letters, and never one that another source has or
had. Pages call themselves by many words ("Home | Libya Review - News of the day"); the
part that says the same as the host is the site's own.
"""

import re
from collections.abc import Container
from html import unescape
from itertools import chain, count
from urllib.parse import unquote

from digest.address import host_of, site_of
from digest.config.values import slugged
from digest.config.values import title as checked
from digest.markup import plain
from digest.model import Page
from digest.page import decode

_LOOKED_AT = 100_000
"""Characters of a page in which its title stands."""
_LONGEST = 60
"""Characters of a title; more is a sentence about the site."""
_LONGEST_NAME = 30
"""Of a name that is to be typed."""

_META = re.compile(r"<meta\s([^<>]{1,1000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]{1,30})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')""")
_TITLE = re.compile(r"<title(?:\s[^<>]{0,200})?>", re.IGNORECASE)
_LONGEST_MARKUP = 2000
"""Characters of a title as it stands on a page."""
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_PARTS = re.compile(r"\s[|–—·•:»«-]+\s|\s*[|»]\s*|:\s")
_SITE_NAMES = ("og:site_name", "application-name")


def site_title(page: Page) -> str:
    """Return what a page or feed calls its site, at most 60 characters; "" when it does not."""
    text = decode(page.body, page.content_type)[:_LOOKED_AT]
    metas = dict(_metas(text))
    for name in _SITE_NAMES:
        if found := _plain(metas.get(name, "")):
            return found
    if not (start := _TITLE.search(text)):
        return ""
    title = text[start.end() : start.end() + _LONGEST_MARKUP]
    return _own_part(_CDATA.sub(r"\1", title).partition("</")[0], page.url)


def _metas(text: str) -> list[tuple[str, str]]:
    found = []
    for match in _META.finditer(text):
        pairs = {name.lower(): one or other for name, one, other in _ATTRIBUTE.findall(match[1])}
        name = pairs.get("property") or pairs.get("name") or ""
        found.append((name.lower(), pairs.get("content", "")))
    return found[::-1]  # in a dict, the first of a name counts


def _own_part(title: str, url: str) -> str:
    """Return the part of a title that is the site's name; the whole where none is known for it."""
    whole = plain(unescape(title), limit=500)
    letters = slugged(_label(url)).replace("-", "")
    for part in (part for part in _PARTS.split(whole) if part):
        own = slugged(part).replace("-", "")
        if own and letters and (own in letters or letters in own) and (found := _plain(part)):
            return found
    return _plain(whole)


def _plain(text: str) -> str:
    """Return a title as config.toml may hold it; "" for what is none."""
    title = plain(unescape(text), limit=500)
    try:
        return checked(title) if len(title) <= _LONGEST else ""
    except ValueError:
        return ""


def free_name(title: str, url: str, taken: Container[str]) -> str:
    """Return a name for a source that no other has.

    Made of the title where that is short, else of the host; of a second source of one site,
    with the last part of its path; else with a number.
    """
    name = slugged(title)
    if not name or len(name) > _LONGEST_NAME:
        name = slugged(_label(url)) or slugged(host_of(url)) or "source"
    section = slugged(section_of(url))
    longer = f"{name}-{section}"[:64].rstrip("-") if section else name
    numbered = (f"{longer[:58]}-{number}" for number in count(2))
    return next(one for one in chain((name, longer), numbered) if one not in taken)


def section_of(url: str) -> str:
    """Return the last part of an address's path, without an ending; "" for a front page."""
    path = url.partition("?")[0].partition("://")[2].partition("/")[2].rstrip("/")
    last = unquote(path.rpartition("/")[2])
    return last.partition(".")[0]


def _label(url: str) -> str:
    """Return the host as one would say it: "bbc", "news-bbc"; an address in digits whole."""
    host = host_of(url).removeprefix("www.")
    site = site_of(host)
    if site == host and site.replace(".", "").replace(":", "").isdigit():
        return host
    below = host.removesuffix(site).rstrip(".")
    label = site.partition(".")[0]
    return f"{below}.{label}" if below else label
