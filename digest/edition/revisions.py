"""What articles of earlier editions say now."""

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from digest.edition.entries import title_of
from digest.model import Revised, Stored

_KINDS: Mapping[str, Literal["material", "correction"]] = {
    "material": "material",
    "correction": "correction",
}


def revisions(
    revised: Iterable[tuple[Stored, str]], shown: Collection[str], titles: Mapping[str, str]
) -> tuple[Revised, ...]:
    """Return the articles that changed, each once, the newest change first.

    Args:
        revised: articles with the kinds of their changes; one of another kind than the two
            that are told is left out. Of an article that comes twice a correction counts; a
            copy comes only where its leader does not.
        shown: ids of articles that the edition itself tells; of them, and of their copies,
            it gives what they say now already.
        titles: of the names of sources.
    """
    kept: dict[str, Revised] = {}
    for stored, word in sorted(revised, key=lambda one: (bool(one[0].copy_of), one[1])):
        kind = _KINDS.get(word)
        leader = stored.copy_of or stored.id
        if kind and not {leader, stored.id} & set(shown):
            title = title_of(stored.source, titles)
            kept.setdefault(leader, Revised(stored=stored, source_title=title, kind=kind))
    return tuple(sorted(kept.values(), key=_newest))


def _newest(one: Revised) -> tuple[float, int]:
    return -one.stored.updated.timestamp(), one.stored.number
