"""The files of a run: one for each group, whatever the groups are called."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from runner import Runner
from site_server import Site, configuration, serving

from digest.parsing import Parsers


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        one.publish(1)
        yield one


@pytest.mark.parametrize(
    ("groups", "files"),
    [
        (("News", "news!", "News 2"), ["news", "news-2", "news-2-2"]),
        (("A 3", "A", "a"), ["a", "a-2", "a-3"]),
        (("أخبار ليبيا", "!!!"), ["group", "أخبار-ليبيا"]),
        (("سياسة " * 60,), ["-".join(["سياسة"] * 8) + "-سي"]),
    ],
)
def test_each_group_has_a_file_of_its_own(
    groups: tuple[str, ...], files: list[str], site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    file = configuration(tmp_path, [site] * len(groups))
    text = file.read_text()
    for number, group in enumerate(groups):
        text = text.replace(f'name = "site{number}"', f'name = "site{number}"\ngroup = "{group}"')
    file.write_text(text)
    runner = Runner(tmp_path, file, parsers)
    runner.run()
    written = sorted(path.stem for path in (tmp_path / "output/feeds/group").glob("*.xml"))
    assert written == files
