"""How much of the figure for listings is fitting the set: `python -m benchmarks.crossvalidation`.

The weights of the scoring were made by people who had seen these pages. So they are made
anew without them: over five folds by page, the bar and a factor for each kind of evidence
are tuned on four folds by coordinate descent, and F1 is measured on the fifth, which the
tuning has not seen: once from the weights as they stand, and once from far away, with
factors of 2.0 and 0.5 and another bar, so that what was seen is forgotten. If those
figures are near the plain one, the weights say something about listings, not about these.
"""

import argparse
import gzip
import importlib.util
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from statistics import fmean
from types import ModuleType
from typing import Any

from benchmarks.discover import Case, cases, page_of
from digest.discover import structured
from digest.discover.anchors import collect
from digest.discover.candidates import Candidate, candidates
from digest.discover.scoring import WEIGHTS, choose
from digest.discover.select import listing_links
from digest.discover.weights import Weights
from digest.model import Link, Source, Survey
from digest.page import base_of, decode, parse

FOLDS = 5
AFAR = Weights(bar=2.0, text=2.0, place=0.5, block=2.0, address=0.5, family=2.0, pattern=0.5)
"""Where tuning begins that shall know nothing of the weights as they stand."""

_ROUNDS = 6
_STEPS = (0.25, 0.5, 0.7, 0.85, 1.15, 1.4, 2.0, 4.0)
"""What the present value of a weight is multiplied by, one after another."""

_LEAST_GAIN = 0.0005
"""Of F1 on the four folds, for which a weight is moved."""


@dataclass(frozen=True, slots=True)
class Read:
    """A page of the set, read once for all weights."""

    label: dict[str, Any]
    candidates: tuple[Candidate, ...]
    structured: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """F1 over all pages."""

    plain: float
    """With the weights as they stand in the code."""
    start: float
    """With the weights that tuning starts from."""
    seen: float
    """With tuned weights, of the pages that they were tuned on."""
    crossed: float
    """Of each page with weights that were tuned without it."""
    tuned: tuple[Weights, ...]
    """The weights of each fold."""


def measure(folder: Path, scorer: Path, start: Weights) -> Figures:
    """Return the plain and the cross-validated F1 of a folder of listings.

    Args:
        folder: with `labels.jsonl` and `<id>.html.gz`.
        scorer: the set's own `score_listing.py`.
        start: the weights that tuning starts from.
    """
    score = _module(scorer)
    pages = list(_pages(folder))
    seen: list[float] = []
    crossed: list[float] = []
    tuned = []
    for fold in range(FOLDS):
        known = [page for number, page in enumerate(pages) if number % FOLDS != fold]
        weights = _tuned(known, start, score)
        tuned.append(weights)
        seen += _scores(known, weights, score)
        crossed += _scores(pages[fold::FOLDS], weights, score)
    plain, begun = (fmean(_scores(pages, weights, score)) for weights in (WEIGHTS, start))
    return Figures(plain, begun, fmean(seen), fmean(crossed), tuple(tuned))


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _pages(folder: Path) -> Iterator[Read]:
    with (folder / "labels.jsonl").open(encoding="utf-8") as lines:
        labels = {row["id"]: row for row in map(json.loads, lines)}
    for case in cases(folder / "labels.jsonl"):
        body = gzip.decompress((folder / f"{case.name}.html.gz").read_bytes())
        yield _read(labels[case.name], case, body)


def _read(label: dict[str, Any], case: Case, body: bytes) -> Read:
    page = page_of(case, body)
    root = parse(decode(page.body, page.content_type))
    base = base_of(root, page.url)
    found = candidates(collect(root, base, page.url), page.url)
    said = structured.links_of(root, base, page, Source(name="bench", url=case.url))
    return Read(label, tuple(found), said)


def _scores(pages: Sequence[Read], weights: Weights, score: ModuleType) -> list[float]:
    return [score.score_page(page.label, _links(page, weights))["f1"] for page in pages]


def _links(page: Read, weights: Weights) -> list[str]:
    chosen = choose(page.candidates, page.label["url"], weights)
    links = tuple(Link(url=candidate.address) for candidate in chosen)
    return [link.url for link in listing_links(Survey(links=links, structured=page.structured))]


def _tuned(pages: Sequence[Read], start: Weights, score: ModuleType) -> Weights:
    """Return the weights that coordinate descent comes to on some pages."""
    best, value = start, fmean(_scores(pages, start, score))
    for _ in range(_ROUNDS):
        before = value
        for field in fields(Weights):
            for step in _STEPS:
                tried = replace(best, **{field.name: getattr(best, field.name) * step})
                got = fmean(_scores(pages, tried, score))
                if got > value + _LEAST_GAIN:
                    best, value = tried, got
        if value == before:
            break
    return best


def main() -> None:
    """Print the figures for the shared set."""
    shared = Path(os.environ.get("DIGEST_SHARED", "../shared")) / "bench"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=shared / "listings")
    asked = parser.parse_args()
    for start in (WEIGHTS, AFAR):
        found = measure(asked.folder, shared / "score_listing.py", start)
        for fold, weights in enumerate(found.tuned, 1):
            print(f"fold {fold}: {weights}")
        print(
            f"F1 plain {found.plain:.4f}; tuned from {found.start:.4f}: of pages seen "
            f"{found.seen:.4f}, cross-validated by page {found.crossed:.4f}"
        )


if __name__ == "__main__":
    main()
