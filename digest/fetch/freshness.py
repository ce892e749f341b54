"""For how long a server says that its answer stays as it is.

The rules are those of RFC 9111, section 4.2.1, for a private cache: `max-age` less the
Age that the answer had on the way, else Expires less Date. What a server means for shared
caches (`s-maxage`) says nothing to us, and what cannot be read counts as stale, as the
RFC wants it: it is then asked for when we like.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

MOST_FRESH_S = 30 * 86_400.0
"""A longer time is taken for this; who waits bounds it further."""

_LONGEST_DATE = 64


def fresh_s(headers: httpx.Headers, now: datetime) -> float | None:
    """Return the seconds for which an answer stays fresh, from 0; None when it says nothing."""
    told = _directives(headers)
    if "no-cache" in told or "no-store" in told:
        return 0.0
    if "max-age" in told:
        age = _seconds(next(iter(headers.get_list("age")), "")) or 0.0
        return max(0.0, (_seconds(told["max-age"]) or 0.0) - age)
    expires = headers.get_list("expires")
    if not expires:
        return None
    until = instant(expires[0])
    sent = instant(next(iter(headers.get_list("date")), "")) or now
    return max(0.0, min((until - sent).total_seconds(), MOST_FRESH_S)) if until else 0.0


def instant(value: str) -> datetime | None:
    """Return the time of an HTTP date, UTC where it names no zone; None where it is none."""
    try:
        at = parsedate_to_datetime(value[:_LONGEST_DATE])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _directives(headers: httpx.Headers) -> Mapping[str, str]:
    parts = ",".join(headers.get_list("cache-control")).lower().split(",")
    pairs = (part.partition("=") for part in reversed(parts))  # of two, the first counts
    return {name.strip(): value.strip(' \t"') for name, _, value in pairs}


def _seconds(value: str) -> float | None:
    if not (value.isascii() and value.isdigit()):
        return None
    return MOST_FRESH_S if len(value) > len("9999999") else min(float(value), MOST_FRESH_S)
