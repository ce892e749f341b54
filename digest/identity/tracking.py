"""Which parameters of an address say nothing about the text that it leads to.

The tables are ours, and closed: a parameter that stands in none of them stays in the key,
since it may be the article's number. Most names are those that services give their own
(Google's `gclid` and `utm_`, Meta's `fbclid`, Microsoft's `msclkid`, Matomo's `mtm_` and
`pk_`, Piano's `at_` and `xtor`, HubSpot's `_hs`, Mailchimp's `mc_`, Adobe's `s_cid`,
Webtrends' `WT.`, Comscore's `ns_`, Emarsys' `sc_`, WordPress' `replytocom`); the rest was
read off publishers' own pages, whose values name a place on a page ("footer", "top-news").
A name that selects elsewhere counts only with such values, or on such sites, as are
listed with it.
"""

import re

from digest.address import site_of

_NAMES = """
    _bhlid _ga _gl _hsenc _hsmi _openstat cmp cmpid dclid emc epik fbclid feedname feedtype
    gbraid gclid guccounter guce_referrer guce_referrer_sig ito igsh igshid li_fat_id
    mbid mc_cid mc_eid mkt_tok msclkid ncid ocid oly_anon_id oly_enc_id partner rb_clickid ref_src
    ref_url s_cid sc_cid share smid spm sref srnd srsltid taid trk ttclid twclid vero_id
    wbraid wickedid xtor yclid ysclid __s __twitter_impression
    phpsessid jsessionid

    gclsrc gad_source gad_campaignid dm_i elqtrack elqtrackid sfmc_id ml_subscriber
    intcmp int_cmp intcid hpt clicksource smtyp mibextid
    sc_src sc_lid sc_uid sc_llid sc_eh usqp amp_js_v amp_gsa __amp_source_origin
    oscsid zenid cftoken
"""
NAMES = frozenset(_NAMES.split())
"""Where a reader came from, or his session; in lower case, as all names here."""

PREFIXES = (
    "utm_", "at_", "ns_", "pk_", "mtm_", "piwik_", "matomo_", "hsa_", "hmb_", "fb_",
    "gaa_", "wt.", "__hs", "syn-", "ga_", "aspsessionid", "itm_",
)  # fmt: skip

_CHANNEL = r"(?:rss|atom|feed|feeds|twitter|tw|facebook|fb|home|homepage|share|social|newsletter)"
_CHANNELS = re.compile(rf"{_CHANNEL}(?:[-_.]{_CHANNEL})*")
"""Ways by which readers come. Others stay: `source=reuters` and `ref=v1` may select."""
_YES = re.compile(r"1|true|yes")

VALUES = {
    "ref": _CHANNELS,
    "source": re.compile(rf"{_CHANNELS.pattern}|email"),
    "src": _CHANNELS,
    "from": _CHANNELS,
    "cid": re.compile(r"rss|twitter|facebook"),
    "via": re.compile(r"\D+"),
    "mod": re.compile(r"rss.*|home.*|hp_.*"),
    "si": re.compile(r".*\D.*"),
    "rss": _YES,
    # Sessions: long, and of hexadecimal digits alone. A short one may be a story's number.
    "sid": re.compile(r"[0-9a-f]{24,}"),
    "s": re.compile(r"[0-9a-f]{32}"),
    "sessionid": re.compile(r"[\w-]{20,}"),
    "session_id": re.compile(r"[\w-]{20,}"),
    "cfid": re.compile(r"\d{5,}"),
    # Milliseconds since 1970: to get round a cache.
    "_": re.compile(r"1\d{12}"),
    # A place among the comments, below the same text.
    "replytocom": re.compile(r"\d+"),
    "showcomment": re.compile(r"\d+"),
    # Variants of one page: its text is the same.
    "amp": re.compile(r"|1|true|yes"),
    "noamp": re.compile(r"|1|true|yes|mobile"),
    "nonamp": _YES,
    "outputtype": re.compile(r"amp"),
    "output": re.compile(r"amp"),
    "format": re.compile(r"amp|print"),
    "mobile": _YES,
    "m": re.compile(r"[01]"),
    "print": re.compile(r"|1|true|yes|print"),
    "printable": re.compile(r"|1|true|yes"),
    "view": re.compile(r"print"),
    "layout": re.compile(r"print"),
    "pagewanted": re.compile(r"print|all"),
    "tmpl": re.compile(r"component"),
}
"""Parameters that say nothing only with such a value; with another, they may select."""

OF_SITES = {
    name: frozenset(sites.split())
    for name, sites in {
        "action": "nytimes.com",
        "hp": "nytimes.com politico.com",
        "module": "nytimes.com",
        "pgtype": "nytimes.com",
        "region": "nytimes.com",
        "_r": "nytimes.com",
        "iid": "cnn.com",
        "iref": "cnn.com",
        "feature": "youtube.com",
        "ab_channel": "youtube.com",
        "ref_": "amazon.com imdb.com",
        "cx_part": "afpbb.com",
        "n_cid": "nikkei.com nikkeibp.co.jp",
        "oref": "defenseone.com govexec.com nextgov.com route-fifty.com",
    }.items()
}
"""Parameters that say nothing on these sites, whose own pages add them to links."""


def is_tracking(name: str, value: str, host: str = "") -> bool:
    """Return whether a parameter of a query never changes the text.

    It tells how its reader came, names his session, or chooses a variant of the page.
    `host` is the address's; some parameters say nothing on certain sites only.
    """
    name = name.lower()
    if name in NAMES or name.startswith(PREFIXES):
        return True
    pattern = VALUES.get(name)
    if pattern and pattern.fullmatch(value.lower()):
        return True
    sites = OF_SITES.get(name)
    return bool(sites and site_of(host) in sites)
