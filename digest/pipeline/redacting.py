"""Take out of a text what opens doors: passwords and tokens in addresses.

A bug report is handed to strangers. What stands before the host of an address, and what a
query names or shapes like a key, says nothing about the bug, and may let others read what
somebody paid for.
"""

import re

CUT = "***"

_USER = re.compile(r":(\\?/\\?/)[^/\s\"'<>@?#\\]{1,200}@")
_PARAMETER = re.compile(
    r"((?:[?&;#]|\\u0026|\\x26|%3F|%26)([A-Z0-9_.\[\]-]{1,60})(?:=|\\u003d|\\x3d|%3D))"
    r"((?:[^&;\"'<>\s#\\%]|%(?!3F|26))+)",
    re.IGNORECASE,
)
"""In HTML and in scripts, which write "&", "=" and "/" in their own ways, and in an address
inside another."""
_NAMES = re.compile(
    r"(?<![a-z])(?:(?:access|api|auth|feed|licen[cs]e|private|rss|user)?(?:key|token)|secret|sig"
    r"|sign|signature|auth|authorization|pass|passwd|password|pwd|session|sessionid|sid|phpsessid|jsessionid|credential|hash|hmac|code|jwt"
    r"|uid|userid|user|username|login|email|mail)(?![a-z])",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")
_WORDS = re.compile(r"[/-]|%2F", re.IGNORECASE)
"""What stands between the words of an address inside a query."""
_LONG = 20
"""Characters of a value in which letters and digits mix; a shorter one is an article's id."""


def redacted(text: str) -> str:
    """Return a text whose addresses hold no user, no password and no token.

    A value of a query is cut where its name speaks of a key, a session or a person, or where
    it is long and mixes letters and digits as only a machine does. Linear in its length.
    """
    return _PARAMETER.sub(_value, _USER.sub(rf":\1{CUT}@", text))


def _value(match: re.Match[str]) -> str:
    name, value = _CAMEL.sub("_", match[2]), match[3]
    return f"{match[1]}{CUT}" if _NAMES.search(name) or _is_token(value) else match[0]


def _is_token(value: str) -> bool:
    if _UUID.fullmatch(value):
        return True
    digits = sum(c.isdigit() for c in value)
    mixed = digits >= 3 and len(value) - digits >= 3
    return len(value) >= _LONG and mixed and not _WORDS.search(value)
