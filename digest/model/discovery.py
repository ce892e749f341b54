"""What is found on the way to articles: links, and the ways of reading a source."""

from dataclasses import dataclass
from datetime import datetime

from digest.model.article import Enclosure, Published
from digest.model.source import ListingRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A candidate article found on a listing, in a feed or in a sitemap."""

    url: str
    title: str = ""
    """Plain; "" when the place gives none (a sitemap may)."""
    published: Published | None = None
    teaser: str = ""
    """Plain text."""
    html: str = ""
    """What a feed carries as content, cleaned by `markup.clean`; "" elsewhere."""
    authors: tuple[str, ...] = ()
    image: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    """The files that its feed gives beside it, pictures left out."""
    guid: str = ""
    """The id of the entry in its feed, where no other entry has it; "" elsewhere."""
    points: float | None = None
    """What scoring gave it on a listing; None for what was not scored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What one fetched page of a source offers."""

    links: tuple[Link, ...] = ()
    """In the order of the page, each address once. For a feed, a sitemap or an API, its
    entries; for a listing, the scored links or those of the selectors."""
    structured: tuple[Link, ...] = ()
    """The links of a list that a listing gives as data: JSON-LD, microdata, or the state
    that its scripts start from."""
    feeds: tuple[str, ...] = ()
    """Feeds that a listing advertises, best first, comment feeds left out."""
    guesses: tuple[str, ...] = ()
    """The usual addresses of feeds of the publishing system that made a listing, where it
    shows which; those advertised left out."""
    posts: str = ""
    """Where a listing's WordPress gives its newest posts as JSON; "" for other systems."""
    sitemaps: tuple[str, ...] = ()
    """Of a sitemap index: children that look like news, newest first."""
    next_page: str = ""
    """Where a listing goes on: `rel=next`, or this page's address with the next number or
    offset; "" for nowhere."""
    kind: str = "listing"
    """What the bytes were: listing, feed, sitemap, posts (of WordPress), or nothing (neither
    HTML nor XML)."""
    selected: bool = False
    """The links come from the selectors of config.toml."""
    nature: str = ""
    """What a page in HTML is instead of a list: article, login, bot wall, consent, script
    shell, empty (it says itself that it lists nothing now); "" for a list and for what shows
    none of their signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """One address of a listing, as scoring judged it."""

    url: str
    title: str
    points: float
    taken: bool
    reason: str
    """What counted most, for and against, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Induced:
    """What a listing shows of known articles, and selectors that find them on it."""

    rules: ListingRules
    """Empty when none were found."""
    links: tuple[Link, ...] = ()
    """What the selectors give on the page."""
    shown: tuple[str, ...] = ()
    """The addresses, as they are on the page, of the known articles that it links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of reading a source, and what it yields."""

    kind: str
    """feed, structured, posts, sitemap or listing."""
    url: str
    links: int = 0
    dated: int = 0
    """How many of the links have a date."""
    newest: datetime | None = None
    """The latest of these dates; aware."""
    verdict: str = ""
    """What it is like, or why it cannot be used, in a few words: "all dated"."""
    usable: bool = False
    """It offers what the page lists."""
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a listing showed of one article when it was last read."""

    url: str
    title: str
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """What a source has given so far: the memory that judging its yield has of it."""

    counts: tuple[int, ...] = ()
    """Links of its last readings that brought a page, oldest first."""
    shown: tuple[Shown, ...] = ()
    """What its listing showed at the last of them, in its order."""
    lengths: tuple[int, ...] = ()
    """Characters of the texts of its newest whole articles."""
    titles: tuple[str, ...] = ()
    """Of its newest articles, newest first."""
    seen: tuple[datetime, ...] = ()
    """When its newest articles were first seen, newest first; UTC."""
    times: tuple[datetime, ...] = ()
    """When they were published, where more than the day is known."""
    newest: datetime | None = None
    """The latest date of publication among them."""
