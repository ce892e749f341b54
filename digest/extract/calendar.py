"""How the dates of one page are read: what `dates.read` needs, kept together."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from digest import dates
from digest.model import Published


@dataclass(frozen=True, slots=True)
class Calendar:
    """The zone, the time and the language of a page."""

    zone: tzinfo
    """Of dates that give no offset."""
    latest: datetime
    """When the page was fetched, aware."""
    language: str
    """BCP 47 tag, which orders days and months."""

    def read(self, value: str, provenance: str) -> Published | None:
        """Return the date that the string gives, or None."""
        return dates.read(
            value,
            zone=self.zone,
            latest=self.latest,
            provenance=provenance,
            language=self.language,
        )

    def is_visit(self, date: Published) -> bool:
        """Return whether a date is that of the visit, or beside it: mastheads show that day."""
        return abs((self.latest.astimezone(date.at.tzinfo).date() - date.at.date()).days) <= 1
