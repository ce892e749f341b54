"""Stories of articles, and the words that they are known by."""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection, delete, func, select

from digest.model import Article, Told
from digest.store.database import Database, in_parts
from digest.store.schema import article, story, vocabulary
from digest.stories import Gathering, Telling, Vocabulary, features, language_of
from digest.stories.features import LEAD_CHARACTERS

MOST_WORDS = 200_000
"""Words of a language that are kept; those of the fewest articles go first."""
_ALL = ""
"""The word that stands for the number of articles."""

_TELLING = (
    article.c.id, article.c.number, article.c.title, article.c.language,
    func.substr(article.c.text, 1, 2 * LEAD_CHARACTERS).label("lead"),
    article.c.published_at, article.c.first_seen,
)  # fmt: skip


class Stories:
    """The part of the store that knows stories."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def untold(self, *, since: datetime) -> dict[str, tuple[Telling, ...]]:
        """Return, by language, the articles first seen since an instant that have no story.

        Copies have none, nor has what no edition may hold. In the order of first storing.
        """
        query = (
            select(*_TELLING)
            .outerjoin(story, story.c.article == article.c.id)
            .where(
                article.c.first_seen >= since,
                article.c.copy_of.is_(None),
                article.c.eligible,
                story.c.article.is_(None),
            )
            .order_by(article.c.number)
        )
        found: dict[str, list[Telling]] = {}
        with self._database.read() as connection:
            for row in connection.execute(query):
                about = Article(url="", title=row.title, text=row.lead, language=row.language)
                found.setdefault(language_of(about), []).append(_telling(row))
        return {language: tuple(tellings) for language, tellings in found.items()}

    def gathering(self, language: str, *, since: datetime) -> Gathering:
        """Return the stories of a language that were told since an instant, each of them whole."""
        told = select(story.c.story).where(story.c.language == language, story.c.at >= since)
        query = (
            select(*_TELLING, story.c.story)
            .join(story, story.c.article == article.c.id)
            .where(story.c.story.in_(told))
            .order_by(article.c.number)
        )
        with self._database.read() as connection:
            known = [_telling(row, row.story) for row in connection.execute(query)]
            return Gathering(known, _vocabulary(connection, language))

    def save(self, language: str, gathering: Gathering, new: Iterable[Telling]) -> None:
        """Keep the stories that changed, and the words that were counted."""
        at = {one.id: one.at for one in new}
        changed = gathering.changed()
        with self._database.begin() as connection:
            for id_, centrality in changed.items():
                values = {"story": gathering.story[id_], "centrality": centrality}
                if id_ in at:
                    row = values | {"article": id_, "language": language, "at": at[id_]}
                    connection.execute(story.insert().values(row))
                else:
                    connection.execute(story.update().where(story.c.article == id_).values(values))
            _count(connection, language, gathering.vocabulary)

    def of(self, ids: Collection[str]) -> dict[str, Told]:
        """Return the places of articles in their stories; those without one are left out."""
        wanted, found = list(ids), {}
        with self._database.read() as connection:
            for some in in_parts(wanted):
                for row in connection.execute(select(story).where(story.c.article.in_(some))):
                    found[row.article] = Told(story=row.story, centrality=row.centrality)
        return found

    def articles(self, id_: str) -> tuple[str, ...]:
        """Return the ids of the articles that tell the story of an article, central ones first.

        None for an article without a story.
        """
        of = select(story.c.story).where(story.c.article == id_).scalar_subquery()
        query = (
            select(story.c.article)
            .where(story.c.story == of)
            .order_by(story.c.centrality.desc(), story.c.at, story.c.article)
        )
        with self._database.read() as connection:
            return tuple(connection.scalars(query))


def _telling(row: Any, story_id: str = "") -> Telling:
    at = min(row.published_at or row.first_seen, row.first_seen)
    words = features(row.title, row.lead)
    return Telling(id=row.id, number=row.number, at=at, features=words, story=story_id)


def _vocabulary(connection: Connection, language: str) -> Vocabulary:
    query = select(vocabulary.c.word, vocabulary.c.articles)
    rows = connection.execute(query.where(vocabulary.c.language == language))
    counts = {row.word: row.articles for row in rows}
    return Vocabulary(counts.pop(_ALL, 0), counts)


def _count(connection: Connection, language: str, words: Vocabulary) -> None:
    """Add what was counted to what the store has."""
    rows = [
        {"language": language, "word": word, "articles": words.count(word)} for word in words.new
    ]
    rows.append({"language": language, "word": _ALL, "articles": words.articles})
    of_language = vocabulary.c.language == language
    for some in in_parts([str(row["word"]) for row in rows]):
        connection.execute(delete(vocabulary).where(of_language, vocabulary.c.word.in_(some)))
    connection.execute(vocabulary.insert(), rows)
    for times in count(1):
        kept = connection.scalar(select(func.count()).select_from(vocabulary).where(of_language))
        if not kept or kept <= MOST_WORDS:
            break
        rare = (vocabulary.c.articles == times) & (vocabulary.c.word != _ALL)
        connection.execute(delete(vocabulary).where(of_language, rare))
