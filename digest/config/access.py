"""The headers by which a source's site knows its reader, from what the user put into files.

Each secret is read in the form in which people have it: what a browser sends or exports of
cookies, a name with its password, headers as they are written down. Everything is checked
here, because a library that refuses a header later shows its value in the error. What is
wrong is said without any part of a value.
"""

import base64
import re
from collections.abc import Mapping
from datetime import datetime

from digest.address import host_of
from digest.config.secrets import place, secret, text
from digest.config.settings import AccessSettings
from digest.errors import ConfigError

LONGEST = 8192
"""Of all headers together; servers refuse more."""
MOST_COOKIES_BYTES = 4 * 1024 * 1024
"""Of a file of cookies: browsers export those of all sites into one."""

_COOKIES = "it holds cookies as `name=value; other=value`, or is a cookies.txt"
_HEADERS = "it holds headers as `Name: value`, one a line"
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""RFC 9110, section 5.6.2."""
_PAIR = re.compile(r"[^=;\s]+=[^;\s]*( [^;\s]+)*")
"""Of a cookie; browsers allow more in a value than RFC 6265 does."""
_FIELDS = 7
"""Of a line of a cookies.txt: domain, below it too, path, https only, end, name, value."""
_OURS = frozenset(
    {
        "accept-encoding", "connection", "content-encoding", "content-length", "content-type",
        "expect", "host", "if-match", "if-modified-since", "if-none-match", "if-range",
        "if-unmodified-since", "keep-alive", "proxy-authorization", "proxy-connection", "range",
        "te", "trailer", "transfer-encoding", "upgrade", "user-agent",
    }
)  # fmt: skip
"""Headers on which the fetching itself depends, or that [fetch] says."""


def access_headers(
    access: AccessSettings,
    url: str,
    *,
    now: datetime,
    environ: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the headers that the site of a source is shown.

    Args:
        access: where the secrets are.
        url: of the source; of a cookies.txt counts what a browser would send there.
        now: what of a cookies.txt ended before it does not count.
        environ: the environment (default: the process's).

    Raises:
        ConfigError: a secret is not there or cannot be read, as of `secrets.text`; or it is
            not what it should be, has ended, or cannot be sent.
    """
    headers = _further(access, environ)
    for name, value in (
        ("Authorization", _basic(access, environ)),
        ("Cookie", _cookies(access, url, now, environ)),
    ):
        if value and any(name == other.title() for other in headers):
            raise ConfigError(f"access: {name} stands among the headers as well; keep one of them")
        if value:
            headers[name] = value
    if sum(len(name) + len(value) + 4 for name, value in headers.items()) > LONGEST:
        raise ConfigError(f"access: more than {LONGEST} bytes of headers, which no server takes")
    return headers


def _basic(access: AccessSettings, environ: Mapping[str, str] | None) -> str:
    """Return the header of RFC 7617."""
    key = "access.basic"
    held = secret(key, access.basic_file, access.basic_env, environ)
    if held and not held.partition(":")[1]:
        said = place(key, access.basic_file, access.basic_env)
        raise ConfigError(f"{said}: it holds a name and a password as `name:password`")
    return f"Basic {base64.b64encode(held.encode()).decode()}" if held else ""


def _further(access: AccessSettings, environ: Mapping[str, str] | None) -> dict[str, str]:
    key, file, env = "access.headers", access.headers_file, access.headers_env
    headers: dict[str, str] = {}
    lines = text(key, file, env, environ, wanted=_HEADERS).splitlines()
    for number, line in enumerate(lines, start=1):
        name, colon, value = line.partition(":")
        name, value = name.strip(), value.strip()
        if not line.strip():
            continue
        if wrong := _wrong(name if colon else "", value, headers):
            raise ConfigError(f"{place(key, file, env)}: line {number}: {wrong}")
        headers[name] = value
    return headers


def _wrong(name: str, value: str, before: Mapping[str, str]) -> str:
    """Return what is wrong with a header, without its value; "" for nothing."""
    if not _TOKEN.fullmatch(name) or not value:
        return _HEADERS
    if name.lower() in _OURS:
        return f"{name} cannot be set here"
    if name.lower() in {other.lower() for other in before}:
        return f"{name} stands there twice"
    return "" if _can_be_sent(value) else f"{name} holds what is not printable ASCII"


def _cookies(
    access: AccessSettings, url: str, now: datetime, environ: Mapping[str, str] | None
) -> str:
    """Return the header Cookie; "" where no cookies are named."""
    key, file, env = "access.cookies", access.cookies_file, access.cookies_env
    held = text(key, file, env, environ, most=MOST_COOKIES_BYTES, wanted=_COOKIES)
    try:
        return _exported(held, url, now) if "\t" in held else _as_sent(held)
    except ValueError as error:
        raise ConfigError(f"{place(key, file, env)}: {error}") from error


def _as_sent(held: str) -> str:
    """Return cookies that stand as a browser sends them, with the header's name or without."""
    pairs = [part.strip() for part in re.sub(r"(?i)\Acookie:", "", held).split(";")]
    pairs = [pair for pair in pairs if pair]
    if not all(map(_is_cookie, pairs)):
        raise ValueError(_COOKIES)
    return "; ".join(pairs)


def _exported(held: str, url: str, now: datetime) -> str:
    """Return the cookies of a cookies.txt that a browser would send to an address.

    The format is Netscape's, https://curl.se/docs/http-cookies.html.
    """
    host = re.sub(r":\d+\Z", "", host_of(url))
    rows = [line.removeprefix("#HttpOnly_").split("\t") for line in held.splitlines()]
    rows = [row for row in rows if len(row) == _FIELDS and not row[0].startswith("#")]
    rows = [row for row in rows if _goes_to(row, host, url)]
    if not rows:
        raise ValueError(f"it holds no cookies of {host}")
    ends = [int(row[4]) if row[4].isdecimal() and row[4].isascii() else 0 for row in rows]
    lasting = [row for row, end in zip(rows, ends, strict=True) if not 0 < end < now.timestamp()]
    if not lasting:
        raise ValueError(f"all its cookies of {host} have ended; export them again")
    pairs = [f"{name}={value}" for *_, name, value in lasting]
    return "; ".join(pair for pair in pairs if _is_cookie(pair))


def _goes_to(row: list[str], host: str, url: str) -> bool:
    """Whether a cookie is for an address of a host; RFC 6265, section 5.4."""
    domain = row[0].lower().removeprefix(".")
    below = row[1].upper() == "TRUE" and host.endswith(f".{domain}")
    path = "/" + url.split("/", 3)[3]
    allowed = row[3].upper() != "TRUE" or url.startswith("https:")
    return (host == domain or below) and path.startswith(row[2]) and allowed


def _is_cookie(pair: str) -> bool:
    return bool(_PAIR.fullmatch(pair)) and _can_be_sent(pair)


def _can_be_sent(value: str) -> bool:
    return value.isascii() and value.isprintable()
