"""What an invented site puts into its pages: its articles, and what a visitor finds.

Ages stand in place of dates, so that the news of the demo is never older than a day or
two: what a digest is made of.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article of an invented site."""

    slug: str
    """The last part of its path, without percent-encoding."""
    title: str
    age_h: float
    """Hours between its publication and the demo."""
    author: str = ""
    section: str
    tags: tuple[str, ...] = ()
    text: str
    """Paragraphs, split by blank lines; line ends within one are spaces."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text, paragraph by paragraph, each in one line."""
        return tuple(" ".join(part.split()) for part in self.text.strip().split("\n\n"))

    def published(self, now: datetime) -> datetime:
        """Return when it was published, in the zone of `now`, to the minute."""
        return (now - timedelta(hours=self.age_h)).replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """How a site looks at one time."""

    base: str
    """The site's address, without a slash at its end."""
    now: datetime
    """When the demo began, in the time zone of its reader."""
    number: int
    """1 at first, 2 after the change."""

    def address(self, path: str) -> str:
        """Return the absolute address of a decoded path."""
        return self.base + quote(path)

    def tracked(self, path: str) -> str:
        """Return it with the parameters by which the site counts where its readers come from.

        They are others at each visit, as on sites that stamp their links anew; none of
        them may make an article a new one.
        """
        return f"{self.address(path)}?utm_source=home&fbclid=visit{self.number}"
