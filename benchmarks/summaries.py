"""Answer the summaries bench, and judge the answers by what needs no reference.

No set of summaries written by people may be kept here, so what is measured is what a
reader stumbles over: half sentences, words of the page, the title once more. That the
summary says what the article is about shows in how many words of the title it has. The
judge knows its own shapes, and not those that the product leaves out.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks.copies import documents_of
from digest.edition import summary
from digest.markup import SUMMARY_CHARACTERS
from digest.model import Article

_WHOLE = re.compile(r"(?<![.…])[.!?؟。！？][\"'”’»)\]」]*$")
_FURNITURE = re.compile(
    r"(?i:by|from) [A-Z]\w+ [A-Z]\w+|(?i:share|tweet|advertisement|published|updated|photo|image"
    r"|media|file|enlarge|story highlights|read more|watch|video|sign up|subscribe)"
    r"(?: [A-Z(:–-]|:)"
    r"|[A-Z .,/]{4,40}(?:\([^)]{2,30}\))? ?[-–—]|[A-Z][\w ,.]{1,40}\((?:AP|Reuters|CNN|AFP)\)"
)
_WORD = re.compile(r"\w+")
_SAYING = 5
"""Letters of a word of a title from which it says something."""


@dataclass(frozen=True, slots=True)
class Found:
    """Shares of some summaries, from 0 to 1."""

    whole: float
    """End with a sentence."""
    furniture: float
    """Begin with words that are not the article's."""
    repeating: float
    """Begin with the title."""
    telling: float
    """Of the long words of their titles, those that they have; the mean."""

    @property
    def idle(self) -> float:
        """Begin with what tells nothing."""
        return self.furniture + self.repeating


def answer(source: Path, target: Path) -> int:
    """Write `{"id": ..., "summary": ...}` for each document; return how many there are.

    Nothing but id, title and text is read.
    """
    many = 0
    with target.open("w", encoding="utf-8") as out:
        for one in documents_of(source):
            article = Article(url="", title=one["title"], text=one["text"])
            told = {"id": one["id"], "summary": summary(article)}
            out.write(json.dumps(told, ensure_ascii=False) + "\n")
            many += 1
    return many


def judge(source: Path, target: Path) -> tuple[Found, Found]:
    """Return what is to be said of the answers, and of the texts cut at so many characters."""
    with target.open(encoding="utf-8") as lines:
        told = {one["id"]: one["summary"] for one in map(json.loads, lines)}
    documents = list(documents_of(source))
    titles = [one["title"] for one in documents]
    cut = (" ".join(one["text"].split())[:SUMMARY_CHARACTERS] for one in documents)
    ours = (told[one["id"]] for one in documents)
    return found(zip(titles, ours, strict=True)), found(zip(titles, cut, strict=True))


def found(pairs: Iterable[tuple[str, str]]) -> Found:
    """Return what is to be said of pairs of title and summary."""
    known = list(pairs)
    return Found(
        whole=mean(bool(_WHOLE.search(told)) for _, told in known),
        furniture=mean(bool(_FURNITURE.match(told)) for _, told in known),
        repeating=mean(_repeats(title, told) for title, told in known),
        telling=mean(_shared(title, told) for title, told in known),
    )


def _repeats(title: str, told: str) -> bool:
    words = _WORD.findall(title.casefold())
    return bool(words) and _WORD.findall(told.casefold())[: len(words)] == words


def _shared(title: str, told: str) -> float:
    words = {word for word in _WORD.findall(title.casefold()) if len(word) >= _SAYING}
    return len(words & set(_WORD.findall(told.casefold()))) / len(words) if words else 1.0
