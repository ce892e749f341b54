"""Compares and cuts short texts: titles, names, labels.

Two sources write one title with other quotes, dashes and spaces, so texts are compared
by their letters and digits alone.
"""

import re
import unicodedata
from functools import lru_cache

_SEPARATOR = re.compile(r"\s+[|•·«»›‹~]+\s+|\s+[-–—―]+\s+|\s*\|\s*|\s+::?\s+|\s+/\s+| – |\s*»\s*")


@lru_cache(maxsize=1024)
def key(text: str) -> str:
    """Return the letters, marks and digits of a text in one case, for comparing."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum() or unicodedata.category(c)[0] == "M")


_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def parts(text: str) -> tuple[str, ...]:
    """Return what stands between the separators of a page's title: "A | B - C" gives three.

    A separator has white space around it, but for the bar: "well-known" is one part.
    """
    return tuple(part for part in _SEPARATOR.split(text) if part.strip())


_ORNAMENTS = re.compile(
    "[\\s\u00b6\u200d\ufe0e\ufe0f\u20e3\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\U0001f000-\U0001faff]+"
)
"""Arrows, shapes, dingbats, emoji with what joins them, and the sign that links a heading."""


def bare(text: str) -> str:
    """Return the text without emoji and other ornaments at its ends; all else stays.

    A text of ornaments alone is returned as it is.
    """
    start = match.end() if (match := _ORNAMENTS.match(text)) else 0
    end = len(text)
    while end > start and _ORNAMENTS.match(text[end - 1]):
        end -= 1
    return text[start:end] or text


MOST_CUTS = 4
"""Of a title at each end; one with more parts is a list of keywords."""


def heads(text: str) -> tuple[str, ...]:
    """Return the title with no, one, two ... of its last parts cut off, the whole first."""
    cuts = [match.start() for match in _SEPARATOR.finditer(text)][-MOST_CUTS:]
    return (text, *(text[:cut].rstrip() for cut in reversed(cuts) if text[:cut].strip()))


def tails(text: str) -> tuple[str, ...]:
    """Return the title with one, two ... of its first parts cut off."""
    cuts = [match.end() for match in _SEPARATOR.finditer(text)][:MOST_CUTS]
    return tuple(text[cut:].lstrip() for cut in cuts if text[cut:].strip())


def weight(text: str) -> int:
    """Return the length of a text in letters, where scripts without letters count for more.

    A character of Chinese, Japanese or Korean says as much as three letters.
    """
    return len(text) + 2 * len(_WIDE.findall(text))
