"""Run the benches: `python -m benchmarks TASK INPUT OUTPUT`, or `python -m benchmarks table`.

`table` runs all of them on the shared sets, prints our figures beside those of the peers,
and exits with 1 when one is below its floor. `defences` does so with hostile servers, and
with a thousand sources of which a hundred are hostile, and takes minutes. A floor is the last
figure that was reached, less what a library's update may move; it is raised with the figure
and never lowered to let a change pass.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import (
    clean,
    copies,
    defences,
    discover,
    extract,
    feeds,
    fetching,
    furniture,
    guard,
    stories,
    summaries,
    urls,
)
from benchmarks.table import print_figures, print_table
from digest.config.values import network

TASKS: dict[str, Callable[[Path, Path], int]] = {
    "clean": clean.answer,
    "copies": copies.answer,
    "discover": discover.answer,
    "extract": extract.answer,
    "feeds": feeds.answer,
    "fetch": fetching.answer,
    "furniture": furniture.answer,
    "guard": guard.answer,
    "stories": stories.answer,
    "summaries": summaries.answer,
    "urls": urls.answer,
}


def main() -> int:
    """Run what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("task", choices=[*TASKS, "table", "defences"])
    parser.add_argument("input", nargs="?", type=Path)
    parser.add_argument("output", nargs="?", type=Path)
    parser.add_argument(
        "--allow", action="append", default=[], type=network, metavar="NETWORK[:PORT]"
    )
    asked = parser.parse_args()
    TASKS["fetch"] = partial(fetching.answer, allow=asked.allow)
    if asked.task in ("table", "defences"):
        shared = Path(os.environ.get("DIGEST_SHARED", "../shared"))
        if not shared.is_dir():
            print(f"no sets at {shared}; DIGEST_SHARED names their folder", file=sys.stderr)
            return 2
        with tempfile.TemporaryDirectory(prefix="digest-bench-") as folder:
            if asked.task == "defences":
                return print_figures(defences.slow(shared, Path(folder)))
            return print_table(shared, Path(folder), run_task)
    if asked.input is None or asked.output is None:
        parser.error("a task needs INPUT and OUTPUT")
    run_task(asked.task, asked.input, asked.output)
    return 0


def run_task(task: str, source: Path, target: Path) -> float:
    """Answer a task; print its speed and memory to standard error, return what a CPU second did."""
    before, began = _cpu_s(), time.monotonic()
    done = TASKS[task](source, target)
    spent = max(_cpu_s() - before, 0.001)
    peak = max(resource.getrusage(who).ru_maxrss for who in _WHO) / 1024
    print(
        f"{task}: {done} in {time.monotonic() - began:.1f} s, "
        f"{done / spent:.1f} a CPU second, peak {peak:.0f} MB",
        file=sys.stderr,
    )
    return done / spent


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _cpu_s() -> float:
    used = [resource.getrusage(who) for who in _WHO]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    sys.exit(main())
