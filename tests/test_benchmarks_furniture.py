"""The bench of a site's memory, on pages of its own."""

import gzip
import json
from pathlib import Path

from extracting import OTHER, PARAGRAPH

from benchmarks import furniture

LETTER = "The letter of the editors comes every morning before breakfast, and it costs you nothing."


def test_what_the_label_lacks_goes_after_copies_and_what_it_has_stays(tmp_path: Path) -> None:
    labels = []
    for number in range(2 * furniture.EVERY):
        text = f"{PARAGRAPH} It was day {number}.", f"{OTHER} Nor on day {number}."
        blocks = "".join(f"<p>{block}</p>" for block in (*text, LETTER))
        page = f"<html><body><article><h1>The bridge</h1>{blocks}</article></body></html>"
        (tmp_path / f"{number}.html.gz").write_bytes(gzip.compress(page.encode()))
        labels.append(json.dumps({"id": f"{number}", "body_text": "\n".join(text)}))
    (tmp_path / "labels.jsonl").write_text("\n".join(labels))
    assert furniture.answer(tmp_path, tmp_path / "out") == 2
    for name, dropped in (("out", [LETTER]), ("out.alone", [])):
        for line in (tmp_path / name).read_text().splitlines():
            answer = json.loads(line)
            assert answer["dropped"] == dropped
            assert (LETTER in answer["body_text"]) == (not dropped)
            assert PARAGRAPH in answer["body_text"]
