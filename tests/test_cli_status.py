"""`digest status` tells trouble first, together what has one cause; so does a run."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from site_server import Answer, configuration, serving

from digest import config
from digest.cli.report import print_report
from digest.model import Outcome
from digest.pipeline import Report
from digest.store import Store

Type = Callable[..., int]
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
NOTE = "feed https://x.example/feed: 404 Not Found; by listing now"
URLS = ("well.example", "a.example/1", "once.example", "b.example", "a.example/2", "new.example")
REASONS = {
    "s1": ["https://a.example/1: 503 Service Unavailable"] * 2,
    "s2": ["https://once.example/: 404 Not Found"],
    "s3": ["the list had 24 items, now none"] * 2,
    "s4": ["https://a.example/2: 500 Internal Server Error"] * 2,
}
HOST_LINE = (
    "in trouble since 2026-11-20 12:00: 2 sources of a.example (s1, s4): "
    "503 Service Unavailable; 500 Internal Server Error"
)


@pytest.fixture
def broken(tmp_path: Path) -> None:
    """Sources as a run left them: three in trouble, one that failed once, one well, one new."""
    file = tmp_path / "config.toml"
    file.write_text(
        '[digest]\ntimezone = "Africa/Tripoli"\n'
        + "".join(f'[[source]]\nname = "s{n}"\nurl = "https://{u}"\n' for n, u in enumerate(URLS))
    )
    sources = config.load(file).sources
    with Store(f"sqlite:///{tmp_path / 'digest.db'}") as store:
        known = store.sources
        known.sync(sources[:-1], now=NOW)
        outcome = Outcome(source="s0", way="listing", way_url="x", way_note=NOTE, links=7)
        known.succeeded(outcome, now=NOW, due_at=NOW)
        for name, reasons in REASONS.items():
            for hours, reason in enumerate(reasons):
                at = NOW + timedelta(hours=hours)
                known.failed(Outcome(source=name, reason=reason), now=at, due_at=at)


def _rows(said: str) -> list[str]:
    return [line.split()[0] for line in said.splitlines() if line.startswith("  s")]


@pytest.mark.usefixtures("broken")
def test_status_tells_trouble_first_and_one_host_in_one_line(
    typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("status") == 1
    said = capsys.readouterr().out
    assert _rows(said) == ["source", "s1", "s3", "s4", "s2", "s0", "s5"]
    assert [line for line in said.splitlines() if line.strip() and line[0] != " "] == [
        HOST_LINE,
        "in trouble since 2026-11-20 12:00: s3: the list had 24 items, now none",
        "s2: failed once, 2026-11-20 12:00: https://once.example/: 404 Not Found",
        f"s0: read another way since 2026-11-20 12:00: {NOTE}",
        "store 0.3 MB",
    ]


@pytest.mark.usefixtures("broken")
def test_status_broken_shows_only_those_in_trouble(
    tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(file.read_text().replace('name = "s0"', 'name = "t0"'))
    with Store(f"sqlite:///{tmp_path / 'digest.db'}") as store:
        store.sources.sync(config.load(file).sources, now=NOW)
    assert typed("status", "--broken") == 1
    said = capsys.readouterr().out
    assert _rows(said) == ["source", "s1", "s3", "s4"]
    assert said.count("in trouble since") == 2
    assert "s0" not in said
    assert "s2:" not in said
    assert typed("status") == 1
    assert "s0 is no longer in the configuration" in capsys.readouterr().out


@pytest.mark.usefixtures("broken")
def test_status_by_host_or_reason_counts_them(
    typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("status", "--by", "host") == 1
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if ".example" in line]
    assert [row[:2] for row in rows] == [["a.example", "2"], ["b.example", "1"]]
    assert rows[0][-2:] == ["s1,", "s4"]
    assert typed("status", "--by", "reason") == 1
    said = capsys.readouterr().out
    assert "Service Unavailable" in said
    assert "the list had items, now none" in said
    assert typed("status", "--by", "colour") == 2


@pytest.mark.usefixtures("broken")
def test_status_as_json_is_complete(typed: Type, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("status", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in told["sources"]] == ["s1", "s3", "s4", "s2", "s0"]
    first, well = told["sources"][0], told["sources"][-1]
    assert (first["in_trouble"], first["trouble_since"]) == (True, "2026-11-20T10:00:00+00:00")
    assert first["trouble"] == REASONS["s1"][0]
    assert (well["in_trouble"], well["trouble_since"], well["trouble"]) == (False, None, "")
    assert (well["way"], well["way_note"], well["counts"]) == ("listing", NOTE, [7])
    assert (well["way_changed_at"], well["articles"]) == ("2026-11-20T10:00:00+00:00", 0)
    assert told["unread"] == ["s5"]
    assert told["store"]["bytes"] > 50_000
    assert (told["store"]["week"], told["store"]["days_left"]) == (None, None)
    assert told["alarms"] == [
        {
            "host": "a.example",
            "cause": "",
            "sources": ["s1", "s4"],
            "since": "2026-11-20T10:00:00+00:00",
            "reasons": ["503 Service Unavailable", "500 Internal Server Error"],
        },
        {
            "host": "",
            "cause": "",
            "sources": ["s3"],
            "since": "2026-11-20T10:00:00+00:00",
            "reasons": ["the list had 24 items, now none"],
        },
    ]
    assert typed("status", "--json", "--broken", "--by", "reason") == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in told["sources"]] == ["s1", "s3", "s4"]
    assert {one["cause"] for one in told["alarms"]} == {
        "Service Unavailable",
        "Internal Server Error",
        "the list had items, now none",
    }


def test_status_by_host_of_healthy_sources_says_so(
    tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as site:
        site.publish(1)
        configuration(tmp_path, [site])
        assert typed("run") == 0
    assert typed("status", "--by", "host") == 0
    assert capsys.readouterr().out == "no source is in trouble\n"


def test_a_run_tells_what_fails_at_one_host_in_one_line(
    tmp_path: Path, typed: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    def lines() -> list[str]:
        said = capsys.readouterr().err.splitlines()
        return [line for line in said if "sources of 127" in line]

    with serving() as site:
        site.pages["/"] = Answer("no", status=403)
        configuration(tmp_path, [site, site])
        host = site.url.removeprefix("http://")
        assert typed("run") == 0
        assert lines() == [f"2 sources of {host} (site0, site1): 403 Forbidden"]
        assert typed("run") == 1
        (line,) = lines()
        assert line.startswith("in trouble since ")
        assert line.endswith(f": 2 sources of {host} (site0, site1): 403 Forbidden")


@pytest.mark.usefixtures("broken")
def test_a_run_says_once_that_a_source_is_read_another_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = config.load(tmp_path / "config.toml")
    for note, said in ((NOTE, f"s0: read another way: {NOTE}\n"), ("", "")):
        report = Report(outcomes=(Outcome(source="s0", known=7, way_note=note),))
        print_report(report, settings, quiet=True, seconds=1)
        assert capsys.readouterr().err == said


@pytest.mark.parametrize("read", [True, False])
def test_status_says_whose_certificate_is_not_checked(
    typed: Type, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, read: bool
) -> None:
    sources = (
        '[[source]]\nname = "a"\nurl = "https://a.example"\ntls = "unchecked"\n'
        '[[source]]\nname = "b"\nurl = "https://b.example"\n'
        '[[source]]\nname = "c"\nurl = "https://c.example"\ntls = "unchecked"\nenabled = false\n'
    )
    (tmp_path / "config.toml").write_text(sources)
    if read:
        Store(f"sqlite:///{tmp_path / 'digest.db'}").close()
    typed("status")
    said = [line for line in capsys.readouterr().out.splitlines() if "certificate" in line]
    assert len(said) == 1
    assert said[0].startswith("a: anyone on the way can change what is read")
    typed("status", "--json")
    assert json.loads(capsys.readouterr().out)["unchecked"] == ["a"]
