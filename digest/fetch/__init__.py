"""From an address to a Page, and a word to an address: the only way to the web.

Every address passes one guard, at the start and at every redirect; every answer is
bounded in time and in decoded bytes; every host is asked politely. httpx carries the
requests and protego reads robots.txt, both known in this package only, so that httpx's
maintained continuation can take its place.
"""

from digest.fetch.access import Access
from digest.fetch.fetcher import Fetcher
from digest.fetch.memory import Passing

__all__ = ["Access", "Fetcher", "Passing"]
