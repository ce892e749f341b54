"""What config.toml says of the files that are written."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from digest.config import Config
from digest.feeds import LIMIT
from digest.model import Search, Series, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What is written, where, and under which name."""

    folder: Path
    title: str
    timezone: str
    language: str
    base_url: str = ""
    """Where the folder is served, with a slash at its end; "" for nowhere."""
    subjects: tuple[Subject, ...] = ()
    """What editions are on; () for everything. Feeds hold everything."""
    searches: tuple[Search, ...] = ()
    """Feeds of what is stored, beside those of sources and groups."""
    series: tuple[Series, ...] = ()
    """The rows of editions that are made."""
    edition_files: tuple[str, ...] = ("md",)
    """Suffixes of the files of an edition: md, always, html, txt."""
    keep: timedelta = timedelta(days=3)
    """Articles that are no older than this, seen from the newest, are in their feeds."""
    feed_bytes: int = LIMIT
    """How large the file of a feed may be before its articles lose their texts."""


def publication(config: Config) -> Publication:
    """Return what a configuration says of the files that are written."""
    return Publication(
        folder=config.output_folder,
        title=config.digest.title,
        timezone=config.digest.timezone,
        language=config.digest.language,
        base_url=config.base_url,
        subjects=config.digest.subjects,
        searches=config.searches,
        series=config.series,
        edition_files=config.edition_files,
        keep=config.feeds.keep,
        feed_bytes=config.feeds.max_bytes,
    )
