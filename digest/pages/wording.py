"""What a page says of languages and days, whatever the system's locale is."""

import re
from datetime import date

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_RTL = frozenset(str.split("ar arc ckb dv fa he iw ps sd syr ug ur yi"))
_OURS = "en"
"""The language of the words that the pages themselves say."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def language_tag(language: str, *, otherwise: str = "") -> str:
    """Return the language as it may stand in `lang`, where "" says that it is not known."""
    return language if _TAG.fullmatch(language) else otherwise


def of_page(language: str) -> dict[str, str]:
    """Return the language and the direction of a page, for its template."""
    tag = language_tag(language, otherwise=_OURS)
    rtl = tag.lower().partition("-")[0] in _RTL
    return {"language": tag, "direction": "rtl" if rtl else "ltr"}


def in_words(day: date) -> str:
    """Return the day as people write it: "22 November 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
