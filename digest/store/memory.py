"""What is known of a source's site, as one text.

It is read and written as a whole with each article, so it stands in one column, not in
rows. The articles are named by their places in one list, which halves its length.
"""

import json

from sqlalchemy import Connection, delete, select

from digest.model import Furniture, Seen
from digest.store.schema import furniture


def remembered(connection: Connection, source: str) -> Furniture:
    """Return what is kept for a source; an empty memory when there is nothing."""
    query = select(furniture.c.value).where(furniture.c.source == source)
    text = connection.scalar(query)
    return from_text(text) if text else Furniture()


def keep(connection: Connection, source: str, value: Furniture | None) -> None:
    """Put a source's memory in the place of the one before; None leaves that as it is."""
    if value is None or value == Furniture():
        return
    connection.execute(delete(furniture).where(furniture.c.source == source))
    connection.execute(furniture.insert().values(source=source, value=to_text(value)))


def to_text(value: Furniture) -> str:
    """Return a memory as JSON: its articles, how many of them are the last, its blocks."""
    met = (article for seen in value.seen for article in seen.articles)
    articles = list(dict.fromkeys([*value.articles, *met]))
    places = {article: place for place, article in enumerate(articles)}
    seen = [[one.block, one.words, *(places[name] for name in one.articles)] for one in value.seen]
    whole = {"articles": articles, "last": len(value.articles), "seen": seen}
    return json.dumps(whole, separators=(",", ":"))


def from_text(text: str) -> Furniture:
    """Return the memory that `to_text` wrote."""
    whole = json.loads(text)
    articles = whole["articles"]
    return Furniture(
        seen=tuple(
            Seen(block=block, words=words, articles=tuple(articles[place] for place in places))
            for block, words, *places in whole["seen"]
        ),
        articles=tuple(articles[: whole["last"]]),
    )
