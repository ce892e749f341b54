"""Stores hold keys, so that no key may change without a migration that writes them anew."""

import hashlib

from digest.identity.address import KEY_FORM, key
from digest.identity.path import folded
from digest.identity.tracking import NAMES, OF_SITES, PREFIXES, VALUES
from digest.identity.wrapped import CARRIERS

FORM_AND_HASH = (2, "76fb257d1a93f94a")

HOSTS = (
    "example.org",
    "www.example.org",
    "m.example.co.uk",
    "en.m.example.org",
    "a..b",
    "[::1]:81",
)
PATHS = (
    "", "/", "/a/", "//a//b", "/a.html", "/a.php", "/A.aspx", "/a/index.html", "/index.php/a",
    "/a/amp", "/amp/2026/a", "/amp/a", "/x/print/a-12345", "/tag/amp", "/a;jsessionid=1",
    "/(S(abc))/a", "/%7ea%2Fb", "/%E0", "/ä b", "/.html",
)  # fmt: skip
ENDS = ("", "?", "?b=2&a=1", "?a=%26&a=", "?a=1&amp;utm_id=2", "?q=%E0", "#a", "#!/a", "#!a", "#/")


def test_a_change_of_keys_takes_a_new_form_and_a_migration() -> None:
    """Where this fails, keys have changed.

    Then raise `KEY_FORM`, add a migration that calls `store.rekeying.rekey`, as 0003 does,
    and write the new form and hash above.
    """
    keys = [key(f"http://{host}{path}{end}") for host in HOSTS for path in PATHS for end in ENDS]
    tables = (
        sorted(NAMES),
        PREFIXES,
        {name: pattern.pattern for name, pattern in sorted(VALUES.items())},
        {name: sorted(sites) for name, sites in sorted(OF_SITES.items())},
        sorted(CARRIERS.items()),
        [folded(path) for path in PATHS],
    )
    found = hashlib.sha256(repr((keys, tables)).encode()).hexdigest()[:16]
    assert (KEY_FORM, found) == FORM_AND_HASH
