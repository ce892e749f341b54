"""The kinds of values that keys of config.toml take, with what they are called.

A kind is a Python type, the function that makes and checks the value, its bounds, and
the words that an error and the reference use for it.
"""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from digest.config import listening, mailing, paths, proxying, settings, values, weekdays
from digest.model import Network, letter
from digest.model.series import Empty, SectionsBy


@dataclass(frozen=True, slots=True)
class Expected:
    """What a key takes, in words; stands among the metadata of its type."""

    what: str
    each: str = ""
    """For a list: what one element is."""
    shows: bool = True
    """An error shows the value; not where people put a secret by mistake."""


def _store_url(value: str, info: ValidationInfo) -> str:
    return values.store_url(value, (info.context or {}).get("environ", {}))


def _proxy(value: str, info: ValidationInfo) -> str:
    return proxying.proxy(value, (info.context or {}).get("environ", {}))


def _subject(value: str, info: ValidationInfo) -> str:
    known = (info.context or {}).get("subjects")
    return value if known is None else values.one_of(value, known)


def _edition(value: str, info: ValidationInfo) -> str:
    return values.one_of(value, (info.context or {}).get("editions", ()))


def _pace(value: object) -> timedelta | None:
    return None if value == "auto" else values.duration(value)


def _like(kind: Any) -> Expected:
    """Return what a kind takes, for one that may also not be given."""
    return next(about for about in get_args(kind) if isinstance(about, Expected))


Title = Annotated[str, AfterValidator(values.title), Expected("a text of one line")]
Line = Annotated[str, AfterValidator(values.line), Expected("a text of one line")]
Zone = Annotated[
    str, AfterValidator(values.zone), Expected('an IANA time zone such as "Africa/Tripoli"')
]
Clock = Annotated[
    time, BeforeValidator(values.clock), Expected('a time of day in quotes such as "07:00"')
]
Language = Annotated[
    str, AfterValidator(values.language), Expected('a language tag such as "en" or "pt-BR"')
]
Slug = Annotated[
    str,
    AfterValidator(values.slug),
    Expected("at most 64 lower-case letters a to z, digits and hyphens"),
]
Slugs = Annotated[
    list[Annotated[str, AfterValidator(values.slug)]],
    Expected("a list of names", "at most 64 lower-case letters a to z, digits and hyphens"),
]
Address = Annotated[str, AfterValidator(values.web_address), Expected("an http or https address")]
BaseUrl = Annotated[
    str, AfterValidator(values.base_url), Expected("the http or https address of a folder")
]
StoreUrl = Annotated[
    str,
    AfterValidator(_store_url),
    Expected('"sqlite:///FILE", "postgresql://HOST/NAME" or "env:VARIABLE"'),
]
Contact = Annotated[
    str,
    AfterValidator(values.contact),
    Expected('"mailto:you@example.org" or the address of a page'),
]
Header = Annotated[str, AfterValidator(values.header), Expected("a text of printable ASCII")]
Networks = Annotated[
    list[Annotated[Network, BeforeValidator(values.network)]],
    Expected(
        "a list of networks",
        'a network such as "10.0.0.0/8", "127.0.0.1:8080" or "[::1]:8080"',
    ),
]
Ports = Annotated[
    list[Annotated[int, Field(ge=1, le=65535), Expected("a port")]],
    Expected("a list of ports", "a port from 1 to 65535"),
]
Proxy = Annotated[
    str,
    AfterValidator(_proxy),
    Expected('"http://HOST:PORT", "https://HOST:PORT" or "env:VARIABLE"', shows=False),
]
Duration = Annotated[
    timedelta,
    BeforeValidator(values.duration),
    Expected('a duration such as "30m", "2h" or "1h30m"'),
]
Pace = Annotated[
    timedelta | None,
    BeforeValidator(_pace),
    Expected('"auto", or a duration such as "30m" or "2h"'),
]
Age = Annotated[
    timedelta | None,
    BeforeValidator(values.duration),
    Expected('a duration such as "30d"'),
]
Keeping = Annotated[
    timedelta | None,
    BeforeValidator(values.keeping),
    Expected('"forever", or a duration such as "90d" or "2y"'),
]
Durations = Annotated[
    list[Annotated[timedelta, BeforeValidator(values.duration)]],
    Expected("a list of durations", 'a duration such as "30m", "2h" or "1h30m"'),
]
Cron = Annotated[
    str, AfterValidator(values.cron), Expected('a crontab expression such as "0 6 * * mon-fri"')
]
Selector = Annotated[str, AfterValidator(values.selector), Expected("a CSS selector")]
Expressions = Annotated[
    list[Annotated[str, AfterValidator(values.expression)]],
    Expected("a list of regular expressions", "a regular expression"),
]
Words = Annotated[
    list[Annotated[str, AfterValidator(values.word)]],
    Expected("a list of words", "a word, or several in a row"),
]
SubjectNames = Annotated[
    list[Annotated[str, AfterValidator(_subject)]],
    Expected("a list of names of subjects", "the name of a [[subject]]"),
]
Names = Annotated[
    list[Annotated[str, AfterValidator(values.title)]],
    Expected("a list of names", "a text of one line"),
]
Patterns = Annotated[
    list[Annotated[str, AfterValidator(values.title)]],
    Expected("a list of files", 'the name of a file such as "sources/*.toml"'),
]
Seconds = Annotated[
    float, Field(ge=0, le=3600, allow_inf_nan=False), Expected("a number of seconds")
]
Limit = Annotated[float, Field(ge=1, le=600, allow_inf_nan=False), Expected("a number of seconds")]
Bytes = Annotated[int, Field(ge=1024, le=2**30), Expected("a number of bytes")]
Count = Annotated[int, Field(ge=1, le=1000), Expected("a whole number")]
Pages = Annotated[int, Field(ge=1, le=100), Expected("a whole number")]
Few = Annotated[int, Field(ge=0, le=100), Expected("a whole number")]
Weight = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False), Expected("a number")]
Switch = Annotated[bool, Expected("true or false")]
Listen = Annotated[
    str,
    AfterValidator(listening.listen),
    Expected('an address and a port such as "127.0.0.1:8000"'),
]
Hosts = Annotated[
    list[Annotated[str, AfterValidator(listening.host)]],
    Expected("a list of hosts", 'a host without a port such as "news.example.org"'),
]
File = Annotated[str, AfterValidator(values.line), Expected("the path of a file")]
SecretFile = Annotated[
    str, AfterValidator(paths.secret_file), Expected("the path of a file", shows=False)
]
Folder = Annotated[str, AfterValidator(values.title), Expected("the path of a folder")]
First = Annotated[settings.First, Expected('"day" or "all"')]
Tls = Annotated[settings.Tls, Expected('"checked" or "unchecked"')]
Updates = Annotated[settings.Updates, Expected('"bump" or "silent"')]
Subjects = Annotated[list[Any], Expected("[[subject]], with two brackets")]
Feeds = Annotated[list[Any], Expected("[[feed]], with two brackets")]
Sources = Annotated[list[Any], Expected("[[source]], with two brackets")]

Days = Annotated[
    list[Annotated[str, AfterValidator(weekdays.day_or_days)]],
    Expected("a list of days", 'a day such as "mon", or days such as "mon-fri"'),
]
BySections = Annotated[SectionsBy, Expected('"group", "subject" or "site"')]
WithoutNews = Annotated[Empty, Expected('"skip" or "note"')]
EditionFiles = Annotated[
    list[settings.EditionFile],
    Expected('a list of "md", "html" and "txt"', '"md", "html" or "txt"'),
]
Languages = Annotated[
    list[Annotated[str, AfterValidator(values.language_tag)]],
    Expected("a list of language tags", 'a language tag such as "en" or "pt-BR"'),
]
Mailboxes = Annotated[
    list[Annotated[str, AfterValidator(mailing.mailbox)]],
    Expected("a list of mail addresses", 'a mail address such as "you@example.org"'),
]
Sender = Annotated[
    str,
    AfterValidator(mailing.sender),
    Expected('"you@example.org" or "Name <you@example.org>"'),
]
Server = Annotated[
    str,
    AfterValidator(mailing.server),
    Expected('"smtps://USER@HOST:465", "smtp://USER@HOST:587", "sendmail" or "folder"'),
]
Unsubscribe = Annotated[
    str,
    AfterValidator(mailing.unsubscribe),
    Expected('"mailto:you@example.org" or an https address'),
]
Variable = Annotated[
    str,
    AfterValidator(mailing.variable),
    Expected("the name of an environment variable", shows=False),
]
EditionNames = Annotated[
    list[Annotated[str, AfterValidator(_edition)]],
    Expected("a list of names of editions", "the name of an [[edition]]"),
]
WebhookKind = Annotated[letter.WebhookKind, Expected('"slack", "ntfy" or "json"')]
Editions = Annotated[list[Any], Expected("[[edition]], with two brackets")]
Webhooks = Annotated[list[Any], Expected("[[webhook]], with two brackets")]

OwnAddress = Annotated[Address | None, _like(Address)]
OwnClock = Annotated[Clock | None, _like(Clock)]
OwnDays = Annotated[Days | None, _like(Days)]
OwnSubjects = Annotated[SubjectNames | None, _like(SubjectNames)]
OwnMailboxes = Annotated[Mailboxes | None, _like(Mailboxes)]
OwnSections = Annotated[BySections | None, _like(BySections)]
OwnEmpty = Annotated[WithoutNews | None, _like(WithoutNews)]
OwnCount = Annotated[Count | None, _like(Count)]
OwnFew = Annotated[Few | None, _like(Few)]
"""Own...: of a key that may lack, as those of [[edition]] for which those of [digest] stand."""
