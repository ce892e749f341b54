"""What an article tells of: the words of its title and of how it begins.

The title counts twice, since it says most in the fewest words. Names and numbers count
once more than other words: they tell one trial, quake or match from another. Scripts
without spaces are cut into pairs of characters. Arabic loses what is written or left out
at will: vowels, the article, the forms of alef.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from digest.model import Article

LEAD = 200
"""Words of a text that are looked at; the background of older news comes after them."""
LEAD_CHARACTERS = 2000
"""The same, in characters: of scripts without spaces, and where words are long."""

NAME = "^"
"""Before a word that stands as a name or a number."""

_WORD = re.compile(r"\w+")
_WIDE = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]+"
)
_ARABIC = re.compile("[\u0600-\u06ff]")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_ALEF = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"}
)
_ARTICLE = re.compile("^(?:وال|بال|كال|فال|لل|ال)(?=.{3})")
_LONGEST = 40
"""Characters of a word."""

_SCRIPTS = (
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
)
"""The language that is taken for that of a text in a script, where none is declared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An article as far as stories are concerned."""

    id: str
    number: int
    """In the order of first storing."""
    at: datetime
    """When it was published, or first seen where that is not known or later."""
    features: Mapping[str, int] = field(repr=False)
    story: str = ""
    """The id of its story; "" for one that has none yet."""


def language_of(article: Article) -> str:
    """Return the language of an article's stories: two or three letters.

    The declared one without its region, else one that stands for its script, else "und".
    """
    declared = article.language.partition("-")[0].casefold()
    if declared:
        return declared
    text = f"{article.title} {article.text[:400]}"
    letters = sum(map(str.isalpha, text))
    return next((code for code, of in _SCRIPTS if 3 * len(of.findall(text)) > letters > 0), "und")


def features(title: str, text: str) -> Counter[str]:
    """Return how often each word, name and number stands in a title, twice, and a lead.

    Words are folded; a name or number is there twice, as such (`^` before it) too. A text
    without words gives none.
    """
    found: Counter[str] = Counter()
    lead = " ".join(text[: 2 * LEAD_CHARACTERS].split(maxsplit=LEAD)[:LEAD])[:LEAD_CHARACTERS]
    for part, weight in ((title, 2), (lead, 1)):
        for word in _WORD.findall(_MARKS.sub("", unicodedata.normalize("NFKC", part))):
            for one in _features_of(word[:_LONGEST]):
                found[one] += weight
    return found


def _features_of(word: str) -> tuple[str, ...]:
    folded = word.casefold()
    if _WIDE.search(word):
        return tuple(folded[at : at + 2] for at in range(max(len(folded) - 1, 1)))
    if _ARABIC.search(word):
        return (_ARTICLE.sub("", folded.translate(_ALEF)),)
    if word[0].isupper() or word[0].isdigit():
        return (folded, NAME + folded)
    return (folded,) if len(folded) > 1 else ()
