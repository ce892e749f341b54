"""How the dates of one page are read: what `dates.read` needs, kept together."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from digest import dates
from digest.extract.permalink import Month
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
    month: Month | None = None
    """The month in which the address files the page, where it does."""

    def read(self, value: str, provenance: str) -> Published | None:
        """Return the date that the string gives, or None.

        A date in words that is not of the page's month is read in the other order of day
        and month; where that does not help, it is of something else and None.
        """
        found = self._read(value, provenance, self.language)
        if found is None or self.month is None or provenance != "text":
            return found
        for language in (self.language, "en", "en-GB"):
            found = self._read(value, provenance, language)
            if found and self.month.holds(found.at.date()):
                return found
        return None

    def _read(self, value: str, provenance: str, language: str) -> Published | None:
        return dates.read(
            value,
            zone=self.zone,
            latest=self.latest,
            provenance=provenance,
            language=language,
        )

    def is_visit(self, date: Published) -> bool:
        """Return whether a date is that of the visit, or beside it: mastheads show that day."""
        return abs((self.latest.astimezone(date.at.tzinfo).date() - date.at.date()).days) <= 1
