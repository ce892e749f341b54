"""The summaries bench answers as editions do, and its judge sees what readers stumble over."""

import json
from pathlib import Path

import pytest

from benchmarks import summaries

DOCUMENTS = [
    {
        "id": "a",
        "title": "Harbour opens",
        "text": "Harbour opens\n\nBy Jane Doe\n\nPARIS — The harbour opened. "
        + "Ships came. " * 40,
    },
    {"id": "b", "title": "Bread grows dear", "text": "Bread costs more. Nobody knows why."},
]


def test_answers_are_those_of_editions_and_better_than_the_first_characters(tmp_path: Path) -> None:
    source, target = tmp_path / "documents.jsonl", tmp_path / "answers.jsonl"
    source.write_text("".join(json.dumps(one) + "\n" for one in DOCUMENTS), "utf-8")
    assert summaries.answer(source, target) == 2
    told = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [one["id"] for one in told] == ["a", "b"]
    assert told[0]["summary"].startswith("The harbour opened. Ships came.")
    assert told[1]["summary"] == "Bread costs more. Nobody knows why."
    ours, cut = summaries.judge(source, target)
    assert ours == summaries.Found(whole=1, furniture=0, repeating=0, telling=0.5)
    assert cut == summaries.Found(whole=0.5, furniture=0, repeating=0.5, telling=0.75)


@pytest.mark.parametrize(
    ("told", "whole", "furniture", "repeating"),
    [
        ("The harbour opened.", True, False, False),
        ("The harbour…", False, False, False),
        ("The harbour was", False, False, False),
        ("By Jane Doe The harbour opened.", True, True, False),
        ("PARIS — The harbour opened.", True, True, False),
        ("Image: the harbour.", True, True, False),
        ("Share prices fell.", True, False, False),
        ("Harbour opens, at last.", True, False, True),
    ],
)
def test_judge_knows_what_a_reader_stumbles_over(
    told: str, *, whole: bool, furniture: bool, repeating: bool
) -> None:
    seen = summaries.found([("Harbour opens", told)])
    assert (seen.whole, seen.furniture, seen.repeating) == (whole, furniture, repeating)
