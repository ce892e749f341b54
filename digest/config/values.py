"""Turn what stands in config.toml into values, one function for each kind of value.

A function raises ValueError where the value is none; `complaints` has by then said
what was expected and what was found, so the error's text is what goes after that:
nothing, or the reason (": missing )"), or a proposal ('; did you mean "x"?').
Selectors and regular expressions are compiled by the libraries that will run them, so
that a mistake shows when the file is read, not at the first page.
"""

import ipaddress
import re
import unicodedata
import warnings
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import regex
import soupsieve
from cronsim import CronSim, CronSimError
from tzlocal import get_localzone_name

from digest.address import absolute
from digest.model import Network
from digest.subjects import fold

LONGEST = timedelta(days=3650)
_MOST_CHARACTERS = 1000
_UNITS = {"w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1}
_DURATION = re.compile(
    r"(?=\d)(?:(\d{1,9})w)?(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?"
)
_YEARS = re.compile(r"([1-9]|10)y")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_MAIL = re.compile(r"[!-~]+@[!-~]+")
_STORE = re.compile(r"sqlite:///[^?]+(\?.*)?|postgresql(\+psycopg)?://.*")
_PASSWORD = re.compile(r"postgresql[^:]*://([^?]*:[^?]*@|.*password=)")
_NETWORK = re.compile(
    r"\[([0-9a-fA-F:.]+(?:/\d{1,3})?)\](?::(\d{1,5}))?|([\d.]+(?:/\d{1,2})?):(\d{1,5})"
)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean "selector"?` for the nearest known word; "" when none is near."""
    names = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold()[:100], names, n=1)
    return f'; did you mean "{names[near[0]]}"?' if near else ""


def line(value: str) -> str:
    """Return a text without the white space around it; line ends and controls are refused."""
    if len(value) > _MOST_CHARACTERS:
        raise ValueError(f": longer than {_MOST_CHARACTERS} characters")
    if any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in value):
        raise ValueError(": it holds a line end or a control character")
    return value.strip()


def title(value: str) -> str:
    """Return a text of one line that is not empty."""
    value = line(value)
    if not value:
        raise ValueError
    return value


def word(value: str) -> str:
    """Return a word of a subject, or several; it has a letter or a digit."""
    value = title(value)
    if not fold(value):
        raise ValueError(": it holds no letter and no digit")
    return value


def one_of(value: str, known: Iterable[str]) -> str:
    """Return a name that is one of the known ones; else propose the nearest."""
    if value not in known:
        raise ValueError(did_you_mean(value, known))
    return value


def duration(value: object) -> timedelta:
    """Return the time that "90s", "30m", "1h30m", "7d" or "2w" says; from 1 s to ten years."""
    if not isinstance(value, str):
        raise ValueError("; units are w, d, h, m and s")  # noqa: TRY004  pydantic wants ValueError
    match = _DURATION.fullmatch(value)
    if not match:
        raise ValueError("; units are w, d, h, m and s, in this order")
    seconds = sum(
        int(number) * unit
        for number, unit in zip(match.groups(default="0"), _UNITS.values(), strict=True)
    )
    if not 0 < seconds <= LONGEST.total_seconds():
        raise ValueError(": at least 1s, at most 3650d")
    return timedelta(seconds=seconds)


def keeping(value: object) -> timedelta | None:
    """Return how long something is kept: a duration, years too ("2y"), or None for "forever"."""
    if value == "forever":
        return None
    years = _YEARS.fullmatch(value) if isinstance(value, str) else None
    return timedelta(days=365 * int(years[1])) if years else duration(value)


def written(value: timedelta) -> str:
    """Return a duration as config.toml has it, in the largest unit up to days that divides it.

    For durations of whole seconds; the inverse of `duration`.
    """
    seconds = int(value.total_seconds())
    return next(
        f"{seconds // size}{unit}"
        for unit, size in _UNITS.items()
        if unit != "w" and seconds % size == 0
    )


def clock(value: object) -> time:
    """Return the time of day that "07:00" says; a local time of TOML is taken as well."""
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise ValueError
    return time(int(match[1]), int(match[2]))


def zone(value: str) -> str:
    """Return the name of an IANA time zone."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: "Europe", a folder
        raise ValueError(did_you_mean(value, available_timezones())) from error
    return value


def language(value: str) -> str:
    """Return a BCP 47 tag; only its shape is checked."""
    if value and not _LANGUAGE.fullmatch(value):
        raise ValueError
    return value


def language_tag(value: str) -> str:
    """Return a BCP 47 tag that is not empty."""
    return language(value or "-")


def slug(value: str) -> str:
    """Return a name of lower-case letters, digits and hyphens, at most 64; else propose one."""
    if not _SLUG.fullmatch(value):
        proposal = slugged(value)
        raise ValueError(f'; did you mean "{proposal}"?' if proposal else "")
    return value


def slugged(text: str) -> str:
    """Return a name made of a text: its Latin letters and digits; "" when it has none."""
    plain = unicodedata.normalize("NFKD", text.casefold()[:200])
    plain = re.sub(r"[\u0300-\u036f'’]", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].rstrip("-")


def web_address(value: str) -> str:
    """Return an http(s) address in WHATWG form, without a user name or password."""
    if address := absolute(value):
        return address
    if "@" in value:
        raise ValueError(": user names and passwords in addresses are not supported")
    with_scheme = absolute(f"https://{value}") if re.match(r"[\w-]+\.[\w.-]+(/|$)", value) else ""
    raise ValueError(f'; did you mean "{with_scheme}"?' if with_scheme else "")


def machine_zone() -> str:
    """Return the machine's IANA zone; UTC when it has none, or none that is known."""
    try:
        name = zone(get_localzone_name() or "UTC")
    except (LookupError, ValueError):  # its files contradict each other, or are out of date
        return "UTC"
    return name.removeprefix("Etc/") if name in ("Etc/UTC", "Etc/GMT") else name


def base_url(value: str) -> str:
    """Return the address of a folder, with the slash at its end; "" for none."""
    return f"{web_address(value).rstrip('/')}/" if value else ""


def contact(value: str) -> str:
    """Return a way to reach the user: a `mailto:` or http(s) address; "" for none."""
    scheme, _, mailbox = value.partition(":")
    if not value or (scheme == "mailto" and _MAIL.fullmatch(mailbox)):
        return value
    if address := absolute(value):
        return address
    raise ValueError(f'; did you mean "mailto:{value}"?' if _MAIL.fullmatch(value) else "")


def header(value: str) -> str:
    """Return a text that may stand in an HTTP header: printable ASCII."""
    if not (value.isascii() and value.isprintable() and len(value) <= _MOST_CHARACTERS):
        raise ValueError
    return value.strip()


def network(value: object) -> Network:
    """Return a network, with a port or without.

    "10.0.0.0/8", "127.0.0.1", "127.0.0.1:8080", "::1", "fd00::/8", "[::1]:8080".
    """
    if not isinstance(value, str):
        raise ValueError  # noqa: TRY004  pydantic wants ValueError
    match = _NETWORK.fullmatch(value)
    bare = (match[1] or match[3]) if match else value
    port = (match[2] or match[4]) if match else None
    if "%" in bare:
        raise ValueError(": a network has no zone index")
    if port is not None and not 0 < int(port) < 65536:
        raise ValueError(": a port is a number from 1 to 65535")
    return Network(network=_cidr(bare), port=int(port) if port else None)


def _cidr(bare: str) -> str:
    try:
        wide = ipaddress.ip_network(bare, strict=False)
    except ValueError as error:
        raise ValueError("") from error
    try:
        return str(ipaddress.ip_network(bare))
    except ValueError as error:  # bits of a host after those of the network
        raise ValueError(f'; did you mean "{wide}"?') from error


def cron(value: str) -> str:
    """Return a crontab expression of five fields."""
    if len(value.split()) != 5:
        raise ValueError(": five fields: minute, hour, day, month, day of the week")
    try:
        CronSim(value, datetime(2000, 1, 1, tzinfo=UTC))
    except CronSimError as error:
        raise ValueError(f": {error}") from error
    return " ".join(value.split())


def selector(value: str) -> str:
    """Return a CSS selector that soupsieve, which runs it, understands; "" for none."""
    if len(value) > _MOST_CHARACTERS:
        raise ValueError(f": longer than {_MOST_CHARACTERS} characters")
    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)  # what will be an error is one now
        try:
            soupsieve.compile(value or "*")
        except (
            soupsieve.SelectorSyntaxError,
            NotImplementedError,  # soupsieve's, of selectors that it lacks
            FutureWarning,
            RecursionError,
        ) as error:
            raise ValueError(f": {str(error).splitlines()[0].rstrip('.')}") from error
    return value


def expression(value: str) -> str:
    """Return a regular expression that the library regex, which runs it, understands."""
    if len(value) > _MOST_CHARACTERS:
        raise ValueError(f": longer than {_MOST_CHARACTERS} characters")
    try:
        regex.compile(value)
    except RecursionError as error:
        raise ValueError(": too many brackets inside each other") from error
    except regex.error as error:
        raise ValueError(f": {error}") from error
    return value


def store_url(value: str, environ: Mapping[str, str]) -> str:
    """Return the store's address; "env:NAME" is looked up, and may hold a password.

    Secrets do not belong into a file that is copied, shown and kept in versions.
    """
    value = line(value)
    if value.startswith("env:"):
        name = value.removeprefix("env:")
        value = line(environ.get(name, ""))
        if not _STORE.fullmatch(value):
            holds = "holds another thing" if value else "is not set or empty"
            raise ValueError(f": in the environment {name} {holds}")
    elif not _STORE.fullmatch(value):
        raise ValueError
    elif _PASSWORD.match(value):
        raise ValueError(
            ': it holds a password; put it into an environment variable and write "env:VARIABLE"'
        )
    if value.startswith("sqlite:///:memory:"):
        raise ValueError(": articles are kept in a file, not in memory")
    return value
