"""Does a browser run, or fetch, anything for a page of strangers' texts?

The policy is taken out of the pages first: what is judged is the escaping alone. Beside
them lies a page that does run something, so that a blind judge would be noticed.
"""

import html
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from port import with_article
from reading_pages import page

from digest.model import Feed, Listed
from digest.pages import POLICY, index

VECTORS = (
    ("xss_owasp", "html"),
    ("xss_dompurify", "html"),
    ("sanitize_feedparser", "html"),
    ("sanitize_miniflux", "html"),
    ("output_injection_own", "s"),
    ("naughty_strings_blns", "s"),
)
A_PAGE = 60
"""Injections in a page: a page for each takes minutes."""
CONTROL = "control.html"


def _injections(shared: Path) -> list[str]:
    files = [(shared / "vectors" / f"{name}.jsonl", key) for name, key in VECTORS]
    lines = [(line, key) for file, key in files for line in file.read_text("utf-8").splitlines()]
    return [str(json.loads(line)[key]) for line, key in lines]


def _page(texts: list[str]) -> bytes:
    articles = [
        with_article(title=one, url=one, summary=one, text=one, language=one, direction=one)
        for one in texts
    ]
    first = texts[0]
    feed = Feed(title=first, url=first, description=first, language=first)
    return page(*articles, feed=feed, source=first)


def _index(texts: list[str]) -> bytes:
    listed = [Listed(title=one, kind="source", path=f"feeds/{one}", url=one) for one in texts]
    return index(texts[0], listed, [])


def _judged(folder: Path, shared: Path) -> dict[str, Any]:
    report = folder / "report.json"
    tool = shared / "tools" / "xss_browser.py"
    chromium = shutil.which("chromium")
    command = [sys.executable, tool, folder, "--modes", "doc", "--json", report]
    subprocess.run([*command, "--chromium", chromium], check=False, timeout=120)
    return {one["id"]: one for one in json.loads(report.read_text())["results"]}


@pytest.mark.shared
@pytest.mark.system("chromium")
def test_no_injection_runs_or_fetches_anything_in_a_browser(shared: Path, tmp_path: Path) -> None:
    policy = html.escape(POLICY).replace("&#x27;", "&#39;").encode()
    injections = _injections(shared)
    for number in range(0, len(injections), A_PAGE):
        document = _page(injections[number : number + A_PAGE])
        assert policy in document
        (tmp_path / f"{number}.html").write_bytes(document.replace(policy, b""))
    document = _index(injections[: 2 * A_PAGE])
    assert policy in document
    (tmp_path / "index.html").write_bytes(document.replace(policy, b""))
    (tmp_path / CONTROL).write_text("<body><img src=https://a.example/ onerror=alert(1)>")
    results = _judged(tmp_path, shared)
    control = results.pop(CONTROL)
    assert control["executed"]
    assert control["network"]
    assert len(results) > 20
    for one in results.values():
        found = [one[kind] for kind in ("executed", "after_act", "network", "error")]
        assert found == [[], [], [], None], one["id"]
        # These are ours: the style, the policy, and the links in the head.
        assert set(one["active"]) <= {"<style>", "meta[http-equiv]", "<link>"}, one["id"]
