"""The server of the shared sets that misbehaves in a hundred ways, and what is right for each.

This is its own table, "what a right client does", as outcomes of ours.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from digest.errors import (
    BrokenError,
    DigestError,
    RefusedError,
    RobotsError,
    SlowError,
    StatusError,
    TooLargeError,
    UnreachableError,
)
from digest.model import Network

ERRORS: dict[type[DigestError], str] = {
    SlowError: "/slow-drip /slow-headers /never-respond /stall-mid /endless-100-continue "
    "/chunked-huge-size",
    TooLargeError: "/endless /endless-nolen /gzip-bomb /gzip-bomb-small /long-line-50mb "
    "/cl-1e15 /attachment-2gb",
    BrokenError: "/endless-headers /header-1mb /gzip-nested /brotli-bomb /gzip-lie "
    "/gzip-truncated /cl-too-big /cl-negative /cl-two /chunked-truncated /chunked-bad-size "
    "/trailers-endless /reset-mid /bad-status-line /header-nocolon /header-fold-nul "
    "/101-upgrade /redirect-loop /redirect-ping /redirect-pong /redirect-nolocation "
    "/redirect-empty /redirect-1000/ /304-uninvited /etag-1mb /cookies-flood",
    UnreachableError: "/close-immediately /http09",
    StatusError: "/status-999 /206-unasked /redirect-bad-utf8 /429-huge /503-date /403-challenge",
    RefusedError: "/redirect-meta /redirect-file /redirect-canary /redirect-canary-decimal "
    "/redirect-canary-mapped /redirect-canary-backslash /redirect-javascript /redirect-data "
    "/redirect-userinfo /redirect-long",
}
ARTICLES = (
    "/ok /cl-and-te /status-noreason /header-latin1 /dup-headers /redirect-308-post /flaky-500 "
    "/429 /etag-crlf /lm-future /charset-unknown /nul /no-content-type /entities-2mb "
    "/title-5mb /jsonld-deep /changing /trap/"
)
NOTHING = (
    "/cl-too-small /meta-refresh-loop /charset-wrong /html-as-image /png-as-html /deep-100k "
    "/deep-inline-20k /attrs-100k /comment-unclosed-8mb /regex-bait /feed-xxe /feed-laughs "
    "/empty-200 /login-wall"
)
LISTINGS = "/links-100k"
ROBOTS: dict[str, type[DigestError] | None] = {
    "500": RobotsError,
    "429": RobotsError,
    "stall": RobotsError,
    "disallow": RobotsError,
    "403": None,
    "404": None,
    "huge": None,
    "endless": None,
    "html": None,
    "redirect-loop": None,
    "redirect-canary": None,
}


@dataclass(frozen=True)
class Hostile:
    """Where the server listens."""

    base: str
    robots: dict[str, int]

    @property
    def opened(self) -> tuple[Network, ...]:
        """What a Fetcher may read of it: all its ports but the canary's."""
        ports = [int(self.base.rpartition(":")[2]), *self.robots.values()]
        return tuple(Network(network="127.0.0.1/32", port=port) for port in ports)

    @property
    def asked(self) -> list[str]:
        """What came to the canary."""
        with urlopen(f"{self.base}/_log") as log:  # noqa: S310 - of the test's own server
            return [path for _, kind, path in json.load(log) if kind == "canary"]

    @property
    def addresses(self) -> dict[str, str]:
        """Every behaviour by its path, and every robots.txt by its mode."""
        ports = {mode: f"http://127.0.0.1:{port}/ok" for mode, port in self.robots.items()}
        return {**{path: self.base + path for path in WANTED}, **ports}


WANTED: dict[str, str] = {
    **{path: kind.__name__ for kind, paths in ERRORS.items() for path in paths.split()},
    **dict.fromkeys(ARTICLES.split(), "article"),
    **dict.fromkeys(NOTHING.split(), "nothing"),
    **dict.fromkeys(LISTINGS.split(), "listing"),
}
"""What each path must come to: the name of an error, or what its page holds."""


@contextmanager
def serving(shared: Path) -> Iterator[Hostile]:
    """Run the server meanwhile."""
    program = shared / "tools" / "hostile.py"
    # Its own limits, a minute and 2 GB a connection, hold also where ours fail.
    with subprocess.Popen(  # noqa: S603 - the sets' own server
        [sys.executable, str(program), "--robots-ports"], stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            said = json.loads(server.stdout.readline() if server.stdout else "{}")
            yield Hostile(said["base"], said["robots"])
        finally:
            server.kill()


def wanted(name: str) -> str:
    """Return what a path or a mode of robots.txt must come to."""
    if name in WANTED:
        return WANTED[name]
    kind = ROBOTS[name]
    return kind.__name__ if kind else "article"
