"""What was made of articles for files, kept so that it is made once for each change.

A table of bytes by article and form. They count only while the article has not changed
since; what no file holds any more is thrown away. What was asked of others, and would have
to be asked and perhaps paid for again, lasts longer: an edition may tell of a week, and
feeds hold what is newest.
"""

import json
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, func, select

from digest.store.database import Database, in_parts
from digest.store.schema import rendered

LASTING = "summary "
"""What the names of forms begin with that were not made by ourselves."""
MOST_LASTING = 20_000
"""Articles, the newest, of which those are kept."""


class Rendered:
    """The part of the store that keeps what was made of articles."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def of(self, form: str, changes: Mapping[int, int]) -> dict[int, bytes]:
        """Return what is kept of articles in a form, by number; not of those that changed.

        Args:
            form: which of the things that are made.
            changes: of the articles' numbers, their last changes.
        """
        # As one value: a list of a thousand would cost more to write into the statement than to
        # look up.
        wanted = func.json_each(json.dumps(list(changes))).table_valued("value")
        query = select(rendered.c.article, rendered.c.change, rendered.c.bytes)
        query = query.where(rendered.c.article.in_(select(wanted.c.value)), rendered.c.form == form)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return {number: content for number, change, content in rows if changes[number] == change}

    def keep(self, made: Mapping[str, Mapping[int, bytes]], changes: Mapping[int, int]) -> None:
        """Keep, by form, what was made of articles as they are after these changes."""
        with self._database.begin() as connection:
            for form, by_number in made.items():
                for some in in_parts(list(by_number)):
                    stale = (rendered.c.form == form) & rendered.c.article.in_(some)
                    connection.execute(delete(rendered).where(stale))
                    rows = [
                        {"article": n, "form": form, "change": changes[n], "bytes": by_number[n]}
                        for n in some
                    ]
                    connection.execute(rendered.insert(), rows)

    def sweep(self, held: Collection[int]) -> None:
        """Throw away what is kept of all but these articles; what is `LASTING`, of old ones."""
        lasts = rendered.c.form.startswith(LASTING, autoescape=True)
        with self._database.read() as connection:
            known = set(connection.scalars(select(rendered.c.article).where(~lasts).distinct()))
        gone: Sequence[int] = sorted(known.difference(held))
        for some in in_parts(gone):
            with self._database.begin() as connection:
                connection.execute(delete(rendered).where(rendered.c.article.in_(some), ~lasts))
        newest = select(func.max(rendered.c.article)).scalar_subquery()
        with self._database.begin() as connection:
            old = rendered.c.article <= newest - MOST_LASTING
            connection.execute(delete(rendered).where(old, lasts))
