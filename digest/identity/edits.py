"""What changed between two forms of an article, and whether a reader should be told.

A comma, a moved advertisement or a mended letter is no news; another headline, another
number or another sentence is, and a correction most of all. What a source repeats over
its articles is left out first. Words are compared, not their order: who moves a paragraph
says nothing new. Digits are words of their own ("$5m", "11艘"), and where a script has no
spaces three letters count as two words, as they are in Chinese.
"""

import re
from collections import Counter
from dataclasses import dataclass

from digest.identity.sketch import UNSPACED, folded, hashes_of
from digest.model import Article

FEWEST_WORDS = 8
"""Words that came or went which make a change: a short sentence."""

_LETTERS = UNSPACED.pattern[1:-1]
_WORD = re.compile(rf"\d+|[{_LETTERS}]|[^\W\d{_LETTERS}]+")
_RUN = re.compile(r"\w+")
"""A word as the hashes of a source's boilerplate have it."""
_CORRECTION = re.compile(
    r"""(?xim)
    ^\W{0,3}(?:(?:correction|corrected|clarification|erratum
        |berichtigung|korrektur|richtigstellung|anmerkung\ der\ redaktion
        |rectificatif|correctif|erratum|mise\ au\ point
        |correcci[oó]n|rectificaci[oó]n|fe\ de\ (?:errores|erratas)|aclaraci[oó]n
        |corre[cç][aã]o|errata|rettifica|errata\ corrige|rectificatie|oprava|sprostowanie
        |исправление|уточнение|поправка|تصحيح|تصويب|توضيح)\b
        |更正|訂正|お詫びと訂正|정정)
        (?:\W{0,3}$|[-\])】〕]|[^\n:：—–-]{0,40}(?:[:：—–]|\s-\s))
    | ^\W{0,3}editor['’]s\ note:?\ this | ^\(correct(?:s|ed)\b
    | \b(?:an?\ (?:earlier|previous)\ version\ of\ this\ (?:article|story|post|headline|report)
        |this\ (?:\w{1,12}\W{1,2}){0,3}(?:article|story|post)\ (?:has\ been|was)
            \ (?:corrected|amended)
        |in\ einer\ früheren\ (?:version|fassung)
        |une\ version\ (?:antérieure|précédente)\ de\ cet\ article
        |una\ versi[oó]n\ anterior\ de\ (?:este|esta)
        |ранее\ в\ (?:этой|тексте)|نسخة\ سابقة\ من\ هذا)
    """
)
"""How publishers say that they were wrong: in these words, or at the start of a title or a
paragraph, alone or with a colon or dash soon after ("Correction officers" are none)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What became of an article."""

    kind: str
    """same (not a word differs), cosmetic, material, or correction (material, and says so)."""
    changed: float
    """Share of the words that came or went, from 0 to 1."""

    @property
    def is_news(self) -> bool:
        """Whether it is a revision of its own."""
        return self.kind in ("material", "correction")


def edit(old: Article, new: Article, *, boilerplate: frozenset[int] = frozenset()) -> Edit:
    """Return what changed from an article to its new form.

    Material is another word in the title, another number in the text, or as many other
    words as a short sentence has (or all, of fewer). `boilerplate` are the hashes that the
    source repeats: paragraphs made of them do not count. Case, punctuation and white space
    never do.
    """
    before, after = (Counter(_words(one.text, boilerplate)) for one in (old, new))
    other = (before - after) + (after - before)
    most = max(_length(before), _length(after))
    changed = min(_length(other) / most, 1.0) if most else 0.0
    titled = _WORD.findall(folded(old.title)) != _WORD.findall(folded(new.title))
    if not (other or titled):
        return Edit(kind="same", changed=0.0)
    if _corrections(new) > _corrections(old):
        return Edit(kind="correction", changed=changed)
    numbers = any(word.isdecimal() for word in other)
    material = titled or numbers or _length(other) >= min(FEWEST_WORDS, most)
    return Edit(kind="material" if material else "cosmetic", changed=changed)


def _length(words: Counter[str]) -> float:
    """Return how many words these are; a letter without spaces is two thirds of one."""
    return sum(many * 2 / 3 if UNSPACED.match(word) else many for word, many in words.items())


def _corrections(article: Article) -> int:
    return len(_CORRECTION.findall(f"{article.title}\n\n{article.text}"))


def _words(text: str, boilerplate: frozenset[int]) -> list[str]:
    """The folded words of a text, but for paragraphs of which half is repeated."""
    kept: list[str] = []
    for paragraph in text.split("\n\n") if boilerplate else [text]:
        whole = folded(paragraph)
        known = hashes_of(_RUN.findall(whole)) if boilerplate else ()
        if not known or 2 * sum(one in boilerplate for one in known) < len(known):
            kept += _WORD.findall(whole)
    return kept
