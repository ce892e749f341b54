"""Which certificates are trusted: those of certifi, or of SSL_CERT_FILE or SSL_CERT_DIR instead.

To read them takes 30 ms of the CPU, a fifth of a reading where nothing is new, so it is done
once and not for each `Fetcher`.
"""

import os
import ssl
from functools import lru_cache

import httpx


def trusted() -> ssl.SSLContext:
    """Return the certificates that the environment names; the same as before where it is so."""
    return _read(os.environ.get("SSL_CERT_FILE", ""), os.environ.get("SSL_CERT_DIR", ""))


@lru_cache(maxsize=1)
def _read(_file: str, _folder: str) -> ssl.SSLContext:
    return httpx.create_ssl_context()  # which looks into the environment itself
