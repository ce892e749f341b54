"""A lead is the first whole sentences of a text, and begins where the article does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.markup import first_sentences, lead

PAGE = """Port opens in Tripoli

By Jane Doe

Image copyright Getty Images

Ships wait before the harbour (AP Photo/A. Name)

Officials promise more

TRIPOLI, Nov 22 (Reuters) - The port of Tripoli opened on Monday. Ships came at once.

ADVERTISEMENT

Nobody had waited for it.

What comes next

The town hopes."""


def test_what_stands_before_and_between_the_sentences_is_left_out() -> None:
    assert lead(PAGE, title="Port Opens in Tripoli") == (
        "The port of Tripoli opened on Monday. Ships came at once. Nobody had waited for it."
    )


def test_no_more_sentences_are_taken_than_asked_for() -> None:
    assert lead(PAGE, most=1) == "The port of Tripoli opened on Monday."
    assert lead(PAGE, most=2).endswith("Ships came at once.")


def test_sentence_that_does_not_fit_is_left_out_whole() -> None:
    assert lead(PAGE, limit=50) == "The port of Tripoli opened on Monday."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One two. Three four! Five?", "One two. Three four! Five?"),
        ("He came. He saw.\n\nHe left.", "He came. He saw. He left."),
        ("他昨天走了。她来吗？\n\n好！", "他昨天走了。她来吗？好！"),
        ("Share. The port opened. Read more: Ships. It rains.", "The port opened."),
        ("Port opens. The port opened at noon.", "The port opened at noon."),
        ("It opened. And then it was cut off in the", "It opened."),
        ("It opened. And then it was cut off in...", "It opened."),
        ("", ""),
        ("\n\n", ""),
        ("Share", ""),
        ("Port opens", ""),
    ],
)
def test_sentences_are_whole_and_of_the_article(text: str, told: str) -> None:
    assert lead(text, title="Port opens") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Officials meet\n\nBy Jane Doe\n\nPort to open", "Officials meet Port to open"),
        ("A ship in the harbour (AP Photo/A. Name)", "A ship in the harbour (AP Photo/A. Name)"),
        ("ท่าเรือเปิดแล้ววันนี้", "ท่าเรือเปิดแล้ววันนี้"),
        ("Cut off in the…", "Cut off in the…"),
    ],
)
def test_text_without_sentences_is_told_as_it_is(text: str, told: str) -> None:
    assert lead(text) == told


def test_sentence_longer_than_the_limit_is_cut_at_a_word() -> None:
    assert lead("word " * 100, limit=23) == "word word word word…"
    assert lead("Word " + "word " * 100 + "end. Next.", limit=23) == "Word word word word…"


def test_longer_word_than_the_title_is_no_repetition() -> None:
    assert lead("Ports opened today.", title="Port") == "Ports opened today."


def test_first_sentences_are_taken_whatever_they_are() -> None:
    assert first_sentences("By Jane Doe. TRIPOLI — It <i>opened</i>. And", most=2) == (
        "By Jane Doe. TRIPOLI — It opened."
    )
    assert first_sentences("no end") == "no end"
    assert first_sentences("no end of words", limit=10) == "no end of…"
    assert first_sentences(" \n ") == ""


_PIECES = st.lists(
    st.sampled_from(
        [
            "Port opens. ",
            "By Jane Doe",
            "\n\n",
            "…",
            "It opened. ",
            "AP Photo)",
            "他走了。",
            "— ",
            "PARIS",
        ]
    ),
    max_size=12,
).map("".join)


@given(
    st.text() | _PIECES, st.text(max_size=10) | _PIECES, st.integers(min_value=10, max_value=300)
)
def test_lead_is_one_line_no_longer_than_its_limit(text: str, title: str, limit: int) -> None:
    for told in (lead(text, title=title, limit=limit, most=2), first_sentences(text, limit=limit)):
        assert len(told) <= limit
        assert told == " ".join(told.split())
