"""`digest split` undoes for good what was wrongly taken for a copy."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from site_server import Site, configuration
from stored import article, body_of, keep, url_of

from digest.store import Store

Typed = Callable[..., int]
Said = pytest.CaptureFixture[str]
A, B = "https://example.org/a", "https://example.org/b"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with an article, a copy of it, and one more address of the first."""
    configuration(tmp_path, [Site(url="https://example.org")])
    with Store(url_of(tmp_path / "digest.db")) as opened:
        keep(opened, article("a", title="One title", text=body_of("a")))
        keep(
            opened,
            article("moved", title="One title", text=body_of("a"), url=A, claims=("guid:7",)),
        )
        keep(opened, article("b", title="Another", text=body_of("a")), source="two")
        yield opened


def leader(store: Store) -> str:
    return store.articles.get(store.articles.known(["example.org/b"])["example.org/b"]).copy_of


def test_a_copy_is_split_when_one_agrees(store: Store, typed: Typed, capsys: Said) -> None:
    assert typed("split", B, answer="n\n") == 0
    assert leader(store)
    said = capsys.readouterr().out
    assert "is taken for a copy of" in said
    assert f"one: One title {A}" in said
    assert typed("split", B, answer="y\n") == 0
    assert not leader(store)
    assert "an article of its own in the feeds of the next run" in capsys.readouterr().out
    assert typed("why", B) == 0
    assert f"\nSame text\n  split by hand from one: {A}, 100% alike\n" in capsys.readouterr().out
    assert typed("split", B, "--yes") == 1
    assert "no copy" in capsys.readouterr().err


def test_where_nobody_can_answer_nothing_is_done(store: Store, typed: Typed, capsys: Said) -> None:
    assert typed("split", B, answer="") == 0
    assert leader(store)
    assert "--yes does it without asking" in capsys.readouterr().out


def test_programs_are_told_and_say_yes(store: Store, typed: Typed, capsys: Said) -> None:
    assert typed("split", B, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["kind"], told["split"], [one["url"] for one in told["others"]]) == (
        "copy",
        False,
        [A],
    )
    assert typed("split", B, "--json", "--yes") == 0
    assert json.loads(capsys.readouterr().out)["split"]
    assert not leader(store)


def test_what_can_be_split_off_is_named(store: Store, typed: Typed, capsys: Said) -> None:
    assert "guid:example.org/7" in store.articles.known(["guid:example.org/7"], claims=True)
    assert typed("split", A, "--json") == 1
    assert json.loads(capsys.readouterr().out)["more"] == ["example.org/moved"]


def test_an_address_is_split_off(store: Store, typed: Typed, capsys: Said) -> None:
    assert typed("split", "https://example.org/moved", "--yes") == 0
    assert "when it is read again" in capsys.readouterr().out
    assert store.articles.known(["example.org/moved"]) == {}


@pytest.mark.parametrize(
    ("url", "status", "said"),
    [
        (A, 1, "split one of them"),
        (A, 1, "each of which can be split off: example.org/moved"),
        ("https://example.org/none", 1, "not stored; see why with: digest why"),
        ("word", 2, "neither an address nor an id"),
    ],
)
def test_what_cannot_be_split_is_said(
    store: Store, typed: Typed, capsys: Said, url: str, status: int, said: str
) -> None:
    assert leader(store)
    assert typed("split", url, "--yes") == status
    assert said in " ".join(capsys.readouterr().err.split())


def test_before_the_first_run_there_is_nothing(tmp_path: Path, typed: Typed, capsys: Said) -> None:
    configuration(tmp_path, [Site(url="https://example.org")])
    assert typed("split", A) == 1
    assert "nothing was read yet" in capsys.readouterr().err
