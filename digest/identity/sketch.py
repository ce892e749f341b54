"""What is kept of a text so that its copies are found: some hashes of its word sequences.

A text is cut into shingles, five words that follow each other. Each is hashed, and a
quarter of the hashes, those below a bound, are its sketch: the same quarter in every
text, so that what two sketches share is what the texts share. Scripts without spaces have
no words to cut, so there three characters that follow each other are a shingle.
"""

import re
import unicodedata
from array import array
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress
from sys import byteorder

from xxhash import xxh3_64_intdigest

from digest.model import Article

FEWEST_CHARACTERS = 300
"""Letters and digits below which a text has no fingerprint: teasers behind a paywall,
"watch the video" and the like are the same on many articles."""

ROWS = 32
"""Hashes of an article that are kept where they can be searched for."""

MOST = 512
"""Hashes of one sketch; a text of more than 2,000 words or so has no finer one."""

_BOUND = 1 << 62
"""A quarter of all hashes of 64 bits lie below."""

_SHORT = 30
"""Bits by which a hash is shortened in a sketch, to four bytes."""

_WORD = re.compile(r"\w+")
UNSPACED = re.compile(
    # Thai to Tibetan, Burmese, Khmer, kana, Chinese characters; Korean has spaces.
    r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
"""A letter of a script that sets no spaces between words."""


@dataclass(frozen=True)
class Sketch:
    """The lowest hashes of a text; empty for one that is too short."""

    hashes: tuple[int, ...] = ()
    """Of 62 bits, from the lowest."""

    @cached_property
    def short(self) -> tuple[int, ...]:
        """The hashes as a packed sketch has them, of 32 bits."""
        return tuple(one >> _SHORT for one in self.hashes)

    def rows(self, without: Collection[int] = ()) -> tuple[int, ...]:
        """Return the lowest hashes, which lead to the article, but for boilerplate.

        `without` are shortened hashes. Texts that share much share their lowest hashes.
        """
        kept = compress(self.hashes, (short not in without for short in self.short))
        return tuple(one for one, _ in zip(kept, range(ROWS), strict=False))

    def packed(self) -> bytes:
        """Return the shortened hashes, four bytes each."""
        return pack(self.short)


@lru_cache(maxsize=8)  # while an article is recognised, several steps ask for the same one
def sketch(article: Article) -> Sketch:
    """Return the sketch of an article's text, its own title left out."""
    words = body_words(article)
    if is_short(words):
        return Sketch()
    return Sketch(tuple(sorted(_low(words))[:MOST]))


def hashes_of(words: list[str]) -> frozenset[int]:
    """Return the shortened hashes that a sketch of these words would hold, however few."""
    return frozenset(one >> _SHORT for one in _low(words))


def _low(words: list[str]) -> set[int]:
    return {one for one in map(xxh3_64_intdigest, _shingles(words)) if one < _BOUND}


def body_words(article: Article) -> list[str]:
    """Return the words of an article's text, folded, without the title above it.

    The title is left out because pages repeat it, or not, above the text. Case,
    punctuation, white space and Unicode's compatibility forms do not count.
    """
    words = _WORD.findall(folded(article.text))
    title = _WORD.findall(folded(article.title))
    return words[len(title) :] if title and words[: len(title)] == title else words


def is_short(words: list[str]) -> bool:
    """Whether these are too few letters to tell one text from another."""
    return sum(map(len, words)) < FEWEST_CHARACTERS


def folded(text: str) -> str:
    """Return a text without what is only its form: case, wide and joined letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def _shingles(words: list[str]) -> set[bytes]:
    joined = " ".join(words)
    if 2 * len(UNSPACED.findall(joined)) > len(joined):
        letters = joined.replace(" ", "")
        return {letters[at : at + 3].encode(errors="replace") for at in range(len(letters) - 2)}
    cut = joined.encode(errors="replace").split(b" ")
    return set(map(b" ".join, zip(*(cut[start:] for start in range(5)), strict=False)))


def pack(shorts: Collection[int]) -> bytes:
    """Return hashes of 32 bits as bytes, the lowest first, little-endian."""
    numbers = array("I", sorted(shorts))
    if byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def unpack(packed: bytes) -> frozenset[int]:
    """Return the hashes that `pack` made bytes of."""
    numbers = array("I")
    numbers.frombytes(packed)
    if byteorder == "big":
        numbers.byteswap()
    return frozenset(numbers)
