"""The subject says whose mail it is, how much is new and what comes first."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from morning import EDITION, TOLD, about, of

from digest.model import Section
from digest.writing import subject


def test_subject_has_title_number_and_first_headline() -> None:
    assert subject(EDITION) == "Libya in the morning - 1 new: Port opens"
    told = replace(EDITION, top=(replace(about("Top"), others=TOLD.others),))
    assert subject(told) == "Libya in the morning - 3 new: Top"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("de", "T - 2 neu: A"),
        ("fr", "T - 2 nouveaux: A"),
        ("es", "T - 2 nuevos: A"),
        ("ar", "T - مقالان جديدان: A"),
    ],
)
def test_subject_counts_in_the_language(language: str, shown: str) -> None:
    assert subject(of(about("A"), about("B"), title="T", language=language)) == shown


def test_edition_without_articles_says_so() -> None:
    assert subject(replace(EDITION, sections=())) == "Libya in the morning - no new articles"


def test_late_articles_count_and_the_first_that_has_a_title_is_named() -> None:
    edition = replace(of(about("")), late=Section(entries=(about("Late"),)))
    assert subject(edition) == "Libya in the morning - 2 new: Late"
    assert subject(of(about(""))) == "Libya in the morning - 1 new"
    assert subject(of(about("A"), title=" ")) == "1 new: A"


def test_long_headline_is_cut_at_a_word() -> None:
    shown = subject(of(about("word " * 60), title="T" * 100))
    assert len(shown) <= 150
    assert shown.endswith(" word…")
    assert " - 1 new: word" in shown


@given(st.text(), st.text())
def test_subject_is_one_line_that_mail_can_carry(title: str, headline: str) -> None:
    shown = subject(of(about(headline), title=title))
    assert shown == " ".join(shown.split())
    assert len(shown) <= 150
    assert shown.isprintable() or not any(sign < " " for sign in shown)
    shown.encode()
