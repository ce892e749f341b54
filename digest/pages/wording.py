"""What a page says of its language, and of days, whatever the system's locale is."""

from datetime import date

from digest.markup import language_tag
from digest.writing.dates import with_year
from digest.writing.languages import words_of

_RTL = frozenset(str.split("ar arc ckb dv fa he iw ps sd syr ug ur yi"))
_OURS = "en"
"""The language of the words that the pages themselves say."""


def of_page(language: str) -> dict[str, str]:
    """Return the language and the direction of a page, for its template."""
    tag = language_tag(language, otherwise=_OURS)
    rtl = tag.lower().partition("-")[0] in _RTL
    return {"language": tag, "direction": "rtl" if rtl else "ltr"}


def in_words(day: date) -> str:
    """Return the day as people write it: "22 November 2026"."""
    return with_year(day, words_of(_OURS))
