"""Words from elsewhere are one line, and marked where their direction is another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Article
from digest.writing.languages import LANGUAGES
from digest.writing.pieces import filled, isolated, listed, named, own, strange

ENGLISH, ARABIC = LANGUAGES["en"], LANGUAGES["ar"]


@pytest.mark.parametrize(
    ("text", "in_english", "in_arabic"),
    [
        ("The Post", None, "ltr"),
        ("الوسط", "rtl", None),
        ("Post الوسط", "ltr", "ltr"),
        ("الوسط Post", "rtl", "rtl"),
        ("שלום", "rtl", None),
        ("Ποστ", None, "ltr"),
        ("新华社", None, "ltr"),
        ("2026 - 11", None, None),
        ("٣", "rtl", None),
        ("a\u200f", "ltr", "ltr"),
    ],
)
def test_direction_is_told_where_letters_of_the_other_one_are(
    text: str, in_english: str | None, in_arabic: str | None
) -> None:
    assert strange(text, ENGLISH).direction == in_english
    assert strange(text, ARABIC).direction == in_arabic


def test_article_from_right_to_left_that_begins_with_a_latin_name_is_so_too() -> None:
    article = Article(url="", title="", direction="rtl")
    assert strange("BBC: الخبر", ENGLISH).direction == "ltr"
    assert strange("BBC: الخبر", ENGLISH, article=article).direction == "rtl"


def test_sentence_is_filled_with_lines_pieces_and_words_of_ours() -> None:
    names = listed([strange("A", ENGLISH), strange("B", ENGLISH)], ENGLISH)
    assert filled("In {names}: {n} ({x})", names=names, n="2", x=strange("", ENGLISH)) == (
        own("In "),
        strange("A", ENGLISH),
        own(", "),
        strange("B", ENGLISH),
        own(": 2 ()"),
    )
    assert filled("{a}{b}", a=own("x", url="u"), b="y") == (own("x", url="u"), own("y"))


def test_first_name_that_can_be_seen_is_taken() -> None:
    assert named(["\u200b", "b"], "none", ENGLISH).text == "b"
    assert named(["\u200b", " "], "none", ENGLISH, url="u") == own("none", url="u")


@given(st.text())
def test_text_from_elsewhere_is_one_line_and_cannot_end_its_isolate(text: str) -> None:
    piece = strange(text, ENGLISH)
    assert piece.text == " ".join(piece.text.split())
    assert not {"\u2066", "\u2067", "\u2068", "\u2069", "\u202e"} & set(piece.text)
    shown = isolated(piece.text, piece)
    assert shown == (f"\u2068{piece.text}\u2069" if piece.direction else piece.text)
