"""What every format of a feed has: a head, items, a tail, and how they are joined."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from digest.model import Feed, Stored

How = Literal["full", "teaser", "title"]
"""How much of an article an item holds."""

FULL: How = "full"
"""With its text."""
TEASER: How = "teaser"
"""With its description only."""
TITLE: How = "title"
"""With neither."""


ICON_FILE = "icon.png"
"""In the folder; a feed that knows its address names it."""
FAVICON_FILE = "favicon.ico"
"""Likewise; browsers and some readers ask for it unasked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write a feed."""

    name: str
    """rss, atom or json; in the names of what is stored."""
    label: str
    """Its name for people."""
    suffix: str
    """Of its files, without a dot."""
    type: str
    """The media type."""
    head: Callable[[Feed], bytes]
    """What stands before the items of a feed."""
    item: Callable[[Stored, How], bytes]
    """One article as an item; follows from the article alone."""
    between: bytes
    """What stands between two items."""
    tail: bytes

    def document(self, head: bytes, items: Sequence[bytes]) -> bytes:
        """Join a feed's parts: the only place where a feed is put together by hand."""
        return head + self.between.join(items) + self.tail

    def room(self, limit: int, head: bytes, many: int) -> int:
        """Return how many bytes of a file are left for so many items themselves."""
        return limit - len(head) - len(self.tail) - many * len(self.between)
