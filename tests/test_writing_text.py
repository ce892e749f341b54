"""The plain text of an edition is read as it is: in narrow lines, with whole addresses."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from morning import ARABIC, EDITION, ENTRY, SEEN, STORED, TOLD, about, of

from digest.model import Revised, Section, Trouble
from digest.writing import text
from digest.writing.columns import COLUMNS, width

WHOLE = """\
Libya in the morning
Monday, 23 November 2026
------------------------

3 articles from 2 sources, first stored 23 November 06:58
(Africa/Tripoli)
No source could be read since the last edition.


Politics
--------

Port opens
https://post.example/port
The Post, first seen 06:58
The port opened. Ships came.
Also reported by:
- Times
  https://times.example/
- A
  https://a.example/

and 1 more
https://me.example/digest/2026-11-23.md


Updated and corrected
---------------------

- Port opens, The Post, corrected 06:58
  https://post.example/port


Sources in trouble
------------------

- Ball & Co, since 23 November 06:58: 404 Not Found
"""
LONG = "https://post.example/" + "a" * 200


def test_text_reads_from_the_top() -> None:
    section = Section(title="Politics", entries=(TOLD,), rest=(ENTRY,))
    revised = Revised(stored=STORED, source_title="The Post", kind="correction")
    trouble = Trouble(source="b", title="Ball & Co", url="", since=SEEN, reason="404 Not Found")
    edition = replace(
        EDITION,
        sections=(section,),
        revised=(revised,),
        trouble=(trouble,),
        unread=True,
        whole="https://me.example/digest/2026-11-23.md",
    )
    assert text(edition) == WHOLE


def test_edition_without_articles_is_short() -> None:
    assert text(replace(EDITION, sections=())) == (
        "Libya in the morning\nMonday, 23 November 2026\n------------------------\n\n"
        "No new articles.\n"
    )


def test_address_is_never_broken_and_no_other_than_of_the_web_is_shown() -> None:
    assert f"\n{LONG}\n" in text(of(about("A", url=LONG)))
    assert "javascript" not in text(of(about("A", url="javascript:alert(1)")))


def test_count_of_the_rest_stands_alone_where_the_whole_has_no_address() -> None:
    section = Section(title="Politics", entries=(), rest=(ENTRY, ENTRY))
    assert text(replace(EDITION, sections=(section,))).endswith("--------\n\nand 2 more\n")


def test_summary_of_a_language_model_is_marked() -> None:
    assert "\nThe port opened. Ships came. (summary by a language model)\n" in text(
        of(replace(ENTRY, generated=True))
    )


def test_arabic_text_goes_from_right_to_left_with_names_isolated() -> None:
    shown = text(of(about(ARABIC, direction="rtl"), language="ar"))
    assert f"\n{ARABIC}\n" in shown
    assert "\n\u2068The Post\u2069، رُصد أول مرة 06:58\n" in shown
    assert "(\u2068Africa/Tripoli\u2069)" in shown
    rules = [line for line in shown.splitlines() if line.endswith("----")]
    assert rules
    assert all(line.startswith("\u200f-") for line in rules)


@settings(max_examples=50)
@given(st.text(), st.text(), st.text())
def test_no_line_but_an_address_is_wider_than_72_columns(
    title: str, summary: str, name: str
) -> None:
    entry = replace(about(title, url=LONG), summary=summary, source_title=name)
    shown = text(of(entry, title=name))
    assert all(width(line) <= COLUMNS for line in shown.split("\n") if line != LONG)
    assert shown.count(f"\n{LONG}\n") == 1
    assert shown.endswith("\n")
