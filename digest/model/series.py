"""What the editions of one series are made of, and how large they may be."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from digest.model.subject import Subject

SectionsBy = Literal["group", "subject", "site"]
Empty = Literal["skip", "note"]

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of an edition is shown; the Markdown file holds the rest too."""

    top: int = 12
    """Top stories."""
    section: int = 10
    """Entries of a section."""
    source: int = 5
    """Entries of a section that come from one source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The editions of [digest], or of one [[edition]] of config.toml, day by day."""

    name: str = ""
    """Slug; "" for the one of [digest], which is there where no [[edition]] is."""
    title: str
    timezone: str
    """IANA zone of its days and times."""
    at: time
    """Local time of day at which an edition is made and delivered."""
    days: tuple[int, ...] = EVERY_DAY
    """Weekdays on which there is an edition, Monday is 0; at least one, in order."""
    language: str = "en"
    """BCP 47 tag: of the words that an edition itself says."""
    sources: tuple[str, ...] = ()
    """Names of sources; with `groups`, where both are empty, all sources are meant."""
    groups: tuple[str, ...] = ()
    """Groups, each of which stands for its sources."""
    subjects: tuple[Subject, ...] = ()
    """Of which an article must be on one; () for any article."""
    languages: tuple[str, ...] = ()
    """BCP 47 tags; an article must be in one of them ("pt" takes "pt-BR"); () for any."""
    recipients: tuple[str, ...] = ()
    """Mail addresses."""
    webhooks: tuple[str, ...] = ()
    """Names of the webhooks that are told of its editions."""
    sections_by: SectionsBy = "group"
    """What makes a section."""
    empty: Empty = "skip"
    """What becomes of an edition without news: it is not delivered, or as a short note."""
    limits: Limits = Limits()

    @property
    def header(self) -> str:
        """What of config.toml says what it is."""
        return f'[[edition]] "{self.name}"' if self.name else "[digest]"

    @property
    def folder(self) -> str:
        """Where its editions are, relative to the output folder: "digest/NAME"."""
        return f"digest/{self.name}" if self.name else "digest"

    @property
    def is_delivered(self) -> bool:
        """Whether its editions go anywhere but into the folder."""
        return bool(self.recipients or self.webhooks)

    def path(self, day: date, suffix: str = "md") -> str:
        """Return the file of the edition of a day, relative to the output folder."""
        return f"{self.folder}/{day.isoformat()}.{suffix}"

    def day_from(self, day: date) -> date:
        """Return that day, or the next one on which there is an edition."""
        return next(
            later
            for later in (day + timedelta(days=n) for n in range(7))
            if later.weekday() in self.days
        )

    def day_before(self, day: date) -> date:
        """Return the last day before one on which there is an edition."""
        return next(
            earlier
            for earlier in (day - timedelta(days=n) for n in range(1, 8))
            if earlier.weekday() in self.days
        )
