"""Tell one article from another by its addresses and its text.

An address that led to an article before leads to it again, whatever stands there now.
What a page only claims to be called (rel=canonical, a post's number) is believed only when
title or text agree, since templates make false claims: see `claims`. Text decides last:
texts that are the same or much alike, within a week, are one article moved, in one source and
under a like title, or else a copy. `docs/decisions/014-copies.md` has the figures.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from digest.identity import claims, likeness
from digest.identity.address import key
from digest.identity.candidates import Candidate, Decision
from digest.identity.marks import fingerprint, keys
from digest.identity.sketch import (
    Sketch,
    folded,
    sketch,
)
from digest.model import Article

WINDOW = timedelta(days=7)
"""Recurring notices ("rates unchanged") repeat their text, but not within a week."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")


def boilerplate(
    article: Article,
    hashes: Sketch,
    candidates: Sequence[Candidate],
    *,
    source: str,
    known: frozenset[int],
) -> frozenset[int]:
    """Return what a source is known to repeat, with what this article repeats again.

    What counts is found among the candidates: an article that shares a block of text with
    this one shares a low hash of it. One without a date counts for no day.
    """
    if article.published is None:
        return known
    others = (
        (one.copy_of or one.id, one.published.date(), one.sketch)
        for one in candidates
        if one.source == source and one.published
    )
    return known | likeness.repeated(hashes.short, article.published.at.date(), others)


def decide(
    article: Article,
    candidates: Sequence[Candidate],
    *,
    source: str,
    now: datetime,
    boilerplate: frozenset[int] = frozenset(),
) -> Decision:
    """Return which of the candidates the article is, or that it is new.

    `candidates` are all stored articles with one of `keys(article)` or with its
    fingerprint, and those that share low hashes of its text; `source` names the source
    that it was found in, `now` is when, for articles without a date; `boilerplate` is what
    the source repeats.
    """
    asked = keys(article)
    fetched = claims.fetched(article)
    same_text = fingerprint(article)
    holders = {k: candidate for candidate in candidates for k in candidate.keys}
    mine = frozenset(sketch(article).short) - boilerplate if holders else frozenset()
    texts = {
        one.id: claims.compared(mine - one.boilerplate, one.sketch - boilerplate - one.boilerplate)
        for one in holders.values()
    }
    holder = _by_name(article, holders, texts)
    own = tuple(
        k
        for k in asked
        if (it := holders.get(k, holder)) in (holder, None) or (k in fetched and k in it.claims)
    )
    if holder:
        found = Decision(kind="known", id=holder.id, keys=own)
    else:
        near = _near(article, candidates, now)
        ranked = _ranked(article, near, same_text, boilerplate, source=source)
        found = _by_text(article, ranked, own, source=source)
    contested = (
        k
        for k in asked
        if k not in own and k in holders[k].claims and texts[holders[k].id] == claims.OTHER
    )
    return replace(found, claims=frozenset(own) - fetched, contested=tuple(contested))


def _by_name(
    article: Article, holders: Mapping[str, Candidate], texts: Mapping[str, str]
) -> Candidate | None:
    """The stored article that an address or a name leads to; None where none is believed."""
    asked, fetched, same_text = keys(article), claims.fetched(article), fingerprint(article)
    canonical, free = key(article.url), any(k not in holders for k in asked)
    for k in sorted(asked, key=lambda k: k not in fetched):
        holder = holders.get(k)
        # Without a key of its own it can be no new article, whatever was said of it.
        if not holder or (free and holder.parted & fetched):
            continue
        if (
            (k in fetched and k not in holder.claims)
            or (same_text and holder.fingerprint == same_text)
            or (
                k == canonical
                and k not in holder.claims
                and _one_title(article.title, holder.title)
            )
            or _is_edited(article, holder, texts[holder.id])
        ):
            return holder
    return None


def _is_edited(article: Article, holder: Candidate, text: str) -> bool:
    """Whether two articles of one name are one that was edited: by title, text and numbers."""
    if text == claims.UNKNOWN or not holder.text:
        return _one_work(article.title, holder.title)
    return (
        text == claims.ALIKE
        and _one_title(article.title, holder.title)
        and likeness.same_numbers(article.text, holder.text)
    )


def leader_of(
    article: Article,
    candidates: Sequence[Candidate],
    *,
    source: str,
    now: datetime,
    boilerplate: frozenset[int] = frozenset(),
) -> str:
    """Return the id of the article that an article is a copy of by its text; "" for none.

    For one that is stored already: `candidates` hold neither itself nor its copies, its
    addresses do not count, and what would be moved is a copy, since both have an id. The
    other arguments are those of `decide`.
    """
    near = _near(article, candidates, now)
    ranked = _ranked(article, near, fingerprint(article), boilerplate, source=source)
    told = [
        one
        for one in ranked
        if one.source != source or _one_work(article.title, one.title) or _retold(article, one)
    ]
    return (told[0].copy_of or told[0].id) if told else ""


def alike(one: Article, other: Article) -> float:
    """Return how much alike two texts are, from 0 to 1, which is the same.

    As sketches tell it, what their sources repeat left in: for people, not for `decide`.
    """
    same = fingerprint(one)
    if same and same == fingerprint(other):
        return 1.0
    return likeness.likeness(*(frozenset(sketch(each).short) for each in (one, other))).mix


def _near(article: Article, candidates: Sequence[Candidate], now: datetime) -> list[Candidate]:
    """The candidates of the same days that nobody said to be others."""
    return [one for one in candidates if not one.parted and _apart(article, one, now) <= WINDOW]


def _ranked(
    article: Article,
    candidates: Sequence[Candidate],
    same_text: str,
    dropped: frozenset[int],
    *,
    source: str,
) -> list[Candidate]:
    """The candidates whose text is the same or much alike, the most alike first."""
    mine = frozenset(sketch(article).short) if candidates else frozenset()
    alike = []
    for one in candidates:
        if same_text and one.fingerprint == same_text:
            alike.append((-1.0, one.number, one))
        elif mix := _alike(article, one, mine - dropped, dropped, within=one.source == source):
            alike.append((-mix, one.number, one))
    return [one for *_, one in sorted(alike, key=lambda row: row[:2])]


def _alike(
    article: Article, one: Candidate, mine: frozenset[int], dropped: frozenset[int], *, within: bool
) -> float:
    """How much alike the texts of two are; 0 where that is too little for a copy."""
    found = likeness.likeness(mine - one.boilerplate, one.sketch - dropped - one.boilerplate)
    enough = likeness.WITHIN if within else likeness.TOLD
    if found.mix >= enough and not (within or _told(article, one)):
        dated = article.published is not None and one.published is not None
        enough = likeness.ACROSS if dated else likeness.WITHIN
    titled = found.containment >= 0.5 and likeness.one_long_title(article.title, one.title)
    if (found.mix < enough and not titled) or not one.text:
        return 0.0
    return found.mix if likeness.same_numbers(article.text, one.text) else 0.0


def _by_text(
    article: Article, alike: Sequence[Candidate], free: tuple[str, ...], *, source: str
) -> Decision:
    for candidate in alike:
        if candidate.source == source and _one_work(article.title, candidate.title):
            return Decision(kind="moved", id=candidate.id, keys=free)
    for candidate in alike:
        if candidate.source != source or _retold(article, candidate):
            leader = candidate.copy_of or candidate.id
            return Decision(kind="copy", leader=leader, keys=free)
    return Decision(kind="new", keys=free)


def _retold(article: Article, candidate: Candidate) -> bool:
    """Whether a source tells one text under two titles, and each title is of that text.

    It is a copy, not the article moved: both addresses may go on. A template that is filled
    with another match has a title whose words the other article lacks.
    """
    return _numbers(article.title) == _numbers(candidate.title) and _told(article, candidate)


def _told(article: Article, candidate: Candidate) -> bool:
    """Whether each of two titles stands in the other's text."""
    there = likeness.stands_in(article.title, candidate.text)
    return there and likeness.stands_in(candidate.title, article.text)


def _apart(article: Article, candidate: Candidate, now: datetime) -> timedelta:
    """How long one was published after the other; found after it, where a date is missing."""
    if article.published is None or candidate.published is None:
        return abs(now - candidate.first_seen)
    return abs(article.published.at - candidate.published)


def _one_title(one: str, other: str) -> bool:
    """Whether the words of the shorter title stand in the other, by half of their letters.

    Letters are counted, not words, so that "the" and "of" alone make no two titles alike.
    """
    a, b = (frozenset(_WORD.findall(folded(title))) for title in (one, other))
    letters = min(sum(map(len, a)), sum(map(len, b)))
    return letters > 0 and 2 * sum(map(len, a & b)) >= letters


def _one_work(one: str, other: str) -> bool:
    """Whether two articles of one text are one work, by their titles.

    Other numbers tell the parts of a series apart, whose notes may all be the same.
    """
    return _numbers(one) == _numbers(other) and _one_title(one, other)


def _numbers(title: str) -> list[str]:
    return sorted(_NUMBER.findall(folded(title)))
