"""What is remembered of a host from one run to the next: its rest, and its robots.txt."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """How a host that fails is left alone."""

    failures: int = 0
    """Requests in a row that it answered with an error of its own; none is forgotten but by
    an answer that is none."""
    until: datetime | None = None
    """UTC; nobody asks it before then. None for at once."""
    status: int = 0
    """The HTTP status that it failed with last."""
    reason: str = ""
    """That status in words, such as "429 Too Many Requests"; "" when it is well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsCopy:
    """A robots.txt as it was read; a missing one is an empty one."""

    url: str
    """Where it was found, after redirects."""
    body: bytes = b""
    etag: str = ""
    last_modified: str = ""
    read_at: datetime
    """UTC; when the server last said that it is so."""
    until: datetime
    """UTC; it is not asked for again before then."""
