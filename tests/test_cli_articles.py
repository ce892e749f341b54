"""`digest articles` gives what is stored to other programs, and what changed since, once."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from port import STORED, with_article
from stored import HOUR, NOW, OTHER_BODY, article, keep, url_of

from digest import exporting
from digest.model import Changed, Published
from digest.store import Store, changes

CONFIG = """
[digest]
timezone = "Africa/Tripoli"
[[subject]]
name = "oil"
words = ["oil"]
[[source]]
name = "one"
url = "https://example.org/"
"""
GUIDE = Path(__file__).parents[1] / "docs" / "guide.md"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "config.toml").write_text(CONFIG)
    with Store(url_of(tmp_path / "digest.db")) as opened:
        yield opened


@pytest.fixture
def told(typed: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> Callable[..., list[Any]]:
    """Give the lines of `digest articles` with some options."""

    def lines(*options: str) -> list[Any]:
        assert typed("articles", *options) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return lines


def titles(lines: list[Any]) -> list[str]:
    return [one["title"].removeprefix("Title of ") for one in lines]


def test_a_line_holds_what_the_guide_says(store: Store, told: Callable[..., list[Any]]) -> None:
    one = keep(store, article(html="<p>x</p>", summary="Short."))
    (line,) = told()
    assert (line["version"], line["state"], line["id"], line["copy_of"]) == (
        1,
        "kept",
        one.id,
        None,
    )
    assert (line["url"], line["summary"], line["html"]) == (one.article.url, "Short.", "<p>x</p>")
    assert line["text"] == one.article.text
    table = GUIDE.read_text().split("## Other programs")[1]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(line)


def test_what_changed_after_a_cursor_comes_once_and_in_order(
    store: Store, told: Callable[..., list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "AT_ONCE", 2)
    for name in "abcde":
        keep(store, article(name))
    first = told()
    assert titles(first) == list("abcde")
    cursor = first[-1]["cursor"]
    assert told("--after", cursor) == []
    keep(store, article("b"), now=NOW + HOUR)  # as it was
    assert told("--after", cursor) == []
    keep(store, article("c", text=OTHER_BODY), now=NOW + HOUR)
    new = keep(store, article("f"))
    copied = keep(store, article("g", text=article("a").text), source="two")
    second = told("--after", cursor)
    assert titles(second) == ["c", "f", "g"]
    assert [one["state"] for one in second] == ["kept", "kept", "merged"]
    assert second[2]["copy_of"] == first[0]["id"]
    assert [one["revision"] for one in second] == [2, 1, 1]
    assert titles(told("--after", second[0]["cursor"])) == ["f", "g"]
    store.groups.split(copied.id)
    assert [one["state"] for one in told("--after", second[-1]["cursor"])] == ["kept"]
    assert new.id in {one["id"] for one in told()}
    assert len(told()) == 7


def test_what_was_let_go_is_withdrawn(store: Store, told: Callable[..., list[Any]]) -> None:
    one = keep(store, article("a"))
    keep(store, article("b"))
    cursor = told()[-1]["cursor"]
    later = NOW + timedelta(days=900)
    store.upkeep.sweep(now=later, texts=later, articles=later, ids=None, held={one.id})
    (gone,) = told("--after", cursor)
    assert (gone["state"], gone["title"], gone["text"]) == ("withdrawn", "", "")


def test_days_are_local_and_those_of_publication(
    store: Store, told: Callable[..., list[Any]]
) -> None:
    def dated(at: datetime, *, day_only: bool = False) -> Published:
        return Published(at=at, provenance="meta", day_only=day_only)

    late = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)  # in Tripoli the ninth
    keep(store, article("late", published=dated(late)))
    keep(store, article("day", published=dated(late.replace(hour=0, minute=0), day_only=True)))
    keep(store, article("undated"))
    assert titles(told("--since", "2026-03-09")) == ["late", "undated"]
    assert titles(told("--until", "2026-03-09")) == ["late", "day"]
    assert titles(told("--since", "2026-03-09", "--until", "2026-03-09")) == ["late"]


def test_articles_are_chosen_by_source_subject_and_words(
    store: Store, told: Callable[..., list[Any]]
) -> None:
    keep(store, article("oil"))
    keep(store, article("toil"))
    keep(store, article("bread", summary="Oil and bread."), source="two")
    store.sources.sync((), now=NOW)
    assert titles(told("--subject", "oil")) == ["oil", "bread"]
    assert titles(told("--search", "BREAD oil")) == ["bread"]
    assert titles(told("--source", "one")) == ["oil", "toil"]
    assert titles(told("--source", "one", "--subject", "oil")) == ["oil"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--after", "x"), "x is no cursor"),
        (("--subject", "oli"), 'no subject is named oli; did you mean "oil"?'),
        (("--source", "on"), 'no source is named on; did you mean "one"?'),
        (("--format", "xml"), "xml"),
        (("--since", "yesterday"), "yesterday"),
    ],
)
def test_a_slip_is_told(
    store: Store,
    typed: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    said: str,
) -> None:
    keep(store, article())
    assert typed("articles", *options) == 2
    error = " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert said in error


def test_without_a_store_there_is_nothing(
    tmp_path: Path, typed: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    assert typed("articles", "--format", "csv") == 0
    out, err = capsys.readouterr()
    assert out.split(",")[0] == "state"
    assert "digest run" in err


def test_csv_has_a_head_and_no_formula(
    store: Store, typed: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    keep(store, article("a", title='=HYPERLINK("x")', authors=("Ann, A.", "Bo")))
    assert typed("articles", "--format", "csv") == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert tuple(row) == exporting.COLUMNS
    assert (row["title"], row["authors"]) == ('\'=HYPERLINK("x")', "Ann, A.; Bo")
    assert row["published"] == ""


def test_markdown_names_title_source_day_and_state() -> None:
    entry = exporting.markdown_entry(Changed(stored=STORED, change=3, state="merged"))
    assert entry == (
        "## [Port opens](https://example.org/port)\n\n"
        "example · 2026-11-22 · Ann Lee · عمر · merged\n\n"
        "A port opened.\n\n"
    )


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_makes_another_row_or_line(title: str, name: str) -> None:
    one = Changed(
        stored=replace(with_article(title=title, authors=(name,)), source="one"),
        change=1,
        state="kept",
    )
    (row,) = csv.reader(io.StringIO(exporting.csv_line(one), newline=""))
    assert len(row) == len(exporting.COLUMNS)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    line = exporting.json_line(one)
    assert line.count("\n") == 1
    assert json.loads(line)["title"] == title
