"""The headers that answers carry beside those of the choice: kind, caching, protection.

Nothing that is served needs a script, a frame, a form or another host, so that the policy
forbids them all; a page's own style is allowed by the hash of its text. OPML has no
registered type: text/x-opml is what its specification names, and what makes a browser
save the list in place of showing its markup.
"""

import base64
import hashlib
import re

from digest.feeds import FORMATS

FEEDS = frozenset(f".{form.suffix}" for form in FORMATS)
PICTURES = frozenset((".ico", ".png"))
TYPES = {
    **{f".{form.suffix}": f"{form.type}; charset=utf-8" for form in FORMATS},
    ".html": "text/html; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".ico": "image/x-icon",
    ".png": "image/png",
}
"""By suffix, what is served; nothing else is."""

_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
_HEAD_BYTES = 64 * 1024
_POLICY = (
    "default-src 'none'; {style}img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def suffix_of(name: str) -> str:
    """Return the suffix of a file's name with its dot; "" where it has none."""
    stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
    return dot + suffix if stem else ""


def content_type(name: str) -> str:
    """Return the type of a file by its suffix; "" for what is not served."""
    return TYPES.get(suffix_of(name), "")


def style_hash(page: bytes) -> str:
    """Return the hash of the style in a page's head, as a policy allows it; "" for none."""
    head = page[:_HEAD_BYTES].partition(b"<body")[0]
    match = _STYLE.search(head)
    if not match:
        return ""
    return f"'sha256-{base64.b64encode(hashlib.sha256(match[1]).digest()).decode()}'"


def protection(style: str = "") -> dict[str, str]:
    """Return what keeps a browser from doing anything with a file but show it."""
    return {
        "content-security-policy": _POLICY.format(style=f"style-src {style}; " if style else ""),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }


def of_file(name: str, *, cache: str, style: str) -> dict[str, str]:
    """Return the headers of a served file that do not depend on the request."""
    suffix = suffix_of(name)
    shared = {"access-control-allow-origin": "*"} if suffix in FEEDS else {}
    vary = {} if suffix in PICTURES else {"vary": "accept-encoding"}
    return {"cache-control": cache, **vary, **shared, **protection(style)}
