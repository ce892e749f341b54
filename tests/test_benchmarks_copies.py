"""The copies bench stores documents as a run would and names the leader of each."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.copies import answer

BODY = " ".join(f"Sentence number {n} of what the mayor said in the harbour." for n in range(12))
DOCUMENTS = [
    {"id": "a", "title": "Harbour opens", "text": BODY, "source": "one", "date": "2026-03-10"},
    {"id": "b", "title": "Port is open", "text": BODY, "source": "two", "date": "3/12/26"},
    {"id": "c", "title": "Harbour", "text": BODY, "source": "two", "date": "2026-05-10T08:00:00Z"},
    {"id": "d", "title": "Again", "text": BODY, "date": "", "url": "https://example.org/d"},
    {"id": "e", "title": "Bread", "text": "Short.", "source": "one", "date": ""},
    {"id": "f", "title": "Other", "text": "Edited", "url": "https://www.example.org/d?utm_id=1"},
]


@pytest.mark.parametrize("name", ["documents.jsonl", "documents.jsonl.gz"])
def test_copies_have_the_group_of_their_leader(tmp_path: Path, name: str) -> None:
    source, target = tmp_path / name, tmp_path / "answer.jsonl"
    lines = "".join(json.dumps(document) + "\n" for document in DOCUMENTS).encode()
    source.write_bytes(gzip.compress(lines) if name.endswith(".gz") else lines)
    assert answer(source, target) == 6
    rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == list("abcdef")
    a, b, c, d, e, f = (row["group"] for row in rows)
    assert a == b == d == f
    assert len({a, c, e}) == 3
