"""What a link or an error means for a reading: small judgements without any state."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from digest.errors import (
    BrokenError,
    DigestError,
    RobotsError,
    SlowError,
    StatusError,
    TooLargeError,
    UnreachableError,
    WalledError,
)
from digest.model import Article, Link
from digest.store import Listed


def asked_too_often(error: DigestError) -> bool:
    """Whether a server said that it is asked too often (RFC 6585, section 4)."""
    return isinstance(error, StatusError) and error.status == 429


def may_pass(error: DigestError) -> bool:
    """Whether a fault may be over at the next run, so that the link is asked again then."""
    passing = isinstance(error, (UnreachableError, SlowError, BrokenError))
    return passing or asked_too_often(error)


def server_fault(error: DigestError) -> bool:
    """Whether a server did not answer, or said that the fault is its own."""
    failing = isinstance(error, StatusError) and error.status >= 500
    return failing or may_pass(error)


def says_nothing(error: DigestError) -> bool:
    """Whether a fault says nothing of an address: its server failed, or its robots.txt."""
    return server_fault(error) or isinstance(error, RobotsError)


def is_refused(error: DigestError) -> bool:
    """Whether a page is not for us: log in, pay, prove that you are human, or go away."""
    if isinstance(error, WalledError):
        return True
    return isinstance(error, StatusError) and error.status in (401, 402, 403)


def kept_without_page(error: DigestError, link: Link) -> bool:
    """Whether an article is kept from what its listing shows, although its page fails."""
    if isinstance(error, RobotsError):
        return bool(link.teaser or link.html)  # a feed gives it to be read
    failing = isinstance(error, StatusError) and error.status >= 500
    return bool(link.title) and (failing or is_refused(error) or isinstance(error, TooLargeError))


def older_than(age: timedelta | None, article: Article, *, now: datetime) -> str:
    """Return why an article is too old to be kept; "" when it is not, or nobody knows."""
    if age and article.published and now - article.published.at > age:
        return f"older than max_age: {article.published.at:%Y-%m-%d}"
    return ""


def with_longer_text(article: Article, stored: Article) -> Article:
    """Return an article that lacks pages, with the stored text where that has more of them."""
    if len(stored.text) <= len(article.text):
        return article
    return replace(article, html=stored.html, text=stored.text)


def is_deep(key: str) -> bool:
    """Whether an identity key is of a page within a site, not of its front page."""
    return "/" in key or "?" in key


def differs(link: Link, old: Listed | None) -> bool:
    """Whether the listing shows another title or day than before.

    Numbers in a title do not count: they are counts of comments and minutes ago.
    """
    if old is None:
        return False
    letters = [_letters(title) for title in (link.title, old.title)]
    same_title = letters[0] == letters[1] or not all(letters)
    at = link.published.at if link.published else None
    same_date = at is None or old.published_at is None or at == old.published_at
    return not (same_title and same_date)


def is_shown_again(
    key: str, link: Link, id_: str, title: str, before: Mapping[str, Listed]
) -> bool:
    """Whether a link whose address differs in noise from an article's surely is to it.

    It was listed as that article before, or has its title; any other is fetched once more,
    since what was noise until now may select today.
    """
    listed = [one for one in before.values() if one.article == id_]
    if key in before:
        return before[key].article == id_
    titles = {_letters(one) for one in (title, *(one.title for one in listed))}
    return _letters(link.title) in titles - {""}


def _letters(title: str) -> str:
    return "".join(c for c in title if c.isalpha())
