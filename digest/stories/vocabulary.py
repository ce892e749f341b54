"""How rare the words of a language are among what was read.

It grows with each article. The weight of a word is the logarithm of the share of articles
without it, so that the first hundred articles already tell "the" from "harbour".
Source: Spärck Jones, "A statistical interpretation of term specificity" (1972).
"""

from collections.abc import Iterable, Mapping
from math import log

from digest.stories.features import NAME


class Vocabulary:
    """In how many of the articles that were read each word stands."""

    def __init__(self, articles: int = 0, counts: Mapping[str, int] | None = None) -> None:
        """Begin with what was counted before."""
        self.articles = articles
        self._counts = dict(counts or {})
        self.new: dict[str, int] = {}
        """What was counted since, by word."""

    def learn(self, features: Iterable[str]) -> None:
        """Count the words of one more article."""
        self.articles += 1
        for word in {one.removeprefix(NAME) for one in features}:
            self._counts[word] = self._counts.get(word, 0) + 1
            self.new[word] = self.new.get(word, 0) + 1

    def count(self, feature: str) -> int:
        """Return in how many articles a word stands; a name counts as its word."""
        return self._counts.get(feature.removeprefix(NAME), 0)

    def weight(self, feature: str) -> float:
        """Return how much a word tells: 0 for one in all articles, more the rarer it is."""
        return max(0.0, log((self.articles + 1) / (self.count(feature) + 0.5)))
