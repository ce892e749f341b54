"""The addresses bench answers with the keys that the store compares."""

import json
from pathlib import Path

import pytest

from benchmarks.urls import answer

ONE, OTHER = "https://www.example.org/a?utm_source=rss", "https://example.org/a/"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([{"a": ONE, "b": OTHER, "same": True}, {"a": ONE, "b": "x", "same": False}]),
        "".join(json.dumps({"url": url}) + "\n" for url in (ONE, OTHER, "x", ONE)),
    ],
    ids=["vectors", "lines"],
)
def test_each_address_has_its_key_once(tmp_path: Path, text: str) -> None:
    source, target = tmp_path / "addresses", tmp_path / "answer.jsonl"
    source.write_text(text, "utf-8")
    assert answer(source, target) == 3
    rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert rows == [
        {"url": ONE, "key": "example.org/a"},
        {"url": OTHER, "key": "example.org/a"},
        {"url": "x", "key": ""},
    ]
