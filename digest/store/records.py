"""What the store is told of an article beside its content, and what it tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from digest.identity import Noise, Sketch
from digest.model import Furniture


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a source's listing showed of a stored article when it was last read."""

    article: str
    title: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A stored article that is to be fetched again now."""

    id: str
    url: str
    title: str
    first_seen: datetime
    partial: str
    etag: str
    last_modified: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """How a source came to an article."""

    way: str
    """feed, structured, posts, sitemap or listing."""
    way_url: str
    url: str
    """Of the link, as it was listed; `title` likewise."""
    title: str = ""
    place: int | None = None
    """Among the links of that reading, from 1."""
    points: float | None = None
    """What scoring gave the link; None where it was not scored."""
    at: datetime | None = None
    """When it came first; None in what an older program stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """All that is kept of one fetched article beside its content."""

    source: str
    fingerprint: str
    now: datetime
    reread_at: datetime | None
    eligible: bool = True
    etag: str = ""
    last_modified: str = ""
    coming: Coming | None = None
    """How the source came to the article; None for the ways that bring no new one."""
    sketch: Sketch = field(default_factory=Sketch)
    """Of the text; an empty one leads nowhere."""
    boilerplate: frozenset[int] = frozenset()
    """What the source is known to repeat, with this article."""
    silent: bool = False
    """A change is no news to readers: `updated` stays."""
    max_revisions: int = 5
    """Former forms of the article that are kept."""
    noise: Mapping[str, Noise] = field(default_factory=dict)
    """What was learnt of the parameters of hosts, by host."""
    furniture: Furniture | None = None
    """What the article's site is known to repeat, after this article; None for no change."""
