"""Which of the names that an article is called by are believed.

A page says what its address is (rel=canonical, og:url), what its number is (WordPress,
Drupal, JSON-LD), and a feed what its entry's id is. All of that is written by templates,
which err: one address for all articles, the parent's number, ids that count from one in
each feed. So a claim counts within the page's own registrable domain only, never for a
front page, and leads to an article only where title and text agree with it. Where two
articles of other text claim one name it is contested, and leads to neither any more.

An address that was asked for is no claim. It wins over all that other pages claim.
"""

from collections.abc import Iterator

from digest.address import host_of, same_site, site_of
from digest.identity import likeness
from digest.identity.address import key
from digest.model import Article

LEAST_ALIKE = 0.5
"""Containment from which two texts of one name are one that was edited."""
ALIKE, OTHER, UNKNOWN = "alike", "other", "unknown"

KINDS = frozenset(("guid", "identifier"))
"""Names that are no addresses; as keys they begin with what no host can be."""

LONGEST = 500
"""Characters of a name; a longer one is none."""


def fetched(article: Article) -> frozenset[str]:
    """Return the keys of the addresses that were asked for, not only claimed by the page.

    `Article.url` is the canonical address where the page names one, so it is no more than
    a claim, unless it is what the listing links to.
    """
    asked_for = [address for address in article.addresses if address != article.url]
    return frozenset(key(address) for address in (*article.addresses[:1], *asked_for)) - {""}


def names(article: Article) -> tuple[str, ...]:
    """Return the keys of what the article is called, each once, that may be believed.

    An address has its identity key. Other names have a form that no address has, with the
    site within which they hold: "guid:example.org/4711".
    """
    return tuple(dict.fromkeys(_names(article)))


def _names(article: Article) -> Iterator[str]:
    site = site_of(host_of(article.url))
    if site_of(host_of(f"https://{key(article.url)}")) != site:
        return  # an archive's page of it, where the names of many sites would meet
    for claim in article.claims:
        kind, _, value = claim.partition(":")
        address = claim if kind in ("http", "https") else value
        if same_site(address, article.url):
            named = key(address)
            if "/" in named or "?" in named:
                yield named
        elif kind in KINDS and site and 0 < len(value) <= LONGEST:
            yield f"{kind}:{site}/{value.encode(errors='ignore').decode()}"


def compared(one: frozenset[int], other: frozenset[int]) -> str:
    """Return what two sketches say of their texts: ALIKE, OTHER, or UNKNOWN for small ones."""
    if min(len(one), len(other)) < likeness.FEWEST:
        return UNKNOWN
    return ALIKE if likeness.likeness(one, other).containment >= LEAST_ALIKE else OTHER
