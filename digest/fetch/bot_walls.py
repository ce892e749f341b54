"""Which service for keeping robots out has refused a request.

A site that has such a wall answers 403 or 429 like one that means us alone, and people
then look for a mistake of their own. So the wall is named by the header that its maker
puts on a refusal. It is never worked around: what to do is to ask the site, or to follow
another of its addresses.
"""

from dataclasses import dataclass
from http import HTTPStatus

import httpx

_REFUSALS = frozenset({401, 403, 405, 429, 503})
_FORBIDDEN = frozenset({HTTPStatus.FORBIDDEN})


@dataclass(frozen=True, slots=True)
class _Mark:
    header: str
    maker: str
    value: str = ""
    """What must stand in the header; "" for anything."""
    statuses: frozenset[int] = _REFUSALS
    """With which it is a refusal; fewer where the header stands on every answer."""


_MARKS = (
    _Mark("cf-mitigated", "Cloudflare"),
    _Mark("x-datadome", "DataDome"),
    _Mark("x-dd-b", "DataDome"),
    _Mark("x-amzn-waf-action", "AWS WAF", statuses=_REFUSALS | {HTTPStatus.ACCEPTED}),
    _Mark("x-vercel-mitigated", "Vercel"),
    _Mark("x-kpsdk-ct", "Kasada"),
    _Mark("x-sucuri-block", "Sucuri"),
    _Mark("x-iinfo", "Imperva", statuses=_FORBIDDEN),
    _Mark("server", "DDoS-Guard", "ddos-guard", statuses=_FORBIDDEN),
    _Mark("server", "Akamai", "akamaighost", statuses=_FORBIDDEN),
)


def named_wall(status: int, headers: httpx.Headers) -> str:
    """Return such as "bot wall of Cloudflare (cf-mitigated)" for a refusal by one, else ""."""
    for mark in _MARKS:
        said = headers.get(mark.header)
        if said is not None and mark.value in said.lower() and status in mark.statuses:
            return f"bot wall of {mark.maker} ({mark.header})"
    return ""
