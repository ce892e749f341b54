"""What config.toml says of the files that are written."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from digest.config import Config, MailSettings, SummarySettings, WebhookSettings
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
    series: tuple[Series, ...] = ()
    """Of the editions that are made."""
    subjects: tuple[Subject, ...] = ()
    """All that config.toml names: sections may be made by them."""
    edition_files: tuple[str, ...] = ("md",)
    """Suffixes of the files that each edition is written to: md, always, html, txt."""
    mail: MailSettings = MailSettings()  # noqa: RUF009  (it is frozen)
    """How editions are mailed."""
    webhooks: tuple[WebhookSettings, ...] = ()
    """Whom editions may be told beside."""
    summary: SummarySettings | None = None
    """The language model whose summaries editions show; None for none."""
    searches: tuple[Search, ...] = ()
    """Feeds of what is stored, beside those of sources and groups."""
    keep: timedelta = timedelta(days=3)
    """Articles that are no older than this, seen from the newest, are in their feeds."""
    feed_bytes: int = LIMIT
    """How large the file of a feed may be before its articles lose their texts."""

    def address(self, path: str) -> str:
        """Return the address of a file of the folder; "" where it is not served."""
        return f"{self.base_url}{path}" if self.base_url else ""


def publication(config: Config) -> Publication:
    """Return what a configuration says of the files that are written."""
    return Publication(
        folder=config.output_folder,
        title=config.digest.title,
        timezone=config.digest.timezone,
        language=config.digest.language,
        base_url=config.base_url,
        series=config.series,
        subjects=config.subjects,
        edition_files=config.edition_files,
        mail=config.mail,
        webhooks=config.webhooks,
        summary=config.summary,
        searches=config.searches,
        keep=config.feeds.keep,
        feed_bytes=config.feeds.max_bytes,
    )
