"""Tell one article from another by its addresses and its exact text.

An address that led to an article before leads to it again, whatever stands there now.
A page's claim to have another address (rel=canonical) is believed only when title or
text agree, since templates make false claims. Text decides last: the very same words
within a week, in one source, are the article moved; in another source, a copy.
"""

import hashlib
import re
import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.identity.address import key
from digest.model import Article

FEWEST_CHARACTERS = 300
"""Letters and digits below which a text has no fingerprint: teasers behind a paywall,
"watch the video" and the like are the same on many articles."""

WINDOW = timedelta(days=7)
"""Recurring notices ("rates unchanged") repeat their text, but not within a week."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stored article that shares an address or the fingerprint."""

    id: str
    number: int
    source: str
    title: str
    fingerprint: str
    published: datetime | None
    first_seen: datetime
    copy_of: str
    keys: frozenset[str]
    """Those of the asked keys that lead to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an article turned out to be."""

    kind: str
    """known (by address), moved (by text, same source), copy (by text), or new."""
    id: str = ""
    """The known or moved article's."""
    leader: str = ""
    """Of a copy: the id of the article that leads the group."""
    keys: tuple[str, ...] = ()
    """The keys that lead to the article from now on, those of other articles left out; the
    first one mints its id."""


def keys(article: Article) -> tuple[str, ...]:
    """Return the identity keys of an article's addresses, the most telling first.

    That is the final address, then the requested, then the canonical one; root
    addresses are left out, since sites send dead articles there.
    """
    requested, *others = (key(address) for address in article.addresses or (article.url,))
    final, *claimed = others or [requested]
    return tuple(k for k in dict.fromkeys((final, requested, *claimed)) if "/" in k or "?" in k)


def fingerprint(article: Article) -> str:
    """Return a hash of an article's words, its own title left out; "" for a short text.

    Case, punctuation, white space and Unicode's compatibility forms do not count.
    The title is left out because pages repeat it, or not, above the text.
    """
    words = _WORD.findall(_folded(article.text))
    title = _WORD.findall(_folded(article.title))
    if title and words[: len(title)] == title:
        words = words[len(title) :]
    joined = " ".join(words)
    if len(joined) - joined.count(" ") < FEWEST_CHARACTERS:
        return ""
    return hashlib.blake2b(joined.encode(errors="replace"), digest_size=16).hexdigest()


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def decide(
    article: Article, candidates: Sequence[Candidate], *, source: str, now: datetime
) -> Decision:
    """Return which of the candidates the article is, or that it is new.

    `candidates` are all stored articles with one of `keys(article)` or with its
    fingerprint; `source` names the source that it was found in, `now` is when, for
    articles without a date.
    """
    asked = keys(article)
    fetched = _fetched(article)
    same_text = fingerprint(article)
    holders = {k: candidate for candidate in candidates for k in candidate.keys}
    for k in sorted(asked, key=lambda k: k not in fetched):
        holder = holders.get(k)
        if holder and (
            k in fetched
            or (same_text and holder.fingerprint == same_text)
            or _one_title(article.title, holder.title)
        ):
            own = tuple(k for k in asked if holders.get(k, holder).id == holder.id)
            return Decision(kind="known", id=holder.id, keys=own)
    free = tuple(k for k in asked if k not in holders)
    return _by_text(article, candidates, same_text, free, source=source, now=now)


def _fetched(article: Article) -> frozenset[str]:
    """The keys of the addresses that were asked for, not only claimed by the page.

    `Article.url` is the canonical address where the page names one, so it is no more than
    a claim, unless it is what the listing links to.
    """
    asked_for = [address for address in article.addresses if address != article.url]
    return frozenset(key(address) for address in (*article.addresses[:1], *asked_for)) - {""}


def _by_text(
    article: Article,
    candidates: Sequence[Candidate],
    same_text: str,
    free: tuple[str, ...],
    *,
    source: str,
    now: datetime,
) -> Decision:
    alike = sorted(
        (
            candidate
            for candidate in candidates
            if same_text
            and candidate.fingerprint == same_text
            and _apart(article, candidate, now) <= WINDOW
        ),
        key=lambda candidate: candidate.number,
    )
    for candidate in alike:
        if candidate.source == source and _one_work(article.title, candidate.title):
            return Decision(kind="moved", id=candidate.id, keys=free)
    for candidate in alike:
        if candidate.source != source:
            leader = candidate.copy_of or candidate.id
            return Decision(kind="copy", leader=leader, keys=free)
    return Decision(kind="new", keys=free)


def _apart(article: Article, candidate: Candidate, now: datetime) -> timedelta:
    """How long one was published after the other; found after it, where a date is missing."""
    if article.published is None or candidate.published is None:
        return abs(now - candidate.first_seen)
    return abs(article.published.at - candidate.published)


def _one_title(one: str, other: str) -> bool:
    """Whether the words of the shorter title stand in the other, by half of their letters.

    Letters are counted, not words, so that "the" and "of" alone make no two titles alike.
    """
    a, b = (frozenset(_WORD.findall(_folded(title))) for title in (one, other))
    letters = min(sum(map(len, a)), sum(map(len, b)))
    return letters > 0 and 2 * sum(map(len, a & b)) >= letters


def _one_work(one: str, other: str) -> bool:
    """Whether two articles of one text are one work, by their titles.

    Other numbers tell the parts of a series apart, whose notes may all be the same.
    """
    a, b = (sorted(_NUMBER.findall(_folded(title))) for title in (one, other))
    return a == b and _one_title(one, other)


def mint(first_key: str, attempt: int = 1) -> str:
    """Return the id of a new article, `urn:uuid:...`, from its first identity key.

    Version 5 (RFC 9562, section 5.5), so that a rebuilt store gives the same ids.
    `attempt` counts up where an earlier article holds the id.
    """
    name = first_key if attempt == 1 else f"{first_key}#{attempt}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"
