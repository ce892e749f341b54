"""The connection to an HTTP proxy, which the user chose and the guard does not judge.

Only the proxy of config.toml counts: those of the environment are for other programs.
https goes through it in a tunnel, so that TLS still verifies the site itself.
"""

import ssl
from urllib.parse import unquote, urlsplit

import httpcore


def pool(address: str, context: ssl.SSLContext, *, keep_s: float) -> httpcore.AsyncHTTPProxy:
    """Return what asks through the proxy at an http or https address.

    Args:
        address: it may hold a user and a password, which go to the proxy only.
        context: what TLS trusts, for sites and for the proxy.
        keep_s: how long an unused connection stays open.
    """
    # No second parser of what the guard judges: this address is the user's own.
    parts = urlsplit(address)
    port = f":{parts.port}" if parts.port else ""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    secure = parts.scheme == "https"
    return httpcore.AsyncHTTPProxy(
        f"{parts.scheme}://{host}{port}",
        proxy_auth=(user.encode(), password.encode()) if user else None,
        ssl_context=context,
        proxy_ssl_context=context if secure else None,
        max_connections=1,
        keepalive_expiry=keep_s,
    )
