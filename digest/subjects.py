"""Find the articles on a subject, by whole words and not by expressions.

Who lists names in three languages wants "Mali" and not "formality" or "Somalia", and does
not want to think of accents, capitals or Arabic vowels. So texts and words are folded to
one form, in which a word is what stands between two spaces. Three scripts need more:

- Arabic writes "and", "in", "to", "like" and "the" in one with the word that follows. They
  may stand before a word of the list, and the article before a word of the list is one of
  them, as a noun loses it where another follows: النفط, "oil", is نفط in "oil of Libya".
- Chinese, Japanese, Thai and their neighbours write no spaces: words are found inside others.
- Korean writes its particles in one with the word before: only its beginning is a border.

The two letters i of Turkish are one, since its capitals are those of other languages crossed.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from digest.markup import lead
from digest.model import Article, Subject

OFF_SUBJECT = "no word of subjects: "
"""How the reason begins for which an article is not kept."""

_MOST_SUMMARY = 2000
"""Characters of a summary that are looked at."""
_MOST_TAGS = 100

_LEFT_OUT = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06de-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0897-\u089f"
    "\u08ca-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    # What cannot be seen; but ZWNJ, which stands between the parts of a Persian word, parts.
    "\xad\u0600-\u0605\u061c\u06dd\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
)
"""Accents, points and vowels of letters that are words without them, tatweel, and what
cannot be seen. The vowels of India are none of these: other words would become the same."""
_LETTERS = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "æ": "ae",
        "œ": "oe", "þ": "th",
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك",
    }
)  # fmt: skip
"""Letters that are written for others and have no accent that could be taken off."""
_PLAIN = re.compile("[^\u0700-\u1dff\u2c00-\U0010ffff]*")
_PLAIN_WORD = re.compile(r"[^\W_]+")
"""Where all scripts have spaces and no letter is written as a mark; that is quicker."""
_SPACELESS = r"\p{Han}\p{Hiragana}\p{Katakana}\u30fc\u3099\u309a\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(
    rf"[[\p{{L}}\p{{M}}\p{{N}}]&&[{_SPACELESS}]]+|[[\p{{L}}\p{{M}}\p{{N}}]--[{_SPACELESS}]]+",
    regex.V1,
)
_OPEN_BEFORE = regex.compile(rf"[{_SPACELESS}]", regex.V1)
_OPEN_BEHIND = regex.compile(rf"[{_SPACELESS}\p{{Hangul}}]", regex.V1)
_ARABIC = regex.compile("[\u0600-\u06ff]")
_PREFIX = "[وف]?(?:[بكل]?ال|لل|[بكل])?"
_ARTICLE = regex.compile("^ال(?=.{3})")


def fold(text: str) -> str:
    """Return the words of a text in the form in which they are compared, a space between them.

    Without case, accents, vowel points and tatweel; letters that stand for one another are
    one; what is neither letter nor digit parts words, as does the border between a script
    with spaces and one without. Folding what is folded changes nothing.
    """
    if not text.isascii():
        # Without accents first: some small letters have one that their capitals have not.
        text = _LEFT_OUT.sub("", unicodedata.normalize("NFKD", text)).casefold()
        text = text.translate(_LETTERS)
    if _PLAIN.fullmatch(text):
        return " ".join(_PLAIN_WORD.findall(text.casefold()))
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text)))


def matched(subject: Subject, article: Article) -> str:
    """Return the word of a subject, as its user wrote it, that an article has.

    Looked at are its title, summary and lead (280 characters), its section and its tags.
    The first of the list is returned that matches; "" for none, and when a word of `not`
    matches too.
    """
    text = _text_of(article)
    return "" if _first(subject.without, text) else _first(subject.words, text)


def matches(subjects: Iterable[Subject], article: Article) -> dict[str, str]:
    """Return, by the name of each subject that an article is on, the word that matched."""
    found = ((one.name, matched(one, article)) for one in subjects)
    return {name: word for name, word in found if word}


def off_subject(subjects: Sequence[Subject], article: Article) -> str:
    """Return why an article is on none of some subjects; "" when it is on one, or there are none.

    "no word of subjects: libya, oil", with the word of `not` where that is why.
    """
    if not subjects or any(matched(one, article) for one in subjects):
        return ""
    text = _text_of(article)
    refusing = ((one.name, _first(one.without, text)) for one in subjects)
    told = (f'{name} (it has "{word}")' if word else name for name, word in refusing)
    return f"{OFF_SUBJECT}{', '.join(told)}"


@lru_cache(maxsize=64)
def _text_of(article: Article) -> str:
    """The folded text of an article, between spaces; no run of words crosses its parts."""
    parts = (
        article.title,
        article.summary[:_MOST_SUMMARY],
        lead(article.text, title=article.title),
        article.section,
        *article.tags[:_MOST_TAGS],
    )
    return f" {' / '.join(map(fold, parts))} "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    """How a word of a list is found in a folded text."""

    part: str
    """Stands in each text that has the word; to look for it is quick."""
    whole: regex.Pattern[str] | None
    """For what the part alone does not decide."""


@lru_cache(maxsize=4096)
def _pattern(word: str) -> _Pattern:
    parts = fold(word).split()
    if not parts:
        return _Pattern(part="\n", whole=None)  # no folded text has it
    before = "" if _OPEN_BEFORE.match(parts[0]) else " "
    behind = "" if _OPEN_BEHIND.match(parts[-1][-1]) else " "
    if not any(map(_ARABIC.match, parts)):
        return _Pattern(part=f"{before}{' '.join(parts)}{behind}", whole=None)
    stems = [_ARTICLE.sub("", part) for part in parts]
    forms = (
        f"{_PREFIX if _ARABIC.match(stem) and len(stem) > 1 else ''}{regex.escape(stem)}"
        for stem in stems
    )
    return _Pattern(
        part=max(stems, key=len), whole=regex.compile(f"{before}{' '.join(forms)}{behind}")
    )


def _first(words: Iterable[str], text: str) -> str:
    """The first of the words that a folded text has; "" for none."""
    for word in words:
        pattern = _pattern(word)
        if pattern.part in text and (pattern.whole is None or pattern.whole.search(text)):
            return word
    return ""
