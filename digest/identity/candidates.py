"""What an article is compared with, and what it turned out to be.

The store makes the one and takes the other; between them stands `copies.decide`.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stored article that shares an address, the fingerprint or a low hash of the text."""

    id: str
    number: int
    source: str
    title: str
    fingerprint: str
    published: datetime | None
    first_seen: datetime
    copy_of: str
    keys: frozenset[str]
    """Those of the asked keys that lead to it."""
    parted: frozenset[str] = frozenset()
    """What of the article, keys or its id, a person said to be none of its group."""
    claims: frozenset[str] = frozenset()
    """Those of them that it only claims: it was never come to by them."""
    text: str = ""
    """Empty for one that is kept without. Then its numbers are not known, which tell results
    and dividends apart, so that it is like none but what has its fingerprint."""
    sketch: frozenset[int] = frozenset()
    """Shortened hashes; empty for a short text, and for what an older program stored."""
    boilerplate: frozenset[int] = frozenset()
    """Shortened hashes that its source repeats."""
    addresses: tuple[str, ...] = ()
    """As `Article.addresses`, when it was last read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an article turned out to be."""

    kind: str
    """known (by address), moved (by text, same source), copy (by text), or new."""
    id: str = ""
    """The known or moved article's."""
    leader: str = ""
    """The id of the article that it is a copy of, which leads the group; "" for none."""
    keys: tuple[str, ...] = ()
    """The keys that lead to the article from now on, those of other articles left out; the
    first one mints its id."""
    claims: frozenset[str] = frozenset()
    """Those of the keys that it only claims."""
    contested: tuple[str, ...] = ()
    """Keys that another article claims as well, of another text; they lead to neither."""
