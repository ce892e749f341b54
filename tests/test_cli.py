"""The commands as they are typed: what they print, write and exit with."""

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from site_server import Answer, Site, configuration, serving

from digest.store import Store

Type = Callable[..., int]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        for number in range(3):
            one.publish(number, date="2026-11-20T08:00:00+02:00")
        yield one


def test_run_reads_all_and_says_what_it_wrote(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site])
    assert typed("run") == 0
    said = capsys.readouterr().out
    assert "3 new, 0 known, 0 updated, 0 merged from 1 source" in said
    assert "output/feed.xml" in said
    assert typed("run", "--quiet") == 0
    assert capsys.readouterr().out == ""
    site.publish(5)
    assert typed("run", "--quiet") == 0
    assert capsys.readouterr().out.startswith("1 new")


def test_run_due_reads_only_what_is_due(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site])
    assert typed("run", "--due") == 0
    assert "3 new" in capsys.readouterr().out
    asked = len(site.asked)
    assert typed("run", "--due") == 0
    assert "from 0 sources" in capsys.readouterr().out
    assert len(site.asked) == asked


def test_run_source_reads_that_one_and_refuses_an_unknown_one(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as other:
        configuration(tmp_path, [site, other])
        assert typed("run", "--source", "site0") == 0
        assert other.asked == []
        assert typed("run", "--source", "sight0") == 2
    assert 'no source is named "sight0"; there are: site0, site1' in capsys.readouterr().err


def test_one_failure_is_told_but_well_and_strict_makes_it_1(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site])
    site.pages["/"] = Answer("no", status=403)
    assert typed("run", "--strict") == 1
    assert "site0: http" in capsys.readouterr().err
    site.pages["/"] = Answer("<p>nothing</p>")
    assert typed("run") == 1
    (line,) = [one for one in capsys.readouterr().err.splitlines() if "site0: http" in one]
    assert line.startswith("in trouble since ")
    assert typed("status") == 1
    assert re.search(r"in trouble since 2\S+ \S+: site0: http", capsys.readouterr().out)


def test_status_shows_each_source_and_names_a_removed_one_once(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as other:
        configuration(tmp_path, [site, other])
        assert typed("status") == 0
        told = capsys.readouterr()
        assert "nothing was read yet" in told.err
        assert told.out.count("not read yet") == 2
        other.publish(7)
        typed("run")
        assert typed("status", "--json") == 0
        sources = json.loads(capsys.readouterr().out)["sources"]
        assert [(one["name"], one["links"]) for one in sources] == [("site0", 3), ("site1", 1)]
    configuration(tmp_path, [site])
    assert typed("run") == 0
    assert typed("status") == 0
    assert "site1 is no longer in the configuration; its articles stay" in capsys.readouterr().out
    assert typed("status") == 0
    shown = capsys.readouterr().out
    assert "site1" not in shown
    assert "well, by listing" in shown


def test_run_due_reads_a_source_whose_address_changed(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site])
    typed("run")
    with serving() as other:
        other.publish(9)
        configuration(tmp_path, [other])
        assert typed("run", "--due") == 0
    assert "1 new" in capsys.readouterr().out


def test_status_shows_sources_not_read_yet_not_enabled_or_misconfigured(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    file = configuration(tmp_path, [site])
    site.pages["/"] = Answer("<p>nothing</p>")
    typed("run")
    assert typed("run") == 1
    text = configuration(tmp_path, [site, site]).read_text()
    file.write_text(text.replace('name = "site0"', 'name = "site0"\nenabled = false'))
    assert typed("status") == 0
    said = capsys.readouterr().out
    assert "not enabled" in said
    assert "not read yet" in said
    assert "in trouble" not in said
    assert typed("status", "--json") == 0
    assert json.loads(capsys.readouterr().out)["unread"] == ["site1"]
    file.write_text(text.replace('name = "site1"', 'name = "site1"\nevry = "1h"'))
    typed("status")
    file.write_text(file.read_text().replace('name = "site0"', 'name = "site0"\nenabled = false'))
    assert typed("status") == 1
    assert '"evry"' in capsys.readouterr().err


def test_preview_of_a_source_that_cannot_be_read_says_where_and_why(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site])
    site.pages["/"] = Answer("no", status=403)
    assert typed("preview", "site0") == 1
    assert capsys.readouterr().err == f"site0: {site.url}/: 403 Forbidden\n"


def test_preview_shows_the_articles_and_stores_nothing(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site], more='exclude = ["number 1"]')
    assert typed("preview", "site0") == 0
    shown = capsys.readouterr().out
    assert "3 links, by listing" in shown
    assert "2026-11-20 08:00" in shown
    assert "dropped" in shown
    assert not (tmp_path / "digest.db").exists()
    typed("run")
    assert typed("preview", "site0", "--json", "--most", "1") == 0
    seen = json.loads(capsys.readouterr().out)
    assert (seen["usual_links"], len(seen["articles"])) == (3, 1)
    assert seen["articles"][0]["provenance"]
    del site.pages["/news/story-number-0"]
    site.pages["/"] = Answer("gone", status=404)
    assert typed("preview", "site0") == 1
    assert "404" in capsys.readouterr().err


def test_check_and_init(tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("check") == 2
    assert "digest init FOLDER" in capsys.readouterr().err
    assert typed("init", "news") == 0
    assert "digest run --config news/config.toml" in capsys.readouterr().out
    assert typed("check", "--config", "news/config.toml") == 0
    assert "news/config.toml is right" in capsys.readouterr().out
    assert typed("init", "news") == 2
    file = tmp_path / "news" / "config.toml"
    file.write_text('[digest]\ntitel = "x"\n')
    assert typed("run", "--config", "news/config.toml") == 2
    assert 'did you mean "title"' in capsys.readouterr().err


def test_a_wrong_source_costs_itself_and_exits_1(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    file = configuration(tmp_path, [site])
    file.write_text(f'{file.read_text()}\n[[source]]\nname = "bad"\nurl = "ftp://x"\n')
    assert typed("run") == 1
    told = capsys.readouterr()
    assert '"bad"' in told.err
    assert "3 new" in told.out


def test_version_and_an_unknown_command(typed: Type, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("--version") == 0
    assert capsys.readouterr().out.startswith("digest ")
    assert typed("runn") == 2


def test_a_second_instance_exits_3_and_names_the_first(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site])
    with Store(f"sqlite:///{tmp_path / 'digest.db'}") as store, store.lock():
        assert typed("run") == 3
        assert "held by another digest (process" in capsys.readouterr().err
        assert typed("start") == 3
        assert typed("status") == 0


def test_a_lost_store_stops_run_unless_told_otherwise(
    site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    configuration(tmp_path, [site])
    assert typed("run") == 0
    for file in tmp_path.glob("digest.db*"):
        file.unlink()
    for command in ("run", "start"):
        assert typed(command) == 2
        told = capsys.readouterr().err
        assert str(tmp_path / "digest.db") in told
        assert str(tmp_path / "output" / "digest") in told
    assert typed("run", "--new-store") == 0


@pytest.mark.parametrize("way", ["folder", "store"])
def test_a_place_that_cannot_be_written_is_named_and_loses_nothing(
    way: str, site: Site, tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    file = configuration(tmp_path, [site])
    (tmp_path / "blocked").write_text("a file where a folder should be")
    extra = (
        '[output]\nfolder = "blocked/output"\n'
        if way == "folder"
        else '[store]\nurl = "sqlite:///blocked/digest.db"\n'
    )
    plain = file.read_text()
    file.write_text(extra + plain)
    assert typed("run") == 1
    assert "blocked" in capsys.readouterr().err
    file.write_text(plain)
    assert typed("run") == 0
    with Store(f"sqlite:///{tmp_path / 'digest.db'}") as store:
        assert len(store.articles.everything(most=9)) == 3


def test_a_full_disk_is_told_and_loses_nothing(site: Site, tmp_path: Path) -> None:
    configuration(tmp_path, [site])
    command = [sys.executable, "-m", "digest", "run"]

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    full = subprocess.run(
        command,
        cwd=tmp_path,
        # Without what measures coverage, which finds no room for its file either.
        env={name: value for name, value in os.environ.items() if "COVERAGE" not in name},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=no_room,
    )
    assert full.returncode == 1
    assert "digest: " in full.stderr
    assert "Traceback" not in full.stderr
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with Store(f"sqlite:///{tmp_path / 'digest.db'}") as store:
        assert len(store.articles.everything(most=9)) == 3
    assert (tmp_path / "output" / "feed.xml").read_text().count("<item>") == 3
