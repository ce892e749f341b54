"""Articles, as a page gives them and as the store keeps them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When something was published, and how that is known."""

    at: datetime
    """Aware, with the offset the page gives (else the source's zone), so that
    `.date()` is the day of publication."""
    provenance: str
    """json-ld, meta, microdata, time, address, text; or feed, sitemap, listing,
    selector."""
    day_only: bool = False
    """Only a day was given; `at` is its midnight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture that stands for an article."""

    url: str
    alt: str = ""
    width: int = 0
    """Pixels; 0 when the page does not say. `height` likewise."""
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A film, a sound or another file that belongs to an article."""

    url: str
    type: str = ""
    """Media type: "audio/mpeg"; "" when it is not said."""
    length: int = 0
    """Bytes; 0 when it is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article, free of the page around it."""

    url: str
    """The address to show: the canonical one, else the final one."""
    addresses: tuple[str, ...] = ()
    """Every address that led here: requested, final, canonical; without repetition."""
    claims: tuple[str, ...] = field(default=(), compare=False)
    """What its page and its feed call it beside: absolute addresses, "identifier:VALUE",
    "guid:VALUE". Not kept: what is believed of them becomes keys that lead here."""
    title: str
    html: str = ""
    """Body, as `markup.clean` returned it."""
    text: str = ""
    """Body as paragraphs, split by blank lines."""
    summary: str = ""
    """The publisher's own description or the teaser of the listing; may be ""."""
    published: Published | None = None
    """None when nothing says so; never the day of the crawl."""
    modified: datetime | None = None
    authors: tuple[str, ...] = ()
    """People, one by one; empty when only the site is named."""
    section: str = ""
    tags: tuple[str, ...] = ()
    image: Image | None = None
    enclosures: tuple[Enclosure, ...] = ()
    """What its feed gives beside it, in the feed's order."""
    language: str = ""
    """BCP 47 tag as declared; "" when unknown."""
    direction: str = "ltr"
    """ltr or rtl."""
    partial: str = ""
    """Why the text is missing ("403 Forbidden", "no text"); "" for a whole article."""
    paywalled: bool = False
    """The page says that its text is for subscribers, or shows only the beginning of it."""
    provenance: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """Pairs of field and where its value came from, for `digest preview` and `why`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An article with what the store knows of it."""

    id: str
    """`urn:uuid:...`, minted once, never changed."""
    number: int
    """Counts up in the order of first storing; orders articles stored at one time."""
    source: str
    """Name of the source that it was first found in."""
    article: Article
    first_seen: datetime
    """UTC."""
    updated: datetime
    """UTC; when title or text last changed, else `first_seen`."""
    revision: int = 1
    copy_of: str = ""
    """The id of the article that leads its copy group; "" for one that leads or is alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A stored article, and its last change."""

    stored: Stored
    change: int
    """The number of that change, which counts up over all articles."""
    state: Literal["kept", "merged", "withdrawn"]
    """merged: it is a copy of another. withdrawn: only what it is known again by is left."""

    @property
    def cursor(self) -> str:
        """Where a reader of changes goes on after it."""
        return f"{self.change}-{self.stored.number}"
