"""[mail], [[webhook]] and [summary] to their settings; secrets are looked up in `secrets`."""

from pathlib import Path

from digest.config.delivery_tables import MailTable, SummaryTable, WebhookTable
from digest.config.mailing import mail_server
from digest.config.paths import below, file_below
from digest.config.settings import MailSettings, SummarySettings, WebhookSettings


def mail_settings(table: MailTable, folder: Path) -> MailSettings:
    """Return how editions are mailed; `folder` is that of the file."""
    return MailSettings(
        sender=table.sender,
        to=tuple(dict.fromkeys(table.to)),
        server=mail_server(table.server),
        folder=below(folder, table.folder),
        password_file=file_below(folder, table.password_file),
        password_env=table.password_env,
        unsubscribe=table.unsubscribe,
    )


def webhook_settings(table: WebhookTable, folder: Path) -> WebhookSettings:
    """Return one webhook; `folder` is that of the file."""
    return WebhookSettings(
        name=table.name,
        kind=table.kind,
        url=table.url or "",
        url_file=file_below(folder, table.url_file),
        url_env=table.url_env,
    )


def summary_settings(table: SummaryTable, folder: Path) -> SummarySettings | None:
    """Return the language model that is asked; None where the section lacks."""
    if not table.url:
        return None
    return SummarySettings(
        url=table.url.rstrip("/"),
        model=table.model,
        key_file=file_below(folder, table.key_file),
        key_env=table.key_env,
        timeout_s=table.timeout,
    )
