"""Undo for good what was taken for one article: a copy, or another address."""

from dataclasses import dataclass

from digest import identity
from digest.model import Stored
from digest.pipeline.explaining import stored_id
from digest.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What an address is part of, and what can be undone."""

    kind: str
    """copy (it is one), address (one more of an article), leader (others are copies of it),
    alone, or unknown (not stored)."""
    stored: Stored | None = None
    """The article that the address leads to."""
    others: tuple[Stored, ...] = ()
    """The rest of its group, the leader first."""
    key: str = ""
    """Of the address, where that is what is split off."""
    more: tuple[str, ...] = ()
    """Other addresses that lead to the article, in the form of their keys."""

    @property
    def can_be_undone(self) -> bool:
        """Whether there is something to split."""
        return self.kind in ("copy", "address")


def find_split(store: Store, address: str) -> Split:
    """Return what an address, or an id, is part of.

    Raises:
        StoreError: the store cannot be read.
    """
    id_ = stored_id(store, address)
    if not id_:
        return Split(kind="unknown")
    stored = store.articles.get(id_)
    leader = stored.copy_of or stored.id
    group = (store.articles.get(leader), *store.articles.copies([leader]).get(leader, ()))
    others = tuple(one for one in group if one.id != id_)
    if stored.copy_of:
        return Split(kind="copy", stored=stored, others=others)
    key = identity.key(address)
    if address != id_ and key != identity.key(stored.article.url):
        return Split(kind="address", stored=stored, others=others, key=key)
    own = identity.key(stored.article.url)
    names = (one for one in store.trails.of(id_).keys if one != own)
    more = tuple(one for one in names if identity.key(f"https://{one}") == one)
    return Split(kind="leader" if others else "alone", stored=stored, others=others, more=more)


def split(store: Store, found: Split) -> None:
    """Carry it out: from now on these are two, whatever their texts become.

    Raises:
        StoreError: the store cannot be written.
        ValueError: there is nothing to split.
    """
    if found.stored is None or not found.can_be_undone:
        raise ValueError(f"nothing to split: {found.kind}")
    if found.kind == "copy":
        store.groups.split(found.stored.id)
    else:
        store.groups.split_key(found.key, found.stored.id)
