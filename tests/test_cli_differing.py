"""`digest diff` shows what changed in an article."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from runner import NOON, Runner
from site_server import Answer, Site, article, story

from digest.store import Store

Typed = Callable[..., int]
ADDRESS = "/news/story-number-1"


@pytest.fixture
def changed(site: Site, runner: Runner) -> str:
    """The address of an article that changed twice."""
    for number in range(3):
        site.publish(number)
    runner.run()
    for hours, title in ((1, "Harbour opens late"), (2, "Harbour opens")):
        site.listed = [(p, title if p == ADDRESS else t) for p, t in site.listed]
        body = story(1) + "<p>A sentence more.</p>" * hours
        site.pages[ADDRESS] = Answer(article(title, body=body))
        runner.run(at=NOON + timedelta(hours=hours))
    return site.url + ADDRESS


def test_the_last_change_is_shown_word_by_word(
    changed: str, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("diff", changed) == 0
    said = capsys.readouterr().out
    assert [line.split()[0] for line in said.splitlines()[:3]] == ["1", "2", "3"]
    assert "revision 2 to 3" in said
    assert "Harbour opens [-late-]" in said
    assert "{+A sentence more.+}" in said
    assert "(5 paragraphs the same)" in said


def test_why_names_the_revisions_and_how_to_see_them(
    changed: str, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("why", changed) == 0
    said = capsys.readouterr().out
    assert "  changed 2026-11-20 14:00: revision 3\n" in said
    assert f"  see what changed with: digest diff {changed}\n" in said


def test_any_two_revisions_are_compared_also_for_programs(
    changed: str, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("diff", changed, "--from", "1", "--to", "2", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["from"], found["to"]) == (1, 2)
    assert [one["edited"] for one in found["revisions"]] == [None, "material", "material"]
    assert found["paragraphs"][-1] == [{"kind": "new", "text": "A sentence more."}]


def test_a_revision_that_is_not_kept_is_named_with_those_that_are(
    changed: str, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("diff", changed, "--from", "7") == 2
    assert "no revision 7 is kept, only 1, 2, 3" in capsys.readouterr().err


def test_an_article_that_never_changed_has_nothing_to_compare(
    changed: str, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("diff", changed.replace("number-1", "number-2")) == 0
    assert "it never changed" in capsys.readouterr().out


def test_before_the_oldest_that_is_kept_there_is_none(
    changed: str, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("diff", changed, "--to", "1") == 0
    assert "before revision 1 none is kept" in capsys.readouterr().out


def test_what_was_dropped_is_said_to_be(
    changed: str,
    site: Site,
    runner: Runner,
    typed: Typed,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Store(runner.settings.store_url) as store:
        late = NOON + timedelta(days=1)
        store.listings.keep("site0", {})
        store.upkeep.sweep(now=late, texts=late, articles=None, ids=None, held=frozenset())
    assert typed("diff", changed) == 0
    assert "only revision 3 is kept: what it was before was dropped" in capsys.readouterr().out
    for title in ("Harbour open", "Harbour shut"):  # listed again, and then changed
        site.listed = [(p, title if p == ADDRESS else t) for p, t in site.listed]
        site.pages[ADDRESS] = Answer(article(title, body=story(1)))
        runner.run(at=late)
    assert typed("diff", changed) == 0
    assert "no text is kept of revision 3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("url", "status", "said"),
    [
        ("https://example.org/none", 1, "not stored; see why with: digest why"),
        ("word", 2, "neither an address nor an id"),
    ],
)
def test_what_is_not_stored_is_said(
    changed: str, typed: Typed, capsys: pytest.CaptureFixture[str], url: str, status: int, said: str
) -> None:
    assert changed
    assert typed("diff", url) == status
    assert said in capsys.readouterr().err.replace("\n", " ").replace("  ", " ")


def test_before_the_first_run_nothing_is_stored(
    site: Site, runner: Runner, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert runner.file.exists()
    assert typed("diff", site.url + ADDRESS) == 1
    assert "not stored" in capsys.readouterr().err


def test_what_a_terminal_would_obey_is_not_shown(
    site: Site, runner: Runner, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    site.publish(1)
    runner.run()
    evil = "\x1b[31m\x1b]0;owned\x07 \x9b2J [bold]tag[/bold] \u202ereversed"
    site.listed = [(ADDRESS, f"Harbour {evil}")]
    site.pages[ADDRESS] = Answer(article(f"Harbour {evil}", body=f"{story(1)}<p>Seen {evil}.</p>"))
    runner.run(at=NOON + timedelta(hours=1))
    assert typed("diff", site.url + ADDRESS) == 0
    said = capsys.readouterr().out
    assert "[bold]tag[/bold] reversed.+}" in said
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(said)
