"""What was last written into the output folder, so that it is not made again for nothing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from sqlalchemy import delete, select

from digest.store.database import Database, in_parts
from digest.store.schema import file


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One file, as it was left."""

    stamp: str
    """A hash of all that it follows from."""
    size: int
    modified_ns: int
    overfull: bool
    """Its titles alone are more than it may hold."""


class Files:
    """The part of the store that knows what was written."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._database = database

    def written(self) -> dict[str, Written]:
        """Return the files that were written last time, by path."""
        with self._database.read() as connection:
            rows = connection.execute(select(file)).mappings()
            names = [field.name for field in fields(Written)]
            return {row["path"]: Written(**{name: row[name] for name in names}) for row in rows}

    def keep(self, written: Mapping[str, Written]) -> None:
        """Keep how files were left; what lacks was never written, or is written no more."""
        before = self.written()
        changed = {path: one for path, one in written.items() if before.get(path) != one}
        stale = [*changed, *(before.keys() - written.keys())]
        if not stale:
            return
        with self._database.begin() as connection:
            for some in in_parts(stale):
                connection.execute(delete(file).where(file.c.path.in_(some)))
            if changed:
                rows = [{"path": path, **asdict(one)} for path, one in changed.items()]
                connection.execute(file.insert(), rows)
