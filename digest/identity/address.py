"""The identity key of an address: what is left when all that never changes the text is gone.

Two addresses with one key are one article, so the key must fold what sites vary
(scheme, www., tracking parameters, AMP, mobile and print variants) and keep what they
select by: a parameter that nobody knows stays, since it may be the article's number. An
address that carries another, as redirectors' and caches' do, has the key of that one. The
key is for comparing only; what is shown and fetched is the address itself.

A key read as an address is its own key. Stores rely on that: they hold keys, and bring
them to a new form with the key function of now alone.
"""

import re
from urllib.parse import parse_qsl

import can_ada

from digest.address import absolute, site_of
from digest.identity.path import folded, quoted
from digest.identity.tracking import is_tracking
from digest.identity.wrapped import carried

KEY_FORM = 2
"""Counts the changes of which key an address has. Stores hold keys, so that a change
takes a migration, which writes them anew (`store.rekeying`); a test knows the form."""

_VARIANT_HOST = re.compile(r"(www\d?|m|mobile|mobil|amp|touch)\.(?=[^.]+\.[^.])")
_VARIANT_INSIDE = re.compile(r"([a-z]{2}\.)(?:m|mobile|amp)\.(?=[^.]+\.[^.])")
"""As in en.m.wikipedia.org: the variant of a language's host."""
_ROUTE = re.compile(r"#(?:!|/)[!/]*[^!/]")
"""A fragment that chooses the page, as "#!/a" and "#/a" do; "#!" alone does nothing."""


def key(address: str) -> str:
    """Return the identity key of an address, "host/path?parameters"; "" for no address.

    Folded: scheme, `www.` and mobile or AMP hosts, default ports, a last dot of the host,
    percent-encoding (RFC 3986, section 6.2.2), double and last slashes, index pages,
    AMP and print pages, session numbers, fragments that do not route (`#!/a` and `#/a`
    do), tracking parameters and the order of the others, redirectors, caches and
    archives around another address. Kept: the case of the path, but for ASP pages, and
    unknown parameters.

    >>> key("http://www.example.org/a/?utm_source=rss&id=7#top")
    'example.org/a?id=7'
    """
    plain = absolute(address if not address.strip().startswith("//") else f"http:{address.strip()}")
    while plain:
        url = can_ada.parse(plain)
        if not all(url.hostname.removesuffix(".").split(".")):
            return ""  # an empty label names no host, though the parser lets it pass
        full, fragment = url.hostname.removesuffix("."), url.hash
        plain = carried(full, url.pathname, url.search, fragment)
        if not plain:
            host, path, query = _host(full), folded(url.pathname), _query(url.search, full)
            # Once more, so that a wrapper that only folding laid bare is one now, not later.
            plain = carried(host, path, query, fragment)
        if not plain:
            port = f":{url.port}" if url.port not in ("", "80", "443") else ""
            return f"{host}{port}{path}{query}{_route(fragment)}"
    return ""


def _host(host: str) -> str:
    while found := _VARIANT_HOST.match(host):
        # The name of a site is no variant: m.co.uk and mobile.co.uk are two of them.
        if not found[1].startswith("www") and _is_site(host):
            break
        host = host[found.end() :]
    found = _VARIANT_INSIDE.match(host)
    if found and not _is_site(host[found.end(1) :]):
        return found[1] + host[found.end() :]
    return host


def _is_site(host: str) -> bool:
    return site_of(f"x.{host}") == host


def _query(search: str, host: str) -> str:
    if not search:
        return ""
    # Bytes that are no UTF-8, such as Cyrillic in windows-1251, stay the bytes they are.
    pairs = parse_qsl(
        search[1:].replace("&amp;", "&"), keep_blank_values=True, errors="surrogateescape"
    )
    kept = sorted((name, value) for name, value in pairs if not is_tracking(name, value, host))
    return "?" + "&".join(f"{quoted(n)}={quoted(v)}" for n, v in kept) if kept else ""


def _route(fragment: str) -> str:
    return fragment if _ROUTE.match(fragment) else ""
