"""The checker of feeds names each rule that is broken, and none where all hold."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from feed_rules import MOST_BYTES, broken

FOLDER = Path(__file__).parent / "feed_rules"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
CASES = [
    pytest.param(name, rule, changes, id=f"{name} {rule} {changes[-1][1]}"[:90])
    for name, table in tomllib.loads((FOLDER / "bad.toml").read_text(encoding="utf-8")).items()
    for rule, *changes in table["cases"]
]


def _broken(name: str, text: str) -> list[str]:
    return broken(text.encode(), now=NOW, self_url=f"https://me.example/{name}")


@pytest.mark.parametrize("name", ["feed.xml", "feed.atom", "feed.json"])
def test_good_feed_breaks_no_rule(name: str) -> None:
    good = (FOLDER / "good" / name).read_bytes()
    assert broken(good, now=NOW, self_url=f"https://me.example/{name}") == []
    assert broken(good) == []


@pytest.mark.parametrize(("name", "rule", "changes"), CASES)
def test_bad_feed_breaks_the_rule_that_is_named(name: str, rule: str, changes: list[str]) -> None:
    text = (FOLDER / "good" / name).read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    assert [one for one in _broken(name, text) if one.startswith(rule)]


def test_feed_that_no_reader_takes_for_its_size_is_named() -> None:
    assert broken(b" " * MOST_BYTES + b"{")[0].startswith("TooLarge")


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        (b"\xff", "UnicodeError"),
        (b"", "SAXError"),
        (b"[]", "SAXError"),
        (b"{}", "MissingElement"),
        (b"<html/>", "UndefinedElement"),
    ],
)
def test_what_is_no_feed_at_all_is_named(document: bytes, rule: str) -> None:
    assert any(one.startswith(rule) for one in broken(document))


def test_every_rule_is_broken_by_some_case() -> None:
    """So that a rule which never fires does not pass for a feed which is fine."""
    sources = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
    rules = set(re.findall(r'f?"([A-Z][A-Za-z0-9]+): ', sources))
    named = {rule.partition(":")[0] for _, rule, _ in (case.values for case in CASES)}
    assert rules - named == {"TooLarge", "UnicodeError"}
