"""Ask the store which article an article is.

The bench of copies answers through the same function, so that it measures what a reading
does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from digest import identity
from digest.identity import Candidate, Decision, Noise, Sketch
from digest.model import Article
from digest.store import Articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What an article is, and what the store is to keep of its text."""

    decision: Decision
    candidates: tuple[Candidate, ...]
    fingerprint: str
    sketch: Sketch
    boilerplate: frozenset[int]
    noise: Mapping[str, Noise]
    """What it teaches of the parameters of its hosts."""


def recognise(articles: Articles, article: Article, *, source: str, now: datetime) -> Recognised:
    """Return which stored article an article of a source is, or that it is new.

    Raises:
        StoreError: the store cannot be read.
    """
    same_text, hashes, known = (
        identity.fingerprint(article),
        identity.sketch(article),
        articles.repeated(source),
    )
    candidates = articles.candidates(identity.keys(article), same_text, hashes.rows(known))
    repeated = identity.boilerplate(article, hashes, candidates, source=source, known=known)
    decision = identity.decide(article, candidates, source=source, now=now, boilerplate=repeated)
    noise = articles.noise(identity.hosts(article))
    return Recognised(
        decision=decision,
        candidates=candidates,
        fingerprint=same_text,
        sketch=hashes,
        boilerplate=repeated,
        noise=identity.learnt(noise, article, candidates, boilerplate=repeated),
    )
