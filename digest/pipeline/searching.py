"""What a saved search holds.

Which articles are on a subject follows from each article alone, so that it is kept with
what else is made of it: a search looks at an article again only when it changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from hashlib import blake2b

from digest.model import Search, Source, Subject
from digest.pipeline.belonging import speaks
from digest.store import Held, Store
from digest.subjects import off_subject

LOOKED_AT = 2000
"""Articles, if so many are stored, however old they are: a subject may be rare."""


def sources_of(asked: Search, sources: Iterable[Source]) -> frozenset[str] | None:
    """Return the names of the sources that a search is of; None for all."""
    if not (asked.sources or asked.groups):
        return None
    return frozenset(
        one.name for one in sources if one.name in asked.sources or one.group in asked.groups
    )


def search(
    store: Store,
    asked: Search,
    of: frozenset[str] | None,
    *,
    most: int,
    keep: timedelta,
) -> Mapping[Held, tuple[Held, ...]]:
    """Return the newest articles that a search finds, newest first.

    Each copy group is there once. With `stories`, those of one story are one: the first to
    be stored, with the others.

    Args:
        store: what is searched.
        asked: the search.
        of: the sources that it is of; None for all.
        most: articles, and more only where they came less than `keep` before the newest.
        keep: see `most`.
    """
    if of is None:
        found = store.contents.everything(most=LOOKED_AT, keep=keep)
    else:
        found = store.contents.of_sources(sorted(of), most=LOOKED_AT, keep=keep)
    found = tuple(one for one in found if speaks(asked.language, one.language))
    if asked.subjects:
        found = _on(store, asked.subjects, found)
    told = _by_story(store, found) if asked.stories else dict.fromkeys(found, ())
    since = max((one.first_seen for one in told), default=None)
    return {
        one: others
        for place, (one, others) in enumerate(told.items())
        if place < most or (since and one.first_seen > since - keep)
    }


def _on(store: Store, subjects: Sequence[Subject], held: Sequence[Held]) -> tuple[Held, ...]:
    """Those that are on one of the subjects."""
    named = blake2b(repr(subjects).encode(), digest_size=8).hexdigest()
    form, changes = f"subjects {named}", {one.number: one.change for one in held}
    known = store.rendered.of(form, changes)
    articles = store.contents.stored(changes.keys() - known.keys())
    seen = {
        number: b"" if off_subject(subjects, stored.article) else b"on"
        for number, stored in articles.items()
    }
    if seen:
        store.rendered.keep({form: seen}, changes)
    known |= seen
    return tuple(one for one in held if known.get(one.number))


def _by_story(store: Store, held: Sequence[Held]) -> dict[Held, tuple[Held, ...]]:
    """The first of each story, in their order, each with the others of it."""
    stories = store.stories.of([one.id for one in held])
    told: dict[str, list[Held]] = {}
    for one in held:
        place = stories.get(one.id)
        told.setdefault(place.story if place else one.id, []).append(one)
    # Newest first: the first to be stored is the last.
    firsts = {versions[-1]: tuple(reversed(versions[:-1])) for versions in told.values()}
    return dict(sorted(firsts.items(), key=lambda item: -item[0].number))
