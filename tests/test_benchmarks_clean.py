"""The clean bench answers with what the store would keep, and nothing of it runs."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks import clean, feeds
from digest import markup
from digest.feeds import atom, rss
from digest.identity import mint
from digest.model import Article, Feed, Stored

VECTORS = ("xss_dompurify", "xss_owasp", "sanitize_feedparser", "sanitize_miniflux")
CONTROL = {"id": "control", "html": "<img src=https://a.example/ onerror=alert(1)>"}
"""Runs, and is not cleaned: a blind judge would be noticed."""


def test_each_vector_is_answered_with_what_is_kept_of_it(tmp_path: Path) -> None:
    source, target = tmp_path / "vectors.jsonl", tmp_path / "answers.jsonl"
    vectors = [
        {"id": "a", "html": '<p onclick="x">Text <a href="/b">b</a></p>'},
        {"id": "b", "html": "<script>alert(1)</script>"},
    ]
    source.write_text("".join(json.dumps(one) + "\n" for one in vectors), "utf-8")
    assert clean.answer(source, target) == 2
    assert [json.loads(line) for line in target.read_text("utf-8").splitlines()] == [
        {
            "id": "a",
            "html": '<p>Text <a href="https://example.org/b" rel="noopener noreferrer">b</a></p>',
        },
        {"id": "b", "html": ""},
    ]


def _injected(shared: Path) -> Feed:
    """A feed with the vectors in every text of its articles."""
    files = [shared / "vectors" / f"{name}.jsonl" for name in VECTORS]
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    texts = [str(json.loads(line)["html"]) for line in lines]
    articles = [
        Article(
            url=text, title=text, html=markup.clean(text, ""), text=text, summary=text, tags=(text,)
        )
        for text in texts
    ]
    seen = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
    stored = [
        Stored(id=mint(f"{n}"), number=n, source="a", article=one, first_seen=seen, updated=seen)
        for n, one in enumerate(articles)
    ]
    return Feed(title="News", url="https://example.org/", articles=tuple(stored))


def _judged(what: Path, modes: str, shared: Path, report: Path) -> list[dict[str, Any]]:
    tool = shared / "tools" / "xss_browser.py"
    command = [sys.executable, tool, what, "--modes", modes, "--json", report, "--batch", "60"]
    chromium = shutil.which("chromium")
    subprocess.run([*command, "--chromium", chromium], check=False, timeout=300)
    return list(json.loads(report.read_text("utf-8"))["results"])


def _check(results: list[dict[str, Any]]) -> None:
    for one in results:
        found = [one[kind] for kind in ("executed", "after_act", "error")]
        assert found == [[], [], None], one["id"]
        assert not one["active"], one["id"]


@pytest.mark.shared
@pytest.mark.system("chromium")
def test_nothing_of_what_is_kept_runs_in_a_browser(shared: Path, tmp_path: Path) -> None:
    """Many vectors are cleaned to the same, or to nothing: each answer is judged once."""
    answers = tmp_path / "answers.jsonl"
    answered: list[str] = []
    for name in VECTORS:
        clean.answer(shared / "vectors" / f"{name}.jsonl", answers)
        lines = answers.read_text("utf-8").splitlines()
        answered += [str(json.loads(line)["html"]) for line in lines]
    assert len(answered) > 800
    distinct = [{"id": str(n), "html": html} for n, html in enumerate(dict.fromkeys(answered))]
    answers.write_text("".join(f"{json.dumps(one)}\n" for one in (CONTROL, *distinct)), "utf-8")
    results = _judged(answers, "inner", shared, tmp_path / "report.json")
    control = [one for one in results if one["id"] == "control"]
    assert all(one["executed"] for one in control)
    others = [one for one in results if one["id"] != "control"]
    assert len(others) == len(distinct) > 200
    _check(others)


@pytest.mark.shared
@pytest.mark.system("chromium")
def test_nothing_of_the_feeds_runs_in_a_browser(shared: Path, tmp_path: Path) -> None:
    """As a file that is opened, and put into a page as readers do."""
    folder = tmp_path / "feeds"
    assert feeds.answer(shared / "torture" / "torture.jsonl", folder) == 98
    injected = _injected(shared)
    (folder / "injected.xml").write_bytes(rss(injected, limit=5_000_000))
    (folder / "injected.atom").write_bytes(atom(injected, limit=5_000_000))
    (folder / "control.html").write_text(str(CONTROL["html"]), "utf-8")
    results = _judged(folder, "doc,inner,feed", shared, tmp_path / "report.json")
    control = [one for one in results if one["id"] == "control.html"]
    assert [one["executed"] != [] for one in control] == [True, True]
    others = [one for one in results if one["id"] != "control.html"]
    assert {(one["id"], one["mode"]) for one in others} >= {
        (f"{name}.{suffix}", mode)
        for name in ("feed", "injected")
        for suffix in ("xml", "atom")
        for mode in ("doc", "feed")
    }
    _check(others)
