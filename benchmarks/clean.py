"""Answer the clean bench: HTML from outside, as the store would keep it.

A browser judges the answers: nothing in them may run.
"""

import json
from pathlib import Path

from digest.markup import clean

_BASE = "https://example.org/"


def answer(source: Path, target: Path) -> int:
    """Write `{"id": ..., "html": ...}` for each vector; return how many there are.

    Args:
        source: JSON lines with an `id` and `html` each.
        target: a file of JSON lines, in the same order.
    """
    with source.open(encoding="utf-8") as lines:
        vectors = [json.loads(line) for line in lines]
    with target.open("w", encoding="utf-8") as answers:
        for one in vectors:
            kept = {"id": one["id"], "html": clean(str(one["html"]), _BASE)}
            answers.write(json.dumps(kept, ensure_ascii=False) + "\n")
    return len(vectors)
