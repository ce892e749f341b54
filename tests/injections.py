"""Texts that try to act in a browser, and a browser that judges whether they did."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

VECTORS = (
    ("xss_owasp", "html"),
    ("xss_dompurify", "html"),
    ("sanitize_feedparser", "html"),
    ("sanitize_miniflux", "html"),
    ("output_injection_own", "s"),
    ("naughty_strings_blns", "s"),
)
CONTROL = "control.html"


def injections(shared: Path) -> list[str]:
    """The injections of all sets, in their order."""
    files = [(shared / "vectors" / f"{name}.jsonl", key) for name, key in VECTORS]
    lines = [(line, key) for file, key in files for line in file.read_text("utf-8").splitlines()]
    return [str(json.loads(line)[key]) for line, key in lines]


def judged(folder: Path, shared: Path) -> dict[str, dict[str, Any]]:
    """What the pages of a folder did in a browser, by their names.

    Beside them lies one that does run something, so that a blind judge would be noticed.
    """
    (folder / CONTROL).write_text("<body><img src=https://a.example/ onerror=alert(1)>")
    report = folder / "report.json"
    tool = shared / "tools" / "xss_browser.py"
    chromium = shutil.which("chromium")
    command = [sys.executable, tool, folder, "--modes", "doc", "--json", report]
    subprocess.run([*command, "--chromium", chromium], check=False, timeout=120)
    results = {one["id"]: one for one in json.loads(report.read_text())["results"]}
    control = results.pop(CONTROL)
    assert control["executed"]
    assert control["network"]
    return results
