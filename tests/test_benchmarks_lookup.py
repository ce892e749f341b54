"""A made store gives each copy its original, and no more candidates than are compared."""

from pathlib import Path

from benchmarks.lookup import measure
from digest.store.sketches import CANDIDATES


def test_each_copy_is_given_its_original(tmp_path: Path) -> None:
    found = measure(2000, tmp_path, asked=300)
    assert found.found == 1
    assert 0.1 <= found.candidates <= CANDIDATES
    assert found.cpu_p95 > 0
