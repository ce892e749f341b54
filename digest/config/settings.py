"""What the program gets to know of config.toml: frozen values, checked and complete.

Nothing is optional here: every key has its value or its default, every path is
absolute, and every source is a `model.Source`, so that no reader checks again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from importlib import metadata
from pathlib import Path
from typing import Literal

from digest.model import MailServer, Network, Search, Series, Source, Subject
from digest.model.letter import WebhookKind

First = Literal["day", "all"]
Updates = Literal["bump", "silent"]
Tls = Literal["checked", "unchecked"]
EditionFile = Literal["md", "html", "txt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSettings:
    """The section [digest]."""

    title: str
    timezone: str
    """IANA zone; the edition's day and times are in it."""
    edition_at: time
    """Local, naive: it is a time of day in `timezone`."""
    language: str
    """BCP 47 tag."""
    first: First
    """What an edition takes of a source's first reading: one day, or everything."""
    subjects: tuple[Subject, ...] = ()
    """An edition holds only what is on one of them; () for everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long what is stored is kept; None for ever."""

    text: timedelta | None = timedelta(days=90)
    articles: timedelta | None = timedelta(days=730)
    ids: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSettings:
    """The section [feeds]."""

    keep: timedelta
    """Articles that came no longer than this before the newest are in their feed."""
    max_bytes: int
    """Of one file, before articles in it lose their texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """The section [fetch]."""

    user_agent: str
    """The whole header; never empty."""
    contact: str
    """`mailto:` or http(s) address; "" for none."""
    delay_s: float
    """Seconds between two requests to one host."""
    timeout_s: float
    """Seconds for one whole answer, redirects included."""
    max_bytes: int
    """Of one answer, decoded."""
    allow_networks: tuple[Network, ...]
    ports: tuple[int, ...] = ()
    """Open to reading besides those of the guard."""
    proxy: str = field(default="", repr=False)
    """An http(s) address, which may hold user and password; "" for none."""
    browser: Path | None = None
    """Absolute; the Chromium to render with, None for the one that is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeSettings:
    """The section [serve]."""

    host: str
    """An IP address, without brackets."""
    port: int
    """0 for a free one."""
    token_file: Path | None = None
    """Absolute; None where addresses hold no token."""
    hosts: tuple[str, ...] = ()
    """Further hosts by which the server is reached; lower case, IPv6 without brackets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The section [mail]."""

    sender: str = ""
    """`Name <me@example.org>` or an address alone; "" where no mail is sent."""
    to: tuple[str, ...] = ()
    """Recipients of series that name none of their own."""
    server: MailServer = MailServer(kind="folder")  # noqa: RUF009  (it is frozen)
    folder: Path = Path()
    """Absolute; where messages are put as files, for a server of the kind folder."""
    password_file: Path | None = None
    """Absolute."""
    password_env: str = ""
    """Name of the variable that holds the password."""
    unsubscribe: str = ""
    """`mailto:` or https address; "" for a mail to the sender."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """One [[webhook]]; one of `url`, `url_file` and `url_env` is given."""

    name: str
    kind: WebhookKind
    url: str = ""
    url_file: Path | None = None
    """Absolute."""
    url_env: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySettings:
    """The section [summary]."""

    url: str
    """Of the interface, without a slash at its end: "http://127.0.0.1:11434/v1"."""
    model: str
    key_file: Path | None = None
    """Absolute."""
    key_env: str = ""
    """Name of the variable that holds the key; both empty for a server that wants none."""
    timeout_s: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessSettings:
    """The section [source.access] of one source: where its secrets are, never these."""

    cookies_file: Path | None = None
    """Absolute, as the other two."""
    cookies_env: str = ""
    """Name of a variable, as the other two."""
    basic_file: Path | None = None
    basic_env: str = ""
    headers_file: Path | None = None
    headers_env: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A whole configuration, the sources of further files included."""

    path: Path
    """Absolute; its folder is what relative paths in the file start from."""
    digest: DigestSettings
    store_url: str
    """As SQLAlchemy takes it; a SQLite path in it is absolute. May hold a password."""
    retention: Retention
    max_revisions: int
    """Former forms of an article that are kept."""
    output_folder: Path
    """Absolute; it need not exist."""
    base_url: str
    """Where `output_folder` is served, with a slash at its end; "" for nowhere."""
    feeds: FeedSettings
    fetch: FetchSettings
    serve: ServeSettings
    series: tuple[Series, ...] = ()
    """The editions that are made: those of [[edition]], else one, of [digest]."""
    edition_files: tuple[str, ...] = ("md",)
    """Suffixes of the files that each edition is written to: md, always, html, txt."""
    mail: MailSettings = MailSettings()
    webhooks: tuple[WebhookSettings, ...] = ()
    summary: SummarySettings | None = None
    """The language model that is asked for summaries; None for none."""
    sources: tuple[Source, ...]
    """Enabled or not, in the order of the files."""
    access: Mapping[str, AccessSettings] = field(default_factory=dict)
    """By the names of sources, those that show their site something of the user."""
    subjects: tuple[Subject, ...]
    """All of the file, in its order, named by a source or not."""
    searches: tuple[Search, ...]
    """The feeds of [[feed]], in the order of the file."""
    problems: tuple[str, ...]
    """What was wrong inside single sources and feeds, a line each; those are left out."""


def version() -> str:
    """Return the version of the installed program; "0" when it runs uninstalled."""
    try:
        return metadata.version("site-digest")
    except metadata.PackageNotFoundError:
        return "0"


def user_agent(contact: str) -> str:
    """Return the User-Agent that names the program and how to reach its user.

    `digest/0.1.0 (+mailto:me@example.org)`; without a contact only `digest/0.1.0`.
    """
    return f"digest/{version()} (+{contact})" if contact else f"digest/{version()}"
