"""One table of all benches: ours, the peers', and the floors that a change must keep.

What uses one core runs two at a time, each in a process of its own; what it measures are
seconds of the processor. What takes both cores, or goes by the clock, runs alone.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

import feedparser
from lxml import etree
from rich.console import Console
from rich.table import Table

from benchmarks import adding, defences, history, lookup, masthead, peers, served, speed, summaries
from benchmarks.discover import seconds_of
from benchmarks.figure import Figure
from digest.parsing import Parsers

_REPLAYED = 300
"""Articles of the replay; a thousand take a minute more, and are counted by hand."""

PROCESSES = 2
"""Benches that run at a time, where each takes one core."""

RunTask = Callable[[str, Path, Path], float]


def print_table(shared: Path, folder: Path, run: RunTask) -> int:
    """Run everything, print the table, and return 1 if a figure is below its floor."""
    return print_figures([one for bench in _benches(shared, folder, run) for one in bench])


def print_figures(figures: Sequence[Figure]) -> int:
    """Print figures, and return 1 if one is below its floor or above its ceiling."""
    made = Table("what", "who", "value", "floor", title="digest and its peers")
    for one in figures:
        made.add_row(one.what, one.who, f"{one.value:.3f}{' BAD' if one.is_bad else ''}", one.bound)
    Console(width=100).print(made)
    bad = [one for one in figures if one.is_bad]
    print(f"{len(figures) - len(bad)} figures well, {len(bad)} beyond their floor or ceiling")
    return 1 if bad else 0


def _benches(shared: Path, folder: Path, run: RunTask) -> list[list[Figure]]:
    """Run all benches, and return the figures of each in the order of the table."""
    with ProcessPoolExecutor(PROCESSES) as workers:
        # The longest first, so that no core waits for long at the end.
        furniture = workers.submit(_furniture, shared, folder, run)
        history = workers.submit(_history, folder)
        lookup = workers.submit(_lookup, folder)
        copies = workers.submit(_copies, shared, folder, run)
        speed = workers.submit(_speed, shared)
        stories = workers.submit(_stories, shared, folder, run)
        feeds = workers.submit(_feeds, shared, folder, run)
        discover = workers.submit(_discover, shared, folder, run)
        urls = workers.submit(_urls, shared, folder, run)
        summaries = workers.submit(_summaries, shared, folder, run)
    return [
        _extract(shared, folder, run),
        _masthead(shared),
        speed.result(),
        furniture.result(),
        discover.result(),
        _adding(shared, folder),
        urls.result(),
        copies.result(),
        lookup.result(),
        stories.result(),
        summaries.result(),
        history.result(),
        feeds.result(),
        defences.quick(shared, folder, run),
        _served(folder),
    ]


def _scored(script: Path, *arguments: object) -> dict[str, Any]:
    """Return the JSON line that a scorer prints first, or last, among others."""
    done = subprocess.run(  # noqa: S603 - the sets' own scorer
        [sys.executable, str(script), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("{"))
    scores: dict[str, Any] = json.loads(line)
    return scores


def _extract(shared: Path, folder: Path, run: RunTask) -> list[Figure]:
    scorer, figures = shared / "bench" / "score_extract.py", []
    floors = {
        "wcxb_dev": {"body_f1": 0.944, "title_exact": 0.88, "date_exact": 0.87, "author_f1": 0.73},
        "trafilatura": {"snip_f1": 0.929, "title_exact": 0.87, "date_exact": 0.88},
        "readability": {"body_f1": 0.938, "title_exact": 0.73, "date_exact": 0.97},
        "newspaper4k": {"body_f1": 0.945, "title_exact": 0.75, "date_exact": 1.0},
    }
    for name, floor in floors.items():
        source, target = shared / "bench" / "extract" / name, folder / f"extract-{name}"
        speed = run("extract", source, target)
        scores = _scored(scorer, source / "labels.jsonl", target, "--json", "--boot", 2)
        figures += _extraction_figures(name, "digest", scores, floor)
        figures.append(Figure(f"{name} pages a CPU second", "digest", speed))
    source = shared / "bench" / "extract" / "wcxb_dev"
    labels = peers.sample(source, folder)
    ours = _scored(scorer, labels, folder / "extract-wcxb_dev", "--json", "--boot", 2)
    figures += _extraction_figures("wcxb_dev, 1/4", "digest", ours, {})
    for peer in peers.PEERS:
        target = folder / f"peer-{peer}"
        peers.answer(peer, source, labels, target)
        scores = _scored(scorer, labels, target, "--json", "--boot", 2)
        figures += _extraction_figures("wcxb_dev, 1/4", peer, scores, {})
    return figures


def _extraction_figures(
    name: str, who: str, scores: dict[str, Any], floors: dict[str, float]
) -> list[Figure]:
    shown = ("body_f1", "snip_f1", "title_exact", "date_exact", "author_f1", "tags_f1")
    return [
        Figure(f"{name} {key}", who, scores[key], floors.get(key)) for key in shown if key in scores
    ]


def _masthead(shared: Path) -> list[Figure]:
    found = masthead.measure(shared / "bench" / "extract" / "wcxb_dev")
    return [
        Figure("no dates but words, a masthead: right", "digest", found.right, 0.6),
        Figure("the masthead's day not answered", "digest", 1 - found.masthead, 0.99),
    ]


def _speed(shared: Path) -> list[Figure]:
    found = speed.measure(shared / "bench" / "extract" / "wcxb_dev")
    return [
        Figure("speed of extraction, of trafilatura's", "digest", found.ratio, 0.85),
        Figure("slowest page, CPU seconds", "digest", found.slowest),
    ]


def _furniture(shared: Path, folder: Path, run: RunTask) -> list[Figure]:
    source, target = shared / "bench" / "extract" / "wcxb_dev", folder / "furniture"
    run("furniture", source, target)
    scorer, figures = shared / "bench" / "score_extract.py", []
    wanted = {json.loads(line)["id"] for line in target.read_text("utf-8").splitlines()}
    labels = folder / "furniture-labels"
    with (source / "labels.jsonl").open(encoding="utf-8") as lines:
        labels.write_text("".join(x for x in lines if json.loads(x)["id"] in wanted), "utf-8")
    for who, file in (("alone", f"{target}.alone"), ("site memory", target)):
        scores = _scored(scorer, labels, file, "--json", "--boot", 2)
        figures += [Figure(f"copies of a site, {key}", who, scores[key]) for key in _TEXT]
    return figures


_TEXT = ("body_f1", "body_p", "body_r")


def _discover(shared: Path, folder: Path, run: RunTask) -> list[Figure]:
    source, target = shared / "bench" / "listings", folder / "links"
    speed = run("discover", source, target)
    scores = _scored(shared / "bench" / "score_listing.py", source, target)
    seconds = seconds_of(target)
    return [
        Figure("listings F1", "digest", scores["F1"], 0.95),
        Figure("listings with F1 of .9 or more", "digest", scores["ge90"], 45),
        Figure("listings without one right link", "digest", scores["zero"], ceiling=0),
        Figure("listing page, median CPU seconds", "digest", median(seconds), ceiling=0.06),
        Figure("listing page, worst CPU seconds", "digest", seconds[-1], ceiling=1),
        Figure("listings pages a CPU second", "digest", speed),
    ]


def _adding(shared: Path, folder: Path) -> list[Figure]:
    found = adding.measure(shared, folder)
    seconds = sorted(found.seconds)
    return [
        Figure("sites added, of nine", "digest", found.added, 9),
        Figure("config.toml loads, comments kept", "digest", found.checked, 1),
        Figure("seconds to add a site, median", "digest", median(seconds), ceiling=5),
        # The bar is 5 s; a busy machine gets one more.
        Figure("seconds to add a site, worst", "digest", seconds[-1], ceiling=6),
    ]


def _urls(shared: Path, folder: Path, run: RunTask) -> list[Figure]:
    source, target = shared / "bench" / "dedupe" / "url_vectors.json", folder / "keys"
    run("urls", source, target)
    scores = _scored(shared / "bench" / "score_urls.py", source, target)
    return [
        Figure("addresses, same found", "digest", scores["same_found"], 1.0),
        Figure("addresses, must differ kept", "digest", scores["must_differ_kept"], 1.0),
    ]


def _copies(shared: Path, folder: Path, run: RunTask) -> list[Figure]:
    sets, scorer = shared / "bench" / "dedupe", shared / "bench" / "score_groups.py"
    real, made = sets / "nd_abp_docs.jsonl.gz", sets / "nd_synth.jsonl.gz"
    run("copies", real, folder / "real")
    run("copies", made, folder / "made")
    by_hand = _scored(scorer, real, folder / "real", "--pairs", sets / "nd_abp_pairs.json")
    synthetic = _scored(scorer, made, folder / "made")
    by_level = synthetic["recall_by_level"]
    return [
        Figure("copies by hand, precision", "digest", by_hand["precision"], 0.97),
        Figure("copies by hand, F1", "digest", by_hand["f1"], 0.97),
        Figure("copies made, precision", "digest", synthetic["precision"], 0.99),
        Figure("copies made, F1", "digest", synthetic["f1"], 0.96),
        *(
            Figure(f"copies made, level {level} found", "digest", by_level[level], floor)
            for level, floor in (("1", 0.99), ("3", 0.8), ("4", 0.99))
        ),
    ]


def _stories(shared: Path, folder: Path, run: RunTask) -> list[Figure]:
    """Even topics are judged; the likeness was fitted on the odd ones."""
    documents = shared / "bench" / "dedupe" / "ev_ecbplus.jsonl.gz"
    scorer = shared / "bench" / "score_groups.py"
    run("stories", documents, folder / "stories")
    figures = []
    for half, floors in (("even", (0.88, 0.8, 0.85)), ("odd", (0.81, 0.79, 0.84))):
        options = ("--gold", "cluster", "--only", f"topic:{half}")
        scores = _scored(scorer, documents, folder / "stories", *options)
        names = ("precision", "f1", "b3_f1")
        figures += [
            Figure(f"stories, {half} topics, {name}", "digest", scores[name], floor)
            for name, floor in zip(names, floors, strict=True)
        ]
    return figures


def _summaries(shared: Path, folder: Path, run: RunTask) -> list[Figure]:
    documents, answers = shared / "bench/dedupe/nd_abp_docs.jsonl.gz", folder / "summaries"
    ms = 1000 / run("summaries", documents, answers)
    ours, cut = summaries.judge(documents, answers)
    return [
        Figure("summaries, CPU milliseconds each", "digest", ms, ceiling=1),
        Figure("summaries that are whole sentences", "digest", ours.whole, 0.9),
        Figure("words of its title in a summary", "digest", ours.telling, 0.37),
        Figure("summaries that begin with furniture or title", "digest", ours.idle, ceiling=0.002),
        Figure("likewise", "first 280 characters", cut.idle),
    ]


def _history(folder: Path) -> list[Figure]:
    here = folder / "history"
    here.mkdir()
    parsers = Parsers(processes=1)
    try:
        found = history.replay(_REPLAYED, here, parsers)
    finally:
        parsers.close()
    return [
        Figure(f"of {_REPLAYED} articles, {what}", "digest", many, ceiling=0)
        for what, many in (
            ("shown twice", found.repeated),
            ("lost", found.lost),
            ("with another id", found.changed),
            ("told twice", found.told_twice),
        )
    ]


def _lookup(folder: Path) -> list[Figure]:
    found = lookup.measure(100_000, folder)
    return [
        Figure("milliseconds to look up among 100,000, p95", "digest", found.p95),
        Figure("likewise, of the CPU", "digest", found.cpu_p95, ceiling=5),
        Figure("likewise, where many share each hash", "digest", found.crowded_cpu_p95, ceiling=5),
        Figure("candidates an article, made store", "digest", found.candidates, ceiling=5),
        Figure("copies whose original is a candidate", "digest", found.found, 0.975),
    ]


def _served(folder: Path) -> list[Figure]:
    many = served.measure(folder / "served")
    return [Figure("304s a second of one core", "digest", many, 2000)]


def _feeds(shared: Path, folder: Path, run: RunTask) -> list[Figure]:
    torture = shared / "torture"
    run("feeds", torture / "torture.jsonl", folder / "feeds")
    figures = []
    for suffix in ("xml", "atom", "json"):
        file = folder / "feeds" / f"feed.{suffix}"
        done = subprocess.run(  # noqa: S603 - the set's own checker
            [sys.executable, torture / "check_torture.py", torture / "torture.jsonl", file],
            capture_output=True,
            text=True,
            check=False,
        )
        *fails, summary = done.stdout.splitlines() or ["no feed"]
        print("\n".join((*fails, summary)), file=sys.stderr)
        failed = Figure(f"torture, checks failed in {file.name}", "digest", len(fails), ceiling=0)
        figures.append(failed)
    file = folder / "feeds" / "feed.xml"
    etree.parse(file, etree.XMLParser(huge_tree=True, recover=False))
    parsed = feedparser.parse(file.read_bytes())
    return [
        *figures,
        Figure("torture, items that feedparser shows", "digest", float(len(parsed.entries)), 98),
        Figure("torture, feedparser finds it well-formed", "digest", float(not parsed.bozo), 1),
    ]
