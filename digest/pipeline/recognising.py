"""Ask the store which article an article is, and store it as that.

The bench of copies answers through the same functions, so that it measures what a reading
does.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from digest import identity
from digest.identity import Candidate, Decision, Noise, Sketch
from digest.model import Article, Stored
from digest.store import Save, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What an article is, and what the store is to keep of its text."""

    decision: Decision
    candidates: tuple[Candidate, ...]
    fingerprint: str
    sketch: Sketch
    boilerplate: frozenset[int]
    noise: Mapping[str, Noise] = field(default_factory=dict)
    """What it teaches of the parameters of its hosts."""

    def save(self, *, source: str, now: datetime, reread_at: datetime | None = None) -> Save:
        """Return what is kept of the article beside its content, as far as its text tells."""
        return Save(
            source=source,
            fingerprint=self.fingerprint,
            sketch=self.sketch,
            boilerplate=self.boilerplate,
            noise=self.noise,
            now=now,
            reread_at=reread_at,
        )


def recognise(store: Store, article: Article, *, source: str, now: datetime) -> Recognised:
    """Return which stored article an article of a source is, or that it is new.

    Raises:
        StoreError: the store cannot be read.
    """
    asked = identity.keys(article)
    found = _compared(store, article, source=source, names=asked, keys=asked)
    decision = identity.decide(
        article, found.candidates, source=source, now=now, boilerplate=found.boilerplate
    )
    noise = identity.learnt(
        store.articles.noise(identity.hosts(article)),
        article,
        found.candidates,
        boilerplate=found.boilerplate,
    )
    return replace(found, decision=decision, noise=noise)


def put(store: Store, article: Article, decision: Decision, save: Save) -> tuple[str, bool]:
    """Store an article as what it turned out to be.

    Returns its id, and whether it is a stored one that changed materially.

    Raises:
        StoreError: the store cannot be read or written.
    """
    if not decision.id:
        return store.articles.add(article, decision, save), False
    stored = store.articles.get(decision.id)
    leader = leader_of(store, stored, article, now=save.now)
    decision = replace(decision, leader=leader)
    return decision.id, store.articles.update(article, decision, save)


def leader_of(store: Store, one: Stored, article: Article, *, now: datetime) -> str:
    """Return what a stored article is a copy of with the text of `article`; "" for none.

    That may be an earlier article, or none any more. What was said to be two stays two, and
    a leader stays one for what came after it: who was first keeps its place. Where the text
    is as it was, so is the answer.

    Raises:
        StoreError: the store cannot be read.
    """
    if (one.article.title, one.article.text) == (article.title, article.text):
        return one.copy_of
    group = store.groups.members(one.id)
    found = _compared(store, article, source=one.source, names=group, keys=())
    others = [
        other
        for other in found.candidates
        if other.number < one.number and one.id not in (other.id, other.copy_of)
    ]
    return identity.leader_of(
        article, others, source=one.source, now=now, boilerplate=found.boilerplate
    )


def _compared(
    store: Store, article: Article, *, source: str, names: Collection[str], keys: Sequence[str]
) -> Recognised:
    """What an article is compared with, and what of its text is only its source's habit.

    `names` are what a person may have said of it: its keys, or the ids of its group.
    """
    same_text, hashes = identity.fingerprint(article), identity.sketch(article)
    known = store.articles.repeated(source)
    parted = store.groups.parted(names)
    candidates = tuple(
        replace(one, parted=parted.get(one.copy_of or one.id, frozenset()))
        for one in store.articles.candidates(keys, same_text, hashes.rows(known))
    )
    repeated = identity.boilerplate(article, hashes, candidates, source=source, known=known)
    return Recognised(
        decision=Decision(kind="new"),
        candidates=candidates,
        fingerprint=same_text,
        sketch=hashes,
        boilerplate=repeated,
    )
