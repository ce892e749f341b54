"""The [[subject]] tables to Subjects.

They belong to the whole file: who names a subject must be able to trust it, so that a wrong
one is an error of the configuration, and not the loss of that subject only.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from digest.config.complaints import label_of, of_one
from digest.config.document import Document
from digest.config.tables import SubjectTable
from digest.model import Subject


def subjects_of(document: Document) -> tuple[dict[str, Subject], list[str]]:
    """Return the subjects of a file by their names, in its order, and what is wrong in others."""
    found: dict[str, Subject] = {}
    places: dict[str, str] = {}
    problems = []
    for number, table in enumerate(tables_of(document, "subject")):
        try:
            checked = SubjectTable.model_validate(table)
        except ValidationError as error:
            problems += of_one(error, document, SubjectTable, "subject", number)
            continue
        place, name = document.at(("subject", number, "name")), checked.name
        if name in found:
            said = f'name: "{name}" is taken at {places[name]}; names are unique'
            problems.append(f"{place}: {label_of(document, 'subject', number)}: {said}")
            continue
        places[name] = place
        found[name] = Subject(name=name, words=tuple(checked.words), without=tuple(checked.without))
    return found, problems


def names_of(document: Document, kind: str = "subject") -> tuple[str, ...]:
    """Return what the subjects of a file, or another kind, are called, those that are wrong too.

    A key that names one is checked by these, so that one slip is one error.
    """
    tables = tables_of(document, kind)
    names = (table.get("name") for table in tables if isinstance(table, dict))
    return tuple(name for name in names if isinstance(name, str))


def named(names: Iterable[str], subjects: Mapping[str, Subject]) -> tuple[Subject, ...]:
    """Return the subjects of some names, each once; the names were checked."""
    return tuple(subjects[name] for name in dict.fromkeys(names) if name in subjects)


def tables_of(document: Document, kind: str) -> list[Any]:
    """Return the tables of a kind as they are written; none where something else stands."""
    tables = document.table.get(kind, [])
    return tables if isinstance(tables, list) else []
