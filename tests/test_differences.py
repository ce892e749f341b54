"""Differences of two texts are shown word by word, and both texts can be read from them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.differences import Piece, differences

WORDS = st.lists(st.sampled_from(["a", "b", "c", "<d>"]), min_size=1, max_size=6).map(" ".join)
TEXTS = st.lists(WORDS, max_size=4).map("\n\n".join)


def words(paragraphs: tuple[tuple[Piece, ...], ...], kind: str) -> list[str]:
    pieces = (piece for paragraph in paragraphs for piece in paragraph)
    return " ".join(piece.text for piece in pieces if piece.kind in ("same", kind)).split()


def test_words_that_went_and_came_stand_in_their_paragraph() -> None:
    assert differences("One.\n\nTen ships wait.", "One.\n\nEleven ships wait here.") == (
        (Piece("same", "One."),),
        (
            Piece("gone", "Ten"), Piece("new", "Eleven"), Piece("same", "ships"),
            Piece("gone", "wait."), Piece("new", "wait here."),
        ),
    )  # fmt: skip


def test_paragraphs_that_went_or_came_stand_alone() -> None:
    assert differences("A b", "A b\n\nC") == ((Piece("same", "A b"),), (Piece("new", "C"),))
    assert differences("A b\n\nC", "A b") == ((Piece("same", "A b"),), (Piece("gone", "C"),))
    assert differences("", "") == ()


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_differences(old: str, new: str) -> None:
    found = differences(old, new)
    assert words(found, "gone") == old.split()
    assert words(found, "new") == new.split()


def test_long_paragraphs_take_no_long_time() -> None:
    old, new = ("".join(f"{letter}{n % 7} " for n in range(20_000)) for letter in "ab")
    began = time.process_time()
    assert [piece.kind for piece in differences(old, new)[0]] == ["gone", "new"]
    assert time.process_time() - began < 2


def test_what_both_begin_and_end_with_is_the_same_however_long() -> None:
    words = "a b " * 30_000
    assert [piece.kind for piece in differences(f"{words} c {words}", f"{words} d {words}")[0]] == [
        "same", "gone", "new", "same"
    ]  # fmt: skip
    paragraphs = "A b\n\nc d\n\n" * 30_000
    found = differences(f"{paragraphs}x\n\n{paragraphs}", f"{paragraphs}y\n\n{paragraphs}")
    assert [len(one) for one in found if one[0].kind != "same"] == [2]


@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_words_that_repeat_themselves_take_no_long_time(between: str) -> None:
    """A minute, when only the lengths were bounded: each run that is alike is looked for anew."""
    old, new = between.join("a" * 1999), between.join("ba" * 999)
    began = time.process_time()
    found = differences(old, new)
    assert time.process_time() - began < 2
    assert (words(found, "gone"), words(found, "new")) == (old.split(), new.split())


def test_many_paragraphs_have_one_bound_together() -> None:
    old = "\n\n".join("a " * 300 + f"x{i}" for i in range(9))
    new = "\n\n".join("b a " * 300 + f"y{i}" for i in range(9))
    found = differences(old, new)
    assert len(found[0]) > 2
    assert [piece.kind for piece in found[8]] == ["gone", "new"]
