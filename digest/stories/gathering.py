"""Articles to stories, by average linkage.

An article joins the story to whose articles it is most alike on the average, from a fixed
likeness on: the cosine of their weighed words. One by one that is greedy, so a repair moves
articles to stories that they are more like, and merges stories that are as alike as
articles must be. Only articles that share telling words are compared, so the cost of an
article grows with those, not with the store.
Source: Sokal and Michener, "A statistical method for evaluating systematic relationships"
(1958), for average linkage.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from heapq import heapify, heappop, heappush
from math import log, sqrt

from digest.stories.features import Telling
from digest.stories.vocabulary import Vocabulary

LIKENESS = 0.24
"""Average cosine from which an article belongs to a story."""
WINDOW = timedelta(days=3)
"""Between an article and the newest of its story: an event is told for some days."""
COMMON = 0.05
"""Share of the articles from which a word leads to none: it stands everywhere."""
FEWEST_COMMON = 20
FEWEST = 50
"""Articles of a language without which nothing is known of how rare its words are."""
STALE = 1.1
"""Growth of the vocabulary after which weights are reckoned anew."""
ROUNDS = 5
"""Of one repair; what is not settled by then swings between two stories."""


class Gathering:
    """The stories of one language within a window, while articles come to them."""

    def __init__(self, known: Iterable[Telling], vocabulary: Vocabulary) -> None:
        """Begin with articles whose stories are known."""
        self.vocabulary = vocabulary
        self.story: dict[str, str] = {}
        """Of each article's id, the id of its story."""
        self._members: dict[str, set[str]] = defaultdict(set)
        self._tellings: dict[str, Telling] = {}
        self._leads: dict[str, set[str]] = defaultdict(set)
        self._vectors: dict[str, tuple[int, dict[str, float]]] = {}
        self._touched: set[str] = set()
        for one in known:
            self._take(one, one.story)

    def add(self, one: Telling) -> str:
        """Return the story that an article joins or begins, and count its words."""
        self.vocabulary.learn(one.features)
        near = self._averages(one, self._alike(one)) if self._is_versed() else {}
        self._touched.update(near)
        story = max(near, key=lambda story: (near[story], story), default="")
        if not story or near[story] < LIKENESS:
            story = self._begin(one)
        self._take(one, story)
        self._touched.add(story)
        return story

    def repair(self) -> None:
        """Move, merge and part what the articles that were added make look different.

        Of merged stories the id of the older one stays; a part that is split off gets a
        new one.
        """
        if not self._is_versed():
            return
        alike: dict[str, dict[str, float]] = {}
        for _ in range(ROUNDS):
            stories = sorted(story for story in self._touched if self._members[story])
            ids = [id_ for story in stories for id_ in sorted(self._members[story])]
            for id_ in ids:
                if id_ not in alike:
                    alike[id_] = self._alike(self._tellings[id_])
            moved = [self._settle(id_, alike[id_]) for id_ in ids]
            if not (self._merge(alike) or any(moved)):
                break

    def changed(self) -> dict[str, float]:
        """Return the articles of the stories that were touched, with how central each is.

        That is its average likeness to the others of its story; 0 for one that is alone.
        """
        return {
            id_: self._average(self._alike(self._tellings[id_]), story, without=id_)
            for story in sorted(self._touched)
            for id_ in sorted(self._members[story])
        }

    def _is_versed(self) -> bool:
        return self.vocabulary.articles >= FEWEST

    def _take(self, one: Telling, story: str) -> None:
        self._tellings[one.id] = one
        self.story[one.id] = story
        self._members[story].add(one.id)
        for feature in one.features:
            self._leads[feature].add(one.id)

    def _begin(self, one: Telling) -> str:
        """Return an id that no story has, from the article that the story begins with."""
        attempt = 0
        while True:
            attempt += 1
            # The articles that were counted make the name of a time of its own.
            name = f"story {one.id} {self.vocabulary.articles} {attempt}"
            story = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"
            if story not in self._members:
                return story

    def _vector(self, one: Telling) -> Mapping[str, float]:
        """The weighed words of an article, of length 1."""
        made = self._vectors.get(one.id)
        if made is None or self.vocabulary.articles > STALE * made[0] + 1:
            weighed = {
                feature: (1 + log(times)) * weight
                for feature, times in one.features.items()
                if (weight := self.vocabulary.weight(feature))
            }
            length = sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
            made = self.vocabulary.articles, {f: w / length for f, w in weighed.items()}
            self._vectors[one.id] = made
        return made[1]

    def _alike(self, one: Telling) -> dict[str, float]:
        """The cosine to each article that shares a telling word and is near in time."""
        mine = self._vector(one)
        most = max(FEWEST_COMMON, COMMON * self.vocabulary.articles)
        telling = [f for f in mine if self.vocabulary.count(f) <= most]
        ids = set().union(*(self._leads[f] for f in telling)) - {one.id} if telling else set()
        found = {}
        for id_ in ids:
            other = self._tellings[id_]
            if abs(other.at - one.at) <= WINDOW:
                theirs = self._vector(other)
                less, more = (mine, theirs) if len(mine) < len(theirs) else (theirs, mine)
                found[id_] = sum(weight * more.get(f, 0.0) for f, weight in less.items())
        return found

    def _averages(self, one: Telling, alike: Mapping[str, float]) -> dict[str, float]:
        stories = {self.story[id_] for id_ in alike}
        return {story: self._average(alike, story, without=one.id) for story in stories}

    def _average(self, alike: Mapping[str, float], story: str, *, without: str) -> float:
        others = self._members[story] - {without}
        return sum(alike.get(id_, 0.0) for id_ in others) / len(others) if others else 0.0

    def _settle(self, id_: str, alike: Mapping[str, float]) -> bool:
        """Put an article where it belongs; return whether it moved."""
        one, own = self._tellings[id_], self.story[id_]
        if self._members[own] == {id_}:
            return False  # merging sees to it, and keeps the older id
        near = self._averages(one, alike)
        near.setdefault(own, 0.0)
        best = max(near, key=lambda story: (near[story], story == own, story))
        if near[best] < LIKENESS:
            best = self._begin(one)
        if best == own:
            return False
        self._members[own].discard(id_)
        self._members[best].add(id_)
        self.story[id_] = best
        self._touched.update((own, best))
        return True

    def _merge(self, alike: Mapping[str, Mapping[str, float]]) -> bool:
        """Merge the stories that are most alike, until none are alike enough."""
        totals: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for id_, others in alike.items():
            for other, likeness in others.items():
                one, two = self.story[id_], self.story[other]
                if one != two:
                    totals[one][two] += likeness / (1 + (other in alike))
                    totals[two][one] += likeness / (1 + (other in alike))
        waiting = [self._pair(one, two, totals) for one in totals for two in totals[one]]
        heapify(waiting)
        merged = False
        while waiting:
            likeness, one, two = heappop(waiting)
            if -likeness < LIKENESS:
                break
            # A pair is out of date when one of the two was merged since.
            if two not in totals.get(one, ()) or (likeness, one, two) != self._pair(
                one, two, totals
            ):
                continue
            older = self._join(one, two, totals)
            for other in totals[older]:
                heappush(waiting, self._pair(older, other, totals))
            merged = True
        return merged

    def _pair(
        self, one: str, two: str, totals: Mapping[str, Mapping[str, float]]
    ) -> tuple[float, str, str]:
        """Two stories with how alike they are, negative, so that the most alike come first."""
        one, two = sorted((one, two))
        pairs = len(self._members[one]) * len(self._members[two])
        return -totals[one][two] / pairs, one, two

    def _join(self, one: str, two: str, totals: dict[str, dict[str, float]]) -> str:
        older, younger = sorted((one, two), key=self._born)
        for id_ in self._members.pop(younger):
            self._members[older].add(id_)
            self.story[id_] = older
        for other, total in totals.pop(younger).items():
            totals[other].pop(younger)
            if other != older:
                totals[older][other] += total
                totals[other][older] += total
        self._touched.add(older)
        return older

    def _born(self, story: str) -> int:
        return min(self._tellings[id_].number for id_ in self._members[story])
