"""An edition in all forms in which it is kept and sent."""

from digest.model import Edition, Letter
from digest.writing.html import html
from digest.writing.markdown import markdown
from digest.writing.outline import entries_of, outline
from digest.writing.subject import subject
from digest.writing.text import text


def letter(edition: Edition, series: str) -> Letter:
    """Return the letter of an edition of a series.

    It has something to tell where there are articles, also changed ones, and where nothing
    could be read: silence would be taken for a quiet day.
    """
    return Letter(
        series=series,
        day=edition.day,
        title=edition.title,
        subject=subject(edition),
        markdown=markdown(edition),
        html=html(edition),
        text=text(edition),
        language=outline(edition).language,
        news=bool(entries_of(edition) or edition.revised or edition.unread),
    )
