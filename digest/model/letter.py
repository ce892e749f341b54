"""What of an edition leaves the machine, where it goes, and what became of it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Result = Literal["sent", "later", "refused", "stopped"]
WebhookKind = Literal["slack", "ntfy", "json"]
"""slack: Slack, and what takes its form (Mattermost, Rocket.Chat); ntfy: a server of ntfy;
json: anything else that takes JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An edition in the forms in which it is kept and sent; frozen when it closes."""

    series: str
    """Name of its series; "" for that of [digest]."""
    day: date
    """The local day that names it."""
    title: str
    """Of the series."""
    subject: str
    """One line: the title, how many are new, and the first headline."""
    markdown: str
    html: str
    """At most 90,000 bytes in UTF-8."""
    text: str
    """In lines of 72 columns."""
    language: str
    """BCP 47 tag of its own words."""
    news: bool = True
    """It has something to tell; a letter without is delivered only where that is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed over."""

    kind: Literal["smtp", "smtps", "sendmail", "folder"]
    """smtp: STARTTLS, and nothing is sent without it but to this machine; smtps: TLS from
    the start; sendmail: the program of that name; folder: files only."""
    host: str = ""
    port: int = 0
    user: str = ""
    """"" where the server asks for no login."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of handing over one message to one recipient."""

    result: Result
    """sent; later (try again: the network, a reply of 4xx); refused (for good: 5xx);
    stopped (wrong settings, a certificate, a login: nothing else can be sent either)."""
    said: str
    """The reply in one line, for people: "250 2.0.0 Ok: queued as 4F2"."""
