"""Rules for single values: characters, dates, addresses, names, languages."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)

_BAD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff]"
    "|[" + "".join(chr(plane * 0x10000 + end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
    + "]"
)  # fmt: skip
_TAG = re.compile(r"<[/!?]?[A-Za-z][^<>]*>|<!--|<!\[CDATA\[")
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
_RFC822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} "
    r"(?:GMT|[+-]\d{4})"
)
_RFC3339 = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
)
_URI = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_MIME = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(?:; *[A-Za-z-]+=[\w\"-]+)*")
_CONTACT = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+(?: \([^()]+\))?")
_TYPES_OF_LINK = re.compile(r"[a-z][a-z.-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is known of a feed beside its bytes."""

    now: datetime
    self_url: str


def shown(value: object) -> str:
    """Return a value in short, for a line of the answer."""
    return repr(value)[:90]


def bad_characters(where: str, value: str) -> Iterator[str]:
    """Controls, halves of pairs, what is no character, and the mark of a lost one."""
    if found := _BAD.search(value):
        around = value[max(0, found.start() - 20) : found.end() + 20]
        yield f"BadCharacters: {where}: {shown(around)}"


def plain_text(where: str, value: str, *, rule: str = "ContainsHTML") -> Iterator[str]:
    """A title or name, in which nothing is left that some reader would decode or strip."""
    yield from bad_characters(where, value)
    if not value.strip():
        yield f"NotBlank: {where}: is empty"
    entities = (one[0] for one in _ENTITY.finditer(value) if html.unescape(one[0]) != one[0])
    tag = _TAG.search(value)
    if markup := tag[0] if tag else next(entities, ""):
        yield f"{rule}: {where}: {shown(markup)}"


def rfc822(where: str, value: str, rules: Rules) -> Iterator[str]:
    """A date of RSS: two-digit day, four-digit year, numeric zone, the right weekday."""
    matched = _RFC822.fullmatch(value)
    try:
        moment = parsedate_to_datetime(value) if matched else None
    except ValueError:
        moment = None
    if matched is None or moment is None:
        yield f"InvalidRFC2822Date: {where}: {shown(value)}"
        return
    if f"{moment:%a}" != matched[1]:
        yield f"IncorrectDOW: {where}: {shown(value)}"
    yield from _plausible(where, moment, rules)


def rfc3339(where: str, value: object, rules: Rules) -> Iterator[str]:
    """A date of Atom and JSON Feed."""
    matched = _RFC3339.fullmatch(value) if isinstance(value, str) else None
    try:
        moment = datetime.fromisoformat(matched[0]) if matched else None
    except ValueError:
        moment = None
    if moment:
        yield from _plausible(where, moment, rules)
    else:
        yield f"InvalidRFC3339Date: {where}: {shown(value)}"


def _plausible(where: str, moment: datetime, rules: Rules) -> Iterator[str]:
    if not EARLIEST <= moment <= rules.now:
        yield f"ImplausibleDate: {where}: {moment.isoformat()}"


def uri(where: str, value: object) -> Iterator[str]:
    """An absolute address in the characters of RFC 3986; not only of the web."""
    if not isinstance(value, str) or not _SCHEME.match(value):
        yield f"InvalidFullLink: {where}: {shown(value)}"
    elif not _URI.fullmatch(value):
        yield f"InvalidUriChar: {where}: {shown(value)}"


def link(where: str, value: object) -> Iterator[str]:
    """An absolute address of the web."""
    yield from uri(where, value)
    if not isinstance(value, str):
        return
    try:
        parts = urlsplit(value)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        yield f"InvalidURLAttribute: {where}: {shown(value)}"
        return
    if parts.scheme not in ("http", "https"):
        yield f"InvalidFullLink: {where}: {shown(value)}"
    elif not host:
        yield f"InvalidURLAttribute: {where}: {shown(value)}"


def language(where: str, value: object) -> Iterator[str]:
    """A tag of BCP 47."""
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        yield f"InvalidLanguage: {where}: {shown(value)}"


def mime(where: str, value: object) -> Iterator[str]:
    """A media type."""
    if not isinstance(value, str) or not _MIME.fullmatch(value):
        yield f"InvalidMIMEType: {where}: {shown(value)}"


def number(where: str, value: object, *, least: int = 0) -> Iterator[str]:
    """A whole number, as text or not."""
    if isinstance(value, bool) or not re.fullmatch("[0-9]{1,18}", str(value)) or int(value) < least:
        yield f"InvalidNonNegativeInteger: {where}: {shown(value)}"


def contact(where: str, value: str) -> Iterator[str]:
    """An address of mail, with a name in brackets at most."""
    if not _CONTACT.fullmatch(value):
        yield f"InvalidContact: {where}: {shown(value)}"


def relation(where: str, value: str) -> Iterator[str]:
    """A registered word, or an address."""
    if not _TYPES_OF_LINK.fullmatch(value) and not _SCHEME.match(value):
        yield f"InvalidLinkRelation: {where}: {shown(value)}"


def unique(rule: str, where: str, values: list[str]) -> Iterator[str]:
    """No value twice."""
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield f"{rule}: {where}: {shown(value)}"
