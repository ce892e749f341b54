"""config.toml to typed values, each error with its place and what to do.

The file is read by tomllib and checked by pydantic models that know every key, its
meaning and its range (`tables`); from the same models the reference in docs/ is
written (`reference`), so that code and documentation cannot differ. What leaves this
package are frozen dataclasses (`settings` and `digest.model`), never pydantic's objects.
An error inside one [[source]] costs that source; one elsewhere is a ConfigError.
"""

from digest.config.load import find, holding, load
from digest.config.reference import reference
from digest.config.settings import (
    AccessSettings,
    Config,
    DigestSettings,
    FeedSettings,
    FetchSettings,
    MailSettings,
    Retention,
    ServeSettings,
    SummarySettings,
    WebhookSettings,
    version,
)

__all__ = [
    "AccessSettings",
    "Config",
    "DigestSettings",
    "FeedSettings",
    "FetchSettings",
    "MailSettings",
    "Retention",
    "ServeSettings",
    "SummarySettings",
    "WebhookSettings",
    "find",
    "holding",
    "load",
    "reference",
    "version",
]
