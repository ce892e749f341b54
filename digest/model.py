"""The values that go from step to step.

All are frozen and hold no library's objects, so that they can cross a process
boundary, be compared and be kept. Times are aware datetimes. Addresses are absolute
http(s) addresses in WHATWG form, as `address.absolute` gives them. Text is plain:
no markup, no entities, no control characters. HTML is what `markup.clean` returned.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRules:
    """CSS selectors of `[source.listing]`; an empty one means the automatic way."""

    item: str = ""
    """One element per article; needed by the three others."""
    link: str = ""
    """Inside an item: the element whose `href` is the article (default: first link)."""
    title: str = ""
    """Inside an item (default: the text of the link)."""
    date: str = ""
    """Inside an item: an element with a `datetime` attribute or a date as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRules:
    """CSS selectors of `[source.article]`; an empty one means the automatic way."""

    title: str = ""
    body: str = ""
    date: str = ""
    remove: str = ""
    """Taken out of the page before its text is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One followed site section, a `[[source]]` of config.toml."""

    name: str
    """Slug: lower-case letters, digits and hyphens; unique; names the feed's file."""
    url: str
    title: str = ""
    """What people see; the name where config.toml gives none."""
    every: timedelta = timedelta(hours=1)
    cron: str = ""
    """Five-field crontab expression; instead of `every`."""
    group: str = ""
    language: str = ""
    """BCP 47 tag, a hint where pages do not say; "" for none."""
    timezone: str = "UTC"
    """IANA zone of dates that carry no offset."""
    max_articles: int = 50
    """Links looked at in one reading."""
    max_pages: int = 1
    """Pages of the listing followed by rel=next."""
    max_age: timedelta | None = None
    """Articles dated longer ago are dropped; None keeps all."""
    weight: float = 1.0
    enabled: bool = True
    formerly: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    """Regular expressions; when given, title or address must match one."""
    exclude: tuple[str, ...] = ()
    """Regular expressions; title and address must match none."""
    reread: tuple[timedelta, ...] = (timedelta(hours=1), timedelta(hours=24))
    """How long after it was first seen a listed article is fetched again."""
    listing: ListingRules = ListingRules()
    article: ArticleRules = ArticleRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Addresses that may be read although they are private."""

    network: str
    """In CIDR form: "10.0.0.0/8", "127.0.0.1/32", "::1/128"."""
    port: int | None = None
    """Only that port; None for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One HTTP answer with status 200, or a 304 to a conditional request."""

    requested: str
    url: str
    """Final address, after redirects."""
    status: int = 200
    body: bytes = b""
    """Decoded from its content coding, not from its charset; empty for a 304."""
    content_type: str = ""
    """The header as it stands; "" when there was none."""
    etag: str = ""
    last_modified: str = ""
    fetched_at: datetime
    permanent: bool = False
    """All redirects on the way were permanent (301, 308), and there was one."""

    @property
    def unchanged(self) -> bool:
        """Whether the server said that nothing changed since the stored validators."""
        return self.status == 304


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What one fetched page of a source offers."""

    links: tuple[Link, ...] = ()
    """In the order of the page, each address once. For a feed or a sitemap, its
    entries; for a listing, the scored links or those of the selectors."""
    structured: tuple[Link, ...] = ()
    """The links of JSON-LD ItemLists of a listing."""
    feeds: tuple[str, ...] = ()
    """Feeds that a listing advertises, best first, comment feeds left out."""
    sitemaps: tuple[str, ...] = ()
    """Of a sitemap index: children that look like news, newest first."""
    next_page: str = ""
    """The `rel=next` of a listing; "" for none."""
    kind: str = "listing"
    """What the bytes were: listing, feed, sitemap, or nothing (neither HTML nor XML)."""
    selected: bool = False
    """The links come from the selectors of config.toml."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture that stands for an article."""

    url: str
    alt: str = ""
    width: int = 0
    """Pixels; 0 when the page does not say. `height` likewise."""
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article, free of the page around it."""

    url: str
    """The address to show: the canonical one, else the final one."""
    addresses: tuple[str, ...] = ()
    """Every address that led here: requested, final, canonical; without repetition."""
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
    language: str = ""
    """BCP 47 tag as declared; "" when unknown."""
    direction: str = "ltr"
    """ltr or rtl."""
    partial: str = ""
    """Why the text is missing ("403 Forbidden", "no text"); "" for a whole article."""
    provenance: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """Pairs of field and where its value came from, for `digest preview`."""


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
class Feed:
    """A file of articles for feed readers."""

    title: str
    url: str
    """The page for people that it belongs to; the first source's address, say."""
    self_url: str = ""
    """Where the file itself will be; "" when that is not known."""
    description: str = ""
    language: str = ""
    articles: tuple[Stored, ...] = ()
    """In the order of the file, newest first."""
    source_titles: tuple[tuple[str, str], ...] = ()
    """Pairs of a source's name and its title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A source that gave nothing twice in a row, or more."""

    source: str
    title: str
    since: datetime
    """UTC; the first reading that failed."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Another source that has a copy of an article."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article as an edition shows it."""

    stored: Stored
    source_title: str
    summary: str
    """Whole sentences, at most 280 characters; "" when there is no text."""
    also: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The entries of one group of sources."""

    title: str
    """The group's name; "" for sources without one."""
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What one digest holds: the articles first stored since the last one closed."""

    title: str
    day: date
    """The local day that names it."""
    timezone: str
    """IANA zone of its times."""
    language: str
    sections: tuple[Section, ...] = ()
    trouble: tuple[Trouble, ...] = ()
    sources: int = 0
    """How many sources were followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One address that gave no article, and why."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one reading of one source gave."""

    source: str
    new: int = 0
    """Articles stored for the first time, copies among them."""
    known: int = 0
    """Links that led to stored articles."""
    updated: int = 0
    """Stored articles whose title or text changed."""
    moved: int = 0
    """Stored articles found at another address."""
    copies: int = 0
    """New articles with the text of another source's."""
    partial: int = 0
    """New articles kept without their text."""
    crashed: int = 0
    """Articles lost to a bug of ours."""
    failures: tuple[Failure, ...] = ()
    reason: str = ""
    """Why the reading as a whole gave nothing; "" when it succeeded."""
    held: str = ""
    """Why the source was not asked at all; "" when it was."""
    unreachable: bool = False
    """The host could not be resolved or connected to."""
    retry_after_s: float | None = None
    """How long the server asked to be left alone."""
    way: str = ""
    """feed, structured, sitemap or listing."""
    way_url: str = ""
    links: int = 0
    unchanged: bool = False
    """The server said that nothing changed since the last reading."""
