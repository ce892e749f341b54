"""Differences of two texts are shown word by word, and both texts can be read from them."""

import time

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


def test_many_paragraphs_take_no_long_time() -> None:
    words = "a b " * 950
    old, new = ("\n\n".join(f"{words}{letter}{n}" for n in range(9)) for letter in "xy")
    began = time.process_time()
    found = differences(old, new)
    assert [piece.kind for piece in found[0]] == ["same", "gone", "new"]
    assert [piece.kind for piece in found[8]] == ["gone", "new"]
    short = "\n\n".join("ab"[n % 2] for n in range(2001))
    assert len(differences(short, short[::-1] + "\n\nc")) == 2002
    assert time.process_time() - began < 2
