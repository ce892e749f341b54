"""The [[feed]] tables to Searches; what is wrong costs one feed each, as with sources."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pydantic import ValidationError

from digest.config.complaints import label_of, of_one, shown
from digest.config.document import Document
from digest.config.subjects import named
from digest.config.tables import FeedTable
from digest.config.values import did_you_mean
from digest.model import Search, Source, Subject


def searches_of(
    document: Document, sources: Sequence[Source], subjects: Mapping[str, Subject]
) -> tuple[list[Search], list[str]]:
    """Return the searches of a file, and what is wrong in the others.

    Args:
        document: the configuration; further files hold none.
        sources: all that it and its further files hold.
        subjects: by their names.
    """
    found: dict[str, Search] = {}
    problems: list[str] = []
    for number, table in enumerate(document.table.get("feed", [])):
        try:
            checked = FeedTable.model_validate(table, context={"subjects": subjects})
        except ValidationError as error:
            problems += of_one(error, document, FeedTable, "feed", number)
            continue
        wrong = list(_wrong(checked, sources, found))
        for key, said in wrong:
            place = document.at(("feed", number, key))
            problems.append(f"{place}: {label_of(document, 'feed', number)}: {key}: {said}")
        if not wrong:
            found[checked.name] = _search(checked, subjects)
    return list(found.values()), problems


def _wrong(
    table: FeedTable, sources: Sequence[Source], taken: Collection[str]
) -> Iterator[tuple[str, str]]:
    if table.name in taken:
        yield "name", f"{shown(table.name)} is taken by another feed; names are unique"
    yield from unknown(table.sources, table.groups, sources)


def unknown(
    asked_sources: Iterable[str], asked_groups: Iterable[str], sources: Iterable[Source]
) -> Iterator[tuple[str, str]]:
    """Yield each name that no source or group has: its key, and what is wrong with it."""
    names = {one.name: one.group for one in sources}
    groups = {group: None for group in names.values() if group}
    for key, asked, known in (("sources", asked_sources, names), ("groups", asked_groups, groups)):
        for one in asked:
            if one not in known:
                what = "source is named" if key == "sources" else "source is of group"
                yield key, f"no {what} {shown(one)}{did_you_mean(one, known)}"


def _search(table: FeedTable, subjects: Mapping[str, Subject]) -> Search:
    return Search(
        name=table.name,
        title=table.title or table.name,
        sources=tuple(table.sources),
        groups=tuple(table.groups),
        subjects=named(table.subjects, subjects),
        language=table.language,
        stories=table.stories,
    )
