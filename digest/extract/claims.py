"""Reads what a page calls itself beside its canonical address: addresses, and numbers.

Publishing systems give an article a number that outlives its slug: WordPress as
`/?p=123`, Drupal as `/node/123`, others as an identifier in JSON-LD. Here they are only
gathered, as far as they are of the page's own article and not of a teaser in it; which of
them is believed says `identity.claims`. A WordPress number becomes the address that
WordPress itself gives it, so that a page, a short link and a feed's guid say the same.
"""

import re
from collections.abc import Iterator

from digest.address import absolute
from digest.extract.facts import Facts

MOST = 16
"""Claims of one page."""
LONGEST = 500
"""Characters of one claim."""

_SHORTLINKS = "//link[contains(concat(' ', @rel, ' '), ' shortlink ')]/@href"
_APIS = "//link[@rel='alternate' and @type='application/json']/@href"
_API = re.compile(r"(.+?)/(?:wp-json|(?:index\.php)?\?rest_route=)/?wp/v2/posts/(\d{1,12})/?")
"""https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/"""
_NUMBERED = re.compile(r"[?&]p=[1-9]")
_UNNUMBERED = re.compile(r"[?&]p=0*(?:[&#]|$)")
"""What templates make of a post that they have lost."""
_SINGLE = re.compile(r"(?:^|\s)postid-(\d{1,12})(?=\s|$)")
"""The class that WordPress gives the body of a post's own page, and of no list.
https://developer.wordpress.org/reference/functions/get_body_class/"""
_POSTS = "//*[self::article or self::div or self::section][starts-with(@id, 'post-')]/@id"
_POST = re.compile(r"post-(\d{1,12})")
_IDENTIFIER = re.compile(r"[\w.:/@+-]*\d[\w.:/@+-]*")


def claims_of(facts: Facts) -> tuple[str, ...]:
    """Return what the page calls itself: absolute addresses, and "identifier:VALUE".

    At most `MOST`, the most telling first, none longer than `LONGEST`.
    """
    found = (*_addresses(facts), *_declared(facts))
    return tuple(dict.fromkeys(one for one in found if 0 < len(one) <= LONGEST))[:MOST]


def _addresses(facts: Facts) -> Iterator[str]:
    short = [absolute(str(one), facts.base) for one in facts.root.xpath(_SHORTLINKS)[:3]]
    yield from (one for one in short if not _UNNUMBERED.search(one))
    if not any(map(_NUMBERED.search, short)):
        yield _of_number(facts)
    for address in facts.metas.get("og:url", ())[:3]:
        yield _rooted(address, facts)


def _of_number(facts: Facts) -> str:
    """The address that WordPress gives the post by its number; "" where there is none."""
    for link in facts.root.xpath(_APIS)[:5]:
        if found := _API.fullmatch(absolute(str(link), facts.base)):
            return f"{found[1]}/?p={found[2]}"
    classes = next((body.get("class") or "" for body in facts.root.iter("body")), "")
    number = _SINGLE.search(classes) or _only_post(facts)
    return absolute(f"/?p={number[1]}", facts.url) if number else ""


def _only_post(facts: Facts) -> re.Match[str] | None:
    """The number of the post that alone stands on the page; of several none is its own."""
    posts = [found for one in facts.root.xpath(_POSTS) if (found := _POST.fullmatch(str(one)))]
    return posts[0] if len(posts) == 1 else None


def _declared(facts: Facts) -> Iterator[str]:
    """What the JSON-LD of the article says of itself."""
    graph, node = facts.graph, facts.article
    for name in ("mainEntityOfPage", "url", "@id"):
        for address in graph.texts(node.get(name), "@id", "url")[:3]:
            yield _rooted(address, facts)
    for value in graph.texts(node.get("identifier"), "value", "@id")[:3]:
        if address := _rooted(value, facts):
            yield address
        elif _IDENTIFIER.fullmatch(value):
            yield f"identifier:{value}"


def _rooted(address: str, facts: Facts) -> str:
    """An address that is no mere word in the place of one."""
    whole = address.strip().lower().startswith(("http://", "https://"))
    return absolute(address, facts.base) if whole else ""
