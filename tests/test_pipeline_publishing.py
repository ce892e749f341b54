"""The files of a run: one for each group, whatever the groups are called."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from runner import Runner
from site_server import Site, configuration, serving

from digest import opml
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


def test_the_folder_is_entered_by_an_index_of_all_that_lies_in_it(
    site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    file = configuration(tmp_path, [site])
    named = 'name = "site0"\nformerly = ["old"]\ngroup = "News & more"'
    text = file.read_text().replace('name = "site0"', named)
    file.write_text(f'[output]\nbase_url = "https://me.example/"\n{text}')
    output = tmp_path / "output"
    runner = Runner(tmp_path, file, parsers)
    runner.run()
    (output / "digest" / "2026-99-99.md").write_text("somebody's own")
    assert runner.run().written == ()
    index = html.fromstring((output / "index.html").read_bytes())
    local = {link for _, _, link, _ in index.iterlinks()}
    assert local >= {"feed.xml", "feed.html", "feeds/site0.atom", "feeds/group/news-more.json"}
    assert local >= {"digest/2026-11-20.md", "subscriptions.opml", "icon.png"}
    assert {link for link in local if not (output / link).is_file()} == set()
    assert not any("old" in link or "2026-99-99" in link for link in local)
    assert (output / "feeds/old.xml").is_file()
    assert (output / "favicon.ico").read_bytes()[:4] == b"\0\0\1\0"
    listed = opml.read((output / "subscriptions.opml").read_bytes())
    assert {one.feed for one in listed} == {
        f"https://me.example/{path}.xml"
        for path in ("feed", "feeds/site0", "feeds/group/news-more")
    }
    assert {one.group for one in listed if "site0" in one.feed} == {"News & more"}


def test_a_page_names_its_source_as_it_is_called_now(
    site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    file = configuration(tmp_path, [site])
    runner = Runner(tmp_path, file, parsers)
    runner.run()
    file.write_text(file.read_text().replace('name = "site0"', 'name = "site0"\ntitle = "Gazette"'))
    runner.run()
    assert "Gazette" in (tmp_path / "output/feed.html").read_text()
