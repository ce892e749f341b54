"""The cross-validation tunes on some pages and measures on others."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.crossvalidation import AFAR, FOLDS, measure
from digest.discover.scoring import WEIGHTS
from digest.discover.weights import Weights

PAGE = Path(__file__).parent / "pages" / "listing_front.html"
SCORER = """
def score_page(label, links):
    wanted = set(label["articles"])
    return {"f1": len(wanted & set(links)) / max(len(wanted), len(links), 1)}
"""


def folder(at: Path, articles: list[str]) -> Path:
    rows = [
        {"id": f"p{n}", "url": "https://gazette.example/", "articles": articles}
        for n in range(FOLDS)
    ]
    (at / "labels.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    for row in rows:
        (at / f"{row['id']}.html.gz").write_bytes(gzip.compress(PAGE.read_bytes()))
    (at / "scorer.py").write_text(SCORER)
    return at


@pytest.mark.parametrize("start", [WEIGHTS, AFAR])
def test_each_page_is_measured_with_weights_that_others_gave(
    tmp_path: Path, start: Weights
) -> None:
    lead = "https://gazette.example/2026/11/20/libya-reopens-coastal-road/"
    at = folder(tmp_path, [lead])
    found = measure(at, at / "scorer.py", start)
    assert len(found.tuned) == FOLDS
    assert found.plain == pytest.approx(1 / 6)
    assert found.start <= found.seen
    assert found.crossed == pytest.approx(found.seen)  # all pages are alike here
