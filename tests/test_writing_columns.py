"""Lines have 72 columns in every script, and lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.markup import one_line
from digest.writing.columns import COLUMNS, width, wrapped

RLI, PDI = "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("text", "columns"),
    [("port", 4), ("港口", 4), ("خبرٌ", 3), ("e\u0301", 1), (f"{RLI}a{PDI}", 1), ("Ａ", 2), ("", 0)],
)
def test_width_is_what_a_terminal_shows(text: str, columns: int) -> None:
    assert width(text) == columns


def test_words_are_broken_only_where_they_do_not_fit_into_a_line() -> None:
    assert wrapped("a" * 70 + " bb c") == ["a" * 70, "bb c"]
    assert wrapped("a" * 69 + " bb c") == ["a" * 69 + " bb", "c"]
    assert wrapped("a" * 73) == ["a" * 72, "a"]
    assert wrapped("港" * 40) == ["港" * 36, "港" * 4]
    assert wrapped("e\u0301" * 80) == ["e\u0301" * 72, "e\u0301" * 8]


def test_first_line_has_its_mark_and_the_others_an_indent() -> None:
    assert wrapped("a" * 70 + " b", first="- ", indent="  ") == ["- " + "a" * 70, "  b"]
    assert wrapped("", first="- ") == ["- "]


def test_isolate_over_the_end_of_a_line_is_closed_and_opened_again() -> None:
    assert wrapped(f"{RLI}{'a' * 70} b {'c' * 71}{PDI}, d") == [
        f"{RLI}{'a' * 70} b{PDI}",
        f"{RLI}{'c' * 71}{PDI},",
        "d",
    ]


@given(st.text(alphabet=st.sampled_from("ab港خ\u0301 é🎉\u200d"), max_size=400))
def test_no_line_is_wider_and_no_sign_is_lost(text: str) -> None:
    line = one_line(text)
    lines = wrapped(line, first="- ", indent="  ")
    assert all(width(one) <= COLUMNS for one in lines)
    assert "".join(one[2:] for one in lines).replace(" ", "") == line.replace(" ", "")
