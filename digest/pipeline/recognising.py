"""Ask the store which article an article is.

The bench of copies answers through the same function, so that it measures what a reading
does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digest import identity
from digest.identity import Candidate, Decision, Sketch
from digest.model import Article, Stored
from digest.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What an article is, and what the store is to keep of its text."""

    decision: Decision
    candidates: tuple[Candidate, ...]
    fingerprint: str
    sketch: Sketch
    boilerplate: frozenset[int]


def recognise(store: Store, article: Article, *, source: str, now: datetime) -> Recognised:
    """Return which stored article an article of a source is, or that it is new.

    Raises:
        StoreError: the store cannot be read.
    """
    asked = identity.keys(article)
    found = _compared(store, article, source=source, apart=asked, keys=asked)
    decision = identity.decide(
        article, found.candidates, source=source, now=now, boilerplate=found.boilerplate
    )
    return replace(found, decision=decision)


def regroup(store: Store, one: Stored, *, now: datetime) -> None:
    """Judge anew what a stored article whose text has changed is a copy of.

    It may turn out to be a copy of an earlier article, or none any more. What was said to be
    two stays two, and a leader stays one: who was first keeps its place.

    Raises:
        StoreError: the store cannot be read or written.
    """
    found = _compared(store, one.article, source=one.source, apart=(one.id,), keys=())
    others = [
        other
        for other in found.candidates
        if other.number < one.number and one.id not in (other.id, other.copy_of)
    ]
    leader = identity.leader_of(
        one.article, others, source=one.source, now=now, boilerplate=found.boilerplate
    )
    if leader == one.copy_of:
        return
    if leader:
        store.groups.join(one.id, leader)
    else:
        store.groups.leave(one.id)


def _compared(
    store: Store, article: Article, *, source: str, apart: Sequence[str], keys: Sequence[str]
) -> Recognised:
    """What an article is compared with, and what of its text is only its source's habit."""
    same_text, hashes = identity.fingerprint(article), identity.sketch(article)
    known = store.articles.repeated(source)
    none_of = store.groups.apart_from(apart)
    candidates = tuple(
        one
        for one in store.articles.candidates(keys, same_text, hashes.rows(known))
        if one.id not in none_of
    )
    repeated = identity.boilerplate(article, hashes, candidates, source=source, known=known)
    return Recognised(
        decision=Decision(kind="new"),
        candidates=candidates,
        fingerprint=same_text,
        sketch=hashes,
        boilerplate=repeated,
    )
