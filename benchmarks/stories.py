"""Answer the stories bench: documents come one after another, then an edition repairs.

Nothing but id, title, text and date is read from a document.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.copies import documents_of, read_date
from digest.model import Article
from digest.stories import Gathering, Telling, Vocabulary, features, language_of

_READ_AT = datetime(2026, 11, 1, tzinfo=UTC)


def answer(source: Path, target: Path) -> int:
    """Write the story of every document, and return how many there were.

    Args:
        source: JSON lines of documents, gzipped or not, taken in the order of the file.
        target: written as JSON lines of `id` and `group`.
    """
    gatherings: dict[str, Gathering] = {}
    languages = {}
    for number, document in enumerate(documents_of(source)):
        title, text = document["title"], document["text"]
        language = language_of(Article(url="", title=title, text=text))
        gathering = gatherings.setdefault(language, Gathering((), Vocabulary()))
        at = read_date(document.get("date") or "") or _READ_AT
        gathering.add(
            Telling(id=document["id"], number=number, at=at, features=features(title, text))
        )
        languages[document["id"]] = language
    for gathering in gatherings.values():
        gathering.repair()
    with target.open("w", encoding="utf-8") as out:
        for id_, language in languages.items():
            out.write(json.dumps({"id": id_, "group": gatherings[language].story[id_]}) + "\n")
    return len(languages)
