"""The Markdown of an edition holds all of it, in an order and with each name for itself."""

from dataclasses import replace

from morning import ARABIC, EDITION, ENTRY, TOLD, about, of

from digest.model import Mention, Section
from digest.writing import markdown

BEGINNING = """\
# Libya in the morning — Monday, 23 November 2026

7 articles from 2 sources, first stored 23 November 06:58 (Africa/Tripoli)

## Top stories

### [Port opens](https://post.example/port)

The Post, first seen 06:58

The port opened. Ships came.

- [T](https://times.example/), Times, first seen 06:58

Also in: [A](https://a.example/)

## Politics

### [Port opens](https://post.example/port)
"""
END = """
and 3 more

- [Port opens](https://post.example/port), The Post, first seen 06:58. Also in: \
[A](https://a.example/)
- [T](https://times.example/), Times, first seen 06:58
- [Third](https://post.example/port), The Post, first seen 06:58

## From earlier days

### [Old](https://old.example/)

The Post, first seen 06:58

The port opened. Ships came.
"""


def test_top_stories_come_first_and_what_is_beyond_the_limits_is_a_list() -> None:
    late = Section(entries=(about("Old", url="https://old.example/"),))
    section = Section(title="Politics", entries=(ENTRY,), rest=(TOLD, about("Third")))
    whole = "https://me.example/"
    text = markdown(replace(EDITION, top=(TOLD,), sections=(section,), late=late, whole=whole))
    assert text.startswith(BEGINNING)
    assert text.endswith(END)


def test_names_of_the_other_direction_are_isolated_in_a_line_of_others() -> None:
    wasat = replace(about(ARABIC), source_title="الوسط", also=(Mention(title="خبر", url=""),))
    text = markdown(of(wasat))
    assert "\n\u2068الوسط\u2069, first seen 06:58\n" in text
    assert "\nAlso in: \u2068خبر\u2069\n" in text
    text = markdown(of(wasat, language="ar"))
    assert "\nالوسط، رُصد أول مرة 06:58\n" in text
    assert "(\u2068Africa/Tripoli\u2069)" in text
    assert text.startswith("# \u2068Libya in the morning\u2069 — الاثنين، 23 نوفمبر 2026\n")


def test_summary_of_a_language_model_is_marked() -> None:
    text = markdown(of(replace(ENTRY, generated=True)))
    assert "\nThe port opened. Ships came. (summary by a language model)\n" in text
