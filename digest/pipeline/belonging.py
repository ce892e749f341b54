"""Which articles a series of editions is of.

Of a copy group an edition holds one article: its leader, or, where the series is not of
the leader's source or language, the first of its copies that the series is of.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.model import Series, Source, Stored
from digest.store import Span, Store
from digest.subjects import off_subject


@dataclass(frozen=True, slots=True)
class Belonging:
    """Which articles belong to one series, as config.toml is now."""

    series: Series
    groups: Mapping[str, str]
    """The group of each source that is followed."""

    def why_not(self, stored: Stored) -> str:
        """Return why an article does not belong to the series; "" for one that does."""
        asked, language = self.series, stored.article.language
        if not self.follows(stored.source):
            return f"{stored.source} is none of its sources"
        if asked.languages and not any(speaks(one, language) for one in asked.languages):
            return f"its language is {language or 'not known'}"
        return off_subject(asked.subjects, stored.article)

    def follows(self, source: str) -> bool:
        """Return whether the series is of a source, of which this is the name."""
        asked, group = self.series, self.groups.get(source, "")
        everything = not (asked.sources or asked.groups)
        return everything or source in asked.sources or (group != "" and group in asked.groups)

    def leader(self, store: Store, id_: str) -> Stored:
        """Return which article of a copy group the series takes, by the id of its leader.

        The leader, or the first of its copies that belongs where the leader does not.

        Raises:
            KeyError: no article has this id.
        """
        leader = store.articles.get(id_)
        group = (leader, *_copies(store, id_))
        return next((one for one in group if self.holds(one)), leader)

    def holds(self, stored: Stored) -> bool:
        """Return whether an article belongs to the series."""
        return not self.why_not(stored)


def belonging(series: Series, sources: Iterable[Source]) -> Belonging:
    """Return what says which articles belong to a series."""
    return Belonging(series, {one.name: one.group for one in sources})


def speaks(wanted: str, language: str) -> bool:
    """Return whether a language is the wanted one, or a kind of it: "pt" takes "pt-BR"."""
    return not wanted or f"{language}-".casefold().startswith(f"{wanted}-".casefold())


def members(
    store: Store, series: Series, sources: Sequence[Source], span: Span
) -> tuple[list[Stored], dict[str, tuple[Stored, ...]]]:
    """Return what an edition holds, and the copies of each, by its id.

    A copy that stands for its leader leads itself there; other copies stay copies.

    Raises:
        StoreError: the store cannot be read.
    """
    of = belonging(series, sources)
    found = [one for one in store.articles.between(span.after, span.last) if of.holds(one)]
    copies = dict(store.articles.copies(one.id for one in found if not one.copy_of))
    lead = {id_: of.leader(store, id_) for id_ in {one.copy_of for one in found if one.copy_of}}
    for id_, leader in lead.items():
        group = (store.articles.get(id_), *_copies(store, id_))
        copies[leader.id] = tuple(one for one in group if one.id != leader.id)
    return [_led(one, lead) for one in found], copies


def _copies(store: Store, id_: str) -> tuple[Stored, ...]:
    return store.articles.copies([id_]).get(id_, ())


def _led(one: Stored, lead: Mapping[str, Stored]) -> Stored:
    """The article as the edition takes it: a copy of nothing, or of what leads there."""
    leader = lead.get(one.copy_of)
    if leader is None:
        return one
    return replace(one, copy_of="" if leader.id == one.id else leader.id)
