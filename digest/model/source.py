"""Where articles come from: sources, their rules, fetched pages, and what a reading gave."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from digest.model.subject import Subject


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
    auto: bool = False
    """How often it is read follows how often it has news; `every` is what it begins with."""
    every_min: timedelta = timedelta(minutes=15)
    """The shortest interval that follows the news."""
    every_max: timedelta = timedelta(days=1)
    """The longest; and the longest that a server's word that nothing changes is waited for."""
    tls: Literal["checked", "unchecked"] = "checked"
    """Whether the certificate of its own host must hold."""
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
    """Pages of the listing that are read, from one to the next."""
    max_age: timedelta | None = None
    """Articles dated longer ago are dropped; None keeps all."""
    weight: float = 1.0
    enabled: bool = True
    formerly: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    """Regular expressions; when given, title or address must match one."""
    exclude: tuple[str, ...] = ()
    """Regular expressions; title and address must match none."""
    subjects: tuple[Subject, ...] = ()
    """When given, an article must be on one of them."""
    reread: tuple[timedelta, ...] | None = None
    """How long after it was first seen a listed article is fetched again; None for what
    suits how much the source writes, see `due.steps`."""
    updates: Literal["bump", "silent"] = "bump"
    """Whether a material change of an article is told to readers."""
    render: bool = False
    """Its pages are read as a browser's scripts make them."""
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
    fresh_s: float | None = None
    """Seconds for which the server says that it stays as it is; None when it does not say."""
    fetched_at: datetime
    permanent: bool = False
    """All redirects on the way were permanent (301, 308), and there was one."""

    @property
    def unchanged(self) -> bool:
        """Whether the server said that nothing changed since the stored validators."""
        return self.status == 304


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
    extracted: int = 0
    """Articles whose page was read and had a text."""
    unmatched: tuple[str, ...] = ()
    """The selectors of `[source.article]` that matched nothing on any of these."""
    failures: tuple[Failure, ...] = ()
    reason: str = ""
    """Why the reading as a whole gave nothing; "" when it succeeded."""
    held: str = ""
    """Why the source was not asked at all; "" when it was."""
    unreachable: bool = False
    """The host could not be resolved or connected to."""
    server_fault: bool = False
    """The server did not answer, or with an error of its own: it is to be left alone."""
    retry_after_s: float | None = None
    """How long the server asked to be left alone."""
    fresh_s: float | None = None
    """How long, the server says, the list stays as it is; None when it does not say."""
    way: str = ""
    """feed, structured, posts, sitemap or listing."""
    way_url: str = ""
    way_note: str = ""
    """Why it is another way than before; "" where it is the same."""
    unsure: bool = False
    """A better way may only have been out of reach: the ways are compared again."""
    silence: str = ""
    """That it brought nothing for longer than it ever paused; "" while it may wait."""
    silent_since: datetime | None = None
    """UTC; when it last brought news, where it fell silent."""
    links: int = 0
    unchanged: bool = False
    """The server said that nothing changed since the last reading."""
    seconds: float = 0.0
    """How long the reading took, waiting for its host included."""
