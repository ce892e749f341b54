"""Which address another address carries: that of a redirector, a cache or an archive.

Aggregators, mail and feeds do not give an article's address but one of a counter that
passes the reader on, with the article's in its query or path. That is one article, and
its key is the inner address's, but only where the outer one is sure to lead there and
nowhere else: hence a table of services, by their registrable domain, so that no stranger
can pose as one. Any other address with an address in it ("/share?url=...", a translation,
a search) is a page of its own. So are counters that carry nothing to be read, such as
feedproxy.google.com, bit.ly and the newer news.google.com/rss/articles: where those lead,
only their redirect says.

A cache's or archive's own query is the article's; a redirector's is its own.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote

import can_ada

from digest.address import absolute, site_of


@dataclass(frozen=True, slots=True)
class Carrier:
    """How addresses of one service carry another."""

    host: str
    """What stands before the registrable domain, as a pattern."""
    path: str
    """A pattern of the whole path; what its group holds is the inner address."""
    names: tuple[str, ...] = ()
    """Parameters of the query that hold it; none where the path does."""

    def inner(self, below: str, path: str) -> str | None:
        """Return what the path holds, or "" where the query is to; None for other addresses."""
        place = path.rstrip("/") if self.names else path
        found = re.fullmatch(self.path, place, re.IGNORECASE)
        if not found or not re.fullmatch(self.host, below):
            return None
        return "" if self.names else str(found[1])


_URL = ("url",)
_HOME = r"(?:www\.|m\.)?"
_AMP_PATH = r"/(?:c|v|wp)/(?:s/)?([^/]+\.[^/]+(?:/.*)?)"
"""Google's AMP cache: content, viewer or package; "s" where the origin is asked by https.
https://developers.google.com/amp/cache/overview#amp-cache-url-format"""
_ARCHIVED = r"/(?:\d{4,14}|newest|oldest)/(https?(?::|%3a).*)"

# Of the redirectors, most stand in public tables too, such as Brave's:
# https://github.com/brave/adblock-lists/blob/master/brave-lists/debounce.json
CARRIERS: dict[str, tuple[Carrier, ...]] = {
    "google": (  # of any country
        Carrier(_HOME, r"/url", ("q", "url")),
        Carrier(r"news\.", r"/news/url", _URL),
        Carrier(rf"{_HOME}|news\.", r"/amp/(?:s/)?([^/]+\.[^/]+/.*)"),
    ),
    "ampproject.org": (Carrier(r"(?:[^.]+\.)?cdn\.", _AMP_PATH),),
    "bing-amp.com": (Carrier(r"(?:[^.]+\.)?", _AMP_PATH),),
    # The date may be short; two letters after it choose how much of the page is rewritten.
    "archive.org": (Carrier(r"web\.", r"/web/\d{4,14}(?:[a-z]{2}_)?/(https?(?::|%3a).*)"),),
    "archive.is": (Carrier(_HOME, _ARCHIVED),),
    "archive.ph": (Carrier(_HOME, _ARCHIVED),),
    "archive.today": (Carrier(_HOME, _ARCHIVED),),
    "facebook.com": (Carrier(r"(?:lm?|www|m)\.", r"/l\.php", ("u",)),),
    "instagram.com": (Carrier(r"l\.", r"", ("u",)),),
    # https://github.com/adbrucker/unsanitize-safelinks
    "outlook.com": (Carrier(r"[^.]+\.safelinks\.protection\.", r"(?:/GetUrlReputation)?", _URL),),
    "bing.com": (Carrier(_HOME, r"/news/apiclick\.aspx", _URL),),
    "reddit.com": (Carrier(r"out\.", r"/[^/]*", _URL),),
    "duckduckgo.com": (Carrier(_HOME, r"/l", ("uddg",)),),
    "youtube.com": (Carrier(_HOME, r"/redirect", ("q",)),),
    "linkedin.com": (Carrier(_HOME, r"/(?:redir/redirect|safety/go)", _URL),),
    "vk.com": (Carrier(rf"{_HOME}|away\.", r"/away\.php", ("to",)),),
    "umblr.com": (Carrier(r"t\.", r"/redirect", ("z",)),),
    "t.me": (Carrier(r"", r"/iv", _URL),),
    "slack-redir.net": (Carrier(r"", r"/link", _URL),),
    "steamcommunity.com": (Carrier(r"", r"/linkfilter", ("url", "u")),),
    "zhihu.com": (Carrier(r"link\.", r"", ("target",)),),
    "exit.sc": (Carrier(r"", r"", _URL),),
    "skimresources.com": (Carrier(r"go\.", r"", _URL),),
    "redirectingat.com": (Carrier(r"go\.", r"", _URL),),
}

_ENDS = frozenset(domain.rpartition(".")[0].rpartition(".")[2] for domain in CARRIERS) | {"google"}
"""The label before the last of their domains: asked first, since it costs nothing."""

_SAFE = "%!#$&'()*+,/:;=?@[]~"
_SCHEME = re.compile(r"(https?)(?::|%3a)(?:/|%2f)+", re.IGNORECASE)
"""Keys have single slashes in their paths, and archives take such addresses too."""


def carried(host: str, path: str, search: str = "", fragment: str = "") -> str:
    """Return the absolute address that an address carries, or "" if it surely carries none.

    The parts are those of a parsed address: "www.google.com", "/url", "?q=...", "#...".
    """
    found = _carrier(host, path)
    if not found:
        return ""
    carrier, inner = found
    return _of_query(search, carrier.names) if carrier.names else _of_path(inner, search + fragment)


def destination(address: str) -> str:
    """Return where a redirector says that it leads; any other address as it is.

    For fetching: some redirectors answer with a page of their own, "you are leaving",
    whose text must not come under the article's key. Caches and archives answer with the
    article, so that theirs are left alone.
    """
    plain = absolute(address)
    while plain:
        address, url = plain, can_ada.parse(plain)
        found = _carrier(url.hostname, url.pathname)
        plain = _of_query(url.search, found[0].names) if found and found[0].names else ""
    return address


def _carrier(host: str, path: str) -> tuple[Carrier, str] | None:
    if _ENDS.isdisjoint(host.rsplit(".", 3)[-3:-1]):
        return None
    site, path = site_of(host), re.sub(r"/{2,}", "/", path)
    name = "google" if site.startswith("google.") else site
    for carrier in CARRIERS.get(name, ()):
        inner = carrier.inner(host.removesuffix(site), path)
        if inner is not None:
            return carrier, inner
    return None


def _of_query(search: str, names: tuple[str, ...]) -> str:
    pairs = dict(reversed(parse_qsl(search[1:].replace("&amp;", "&"), errors="surrogateescape")))
    for name in names:
        if _SCHEME.match(value := pairs.get(name, "")):
            # Bytes that are no UTF-8 must not fall out, or two addresses become one.
            return absolute(quote(value, _SAFE, errors="surrogateescape"))
    return ""


def _of_path(inner: str, rest: str) -> str:
    scheme = _SCHEME.match(inner)
    if scheme and "%2f" in scheme[0].lower():  # then all of it is encoded, once more
        inner = unquote(inner).strip()
        scheme = _SCHEME.match(inner)
    bare = inner[scheme.end() :] if scheme else inner
    return absolute(f"{scheme[1] if scheme else 'https'}://{bare}{rest}")
