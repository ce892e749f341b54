"""Articles that move, change and come again are shown once, also by a store that was put back."""

from pathlib import Path

from benchmarks.history import Replay, replay
from digest.parsing import Parsers


def test_each_article_is_shown_once_under_one_id(tmp_path: Path, parsers: Parsers) -> None:
    found = replay(40, tmp_path, parsers)
    assert found == Replay(articles=40, repeated=0, lost=0, changed=0, told_twice=0)
