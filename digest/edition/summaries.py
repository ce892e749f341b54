"""What an article says, in a few whole sentences.

The publisher's own description is better than the first sentences of the text where
somebody wrote it for this article: whole sentences, long enough to say something, not the
title again, and not what stands on every page of the site. Feeds cut theirs off, or take
the first words of the page with all that is on it.
"""

import re
from collections import Counter
from collections.abc import Iterable

from digest.markup import is_whole, lead, plain
from digest.model import Article, Stored

_MOST_CHARACTERS = 2000
_SAYS_SOMETHING = 60
"""Characters of a description from which it is worth more than the text."""
_BEGINNING = 60
"""Characters by which two descriptions are known to be one."""
_SIGNATURE = re.compile(
    r"\s*(?:The post\b.{1,300}?\b(?:appeared first|first appeared) on\b.{0,200}"
    r"|[…\[(]*\s*(?:Continue reading\b.{0,120}"
    r"|Read (?:more|the rest)\b\W*(?:(?:at|on|here)\b.{0,80})?))$",
    re.IGNORECASE,
)


def summary(article: Article, *, most: int = 0, is_common: bool = False) -> str:
    """Return the article in whole sentences of at most 280 characters; "" without text.

    The publisher's own, where it is good; else the first sentences of the text; else what
    the publisher gave. One sentence that is too long, or has no end, is cut at a word.

    Args:
        article: with or without its text.
        most: sentences; 0 for as many as there is room for.
        is_common: other articles of its source have the same description, see `common`.
    """
    own = _described(article)
    told = lead(own, title=article.title, most=most) if own else ""
    if is_whole(told) and len(told) >= _SAYS_SOMETHING and not is_common:
        return told
    begun = lead(article.text, title=article.title, most=most)
    whole = (one for one in (begun, "" if is_common else told) if one and is_whole(one))
    return next(whole, begun or told)


def common(articles: Iterable[Stored]) -> frozenset[str]:
    """Return the ids of the articles whose description is also another one's of their source.

    Copies say nothing of it: they have the description of one article.
    """
    told = {
        one.id: (one.source, beginning)
        for one in articles
        if not one.copy_of and (beginning := one.article.summary.strip()[:_BEGINNING].casefold())
    }
    many = Counter(told.values())
    return frozenset(id_ for id_, key in told.items() if many[key] > 1)


def _described(article: Article) -> str:
    return _SIGNATURE.sub("", plain(article.summary, limit=_MOST_CHARACTERS))
