"""Reads one date as a page, a feed or a listing writes it.

Machine-readable forms are tried first and by hand: they are nearly all there is, they
are quick, and a general parser guesses where a date is ambiguous. Only words in other
languages go through dateparser. What does not name a day, a month and a year in full is
no date here, so that "2 hours ago" or "May 2025" can never become the day of the crawl:
a missing date is repaired downstream, a wrong one is not.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache, lru_cache

import dateparser
from dateparser.languages.loader import default_loader

from digest.model import Published

MOST_CHARACTERS = 100
"""Longer strings are no dates."""

EARLIEST = 1990
"""No web page was published before this year."""

_TIME = r"(?P<H>\d{1,2})(?:\s?[:.h時时点시]\s?(?P<M>\d\d)(?:[:.](?P<S>\d\d)(?:[.,]\d{1,9})?)?)?"
_HALF = r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)"
_ZONE = r"(?P<zone>[A-Za-z]{1,5}(?![a-z])(?:[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d(?::?\d\d)?)"
_CLOCK = rf"[\s,|@·•–-]*(?:\bat\s+)?{_TIME}{_HALF}?\s*(?:uhr|hrs?\b|h\b|[時时分분])?\s*{_ZONE}?"
_REST = rf"(?:{_CLOCK})?\s*(?:[\[(][^\])]*[\])])?\s*[.,|-]?$"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
_ORDINAL = r"(?:st|nd|rd|th)?"

_ISO = re.compile(
    r"(?P<y>\d{4})(?P<sep>[-/.]?)(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)"
    r"(?:(?:\s*T\s*|[\s_,]+|(?<=\d{8}))"
    r"(?P<H>\d\d|\d(?=:))(?::?(?P<M>\d\d)(?::?(?P<S>\d\d)(?:[.,:]\d{1,9})?)?)?"
    rf"{_HALF}?\s*(?P<zone>[A-Za-z]{{1,5}}|[+-]\d\d(?::?\d\d)?)?(?:\[[^\]]*\])?)?T?Z?$",
    re.IGNORECASE,
)
_WEEK = re.compile(r"\d{4}-?W\d\d-?\d$")
_CJK = re.compile(
    rf"(?P<y>\d{{4}})\s?[年년]\s?(?P<m>\d\d?)\s?[月월]\s?(?P<d>\d\d?)\s?[日일]?"
    rf"(?:\s?[(（]?[^\d\s]{{1,3}}[)）]?)?{_REST}"
)
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<d>\d\d?){_ORDINAL}[\s./,-]+(?:of\s+)?(?P<month>[a-z]{{3,9}})\.?"
    rf"[\s./,'’-]+(?P<y>\d{{4}}|\d\d){_REST}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<month>[a-z]{{3,9}})\.?[\s./-]*(?P<d>\d\d?){_ORDINAL}[\s,./-]+(?P<y>\d{{4}}){_REST}",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"{_WEEKDAY}(?P<a>\d\d?)\s?(?P<sep>[./-])\s?(?P<b>\d\d?)\s?(?P=sep)\s?(?P<y>\d{{4}}|\d\d)\.?{_REST}",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d+)?$|(\d{12,13})$")
_LABEL = re.compile(r"(?:[^\d:]{1,40}:\s*(?=\S)|(?:posted|published)(?:\s+on)?\s+)", re.IGNORECASE)
_WORTH_PARSING = re.compile(r"(?=.*\b(?:19|20)\d\d)(?=.*(?<!\d)\d\d?(?!\d))(?=.*[^\W\d_])")
_CLOCK_IN_WORDS = re.compile(r"\d\s?[:.h]\s?\d\d(?!\d)|\d\s?[ap]\.?m", re.IGNORECASE)
_HOUR_MARK = re.compile(r"(?<!\d)(\d\d?)h(\d\d)(?!\d)")

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_HOURS = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1,
    "WAT": 1, "CEST": 2, "MESZ": 2, "EET": 2, "CAT": 2, "SAST": 2, "EEST": 3, "MSK": 3, "EAT": 3,
    "IST": 5.5, "PKT": 5, "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7,
}  # fmt: skip
"""Named zones: those of RFC 822, and those that news sites write, as they mean them."""

_ARABIC_MONTHS = {
    "كانون الثاني": "يناير", "كانون ثاني": "يناير", "جانفي": "يناير", "شباط": "فبراير",
    "فيفري": "فبراير", "آذار": "مارس", "اذار": "مارس", "نيسان": "أبريل", "أفريل": "أبريل",
    "أيار": "مايو", "ايار": "مايو", "ماي ": "مايو ", "حزيران": "يونيو", "جوان": "يونيو",
    "تموز": "يوليو", "جويلية": "يوليو", "آب": "أغسطس", "أوت": "أغسطس", "أيلول": "سبتمبر",
    "ايلول": "سبتمبر", "تشرين الأول": "أكتوبر", "تشرين الاول": "أكتوبر",
    "تشرين الثاني": "نوفمبر", "كانون الأول": "ديسمبر", "كانون الاول": "ديسمبر",
}  # fmt: skip
"""Levantine and Maghreb names of the months, which dateparser does not know."""

_LANGUAGES = (
    "en", "es", "fr", "de", "pt", "it", "ar", "ru", "nl", "pl", "tr", "fa", "he", "uk", "sv", "da",
    "nb", "fi", "cs", "sk", "hu", "ro", "bg", "hr", "sr", "sl", "el", "et", "lv", "lt", "ca", "id",
    "vi", "th", "hi", "bn", "ka", "hy", "mk", "sq", "is", "sw", "ur", "ja", "ko", "zh", "be", "tl",
)  # fmt: skip
"""Tried in this order where a page's own language is not known or does not fit."""

_RENAMED = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "sh": "sr"}


def read(
    value: str, *, zone: tzinfo, latest: datetime, provenance: str, language: str = ""
) -> Published | None:
    """Return the date that a string gives, or None when it gives no whole one.

    Understood are ISO 8601 and what passes for it, RFC 822 (with a wrong weekday too),
    seconds or milliseconds since 1970 as digits, numeric dates, and words in many
    languages. None for relative words, for dates without a day or a year, before
    `EARLIEST`, more than 24 hours after `latest`, and for strings longer than
    `MOST_CHARACTERS`. No string raises.

    Args:
        value: the string; labels such as "Published:" before the date do not hurt.
        zone: taken where the string has no offset; an offset in it is kept.
        latest: when the string was read, aware; nothing is published much later.
        provenance: goes into the result as it is.
        language: BCP 47 tag of the page. It orders 3/4/2025: month first for "en" and
            "en-US", day first for all others, unless one of the numbers is above 12.
    """
    if len(value) > MOST_CHARACTERS:
        return None
    text = _plain(value)
    if label := _LABEL.match(text):
        text = text[label.end() :]
    found = _read(text, zone, language)
    if found is None:
        return None
    at, day_only = found
    if not EARLIEST <= at.year <= latest.year + 1 or at > latest + timedelta(days=1):
        return None
    return Published(at=at, provenance=provenance, day_only=day_only)


def ascii_digits(text: str) -> str:
    """Return the text with the digits of every script written as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


def _plain(value: str) -> str:
    """Digits of any script in ASCII, no invisible characters, single spaces."""
    text = ascii_digits(unicodedata.normalize("NFKC", value))
    shown = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(shown.split()).strip(" ,;|·•–—")


def _read(text: str, zone: tzinfo, language: str) -> tuple[datetime, bool] | None:
    try:
        return _by_hand(text, zone, language) or _in_words(text, zone, language)
    except (ValueError, OverflowError):  # 31 February, the year 0, an offset of 99 hours
        return None


def _by_hand(text: str, zone: tzinfo, language: str) -> tuple[datetime, bool] | None:
    """The forms that need no dictionary.

    Raises:
        ValueError: it has the form of a date but is none.
    """
    if match := _EPOCH.match(text):
        since = int(match[1]) if match[1] else int(match[2]) / 1000
        if (at := datetime.fromtimestamp(since, UTC)).year >= EARLIEST:
            return _fixed(at.astimezone(zone)), False
    if _WEEK.match(text):
        return _moment(date.fromisoformat(text), None, zone)
    if match := _ISO.match(text) or _CJK.match(text):
        return _moment(date(int(match["y"]), int(match["m"]), int(match["d"])), match, zone)
    if match := _NUMERIC.match(text):
        return _moment(_ordered(match, language), match, zone)
    if match := _DAY_FIRST.match(text) or _MONTH_FIRST.match(text):
        month = _month(match["month"])
        return (
            _moment(date(_year(match["y"]), month, int(match["d"])), match, zone) if month else None
        )
    return None


def _moment(day: date, match: re.Match[str] | None, zone: tzinfo) -> tuple[datetime, bool]:
    """A day and the clock that stands beside it; whether there was none."""
    if match is None or not match["H"]:
        return _fixed(datetime.combine(day, time(), zone)), True
    hour = int(match["H"])
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"].lower() == "p")
    # 24:00 is the next midnight, and second 60 a leap second, both by ISO 8601.
    clock = time(
        hour % 24 if hour == 24 else hour, int(match["M"] or 0), min(int(match["S"] or 0), 59)
    )
    at = datetime.combine(day, clock, _offset(match["zone"]) or zone)
    return _fixed(at + timedelta(days=hour == 24)), False


def _offset(name: str | None) -> tzinfo | None:
    """The zone of "+0100", "GMT+1" or "EST"; None for a name that is unknown or absurd."""
    if not name:
        return None
    words, sign, digits = re.split(r"([+-])|$", name, maxsplit=1)
    if not sign:
        hours = _HOURS.get(words.upper())
        return None if hours is None else timezone(timedelta(hours=hours))
    digits = digits.replace(":", "")
    if len(digits) <= 2:
        digits += "00"
    minutes = int(digits[:-2]) * 60 + int(digits[-2:])
    if minutes > 15 * 60:
        return None
    return timezone(timedelta(minutes=-minutes if sign == "-" else minutes))


def _fixed(at: datetime) -> datetime:
    """The same clock with its offset as a number, so that the value needs no zone table."""
    return at.replace(tzinfo=timezone(at.utcoffset() or timedelta()), fold=0)


def _ordered(match: re.Match[str], language: str) -> date:
    first, second, year = int(match["a"]), int(match["b"]), _year(match["y"])
    american = language.lower().replace("_", "-") in {"en", "en-us"} and match["sep"] != "."
    if second > 12 or (american and first <= 12):
        return date(year, first, second)
    return date(year, second, first)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(word: str) -> int:
    """1 to 12 for an English name or its first three letters and more; else 0."""
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower())), 0)


def _in_words(text: str, zone: tzinfo, language: str) -> tuple[datetime, bool] | None:
    if not _WORTH_PARSING.match(text):
        return None
    text = _HOUR_MARK.sub(r"\1:\2", text)
    for name, usual in _ARABIC_MONTHS.items():
        text = text.replace(name, usual)
    primary = re.split(r"[-_]", language.lower())[0]
    at = _dictionary(text, _RENAMED.get(primary, primary))
    if at is None:
        return None
    day_only = at.time() == time() and not _CLOCK_IN_WORDS.search(text)
    return _fixed(at if at.tzinfo else at.replace(tzinfo=zone)), day_only


@lru_cache(maxsize=1024)
def _dictionary(text: str, language: str) -> datetime | None:
    settings = {
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
        "DATE_ORDER": "DMY",
    }
    own = [language] if language in _LANGUAGES else []
    others = [one for one, months in _months().items() if any(m in text.lower() for m in months)]
    at: datetime | None = None
    for languages in (own, others):
        if languages and at is None:
            at = dateparser.parse(text, languages=languages, settings=settings)
    return at


@cache
def _months() -> dict[str, frozenset[str]]:
    """The names of months by language; only the languages that a text has one of are tried.

    To try all takes some seconds the first time, as dateparser makes expressions for each.
    """
    known = default_loader.get_locale_map(languages=list(_LANGUAGES))
    return {
        language: frozenset(
            name.lower() for month in _MONTHS for name in known[language].info.get(month, ())
        )
        for language in _LANGUAGES
        if language in known
    }
