"""The bench of the server counts 304s, and there are more of them than are wanted."""

from pathlib import Path

from benchmarks import served


def test_a_core_answers_two_thousand_readers_a_second(tmp_path: Path) -> None:
    assert served.measure(tmp_path, seconds=0.5) > 2000
