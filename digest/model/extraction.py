"""What the extraction of one page takes along, and what it gives."""

from dataclasses import dataclass

from digest.model.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A block of text, and the articles of the source in which it stood."""

    block: str
    """A fingerprint of the block's words."""
    words: int
    """How many it has, at least 1."""
    articles: tuple[str, ...]
    """Fingerprints of the articles, oldest first; no more than are needed to be sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What a source's pages have repeated: the memory that extraction has of a site."""

    seen: tuple[Seen, ...] = ()
    """The one that was met longest ago first."""
    articles: tuple[str, ...] = ()
    """Fingerprints of the last articles that were learnt from, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A block that stood in the text of a page and was left out."""

    text: str
    """Plain; the beginning of it."""
    reason: str
    """Such as "repeats the title", "label", "furniture of the site"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one page gave."""

    article: Article
    furniture: Furniture = Furniture()
    """The memory that went in, and what this page adds to it."""
    next_page: str = ""
    """The address at which the same article goes on; "" on its last or only page."""
    unmatched: tuple[str, ...] = ()
    """The selectors of `[source.article]` that matched nothing: title, body, date, remove."""
    dropped: tuple[Dropped, ...] = ()
