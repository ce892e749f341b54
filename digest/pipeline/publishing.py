"""Write what the store holds: the feeds, and the editions.

All of it follows from the store, whatever was written before, so that a run which was
killed before this step loses nothing by it.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from digest.model import Source
from digest.pipeline.editions import write_editions
from digest.pipeline.feeding import held_by_feeds
from digest.pipeline.fronting import publish_front
from digest.pipeline.pressing import publish_feeds
from digest.pipeline.publication import Publication
from digest.store import Store


def publish(
    store: Store, sources: Sequence[Source], to: Publication, *, now: datetime
) -> tuple[Path, ...]:
    """Write all feeds, the open editions and the index; return the files that changed.

    An edition whose local day is over is written a last time and closed.

    Raises:
        OutputError: a file cannot be written.
        StoreError: the store cannot be read.
    """
    changed = publish_feeds(store, sources, to)
    editions = write_editions(store, sources, to, now=now)
    return (*changed, *editions, *publish_front(store, sources, to))


def held(store: Store, sources: Sequence[Source], to: Publication) -> frozenset[str]:
    """Return the ids of the articles that are written again: in feeds, and in open editions.

    Feeds of sources that are not in the configuration count too: they may come back to it.

    Raises:
        StoreError: the store cannot be read.
    """
    opened = (store.editions.opened(one.name) for one in to.series)
    closed = (store.editions.last_closed(one.name) for one in to.series)
    ends = [one.after for one in opened if one] + [one.last or 0 for one in closed if one]
    return frozenset(one.id for one in store.articles.between(min(ends, default=0), None)) | {
        one.id for one in held_by_feeds(store, sources, to)
    }
