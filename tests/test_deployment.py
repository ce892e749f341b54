"""The ways in which docs/deployment says to run the program every day do run it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

ROOT = Path(__file__).parents[1]
DEPLOYMENT = ROOT / "docs" / "deployment"
PROGRAM = Path(sys.executable).with_name("digest")
UNITS = ("digest.service", "digest-run.service", "digest.timer")

PARAGRAPH = (
    "The council of the town decided on Monday to build the new bridge over the river, "
    "after two years in which its plans were changed four times. Work begins in March. "
)
ARTICLE = f"""<!doctype html><html lang="en"><head><title>New bridge is to be built</title>
<meta property="og:type" content="article"></head><body><article>
<h1>New bridge is to be built</h1><p>{PARAGRAPH * 2}</p><p>{PARAGRAPH}</p>
</article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Town</title>
<link>http://127.0.0.1/</link><description>News</description><item>
<title>New bridge is to be built</title><link>{}</link></item></channel></rss>"""


def _home(folder: Path, site: HTTPServer) -> Path:
    """Lay out a home folder as the crontab expects one: the program and a config.toml."""
    (folder / ".local" / "bin").mkdir(parents=True)
    (folder / ".local" / "bin" / "digest").symlink_to(PROGRAM)
    (folder / "news").mkdir()
    (folder / "news" / "config.toml").write_text(
        f"""[fetch]
delay = 0
allow_networks = ["127.0.0.0/8"]
[[source]]
name = "town"
url = "{site.url_for("/feed.xml")}"
""",
        encoding="utf-8",
    )
    return folder


def _line() -> str:
    text = (DEPLOYMENT / "crontab").read_text(encoding="utf-8")
    [line] = [line for line in text.splitlines() if line[:1] not in ("#", "M")]
    return line


def _as_cron_does(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a crontab's command in the environment that crontab(5) describes.

    Only what tells coverage to measure it too is handed on.
    """
    measured = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    cron = {"HOME": str(home), "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "LOGNAME": "x"}
    return subprocess.run(
        ["/bin/sh", "-c", command],
        env=cron | measured,
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_line_of_the_crontab_reads_what_is_due_and_is_silent_when_nothing_is(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    article = httpserver.url_for("/2026/bridge-is-to-be-built.html")
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nAllow: /\n")
    httpserver.expect_request("/feed.xml").respond_with_data(
        FEED.format(article), content_type="application/rss+xml"
    )
    httpserver.expect_request("/2026/bridge-is-to-be-built.html").respond_with_data(
        ARTICLE, content_type="text/html; charset=utf-8"
    )
    home = _home(tmp_path, httpserver)
    command = _line().split(maxsplit=5)[5]

    first = _as_cron_does(command, home)
    assert first.returncode == 0, first.stderr
    assert "New bridge is to be built" in (home / "news" / "output" / "feed.xml").read_text("utf-8")

    second = _as_cron_does(command, home)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_crontab_runs_every_quarter_of_an_hour_and_needs_no_percent_sign() -> None:
    """An unescaped % of a command is a line end to cron."""
    line = _line()
    assert line.split(maxsplit=5)[:5] == ["*/15", "*", "*", "*", "*"]
    assert "%" not in line
    assert line in (DEPLOYMENT / "README.md").read_text(encoding="utf-8")


@pytest.mark.system("systemd-analyze")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    for name in UNITS:
        text = (DEPLOYMENT / name).read_text(encoding="utf-8")
        installed = text.replace("/opt/digest/bin/digest", str(PROGRAM))
        assert (installed == text) is (name == "digest.timer")
        (tmp_path / name).write_text(installed, encoding="utf-8")
    verify = shutil.which("systemd-analyze") or ""
    done = subprocess.run(
        [verify, "verify", "--man=no", *(tmp_path / name for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
