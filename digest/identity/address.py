"""The identity key of an address: what is left when all that never changes the text is gone.

Two addresses with one key are one article, so the key must fold what sites vary
(scheme, www., tracking parameters, AMP and print variants) and keep what they select by:
a parameter that nobody knows stays, since it may be the article's number. The key
is for comparing only; what is shown and fetched is the address itself.
"""

import re
from urllib.parse import parse_qsl, quote, unquote

import can_ada

from digest.address import absolute, site_of

_TRACKING_NAMES = """
    _bhlid _ga _gl _hsenc _hsmi _openstat cmp cmpid dclid emc epik fbclid feedname feedtype
    gbraid gclid guccounter guce_referrer guce_referrer_sig ito igsh igshid li_fat_id
    mbid mc_cid mc_eid mkt_tok msclkid ncid ocid oly_anon_id oly_enc_id partner rb_clickid ref_src
    ref_url s_cid sc_cid share smid spm sref srnd srsltid taid trk ttclid twclid vero_id
    wbraid wickedid xtor yclid ysclid __s __twitter_impression
    phpsessid jsessionid aspsessionid
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
"""Parameters that only say where a reader came from, in lower case."""

_TRACKING_PREFIXES = (
    "utm_", "at_", "ns_", "pk_", "mtm_", "piwik_", "matomo_", "hsa_", "hmb_", "fb_",
    "gaa_", "wt.", "__hs", "syn-", "ga_",
)  # fmt: skip

_TRACKING_VALUES = {
    "ref": re.compile(r"rss|feed|twitter|facebook|home(page)?|share|social|newsletter|fb|tw"),
    "source": re.compile(r"rss|feed|twitter|facebook|home(page)?|share|social|newsletter|email"),
    "via": re.compile(r"\D+"),
    "mod": re.compile(r"rss.*|home.*|hp_.*"),
    "si": re.compile(r".*\D.*"),
    "sid": re.compile(r"[0-9a-f]{24,}"),
    "rss": re.compile(r"1|true|yes"),
    # Variants of one page: its text is the same.
    "amp": re.compile(r"|1|true|yes"),
    "outputtype": re.compile(r"amp"),
    "output": re.compile(r"amp"),
    "mobile": re.compile(r"1|true|yes"),
    "m": re.compile(r"[01]"),
    "print": re.compile(r"|1|true|yes|print"),
    "view": re.compile(r"print"),
}
"""Parameters that say nothing only with such a value; with another, they may select."""

_VARIANT_HOST = re.compile(r"(www\d?|m|mobile|amp|touch)\.(?=[^.]+\.[^.])")
_VARIANT_END = re.compile(r"(?<=[^/])(?:/amp|/print)$")
_VARIANT_START = re.compile(r"^/(?:amp|print)(?=/\d{4}/)")
"""At the start of a path only before a year: elsewhere "amp" may be a section."""
_FILE_END = re.compile(r"(?:\.amp|\.html?)+$")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/?]*", re.IGNORECASE)
_SAFE = "-._~!$'()*,:@"


def key(address: str) -> str:
    """Return the identity key of an address, "host/path?parameters"; "" for no address.

    Folded: scheme, `www.` and mobile or AMP hosts, default ports, a last dot of the host,
    percent-encoding (RFC 3986, section 6.2.2), double and last slashes, index pages,
    session numbers, fragments that do not route (`#!/` and `#/` do), tracking parameters
    and the order of the others. Kept: the case of the path, unknown parameters.

    >>> key("http://www.example.org/a/?utm_source=rss&id=7#top")
    'example.org/a?id=7'
    """
    plain = absolute(address if not address.strip().startswith("//") else f"http:{address.strip()}")
    if not plain:
        return ""
    url = can_ada.parse(plain)
    port = f":{url.port}" if url.port not in ("", "80", "443") else ""
    return f"{_host(url.hostname)}{port}{_path(url.pathname)}{_query(url.search)}{_route(url.hash)}"


def _host(host: str) -> str:
    host = host.rstrip(".")
    while found := _VARIANT_HOST.match(host):
        # The name of a site is no variant: m.co.uk and mobile.co.uk are two of them.
        if not found[1].startswith("www") and site_of(f"x.{host}") == host:
            break
        host = host[found.end() :]
    return host


def _path(path: str) -> str:
    parts = _SESSION.sub("", path).split("/")
    path = "/".join(_quoted(unquote(part, errors="surrogateescape")) for part in parts)
    path = re.sub(r"/{2,}", "/", path)
    path = _FILE_END.sub("", _INDEX.sub("/", path).rstrip("/"))
    # A first segment alone, "/amp", is a page of its own.
    if path.count("/") > 1:
        path = _VARIANT_END.sub("", path) if not path.startswith("/tag/") else path
        path = _VARIANT_START.sub("", path)
    return path.rstrip("/")


def _query(search: str) -> str:
    # Bytes that are no UTF-8, such as Cyrillic in windows-1251, stay the bytes they are.
    pairs = parse_qsl(
        search[1:].replace("&amp;", "&"), keep_blank_values=True, errors="surrogateescape"
    )
    kept = sorted((name, value) for name, value in pairs if not is_tracking(name, value))
    return "?" + "&".join(f"{_quoted(n)}={_quoted(v)}" for n, v in kept) if kept else ""


def _quoted(text: str) -> str:
    return quote(text, _SAFE, errors="surrogateescape")


def _route(fragment: str) -> str:
    return fragment if fragment.startswith(("#!/", "#/")) else ""


def is_tracking(name: str, value: str) -> bool:
    """Return whether a parameter of a query only tells how its reader came to the page."""
    name = name.lower()
    if name in _TRACKING or name.startswith(_TRACKING_PREFIXES):
        return True
    pattern = _TRACKING_VALUES.get(name)
    return bool(pattern and pattern.fullmatch(value.lower()))
