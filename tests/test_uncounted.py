"""What runs `uncounted` is not watched, and what runs before and after is."""

import json
import subprocess
import sys
from pathlib import Path

from uncounted import uncounted

PROGRAM = """
import subprocess, sys
sys.path.insert(0, {tests!r})
from uncounted import uncounted
import seen

def start(name):
    subprocess.run([sys.executable, "-c", f"import seen; seen.{{name}}()"], check=True)

seen.before()
with uncounted():
    seen.meanwhile()
    start("process_meanwhile")
seen.after()
start("process_after")
"""
NAMES = ("before", "meanwhile", "after", "process_meanwhile", "process_after")
SETTINGS = "[run]\nsource_pkgs = seen\nbranch = true\nparallel = true\npatch = subprocess\n"


def test_only_what_runs_uncounted_is_not_counted(tmp_path: Path) -> None:
    (tmp_path / "seen.py").write_text("".join(f"def {n}():\n    return '{n}'\n" for n in NAMES))
    (tmp_path / ".coveragerc").write_text(SETTINGS)
    (tmp_path / "program.py").write_text(PROGRAM.format(tests=str(Path(__file__).parent)))
    with uncounted():  # here, so that what is counted there is not mixed with it
        for words in (["run", "program.py"], ["combine", "-q"], ["json", "-q"]):
            coverage = [sys.executable, "-m", "coverage", *words]
            subprocess.run(coverage, cwd=tmp_path, check=True, capture_output=True)
    (file,) = json.loads((tmp_path / "coverage.json").read_text())["files"].values()
    assert [NAMES[line // 2 - 1] for line in file["missing_lines"]] == [
        "meanwhile",
        "process_meanwhile",
    ]
