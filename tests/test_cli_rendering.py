"""A site that only scripts fill, as it is followed: proposed, added, read, and what goes wrong."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import feedparser
import pytest
from runner import Runner
from scripted import publish
from site_server import Site, configuration, serving

from digest import config
from digest.configure import adding
from digest.parsing import Parsers

Type = Callable[..., int]
ARTICLES = 3


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        publish(one, ARTICLES)
        yield one


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return configuration(tmp_path, [])


def test_a_page_without_text_is_proposed_to_be_rendered_and_nothing_is_added(
    site: Site, file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    before = file.read_text()
    assert typed("add", f"{site.url}/", "--yes") == 1
    said = capsys.readouterr().err
    assert "the page holds nothing but scripts" in said
    assert f"  digest add {site.url}/ --render" in said
    assert "/app.js" not in site.asked
    assert file.read_text() == before
    assert typed("add", f"{site.url}/", "--yes", "--json") == 1
    assert json.loads(capsys.readouterr().out)["sources"][0]["render"] is True


def test_articles_without_text_below_a_plain_list_are_proposed_to_be_rendered(
    file: Path, typed: Type, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "WITHIN_S", 60.0)  # not before one was read, on a busy machine
    with serving() as site:
        publish(site, ARTICLES)
        site.pages.pop("/")
        paths = [f"/news/story-number-{number}" for number in range(ARTICLES)]
        site.listed = [(path, f"A long enough headline about {path[-1]}") for path in paths]
        assert typed("add", f"{site.url}/", "--yes") == 1
        said = capsys.readouterr().err
        assert f"  digest add {site.url}/ --render" in said
    assert not config.load(file).sources


def test_a_page_with_text_is_not_proposed_to_be_rendered(
    file: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as site:
        for number in range(ARTICLES):
            site.publish(number)
        assert typed("add", f"{site.url}/", "--yes") == 0
        assert typed("add", f"{site.url}/news/story-number-0", "--yes") == 1
        assert "--render" not in capsys.readouterr().err
    assert "render" not in file.read_text()


@pytest.mark.system("chromium")
def test_a_scripted_site_is_added_and_its_articles_are_in_the_feed_in_full(
    site: Site,
    file: Path,
    typed: Type,
    capsys: pytest.CaptureFixture[str],
    parsers: Parsers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(adding, "WITHIN_S", 60.0)
    assert typed("add", f"{site.url}/", "--yes", "--render", "--name", "scripted") == 0
    assert "A long enough headline about 0" in capsys.readouterr().out
    (source,) = config.load(file, strict=True).sources
    assert source.render
    assert "render = true" in file.read_text()
    runner = Runner(file.parent, file, parsers)
    report = runner.run()
    (outcome,) = report.outcomes
    assert (outcome.new, outcome.reason, outcome.failures) == (ARTICLES, "", ())
    feed = feedparser.parse((file.parent / "output" / "feed.xml").read_bytes())
    assert sorted(entry.title for entry in feed.entries) == [
        f"A long enough headline about {number}" for number in range(ARTICLES)
    ]
    assert all("said number" in entry.content[0].value for entry in feed.entries)
    assert runner.run().outcomes[0].known == ARTICLES


def test_a_source_without_its_browser_says_so_and_the_others_are_read(
    site: Site, tmp_path: Path, parsers: Parsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "digest.rendering.browser", raising=False)
    monkeypatch.setitem(sys.modules, "playwright.async_api", None)  # as where it is not there
    with serving() as plain:
        plain.publish(0)
        file = configuration(tmp_path, [plain, site])
        file.write_text(f"{file.read_text()}render = true\n")
        outcomes = Runner(tmp_path, file, parsers).run().outcomes
    assert [one.new for one in outcomes] == [1, 0]
    assert outcomes[1].reason == (
        f"{site.url}/: playwright is not installed, which render = true needs: "
        "pip install 'site-digest[browser]'"
    )
    assert not outcomes[1].unreachable
    assert not outcomes[1].server_fault


def test_a_named_browser_that_is_not_there_is_said_where_it_is_named(
    site: Site, tmp_path: Path, parsers: Parsers
) -> None:
    file = configuration(tmp_path, [site], more="render = true")
    file.write_text(file.read_text().replace("[fetch]\n", '[fetch]\nbrowser = "bin/none"\n'))
    (outcome,) = Runner(tmp_path, file, parsers).run().outcomes
    missing = tmp_path / "bin" / "none"
    said = f"[fetch] browser: {missing} is no program that can be started"
    assert outcome.reason == f"{site.url}/: {said}"
