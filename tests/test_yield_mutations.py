"""A site that breaks is told within two readings, and none of its junk is stored.

Each case reads a healthy site three times an hour apart, breaks it, reads it twice, and
heals it. What was stored must stand as it stood; what came meanwhile must come after.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from broken_sites import FAULTS, NEW, Fault
from site_server import serving
from visits import Case, opened

from digest.parsing import Parsers
from digest.pipeline import Report

CASES = [(fault, look) for fault, one in FAULTS.items() for look in one.looks.split()]


def _assert_told(report: Report) -> None:
    assert [trouble.source for trouble in report.trouble] == ["site0"]
    reason = report.trouble[0].reason
    evidence = reason.replace(report.trouble[0].url, "")
    assert len(re.findall(r"\w+", evidence)) >= 2, reason


def _assert_no_junk(case: Case, fault: Fault, before: tuple[Any, Any], new: list[str]) -> None:
    kept, aliases = before
    now = case.kept()
    added = [one.article for id_, one in case.stored().items() if id_ not in kept]
    if not fault.lists:
        assert [one.title for one in added] == []
    assert [one.title for one in added if one.title not in new] == []
    assert [one.text for one in added if one.text or not one.partial] == []
    assert {id_: value for id_, value in now.items() if id_ in kept} == kept
    added_ids = now.keys() - kept.keys()
    assert {k: id_ for k, id_ in case.aliases().items() if id_ not in added_ids} == aliases
    assert set(case.runner.titles()) <= {one.title for one in case.press.pieces}


@pytest.mark.parametrize(
    ("fault", "look"), CASES, ids=[f"{fault}-{look}".replace(" ", "_") for fault, look in CASES]
)
def test_a_broken_site_is_told_at_the_second_reading_and_its_junk_is_not_stored(
    fault: str, look: str, case_of: Callable[[str], Case]
) -> None:
    case, broken = case_of(look), FAULTS[fault]
    before = case.kept(), case.aliases()
    new = case.publish(*range(30, 30 + NEW))
    case.visit(3, broken.break_it)
    _assert_no_junk(case, broken, before, new)
    report = case.visit(4, broken.break_it)
    _assert_no_junk(case, broken, before, new)
    _assert_told(report)
    assert case.visit(5).trouble == ()
    assert {one.article.title for one in case.stored().values()} >= set(new)
    assert case.visit(31).trouble == ()
    case.assert_whole()


def test_there_are_fifty_faulty_sites_at_least_of_ten_kinds_and_five_looks() -> None:
    assert len(CASES) >= 50
    assert len({fault for fault, _ in CASES}) >= 10
    assert len({look for _, look in CASES}) >= 5


def test_the_evidence_of_an_empty_list_says_how_long_it_was(
    case_of: Callable[[str], Case],
) -> None:
    case = case_of("cards")
    for hours in (3, 4):
        report = case.visit(hours, FAULTS["empty list"].break_it)
    (trouble,) = report.trouble
    assert re.search(r"\b17 .*\bnone\b", trouble.reason)


def test_one_broken_reading_between_good_ones_is_no_trouble(
    case_of: Callable[[str], Case],
) -> None:
    case = case_of("table")
    for hours in (3, 5, 7):
        broken = case.visit(hours, FAULTS["bot wall"].break_it)
        assert (broken.outcomes[0].reason != "", broken.trouble) == (True, ())
        case.publish(100 + hours)
        good = case.visit(hours + 1)
        assert (good.outcomes[0].reason, good.trouble) == ("", ())
    case.assert_whole()


def test_a_site_that_was_never_healthy_stores_no_wall_at_its_first_reading(
    tmp_path: Path, parsers: Parsers
) -> None:
    with serving() as site:
        case = opened("cards", site, tmp_path, parsers)
        case.publish(*range(12))
        for hours in (0, 1):
            report = case.visit(hours, FAULTS["consent"].break_it)
        _assert_told(report)
        assert case.stored() == {}


def test_an_unknown_address_of_the_test_site_is_not_found() -> None:
    with serving() as site:
        assert site.answer("/feed/").status == 404
