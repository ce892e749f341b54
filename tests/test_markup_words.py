"""Titles, names and tags become one plain line, and cleaning again changes nothing."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tag_soup import TAG_SOUP

from digest.markup import plain


class TestPlain:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            ("Fish &amp;amp; chips &#8211; &ldquo;cheap&rdquo;", "Fish & chips – “cheap”"),
            ("AT&T at 3 < 4 > 2", "AT&T at 3 < 4 > 2"),
            ("Terms&conditions", "Terms&conditions"),
            ("<b>Live:</b> talks <i class='x'>resume</i><br/>now", "Live: talks resume now"),
            ("One<script>var a = '<b>';</script> two", "One two"),
            ("One<style>p { }</style> two", "One two"),
            ("What the <script> tag does", "What the tag does"),
            ("a <!-- b > c --> d", "a d"),
            ("a --> b", "a --> b"),
            ("a <!-- b", "a ‹!-- b"),
            ("Use <my-element> if a<b", "Use ‹my-element› if a‹b"),
            ("&lt;b&gt;bold&lt;/b&gt;", "bold"),
            ("&lt;<b>&lt;x>", "<‹x›"),
            ("It\x92s \x93here\x94", "It’s “here”"),
            ("a\x00b\x0bc\x1b \x08d", "ab c d"),
            ("x\ud83dy", "xy"),
            ("\ud83d\ude00", "😀"),
            ("a\ufffeb\uffff\ufdd0\U0001fffe", "ab"),
            ("safe \u202egpj.exe\u202c\u2066", "safe gpj.exe"),
            ("\ufeffLib\u200bya\xad", "Libya"),
            ("E\u0301tat", "État"),
            ("\n One\ttwo\r\n\xa0 three\u2028four ", "One two three four"),
            ("👩\u200d👧 می\u200cخواهم", "👩\u200d👧 می\u200cخواهم"),
            ("<p></p>", ""),
            ("", ""),
        ],
    )
    def test_text_of_a_title_is_what_a_reader_would_show(self, value: str, shown: str) -> None:
        assert plain(value) == shown

    def test_long_text_is_cut_at_a_word(self) -> None:
        cut = plain("headline " * 100, limit=30)
        assert cut == "headline headline headline…"

    def test_long_text_without_spaces_is_cut_between_characters(self) -> None:
        assert plain("新" * 50, limit=10) == "新" * 9 + "…"

    def test_cut_does_not_part_a_letter_from_its_marks_or_a_joined_emoji(self) -> None:
        assert plain("ab" + "x\u0324\u0338" * 9, limit=6) == "abx\u0338\u0324…"
        assert plain("abc👩\u200d👧👩\u200d👧", limit=6) == "abc…"

    def test_text_as_long_as_the_limit_is_whole(self) -> None:
        assert plain("a" * 400) == "a" * 400

    @given(TAG_SOUP, st.integers(min_value=1, max_value=60))
    def test_cleaning_again_changes_nothing(self, value: str, limit: int) -> None:
        once = plain(value, limit=limit)
        assert plain(once, limit=limit) == once
        assert len(once) <= limit

    @given(st.text())
    def test_nothing_is_left_that_xml_forbids(self, value: str) -> None:
        for character in plain(value):
            assert unicodedata.category(character) not in {"Cc", "Cs"}
            assert ord(character) & 0xFFFE != 0xFFFE

    @pytest.mark.parametrize(
        "value",
        [
            "&" + "amp;" * 20_000,
            "&#38;#38;" * 5_000,
            "<" * 5_000 + "b>" * 5_000,
            "<script>" * 10_000,
            "<!--" * 20_000,
            "<a " * 20_000,
            "a" + "\u0316\u0301" * 30_000,
        ],
    )
    def test_hostile_text_takes_bounded_time_and_is_settled(self, value: str) -> None:
        start = time.process_time()
        once = plain(value)
        assert time.process_time() - start < 1
        assert plain(once) == once


@pytest.mark.parametrize("digits", [9, 14, 30, 5000])
def test_number_of_no_character_is_dropped_however_long(digits: int) -> None:
    assert plain(f"a &#{'9' * digits}; b") == "a b"
    assert plain(f"a &#x{'f' * digits}; b") == "a b"
