"""The subject of an edition's mail.

Lists of mail show its first fifty characters or so: the title says whose it is, the
number whether to open it now, and the first headline why.
"""

from digest.markup import plain
from digest.model import Edition
from digest.writing.languages import words_of
from digest.writing.outline import articles_of, entries_of
from digest.writing.words import counted

_MOST_CHARACTERS = 150
_MOST_OF_TITLE = 60


def subject(edition: Edition) -> str:
    """Return one line: "Libya in the morning - 12 new: Port opens"."""
    words = words_of(edition.language)
    title = plain(edition.title, limit=_MOST_OF_TITLE)
    entries = entries_of(edition)
    if not entries:
        return _joined(title, words.quiet)
    new = counted(len(articles_of(entries)), words.new, words)
    titles = (plain(one.stored.article.title) for one in entries)
    headline = next(filter(None, titles), "")
    return plain(_joined(title, f"{new}: {headline}" if headline else new), limit=_MOST_CHARACTERS)


def _joined(title: str, news: str) -> str:
    return f"{title} - {news}" if title else news
