"""What articles of earlier editions say now."""

from collections.abc import Collection, Iterable, Mapping

from digest.edition.entries import title_of
from digest.model import Revised, Stored
from digest.model.edition import Edited


def revisions(
    revised: Iterable[tuple[Stored, Edited]], shown: Collection[str], titles: Mapping[str, str]
) -> tuple[Revised, ...]:
    """Return the articles that changed, the newest change first.

    Args:
        revised: each once, with the kind of its change; no copies.
        shown: ids of articles that the edition itself tells: it gives what they say now.
        titles: of the names of sources.
    """
    told = (
        Revised(stored=stored, source_title=title_of(stored.source, titles), kind=kind)
        for stored, kind in revised
        if stored.id not in shown
    )
    return tuple(sorted(told, key=_newest))


def _newest(one: Revised) -> tuple[float, int]:
    return -one.stored.updated.timestamp(), one.stored.number
