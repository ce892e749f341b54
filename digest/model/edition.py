"""What is written for people and their readers: feeds and editions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from digest.model.article import Stored

Edited = Literal["material", "correction"]
"""How an article changed; correction: the publisher says that it was wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Articles for feed readers, as files of several formats."""

    title: str
    url: str
    """The page for people that it belongs to; the first source's address, say."""
    path: str = "feed"
    """Of its files, relative to the folder, without the suffix: "feeds/group/politics"."""
    base_url: str = ""
    """Where the folder is served, with a slash at its end; "" when that is not known."""
    description: str = ""
    language: str = ""
    every: timedelta | None = None
    """How often it may change; None for nothing said."""
    updated: datetime | None = None
    """When it last changed; None for the last change among its articles."""
    articles: tuple[Stored, ...] = ()
    """In the order of the file, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A feed of ours, as the page of all feeds and the list of subscriptions name it."""

    title: str
    kind: str
    """everything, group, search or source."""
    path: str
    """Of its files in the folder, without suffix: "feeds/group/politics"."""
    url: str = ""
    """The page for people that it belongs to; "" where only ours is."""
    group: str = ""
    """The folder that it stands in, in the list of subscriptions; "" for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A source that gave nothing, or nonsense, twice in a row, or has fallen silent."""

    source: str
    title: str
    url: str
    """The address that it is read at."""
    since: datetime
    """UTC; the first reading that failed, or the last that brought news."""
    reason: str
    """With the evidence: "the list had 24 items, now none"."""
    noticed: datetime | None = None
    """UTC; when it became trouble, where that was later than `since`: a silence is noticed
    only when it has lasted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A source that is read another way than before."""

    source: str
    title: str
    at: datetime
    """UTC; the reading at which it changed."""
    note: str
    """From what to what, and why: "feed ...: 404 Not Found; by listing now"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Another source that has a copy of an article."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The place of an article in its story."""

    story: str
    """The story's id, `urn:uuid:...`."""
    centrality: float
    """The article's average likeness to the others of the story, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Another article that tells the story of an entry."""

    stored: Stored
    source_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One story as an edition shows it: its most central article, and who else tells it."""

    stored: Stored
    source_title: str
    summary: str
    """Whole sentences, at most 280 characters, two of them in a top story; "" when there is
    no text."""
    generated: bool = False
    """A language model wrote the summary."""
    also: tuple[Mention, ...] = ()
    """Copies of the article, and of the others."""
    others: tuple[Version, ...] = ()
    """The others in the order of their time, the first to tell it first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The entries of one group of sources, of one subject, site or day."""

    title: str = ""
    """The group's, subject's or source's name; "" for what belongs to none."""
    day: date | None = None
    """In an edition that catches up: the local day of its articles, in place of a title."""
    entries: tuple[Entry, ...] = ()
    """What is shown everywhere."""
    rest: tuple[Entry, ...] = ()
    """What is beyond the limits: in the Markdown file, elsewhere a count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """An article of an earlier edition that says something else now."""

    stored: Stored
    source_title: str
    kind: Edited


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What one digest holds: the articles first stored since the last one closed."""

    title: str
    day: date
    """The local day that names it."""
    timezone: str
    """IANA zone of its times."""
    language: str
    """BCP 47 tag, of its own words."""
    top: tuple[Entry, ...] = ()
    """The stories that several sources tell, the most told first."""
    sections: tuple[Section, ...] = ()
    """All others, each in one."""
    revised: tuple[Revised, ...] = ()
    """The newest change first."""
    late: Section = Section()
    """What was published before the edition's time; the newest first."""
    trouble: tuple[Trouble, ...] = ()
    """What was noticed within the last week."""
    long_broken: int = 0
    """How many sources have been in trouble for a week or more."""
    changes: tuple[Change, ...] = ()
    """Sources that are read another way since the last edition."""
    missing: tuple[str, ...] = ()
    """Titles of the sources that were being read when it closed, and not waited for."""
    sources: int = 0
    """How many sources were followed."""
    unread: bool = False
    """No source could be read since the last edition."""
    whole: str = ""
    """Address of its Markdown file, where the folder is served; "" otherwise."""
